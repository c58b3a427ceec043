"""What a mark on a quoted sentence reaches of it, and which marks say nothing of its claim."""

import re
from collections.abc import Sequence

from index.stance.layout import lay_out
from index.stance.tokens import tokenise
from index.stance.words import is_negation
from index.types import Mark, Sentence, Span

_TIE = re.compile(r"\b(links?|linked|connect\w*|tied?|ties|relat\w+|associat\w+)\b", re.I)
"""What a rewording must not lose, and is no stance all the same: "connected to" and "no link
between" say what there is between two things."""

_PLAN = re.compile(r"\b(plan|schedul|intend|intent|aim|propos|hope|seek)|\bto$", re.I)
"""Marks that tell of a plan by themselves; "approved" and "agreement" may be of what was done."""


_PHRASAL = re.compile(r"\w+ly (for|on|because|due)", re.I)
"""An adverb that stands before a reason and governs that alone."""

_OPENED = re.compile(r"\b(which|who|whom|where|that), $", re.I)
"""What opens a clause just before "according to X,": that clause is what X says."""


def is_idle(mark: Mark, sentence: Sentence) -> bool:
    """Return whether a mark says nothing of how firmly the author stands behind a claim.

    Nor does a plan that there is not: "does not intend to".
    """
    if mark.kind == "plan":
        before = sentence.text[: max(0, mark.start - sentence.start)].lower().split()[-1:]
        return not _PLAN.search(mark.words) or any(map(is_negation, before))
    return mark.kind in ("epistemic", "unknown") and bool(_TIE.search(mark.words))


def is_of_reason(mark: Mark) -> bool:
    """Return whether a mark is an adverb on a reason alone: "officially for health reasons"."""
    return bool(_PHRASAL.fullmatch(mark.words))


def covers(mark: Mark, asked: Sequence[Span], reach: Span) -> bool:
    """Return whether the mark governs half of what is asked about; a condition, more than half."""
    apart = [word for word in asked if not mark.span.meets(word)]
    governed = 2 * sum(reach.meets(word) for word in apart)
    return governed > len(apart) or (0 < governed == len(apart) and mark.kind != "condition")


def reach_of(mark: Mark, sentence: Sentence, marks: Sequence[Mark]) -> Span:
    """Return the scope of a mark, of a condition within a clause no more than that clause.

    "Its gains, which it bought with a loss of 2,000 men, it could have had in return for peace"
    puts no condition on the loss; "if" and "provided that" open a clause and govern the others.
    What another sentence denies of one that reports something is what it reports: of "After the
    evacuation, X reported that the town had fallen" not the evacuation, nor of "It is not known
    whether she was at the camp, where, according to X, powders were sold" that she was there.
    "She resigned in May, officially for her health" reports the reason alone.
    """
    if not sentence.span.holds(mark.span):
        return _told(mark, sentence, marks)
    opened = _OPENED.search(sentence.text[: mark.start - sentence.start])
    if is_of_reason(mark) or (mark.kind == "attribution" and opened):
        return Span(mark.start, max(mark.scope.end, sentence.end if opened else mark.end))
    if mark.kind != "condition":
        return mark.scope
    layout = lay_out(tokenise(sentence.text))
    start = mark.start - sentence.start
    for clause in layout.clauses:
        first, last = layout.tokens[clause.start], layout.tokens[clause.end - 1]
        if first.start < start < last.end and not clause.opener:
            return Span(sentence.start + first.start, sentence.start + last.end)
    return mark.scope


def _told(mark: Mark, sentence: Sentence, marks: Sequence[Mark]) -> Span:
    """Return what a mark of another sentence reaches of one that may only report something."""
    within = [one for one in marks if sentence.span.holds(one.span)]
    told = next((one.scope for one in within if one.kind == "attribution"), None)
    if not told or not sentence.span.holds(told) or not mark.scope.holds(told):
        return mark.scope
    # What the article itself leaves open nobody reported.
    left = [m.scope.end for m in within if m.kind == "unknown" and m.scope.end < sentence.end - 1]
    return Span(max(left), mark.scope.end) if left else told
