"""Whether sentences of two articles cannot both answer a question."""

import re
from collections.abc import Sequence

from index.stance.tokens import numbers, tokenise
from index.stance.words import is_negation
from index.types import Sentence
from qa.kinds import counted, kind_of
from qa.words import Word, stem, synonyms

SCALE = 10
"""How many times a figure may exceed another that it contradicts: 11 dead are not 4,000 campers."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"\b(\d{{1,2}}[.:]\d\d|\d{{4}}|\d{{1,2}} ({_MONTH})|({_MONTH}) \d{{1,2}}"
    r"|(half|quarter) (past|to) \w+|\w+ o['’]clock)\b",
    re.I,
)

_MEASURE = re.compile(
    r"((milli|centi|kilo)?(metre|meter|litre|liter|gram)|tonne|ton|degree|mile|hectare|acre)s?"
    r"|[mck]m|kg|percent|feet|inches",
    re.I,
)


def differ(question: str, one: Sentence, other: Sentence) -> bool:
    """Return whether two sentences cannot both answer: other figures or times, or one denies."""
    kind = kind_of(question)
    if kind == "yes-no":
        return _negates(one) != _negates(other)
    if kind not in ("number", "when"):
        return False
    if kind == "when":
        here, there = _times(one.text), _times(other.text)
        return bool(here and there) and not here & there
    things = counted(question)
    mine, theirs = _counts(things, one.text), _counts(things, other.text)
    return (
        bool(mine and theirs)
        and not mine & theirs
        and max(mine) < SCALE * max(theirs) < (SCALE**2 * max(mine))
    )


def _negates(sentence: Sentence) -> bool:
    return any(is_negation(token.lower) for token in tokenise(sentence.text))


def _times(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _TIME.finditer(text))


def _counts(things: Sequence[Word], text: str) -> frozenset[float]:
    """Return the numbers in a text of the thing counted, or measured where none is named.

    A number with no word behind it counts that thing too.
    """
    tokens = tokenise(_TIME.sub("", text))
    stems = {of for thing in things for of in (thing.stem, *synonyms(thing.stem))}
    return frozenset(
        value
        for value, _, end in numbers(tokens)
        if end == len(tokens)
        or tokens[end].kind != "word"
        or (stem(tokens[end].text) in stems if stems else _MEASURE.fullmatch(tokens[end].text))
    )
