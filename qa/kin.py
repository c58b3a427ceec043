"""How near in meaning the words of a question and of an article are.

Static vectors know common words only; what is of one stem, stands in one line of the thesaurus or
is known to go together is near all the same.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from index.stance.words import base as verb_of
from qa.words import Vectors, Word, content, stem, synonyms, vectors, words

RELATED = Path(__file__).parent / "related.txt"
"""Lines of a word and of others that answer to it."""

SAME_STEM, SYNONYM, KIN = 0.95, 0.75, 0.6
"""How near two words of one stem are at least, two of one line of the thesaurus, and two that go
together."""

GAP = 3
"""How many words on the particle of a verb may stand: "turned the whole plan down"."""


@lru_cache(maxsize=100_000)
def base(form: str) -> str:
    """Return the stem of the verb of which a stem is an irregular form, else the stem itself.

    >>> base("lost"), base("town")
    ('lose', 'town')
    """
    return stem(verb_of(form))


@cache
def _related() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for line in RELATED.read_text(encoding="utf-8").splitlines():
        first, *others = [""] if line.startswith("#") else map(compound, line.split() or [""])
        for other in others:
            kin.setdefault(first, set()).add(other)
            kin.setdefault(other, set()).add(first)
    return {one: frozenset(others) for one, others in kin.items()}


def compound(words: str) -> str:
    """Return the stem of a word, or of a verb and its particle, which a hyphen joins."""
    return "-".join(base(stem(word)) for word in words.split("-"))


@cache
def _particles() -> dict[str, frozenset[str]]:
    """Return for a stem of a verb what particles make it another."""
    found: dict[str, set[str]] = {}
    for one in _related():
        verb, _, particle = one.partition("-")
        if particle:
            found.setdefault(verb, set()).add(particle)
    return {verb: frozenset(particles) for verb, particles in found.items()}


def compounds(text: str) -> tuple[Word, ...]:
    """Return the verbs of a text with their particles, each at the place of its verb.

    >>> [word.stem for word in compounds("She turned the offer down.")]
    ['turn-down']
    """
    found = words(text)
    return tuple(
        Word(word.start, f"{word.text} {other.text}", f"{base(word.stem)}-{other.stem}")
        for place, word in enumerate(found)
        for other in found[place + 1 : place + 1 + GAP]
        if other.stem in _particles().get(base(word.stem), ())
    )


def terms(text: str) -> tuple[Word, ...]:
    """Return the words of a text, and its verbs with particles as words of their own."""
    return (*words(text), *compounds(text))


def sought(question: str) -> tuple[Word, ...]:
    """Return the words of a question that say what it is about, a verb with its particle as one."""
    about = {word.start: word for word in (*content(question), *compounds(question))}
    return tuple(about[start] for start in sorted(about))


_NUMERALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_DIGITS = {stem(word): str(number) for number, word in enumerate(_NUMERALS.split())}
"""Numbers that articles spell, as a question may write them: "twelve people" are 12."""


def kinship(one: str, other: str) -> float:
    """Return how near two stems are at least, from 0 to 1."""
    if _DIGITS.get(one, one) == _DIGITS.get(other, other):
        return SAME_STEM
    here, there = base(one), base(other)
    if here == there:
        return SAME_STEM
    if other in synonyms(one) or there in synonyms(here):
        return SYNONYM
    return KIN if there in _related().get(here, ()) else 0.0


def likeness(asked: Sequence[Word], found: Sequence[Word]) -> Vectors:
    """Return how near each word asked for (row) is to each word found (column), 0 to 1."""
    sought, _ = vectors([word.text for word in asked])
    directions, _ = vectors([word.text for word in found])
    similar = np.clip(sought @ directions.T, 0.0, 1.0)
    known = [[kinship(one.stem, other.stem) for other in found] for one in asked]
    likest: Vectors = np.maximum(similar, np.array(known, np.float32).reshape(similar.shape))
    return likest
