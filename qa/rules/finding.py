"""What a rule finds, and how marks are compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.stance.lexicon import entry_of
from index.stance.tokens import tokenise
from index.stance.words import is_negation
from index.types import Kind, Mark, Span
from qa.claims import Claim
from qa.source import Source
from qa.types import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one claim: the verdict, the mark it is about (None where the answer added one).

    `gone` says that nothing in the answer stands for the mark, as far as the lexicon knows.
    """

    verdict: Verdict
    mark: Mark | None
    why: str
    gone: bool = False

    @property
    def loses(self) -> Mark | None:
        """Return the mark if nothing stands for it."""
        return self.mark if self.gone else None


def sense(mark: Mark) -> str:
    """Return the sense that the lexicon gives the mark."""
    entry = entry_of(mark)
    return entry.sense if entry else ""


def strength(mark: Mark) -> int:
    """Return the strength that the lexicon gives the mark, within its kind and sense."""
    entry = entry_of(mark)
    return entry.strength if entry else 0


def of(marks: Iterable[Mark], *kinds: Kind) -> list[Mark]:
    """Return the marks of these kinds."""
    return [mark for mark in marks if mark.kind in kinds]


def is_negated(text: str) -> bool:
    """Return whether the text denies what it says; two negations cancel out."""
    return sum(is_negation(token.lower) for token in tokenise(text)) % 2 == 1


def opposes(claim: Claim, mark: Mark, text: str, source: Source) -> bool:
    """Return whether the answer denies what the mark governs: one of the two is negated.

    "It was not built without a permit" opposes "it was built without a permit", which has a
    negation, too. The negation of a mark ("not necessarily", "has not excluded") is not that of
    what it governs.
    """
    governed = _without(source.text, mark.scope, [mark])
    return is_negated(_without(text, claim.span, claim.carried)) != is_negated(governed)


def _without(text: str, span: Span, marks: Iterable[Mark]) -> str:
    """Return the text of a span without that of the marks."""
    kept = list(text)
    for mark in marks:
        kept[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(kept[span.start : span.end])


def least_tier(marks: Sequence[Mark]) -> int:
    """Return the least sure of the tiers; "suggested by" is an attribution without one."""
    return min((2 if mark.tier is None else mark.tier for mark in marks), default=4)


HEDGES: tuple[Kind, ...] = (
    "epistemic",
    "attribution",
    "allegation",
    "contested",
    "unknown",
    "condition",
    "plan",
    "provisional",
    "distancing",
)


STANDING: tuple[Kind, ...] = (
    "epistemic",
    "attribution",
    "allegation",
    "unknown",
    "plan",
    "booster",
)
"""Kinds by which a claim is told as less, or by another, than plain fact: "suggests", "shows"."""


def still_hedged(claim: Claim) -> bool:
    """Return whether any mark stands in the answer: what is lost beside it only strengthens."""
    owed = {mark.kind for mark in of(claim.owed, *HEDGES)}
    return bool(of(claim.carried, *STANDING)) or bool(owed & {m.kind for m in claim.carried})


def lost(claim: Claim, mark: Mark, what: str) -> Finding:
    """Return the finding that the mark is gone: `dropped`, or `strengthened` if another stands.

    A doubt that a later sentence casts on the claim ("This is unconfirmed") is dropped in any case.
    """
    points_back = mark.kind == "unknown" and mark.start >= mark.scope.end
    verdict: Verdict = "dropped" if points_back or not still_hedged(claim) else "strengthened"
    return Finding(verdict, mark, what, gone=True)
