"""How near in meaning the words of a question and of an article are.

Static vectors know common words only; what is of one stem, stands in one line of the thesaurus or
is known to go together is near all the same.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from index.stance.words import base as verb_of
from qa.rules.opposites import opposites
from qa.words import FUNCTION_WORDS, Vectors, Word, bare, content, stem, synonyms, vectors, words

RELATED = Path(__file__).parent / "related.txt"
"""Lines of a word, or of a set phrase, and of others that answer to it."""

SAME_STEM, SYNONYM, KIN = 0.95, 0.75, 0.6
"""How near two words of one stem are at least, two of one line of the thesaurus or a phrase and
what it means, and two words that go together."""

GAP = 3
"""How many words on the particle of a verb may stand: "turned the whole plan down"."""


@lru_cache(maxsize=100_000)
def base(form: str) -> str:
    """Return the stem of the verb of which a stem is an irregular form, else the stem itself.

    >>> base("lost"), base("town"), base("lose-life")
    ('lose', 'town', 'lose-life')
    """
    verb = verb_of(form)
    return form if verb == form else stem(verb)


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    lines = RELATED.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


@cache
def _opposed() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    own = ((line[1], line[2:]) for line in _lines() if line[0] == "!")
    for word, against in (*opposites().items(), *own):
        for other in map(compound, against):
            kin.setdefault(compound(word), set()).add(other)
            kin.setdefault(other, set()).add(compound(word))
    return {one: frozenset(others) for one, others in kin.items()}


@cache
def _related() -> dict[str, frozenset[str]]:
    # Whether it rose is answered by that it fell.
    kin = {one: set(others) for one, others in _opposed().items()}
    for line in _lines():
        first, *others = map(compound, line)
        for other in others if first != "!" else ():
            kin.setdefault(first, set()).add(other)
            kin.setdefault(other, set()).add(first)
    return {one: frozenset(others) for one, others in kin.items()}


def opposed(one: str, other: str) -> bool:
    """Return whether two stems answer to each other by their opposite sense.

    >>> opposed("agre", "reject"), opposed("agre", "consent")
    (True, False)
    """
    return base(other) in _opposed().get(base(one), ())


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


def _phrases(text: str) -> tuple[tuple[Word, Word], ...]:
    """Return the verbs of a text, each with the word that makes it another.

    No word is part of two. "Came out on top" is no "came out", and what "went off on Monday" did
    not "go on": a word of substance goes before a particle, and the nearer before the farther.
    """
    found = words(text)
    pairs = [
        (place, other)
        for place, word in enumerate(found)
        for other in range(place + 1, min(len(found), place + 1 + GAP))
        if base(found[other].stem) in _particles().get(base(word.stem), ())
    ]
    chosen: dict[int, int] = {}
    for place, other in sorted(
        pairs, key=lambda pair: (_is_small(found[pair[1]].text), pair[1] - pair[0])
    ):
        if {place, other}.isdisjoint((*chosen, *chosen.values())):
            chosen[place] = other
    return tuple((found[place], found[chosen[place]]) for place in sorted(chosen))


def _joined(verb: Word, other: Word) -> Word:
    return Word(verb.start, f"{verb.text} {other.text}", f"{base(verb.stem)}-{base(other.stem)}")


def compounds(text: str) -> tuple[Word, ...]:
    """Return the verbs of a text with their particles, each at the place of its verb.

    >>> [word.stem for word in compounds("She turned the offer down.")]
    ['turn-down']
    """
    return tuple(_joined(*phrase) for phrase in _phrases(text))


def terms(text: str) -> tuple[Word, ...]:
    """Return the words of a text, and its verbs with particles as words of their own."""
    return (*words(text), *compounds(text))


def merged(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, a verb with its particle as one.

    >>> [word.text for word in merged("She took no part.")]
    ['She', 'took part', 'no']
    """
    phrases = _phrases(text)
    every = {word.start: word for word in words(text)}
    every |= {verb.start: _joined(verb, other) for verb, other in phrases}
    parts = {other.start for _, other in phrases}
    return tuple(every[start] for start in sorted(every.keys() - parts))


