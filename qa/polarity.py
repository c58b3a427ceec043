"""Marks that a negation of their own clause turns into the opposite.

"Nobody has come up with proof that P" offers no proof, and "there was no denial that P" denies
nothing; the lexicon holds the short forms ("no proof that"), not every distance between the two.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.stance.layout import CONTRAST
from index.stance.tokens import Token, tokenise
from index.stance.words import is_negation
from index.types import Mark

_EVIDENCE = frozenset(
    "proof prove proves proved proven evidence sign signs indication indications indicate "
    "indicates indicated suggest suggests suggested trace traces bear bears borne confirm confirms "
    "confirmed document documents documented point points pointed show shows shown verification "
    "confirmation corroboration".split()
)
"""Words for evidence: without it a claim is unknown, which is not to say that it is false."""

_WANTING = frozenset("wanting lacking missing absent thin scant scarce weak slight".split())

_REACH = 6
"""How many words before a mark a negation may stand."""


def with_polarity(marks: Sequence[Mark], text: str) -> tuple[Mark, ...]:
    """Return the marks of a sentence; evidence and denials that are denied become "unknown"."""
    tokens = [token for token in tokenise(text) if token.kind != "possessive"]
    return tuple(
        replace(mark, kind="unknown", tier=1, entry="")
        if _may_turn(mark) and _denied(mark, tokens)
        else mark
        for mark in marks
    )


def _may_turn(mark: Mark) -> bool:
    words = mark.words.lower().split()
    if any(is_negation(word) for word in words):
        return False
    evidence = mark.kind in {"epistemic", "booster"} and _EVIDENCE.intersection(words)
    return bool(evidence) or (mark.kind == "contested" and words[0] in {"denial", "denials"})


def _denied(mark: Mark, tokens: Sequence[Token]) -> bool:
    """Return whether a negation stands before the mark, or a lack of it behind what it governs."""
    before = [token for token in tokens if token.end <= mark.start][-_REACH:]
    for token in reversed(before):
        if token.text in ",;:" or token.lower in CONTRAST:
            break
        if is_negation(token.lower):
            return True
    behind = [token.lower for token in tokens if token.start >= mark.end]
    return bool(_WANTING.intersection(behind[-3:])) or behind[-6:-1].count("never") == 1
