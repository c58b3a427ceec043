"""How many: bounds of numbers, and quantifiers."""

import re
from collections.abc import Iterator, Sequence

from index.stance.tokens import NUMBER_WORDS, numbers, tokenise
from index.types import Mark
from qa.align import likeness, scaled, vectors, words_in
from qa.claims import Claim
from qa.rules.finding import Finding, lost, of, opposes, sense, strength
from qa.source import Source, holder_span


def _bounded(text: str) -> list[float]:
    """Return the numbers under a bound; in "430 to 460 million" both are millions."""
    values = [value for value, *_ in numbers(tokenise(text))]
    if len(values) == 2:
        values[0] = scaled(*values)
    return values


_SIDES = {"lower": 1, "over": 1, "upper": -1, "under": -1, "approximate": 0, "range": 0}


def bounds(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A number keeps its "at least", "about" or range, and a bound its side."""
    tokens = tokenise(text)
    values = numbers(tokens)
    if not values:
        return
    carried = of(claim.carried, "bound")
    carried += [m for m in of(claim.carried, "quantifier") if _COMPARING.search(m.words)]
    for mark in of(claim.owed, "bound"):
        bounded = _bounded(mark.scope.of(source.text))
        taken = [
            value
            for value, *_ in values
            if any(value == other for other in bounded)
            or (len(bounded) > 1 and min(bounded) <= value <= max(bounded))
        ]
        if not taken and not _same_share(mark.scope.of(source.text), claim.span.of(text)):
            continue  # but "roughly a third" is not kept by "33 per cent"
        range_told = sense(mark) == "range" and set(bounded) <= {value for value, *_ in values}
        if range_told and len(set(bounded)) > 1:
            continue  # "from 30 to 220 crowns" is kept by "the cheapest costs 30, the dearest 220"
        near = [found for found in carried if not taken or _governs(found, taken, text)]
        if not near:
            yield lost(
                claim, mark, f'The source says "{mark.words}"; the answer gives the number bare.'
            )
        else:
            side = _SIDES.get(sense(mark), 0)
            if len(bounded) == 2 and not side:
                side = _overstepped(bounded, taken)
            if side and all(_SIDES.get(sense(found), 0) == -side for found in near):
                yield Finding(
                    "strengthened",
                    mark,
                    f'The source says "{mark.words}"; "{near[0].words}" turns the bound round.',
                )


_COMPARING = re.compile(r"\b(?:than|least|most|over|under|below|above|nearly|almost|about)\b", re.I)
"""Quantifiers that bound a share: "less than half" for "below half"."""


def _governs(mark: Mark, values: list[float], text: str) -> bool:
    """Return whether a bound of the answer stands with one of the numbers, or with none at all.

    "Up to 5,000 marks to nearly 300 families" may lose one bound and keep the other.
    """
    bounded = _bounded(mark.scope.of(text))
    return not bounded or bool({*bounded} & {*values})


def _overstepped(bounded: list[float], taken: list[float]) -> int:
    """Return the side that an end of a range keeps: its upper end is an upper bound."""
    if max(bounded) in taken:
        return -1
    return 1 if min(bounded) in taken else 0


def quantified_holders(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How many say so: "some members say" is not told by "most members say"."""
    said, told = of(claim.owed, "attribution"), of(claim.carried, "attribution")
    before = [
        m for mark in said for m in _counting(mark, of(source.marks, "quantifier"), source.text)
    ]
    after = [m for mark in told for m in _counting(mark, of(claim.carried, "quantifier"), text)]
    if before and after and min(map(strength, after)) > max(map(strength, before)):
        why = f'The source says "{before[0].words}"; "{after[0].words}" is more than that.'
        yield Finding("strengthened", before[0], why)


def _counting(mark: Mark, quantifiers: Sequence[Mark], text: str) -> list[Mark]:
    """Return the quantifiers that tell how many the holder of a mark is."""
    holder = holder_span(mark, text)
    return [] if holder is None else [found for found in quantifiers if holder.meets(found.span)]


def quantifiers(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How many, how often, in which sample."""
    others = set(of(claim.owed, "quantifier"))
    for mark in of(claim.owed, "quantifier"):
        near = [m for m in of(claim.carried, "quantifier") if _comparable(mark, m)]
        same = [m for m in near if sense(m) == sense(mark)] or near
        # "some towns have nearly all of it" is kept by "certain towns have almost all"
        rest = [m for m in same if not any(strength(m) == strength(o) for o in others - {mark})]
        same = rest or same
        if not same:
            if of(claim.carried, "epistemic") and sense(mark) == "frequency":
                continue
            if _same_share(mark.words, text):
                continue  # "two-fifths of" is kept by "40 per cent of"
            if _OF_ALL.match(mark.words) and _takes_part(mark, text, source):
                continue  # "17 votes out of 9,206" is kept by "17 votes"
            counted = {value for value, *_ in numbers(tokenise(mark.words))}
            if counted and counted <= {value for value, *_ in numbers(tokenise(text))}:
                continue  # "three of them" is kept by "of whom three"
            alone = " " not in mark.words and sense(mark) == "people"
            if alone and of(claim.carried, "attribution"):
                continue  # "observers describe" is kept by any holder that `holders` lets pass
            if _STUDY.fullmatch(mark.words) and _STUDIED.search(text):
                continue  # "a survey found" is kept by "the institute's survey has it"
            if sense(mark) != "sample" and not _takes_noun(text, mark, source):
                continue
            yield lost(claim, mark, f'The source says "{mark.words}"; the answer says it of all.')
        elif strength(mark) == 1 and opposes(claim, mark, text, source):
            continue  # "few have been told" is kept by "most have not been told"
        elif _same_share(mark.words, text) or _stands_there(same, claim, source):
            continue  # "three in four of" is kept by "three quarters of"
        elif min(map(strength, same)) > strength(mark) and sense(mark) != "sample":
            yield Finding(
                "strengthened",
                mark,
                f'The source says "{mark.words}"; "{same[0].words}" is more than that.',
            )


def _stands_there(told: Sequence[Mark], claim: Claim, source: Source) -> bool:
    """Return whether the sentence itself says so much: "such cases were rare, ONE IN fifty"."""
    said = claim.source.of(source.text).lower() if claim.source else ""
    return any(mark.words.lower() in said for mark in told)


_FRACTION = re.compile(
    r"\b(?:(?P<count>one|two|three|four|five|a)[ -])?(?P<part>half|third|quarter|fifth|tenth)s?\b",
    re.I,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PERCENT = re.compile(r"([\d.]+) ?(?:%|per ?cent)", re.I)
_OUT_OF = re.compile(r"\b(\w+)(?: [a-z]+)? (?:out of|in)(?: every)? (\w+)\b", re.I)


def _shares(text: str) -> list[float]:
    """Return the shares that a text tells, in per cent: "a third", "33%", "three in four".

    >>> _shares("three in four, or 75 per cent")
    [75.0, 75.0]
    """
    found = [
        100 * NUMBER_WORDS.get((told["count"] or "one").lower(), 1) / _PARTS[told["part"].lower()]
        for told in _FRACTION.finditer(text)
    ]
    for told in _OUT_OF.finditer(text):
        few, all_of = (_number(word) for word in told.groups())
        if few and all_of and few < all_of <= _MOST:
            found.append(100 * few / all_of)
    return found + [float(told.strip(".")) for told in _PERCENT.findall(text)]


def _number(word: str) -> float | None:
    return float(word) if word.isdecimal() else NUMBER_WORDS.get(word.lower())


_MOST = 100
"""The largest whole of which a share is told: "one in a hundred", not "30 in 2019"."""


def _same_share(told: str, text: str) -> bool:
    """Return whether a text tells one of the shares in other words, to the next per cent."""
    shares = _shares(text)
    return any(abs(one - other) <= 1 for one in _shares(told) for other in shares)


_OF_ALL = re.compile(r"(?:out )?of\b", re.I)


def _takes_part(mark: Mark, text: str, source: Source) -> bool:
    """Return whether the answer takes the number that stands before "out of so many"."""
    before = numbers(tokenise(source.text[max(0, mark.start - _BEFORE) : mark.start]))
    told = {value for value, *_ in numbers(tokenise(text))}
    return bool(before) and before[-1][0] in told


_BEFORE = 20  # characters of "17 votes" before "out of 9,206"

_STUDY = re.compile(r"(?:a|one)(?: \w+)? (?:survey|study|poll|trial|experiment)(?: \w+)?", re.I)
_STUDIED = re.compile(r"survey|stud(?:y|ies|ied)|research|poll|trial|experiment", re.I)


def _takes_noun(text: str, mark: Mark, source: Source) -> bool:
    """Return whether the answer takes what is counted: "eleven of the nineteen DISTRICTS".

    A quantifier's clause says more: "..., with postal votes still to come".
    """
    if any(word.value is None for word in words_in(mark.words)):
        return True  # "critics" counts itself
    counted = next((word for word in source.words if word.start >= mark.end), None)
    if counted is None or counted.start > mark.end + 2 or not mark.scope.start <= counted.start:
        return True
    return bool(likeness(words_in(text), [counted], vectors([counted])).any())


def _comparable(one: Mark, other: Mark) -> bool:
    senses = {sense(one), sense(other)}
    return len(senses) == 1 or senses <= {"people", "share"} or senses <= {"share", "frequency"}
