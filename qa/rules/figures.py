"""Whose figure it is, where two of the source's holders give one each."""

import re
from collections.abc import Iterator, Sequence

from index.types import Mark
from qa.align import words_in
from qa.claims import Claim
from qa.rules.finding import Finding, of
from qa.rules.identity import of_one_holder, stems_of
from qa.source import Source


def figures(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """Figures that two holders gave must not change hands: "police 4,500, the union 2,000"."""
    if not any(word.value is not None for word in claim.words):
        return
    for value, theirs, told in _paired(text, source) or _alone(claim, text, source):
        if theirs is not told:
            yield Finding(
                "misattributed",
                theirs,
                f"In the source {value:,.15g} is the figure of {theirs.holder}, not of "
                f"{told.holder}.",
            )
            return


def _alone(claim: Claim, text: str, source: Source) -> list[tuple[float, Mark, Mark]]:
    """Return the figures of a claim that the answer gives to another holder of the source alone."""
    given = _given(source)
    holders = list(dict.fromkeys(given.values()))
    told = [mark for mark in of(claim.carried, "attribution") if mark.holder]
    found: list[tuple[float, Mark, Mark]] = []
    counted = (word for word in claim.words if not _is_time(text, word.start))
    for value in [word.value for word in counted if word.value in given]:
        theirs = given[value] if value is not None else None
        if value is None or theirs is None or _named([theirs], text):
            continue
        found.extend(
            (value, theirs, mark)
            for mark in told
            if any(
                of_one_holder(mark, other, source)
                for other in holders
                if other.holder != theirs.holder
            )
        )
    return found


def keeps_figures(text: str, source: Source) -> bool:
    """Return whether an answer tells the figures of several holders, and each beside its own."""
    paired = _paired(text, source)
    return len(paired) > 1 and all(theirs is told for _, theirs, told in paired)


def _paired(text: str, source: Source) -> list[tuple[float, Mark, Mark]]:
    """Return each figure of an answer, the mark of who gave it, and of whom the answer names.

    An answer names as many holders as figures, each beside its own, so that the first belongs to
    the first: "1,400 by the wardens' count, 1,150 by the society's", "the wardens say 1,400". Where
    it names more or fewer, nothing is said.
    """
    theirs = _given(source)
    marks = list(dict.fromkeys(theirs.values()))
    values = (
        w.value for w in words_in(text) if w.value is not None and not _is_time(text, w.start)
    )
    told = [value for value in dict.fromkeys(values) if value in theirs]
    named = _named(marks, text)
    if len(marks) < 2 or len(told) != len(named):
        return []
    if len(told) > 1 and len({theirs[value] for value in told}) == 1:
        return []  # all are of one holder, whoever else is named: nothing can change hands
    return [(value, theirs[value], mark) for value, mark in zip(told, named, strict=True)]


def _given(source: Source) -> dict[float, Mark]:
    """Return the numbers that somebody in the source gives, with the nearest mark of who does."""
    found: dict[float, Mark] = {}
    for mark in sorted(source.marks, key=lambda mark: -(mark.scope.end - mark.scope.start)):
        if mark.kind == "attribution" and mark.holder:
            for place in source.governed[mark]:
                value = source.words[place].value
                counted = source.words[place].lower.isalpha() and (value or 0) <= SMALL
                if value is None or counted or _is_time(source.text, source.words[place].start):
                    continue
                found[value] = mark
    return found


_MONTH = "(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
_TIME = re.compile(
    rf"\S+ ?(?:[ap]\.?m\b|o['’]clock|in the (?:morning|afternoon|evening)|(?:{_MONTH})\b)", re.I
)


def _is_time(text: str, start: int) -> bool:
    """Return whether a number is a time of day or a date, which is no figure that anybody gives."""
    return _TIME.match(text, start) is not None


SMALL = 3
"""The largest number that, told in a word, is nobody's: "two sides", "not one battery", "twice"."""


def _named(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return the marks whose holders a text names, in its order, by words that only one has."""
    stems = {mark: set(stems_of(mark.holder)) for mark in marks}
    words = words_in(text)
    said = {word.stem for word in words}
    places: dict[Mark, int] = {}
    for mark in marks:
        own = stems[mark].difference(*(stems[other] for other in marks if other is not mark))
        # "attendance at the FESTIVAL was 60,000 by the organisers of the festival"
        head = own & {*stems_of(mark.holder)[-1:]} & said
        place = next((word.start for word in words if word.stem in (head or own)), None)
        if place is not None:
            places[mark] = place
    return sorted(places, key=lambda mark: places[mark])
