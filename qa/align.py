"""Finding, word by word, where a source says what an answer says.

Words meet by stem, number or name, else by the cosine of their wordllama vectors: "shut" meets
"closed" (0.57), "vessel" meets "ship"; below `NEAR` words are strangers. Vectors are looked up
once a word and kept.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.stance.tokens import Token, numbers, tokenise
from index.stance.words import STOPWORDS
from index.types import Span
from qa.words import synonyms, unit, vector

NEAR = 0.42
"""The least cosine at which two words count as alike."""

KIN = 0.6
"""How near two words of one line of the thesaurus are at least."""

SAME = 0.6
"""From this likeness on a word stands for another; words of one line of the thesaurus have it."""

_LIGHT = frozenset(
    "say said says make made take took taken get got go went gone come came give gave given put "
    "set keep kept thing things way people year years time new first last former part bring "
    "brought become became follow following use used including per cent percent number "
    "total".split()
)
_RANGE = frozenset(["-", "–", "to", "and"])
_stem = Stemmer.Stemmer("english")

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of substance. Offsets are into the text it was taken from.

    `value` is set for a number, `until` for the first number of a range: where the range ends.
    """

    stem: str
    start: int
    end: int
    weight: float
    value: float | None
    is_name: bool
    lower: str
    until: float | None = None

    @property
    def span(self) -> Span:
        """Return where the word stands."""
        return Span(self.start, self.end)


@cache
def _vector(word: str) -> Matrix:
    return unit(vector(word.capitalize()))


def vectors(words: Sequence[Word]) -> Matrix:
    """Return one unit vector a word, as rows of 256."""
    if not words:
        return np.zeros((0, 256), dtype=np.float32)
    return np.stack([_vector(word.lower) for word in words])


def words_of(tokens: Sequence[Token]) -> tuple[Word, ...]:
    """Return the words of substance among the tokens, without function words and signs.

    A number of several tokens ("2.5 million") is one word, and the first of a range ("2-3
    thousand") holds where it ends.
    """
    found = []
    values = {first: (value, end) for value, first, end in numbers(list(tokens))}
    inside: set[int] = set()
    for place, token in enumerate(tokens):
        if token.kind in {"sign", "possessive"} or place in inside:
            continue
        value, end = values.get(place, (None, place + 1))
        if value is None and (token.lower in STOPWORDS or len(token.lower) < 2):
            continue
        inside.update(range(place, end))
        until = None
        following = values.get(end + 1)
        if value is not None and following and tokens[end].lower in _RANGE:
            value, until = scaled(value, following[0]), following[0]
        weight = (
            0.4 if token.lower in _LIGHT else (1.0 if value is None else 1.5) * min(end - place, 2)
        )
        stem = _stem.stemWord(token.lower)
        last = tokens[end - 1].end
        found.append(
            Word(stem, token.start, last, weight, value, token.is_name, token.lower, until)
        )
    return tuple(found)


def scaled(low: float, high: float) -> float:
    """Return the first number of a range in the unit of the second: 2 of "2-3 thousand" is 2000."""
    if 0 < low < high / 900:
        return low * float(10 ** (3 * int(math.log10(high) // 3)))
    return low


def words_in(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words of substance of a stretch of text, with offsets into the whole of it."""
    return words_of(tokenise(text, start, end))


@cache
def same_name(one: str, other: str) -> bool:
    """Return whether two names are spellings of one: Shushi and Shusha, Tarvia and Tarvian."""
    if min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    if one.startswith(other[:5]) and other.startswith(one[:5]):
        return True
    return SequenceMatcher(None, one, other).ratio() >= 0.8


def _same_number(value: float, word: Word) -> bool:
    if word.value is None or word.until is None:
        return word.value == value
    return word.value <= value <= word.until


BLOCK = 64
"""Rows multiplied at once. A larger product is shared among threads that wait for one another
longer than it takes: of twelve words and 500, 0.04 ms in blocks, up to 10 ms beside other work."""


def _cosines(answer: Matrix, source: Matrix) -> Matrix:
    """Return the products of all rows of two matrices of unit vectors."""
    starts = range(0, len(source), BLOCK)
    return np.concatenate([answer @ source[start : start + BLOCK].T for start in starts], axis=1)


def likeness(answer: Sequence[Word], source: Sequence[Word], source_vectors: Matrix) -> Matrix:
    """Return how alike each answer word (row) is to each source word (column), from 0 to 1."""
    if not answer or not source:
        return np.zeros((len(answer), len(source)), dtype=np.float32)
    near = _cosines(vectors(answer), source_vectors)
    near[near < NEAR] = 0.0
    by_stem: dict[str, list[int]] = {}
    names = [place for place, word in enumerate(source) if word.is_name]
    values = [place for place, word in enumerate(source) if word.value is not None]
    for place, word in enumerate(source):
        by_stem.setdefault(word.stem, []).append(place)
    for row, word in enumerate(answer):
        near[row, values] = 0.0
        if word.value is not None:
            near[row] = 0.0
            same = [place for place in values if _same_number(word.value, source[place])]
            near[row, same] = 1.0
            continue
        for other in synonyms(word.stem):
            places = by_stem.get(other, [])
            near[row, places] = np.maximum(near[row, places], KIN)
        near[row, by_stem.get(word.stem, [])] = 1.0
        if word.is_name:
            spelled = [place for place in names if same_name(word.lower, source[place].lower)]
            near[row, spelled] = 1.0
    return np.minimum(near, 1.0)
