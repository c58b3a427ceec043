"""Whether passages answer a question at all: one threshold over a few features."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.types import Passage
from qa.ranking import nearness, read_question
from qa.words import summed, unit


class Nearness(NamedTuple):
    """How near the passages found come to a question.

    `sentence` is how near the nearest sentence comes: what share of the question's words it has,
    each counted by its rarity and by how near in meaning the nearest word comes, plus the cosine of
    the two texts. `topic` is the cosine of the question and of all passages found, together.
    `stranger` says how far the passages are from having every name and number in the question: a
    question about Ossory is not one for an article that never has the word. `searched` is the
    logarithm of how many passages were searched: the nearest of many comes nearer by chance.
    """

    sentence: float
    topic: float
    stranger: float
    searched: float


FEW = 10
"""Fewer passages than that count as that many: the weight was fitted on news articles and longer
ones, and would let a note of two passages answer anything."""

WEIGHTS = Nearness(sentence=8.0, topic=8.0, stranger=-7.1, searched=-1.6)
THRESHOLD = 2.2
"""Below it a question counts as not answered. Fitted by
`python -m eval.benchmarks.refusal FILE SUITE ... --fit`; docs/refusal.md has the curve."""


def nearness_of(question: str, passages: Sequence[Passage], searched: int) -> Nearness:
    """Return how near the passages come, of which the search chose them from `searched`."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    if not sentences:
        return Nearness(0.0, 0.0, 1.0, 0.0)
    asked = read_question(question)
    near = nearness(asked, sentences)
    share = asked.rarity / max(float(asked.rarity.sum()), 1e-6)
    meanings = np.stack([summed(sentence.text) for sentence in sentences])
    missed = 1 - near.max(axis=0)[list(asked.names)]
    return Nearness(
        sentence=float((near @ share + unit(meanings) @ asked.meaning).max()),
        topic=float(unit(meanings.sum(axis=0)) @ asked.meaning),
        stranger=float(missed.max(initial=0.0)),
        searched=float(np.log(max(FEW, searched))),
    )


def support(question: str, passages: Sequence[Passage], searched: int) -> float:
    """Return how near the passages come, on the scale of `THRESHOLD`."""
    return float(np.dot(nearness_of(question, passages, searched), WEIGHTS))


def answers(question: str, passages: Sequence[Passage], searched: int) -> bool:
    """Return whether the passages come near enough to answer the question.

    `searched` is how many passages they were found among.
    """
    return bool(passages) and support(question, passages, searched) >= THRESHOLD
