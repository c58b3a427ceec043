"""The words of a text as retrieval sees them: stem, meaning and rarity.

Meaning and rarity come from wordllama's static vectors, so that no collection has to be counted:
an article of ten passages says little about which words are rare. The vectors know common words; a
rare one is several tokens whose sum means little ("mood" and "atmosphere" 0.1), and there a
thesaurus helps.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.vectors import wordllama_model

Vectors = NDArray[np.float32]

FUNCTION_WORDS = frozenset(
    """
    a about after all also an and any are as at be been before being between but by can could did do
    does doing during each for from had has have he her hers him his how i if in into is it its just
    many may me might much my no not of on or our she should so some such than that the their them
    then there these they this those to us was we were what when where which who whom whose why will
    with would you your
    anybody anyone away back down ever get gets getting give given going got happen happened
    happening kind make makes making off out over put really someone somebody sort through too up
    """.split()
)
"""Words that say nothing of what a question is about."""

THESAURUS = Path(__file__).parent / "thesaurus.txt"
"""Lines of words that may stand for one another; what vectors of rare words cannot tell."""

_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: where it stands in its text, as written, and its stem."""

    start: int
    text: str
    stem: str


@cache
def _stemmer() -> "object":
    import Stemmer

    return Stemmer.Stemmer("english")


def bare(word: str) -> str:
    """Return the word in small letters without a possessive ending."""
    return _POSSESSIVE.sub("", word.lower())


_STEMS = {"founded": "founder", "founds": "founder"}
"""What the stemmer takes for another word: who "founded" a club has not "found" it."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word (Snowball English), small."""
    if bare(word) in _STEMS:
        return _STEMS[bare(word)]
    return _stemmer().stemWord(bare(word))  # type: ignore[attr-defined, no-any-return]


@lru_cache(maxsize=10_000)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    return tuple(Word(m.start(), m.group(), stem(m.group())) for m in _WORD.finditer(text))


def content(text: str) -> tuple[Word, ...]:
    """Return the words that say what the text is about; where there are none, all of them."""
    found = words(text)
    return tuple(w for w in found if bare(w.text) not in FUNCTION_WORDS) or found


@cache
def _thesaurus() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for line in THESAURUS.read_text(encoding="utf-8").splitlines():
        stems = [] if line.startswith("#") else [stem(word) for word in line.split()]
        for one in stems:
            kin.setdefault(one, set()).update(stems)
    return {one: frozenset(others) for one, others in kin.items()}


def synonyms(stem: str) -> frozenset[str]:
    """Return the stems that may stand for one, by the thesaurus."""
    return _thesaurus().get(stem, frozenset())


@lru_cache(maxsize=100_000)
def vector(word: str) -> Vectors:
    """Return the sum of the vectors of the word's tokens.

    Its direction is what the word means. Its length grows with how rare the word is: the training
    of averaged vectors makes common words short ("the" 1.6, "many" 8, "died" 20). Of the spellings
    with and without a capital the one of fewer tokens counts: "moscow" falls into three that are
    far from Russia, "Moscow" is one, near it.
    """
    model = wordllama_model()
    plain = _POSSESSIVE.sub("", word)
    spellings = [plain] if plain.isupper() else [plain.lower(), plain]
    tokens = [model.tokenizer.encode(text, add_special_tokens=False).ids for text in spellings]
    summed: Vectors = model.embedding[min(tokens, key=len)].sum(axis=0)
    return summed


def is_common(word: str) -> bool:
    """Return whether a word, in small letters, is one that the vectors know whole: no rare name."""
    return len(wordllama_model().tokenizer.encode(bare(word), add_special_tokens=False).ids) == 1


def vectors(texts: Sequence[str]) -> tuple[Vectors, Vectors]:
    """Return for each word its direction (a row of length 1) and its rarity."""
    if not texts:
        return np.zeros((0, 256), np.float32), np.zeros(0, np.float32)
    summed = np.stack([vector(text) for text in texts])
    rarity = np.linalg.norm(summed, axis=1)
    return summed / np.maximum(rarity, 1e-6)[:, None], rarity


@lru_cache(maxsize=10_000)
def summed(text: str) -> Vectors:
    """Return the sum of the vectors of a text's words, in which rare ones weigh most."""
    total: Vectors = np.sum([vector(word.text) for word in words(text)] or [vector("")], axis=0)
    return total


def unit(vector: Vectors) -> Vectors:
    """Return the vector, or each row, at length 1."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    scaled: Vectors = vector / np.maximum(length, 1e-6)
    return scaled


def meaning(text: str) -> Vectors:
    """Return the direction of a text: its dot product with another's is their cosine."""
    return unit(summed(text))
