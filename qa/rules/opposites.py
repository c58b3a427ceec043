"""The opposite of what the source says, where a word of the answer cannot be true beside it."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from index.stance.layout import lay_out
from index.stance.tokens import Token, tokenise
from index.stance.words import forms, is_negation
from qa.align import words_of
from qa.claims import Claim
from qa.rules.finding import Finding, is_negated, of
from qa.source import Source

SURE = 0.5
"""The least support of a claim that is compared: of another deed the opposite says nothing."""


def opposite(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A claim that has the opposite of a word of the source in its place: "upheld", "quashed"."""
    if claim.source is None or claim.support < SURE:
        return
    if of(claim.owed, "condition") or any(is_negated(mark.words) for mark in claim.carried):
        return  # "unless it is opened" and "if it stays shut"; "Is it open?" "Probably not."
    said = [word for clause in _clauses(claim, source) for word in clause]
    repeated = {word for word, _ in _words(tokenise(text))}
    for word, denied in _words(tokenise(claim.span.of(text))):
        against = opposites().get(word, frozenset()) - repeated
        for other, other_denied in said if against else ():
            if other in against and denied == other_denied and not _stands_in(source, word):
                why = f'The source says "{other}"; the answer says "{word}".'
                yield Finding("reversed", None, why)
                return


def _stands_in(source: Source, word: str) -> bool:
    """Return whether the source has the word anywhere: then it means no opposite by it."""
    return any(word == known for known, _ in _words(tokenise(source.text)))


def _words(tokens: Sequence[Token]) -> list[tuple[str, bool]]:
    """Return the words, and each with the one behind it ("struck down"): is it denied before?"""
    found: list[tuple[str, bool]] = []
    denied, last = False, ""
    for token in tokens:
        if token.kind == "word":
            denied ^= is_negation(token.lower)
            found += [(token.lower, denied), (f"{last} {token.lower}", denied)]
            last = token.lower
    return found


def _clauses(claim: Claim, source: Source) -> Iterator[list[tuple[str, bool]]]:
    """Yield the words of each clause of the source that tells of what the claim does."""
    span = claim.source or claim.span
    layout = lay_out(tokenise(source.text, span.start, span.end))
    own = {word.stem for word in claim.words}
    for clause in layout.clauses:
        tokens = layout.tokens[clause.start : clause.end]
        if len(own & {word.stem for word in words_of(tokens)}) >= SHARED:
            yield _words(tokens)


SHARED = 2
"""The least words that a clause and a claim have in common where one may turn the other round."""


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return the opposites of a word."""
    found: dict[str, set[str]] = {}
    for line in resources.files("qa").joinpath("opposites.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = (_spelled(half) for half in line.split("|"))
            for one, others in ((left, right), (right, left)):
                for word in one:
                    found.setdefault(word, set()).update(others)
    return {word: frozenset(others) for word, others in found.items()}


def _spelled(half: str) -> set[str]:
    """Return the words of one side in all their forms."""
    found: set[str] = set()
    for word in half.split():
        found |= forms(word[:-1]) if word.endswith("~") else {word.replace("_", " ")}
    return found
