"""Whether passages answer a question at all: one threshold over two features."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.types import Passage
from qa.ranking import nearness, read_question
from qa.words import Vectors, vectors, words


class Nearness(NamedTuple):
    """How near a passage comes to a question.

    `words` is the share of the question's words that the passage has, each counted by its rarity
    and by how near in meaning the nearest word comes; `meaning` the cosine of the two texts.
    """

    words: float
    meaning: float


WEIGHTS = Nearness(words=14.9, meaning=8.6)
THRESHOLD = 11.5
"""Below it a question counts as not answered. `python -m eval.benchmarks.refusal FILE` prints the
curve: here 97 % of other articles' questions are refused and 2 % of an article's own."""


def _whole(text: str) -> Vectors:
    directions, rarity = vectors([word.text for word in words(text)])
    summed: Vectors = (directions * rarity[:, None]).sum(axis=0)
    return summed / max(float(np.linalg.norm(summed)), 1e-6)


def nearness_of(question: str, passage: Passage) -> Nearness:
    """Return how near the passage comes to the question."""
    asked = read_question(question)
    met = nearness(asked, passage.sentences).max(axis=0, initial=0.0)
    total = max(float(asked.rarity.sum()), 1e-6)
    return Nearness(
        words=float(met @ asked.rarity) / total,
        meaning=float(_whole(question) @ _whole(passage.text)),
    )


def support(question: str, passages: Sequence[Passage]) -> float:
    """Return how near the nearest of the passages comes, on the scale of `THRESHOLD`."""
    return max(
        (float(np.dot(nearness_of(question, passage), WEIGHTS)) for passage in passages),
        default=0.0,
    )


def answers(question: str, passages: Sequence[Passage]) -> bool:
    """Return whether one of the passages comes near enough to answer the question."""
    return support(question, passages) >= THRESHOLD
