"""What the source does not say at all."""

from collections.abc import Iterator, Sequence

from index.stance.tokens import Token, tokenise
from index.stance.words import is_negation
from index.types import Kind
from qa.align import words_in
from qa.claims import Claim
from qa.paraphrase import unexplained
from qa.rules.finding import Finding, of, sense
from qa.source import Source
from qa.strangers import strangers
from qa.turned import turned, turned_clause

COPIED = 0.8
"""The least support of a claim that copies its source: a negation is all that may differ."""


def turned_round(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A plain negation that only one of the two has, where the answer copies the rest."""
    if claim.source is None or claim.support < SURE:
        return
    told, said = claim.span.of(text), claim.source.of(source.text)
    left_open = of((*claim.owed, *claim.carried), *LEFT_OPEN)
    if claim.support < COPIED or left_open:
        why = "" if of(claim.owed, "condition", "contested") else turned_clause(told, said)
        if why:
            yield Finding("reversed", None, why)
        return
    if {"than", "without"} & {*told.split()}:
        return  # "no tram cost more than this" says that it was the most expensive
    here = [mark for mark in source.marks if mark.span.meets(claim.source)]
    if any(sense(mark) == "not-said" for mark in here):
        return  # "did not say that he was dead; she said only that"
    if "except" in said.split():
        return  # "all except Dorn have signed": "Dorn has not signed"
    if _negates(told) == _negates(said):
        return
    there = {word.stem for word in words_in(said)}  # "accused", which is a cue on both sides
    if any(word.stem not in there for word in unexplained(text, claim.carried, source)):
        return
    if why := turned(told, said):
        yield Finding("reversed", None, why)


def turned_focus(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """ "Not the only player" told as "the only player", "no better than" as "better than"."""
    if claim.source is None or claim.support < SURE:
        return
    told, said = tokenise(text), tokenise(claim.source.of(source.text))
    denied = set(_focused(said, negated=True)) - set(_focused(said, negated=False))
    plain = set(_focused(told, negated=False)) - set(_focused(told, negated=True))
    if _negates(text):
        return
    if word := min(denied & plain, default=""):
        yield Finding("reversed", None, f'The source denies "{word}"; the answer does not.')


def _focused(tokens: Sequence[Token], *, negated: bool) -> Iterator[str]:
    """Yield the words that single out or compare and are, or are not, denied just before."""
    lowers = [token.lower for token in tokens]
    for place, word in enumerate(lowers):
        compares = word in _COMPARING and "than" in lowers[place : place + _THAN]
        if not (word in _SINGLING or compares):
            continue
        before = [other for other in lowers[max(0, place - 3) : place] if other not in _ARTICLES]
        if bool(before and is_negation(before[-1])) == negated:
            yield word


SURE = 0.5
"""The least support of a claim whose negations are compared."""

_SINGLING = frozenset("only sole first last same alone".split())
_COMPARING = frozenset(
    "better worse safer faster slower higher lower larger smaller stronger weaker richer poorer "
    "cheaper older younger longer shorter earlier later healthier cleaner easier harder".split()
)
_ARTICLES = frozenset({"the", "a", "an", "any"})
_THAN = 8  # words between a comparative and its "than"

LEFT_OPEN: tuple[Kind, ...] = ("contested", "unknown", "condition")
"""Kinds of mark that deny in words of their own."""


def _negates(text: str) -> bool:
    return any(is_negation(token.lower) for token in tokenise(text))


def unsupported(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A name or a figure that the source has nowhere: it does not say this."""
    strange = strangers(claim.span.of(text), source.text)
    if strange:
        yield Finding("unsupported", None, f'Nothing in the source speaks of "{strange[0]}".')
