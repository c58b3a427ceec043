"""What the source does not say at all."""

from collections.abc import Iterator

from index.stance.tokens import tokenise
from index.stance.words import is_negation
from index.types import Kind
from qa.claims import Claim
from qa.paraphrase import unexplained
from qa.rules.finding import Finding, of
from qa.source import Source
from qa.strangers import strangers
from qa.turned import turned

COPIED = 0.8
"""The least support of a claim that copies its source: a negation is all that may differ."""


def turned_round(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A plain negation that only one of the two has, where the answer copies the rest."""
    if claim.source is None or claim.support < COPIED:
        return
    told, said = claim.span.of(text), claim.source.of(source.text)
    if of((*claim.owed, *claim.carried), *LEFT_OPEN) or {"than", "without"} & {*told.split()}:
        return  # "no tram cost more than this" says that it was the most expensive
    if _negates(told) == _negates(said) or unexplained(text, claim.carried, source):
        return
    if why := turned(told, said):
        yield Finding("reversed", None, why)


LEFT_OPEN: tuple[Kind, ...] = ("contested", "unknown", "condition")
"""Kinds of mark that deny in words of their own."""


def _negates(text: str) -> bool:
    return any(is_negation(token.lower) for token in tokenise(text))


def unsupported(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A name or a figure that the source has nowhere: it does not say this."""
    strange = strangers(claim.span.of(text), source.text)
    if strange:
        yield Finding("unsupported", None, f'Nothing in the source speaks of "{strange[0]}".')
