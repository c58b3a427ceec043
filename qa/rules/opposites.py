"""The opposite of what the source says, where a word of the answer cannot be true beside it."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from index.stance.layout import lay_out
from index.stance.tokens import Token, tokenise
from index.stance.words import forms
from qa.claims import Claim, Source
from qa.rules.finding import Finding, is_negated, without

SURE = 0.5
"""The least support of a claim that is compared: of another deed the opposite says nothing."""


def opposite(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A claim that has the opposite of a word of the source in its place: "upheld", "quashed"."""
    if claim.source is None or claim.support < SURE:
        return
    if any(is_negated(mark.text) for mark in claim.carried):
        return  # "Is the pool open?" "Probably not."
    told = without(text, claim.span, claim.carried)
    said = _clauses(claim.source.of(source.text))
    known = set(_words(tokenise(source.text)))
    repeated = set(_words(tokenise(text)))
    for word in _words(tokenise(told)):
        against = opposites().get(word, frozenset()) - repeated
        for other, clause in said if word not in known else ():
            if other in against and is_negated(clause) == is_negated(told):
                why = f'The source says "{other}"; the answer says "{word}".'
                yield Finding("reversed", None, why)
                return


def _words(tokens: Sequence[Token]) -> list[str]:
    """Return the words, and each with the one behind it: "struck down"."""
    words = [token.lower for token in tokens if token.kind == "word"]
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def _clauses(sentence: str) -> list[tuple[str, str]]:
    """Return the words of a sentence, each with the clause in which it stands."""
    layout = lay_out(tokenise(sentence))
    found: list[tuple[str, str]] = []
    for clause in layout.clauses:
        tokens = layout.tokens[clause.start : clause.end]
        text = " ".join(token.text for token in tokens)
        found.extend((word, text) for word in _words(tokens))
    return found


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