_HEARSAY = re.compile(
    r"\b(?:alleged|assumed|believed|considered|reported|rumoured|rumored|said|supposed|thought)"
    r"(?= to (?:have|be)\b)",
    re.I,
)
"""What leaves open who says so, and is no part of what is asked: "is thought to have forged it"."""


def sought(question: str) -> tuple[Word, ...]:
    """Return the words of a question that say what it is about, a verb with its particle as one.

    >>> [word.text for word in sought("Had the letter gone missing?")]
    ['letter', 'gone missing']
    """
    question = _HEARSAY.sub(lambda found: " " * len(found.group()), question)
    phrases = _phrases(question)
    about = {word.start: word for word in content(question)}
    about |= {verb.start: _joined(verb, other) for verb, other in phrases}
    parts = {other.start for _, other in phrases}
    return tuple(about[start] for start in sorted(about.keys() - parts))


LONG_AGENT = 5
"""Letters of the shortest word for one who does something: "owner"."""

_NUMERALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_DIGITS = {stem(word): str(number) for number, word in enumerate(_NUMERALS.split())}
"""Numbers that articles spell, as a question may write them: "twelve people" are 12."""


_NO_AGENTS = frozenset(
    "better brother butter career center charter corner counter dinner factor flower former inner"
    " ladder latter later letter matter mayor meter mother number offer outer proper shower summer"
    " temper tender tower upper".split()
)
"""Words that end as one who does something, and are none."""


@lru_cache(maxsize=100_000)
def deeds(agent: str) -> frozenset[str]:
    """Return the stems of what one does who is called so; a guess, that needs a verb to meet.

    >>> "sell" in deeds("seller"), "rob" in deeds("robber"), "form" in deeds("former")
    (True, True, False)
    """
    if len(agent) < LONG_AGENT or agent[-2:] not in ("er", "or") or agent in _NO_AGENTS:
        return frozenset()
    verb = agent[:-2]
    shorter = verb[:-1] if verb[-1] == verb[-2] else verb
    return frozenset({verb, shorter, stem(f"{verb}e")})


def kinship(one: str, other: str) -> float:
    """Return how near two stems are at least, from 0 to 1."""
    if _DIGITS.get(one, one) == _DIGITS.get(other, other):
        return SAME_STEM
    here, there = base(one), base(other)
    if here == there or here in deeds(other):
        return SAME_STEM
    if other in synonyms(one) or there in synonyms(here):
        return SYNONYM
    if there in deeds(one):
        return KIN  # whoever asks of a leader asks nothing that "led to" something
    if there not in _related().get(here, ()):
        return 0.0
    # What a phrase goes together with is what it means: "lose their life" is to die.
    return SYNONYM if "-" in here + there else KIN


def _is_small(word: str) -> bool:
    return bare(word) in FUNCTION_WORDS


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() or word.stem in _DIGITS


def likeness(asked: Sequence[Word], found: Sequence[Word]) -> Vectors:
    """Return how near each word asked for (row) is to each word found (column), 0 to 1."""
    sought, _ = vectors([word.text for word in asked])
    directions, _ = vectors([word.text for word in found])
    similar = np.clip(sought @ directions.T, 0.0, 1.0)
    # What "went off" has nothing in common with what one "took off", nor with what is "off".
    phrases = [" " in one.text for one in asked]
    others = [" " in one.text or _is_small(one.text) for one in found]
    similar[np.ix_(phrases, others)] = 0.0
    # Nor has what one "took" with what another "took part" in.
    joined = [" " in one.text for one in found]
    similar[np.ix_([not phrase for phrase in phrases], joined)] = 0.0
    # To the vectors 58 is much like 5; to one who asks for it, it is another number.
    similar[np.ix_(*([_is_number(one) for one in some] for some in (asked, found)))] = 0.0
    known = [[kinship(one.stem, other.stem) for other in found] for one in asked]
    likest: Vectors = np.maximum(similar, np.array(known, np.float32).reshape(similar.shape))
    return likest
