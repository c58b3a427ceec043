"""Whether passages answer a question at all: one threshold over a few features."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.types import Passage
from qa.ranking import nearness, read_question
from qa.words import Vectors, summed, unit


class Nearness(NamedTuple):
    """How near the passages found come to a question.

    `sentence` is what share of the question's words the nearest sentence has, together with the one
    before it, which holds what "it" and "this" stand for; each word counted by its rarity and by
    how near in meaning the nearest word comes. `topic` is the cosine of the question and of all
    passages found, together. `stranger` says how far the passages are from having every name and
    number in the question: a question about Ossory is not one for an article that never has the
    word. `missing` says the same of its other words: an article without school or study does not
    say where Hallam went to school. `searched` is the logarithm of how many passages were searched:
    the nearest of many comes nearer by chance.
    """

    sentence: float
    topic: float
    stranger: float
    missing: float
    searched: float


FEW = 10
"""Fewer passages than that count as that many: the weight was fitted on news articles and longer
ones, and would let a note of two passages answer anything."""

WEIGHTS = Nearness(sentence=12.8, topic=6.3, stranger=-5.9, missing=-2.5, searched=-1.7)
THRESHOLD = 0.6
"""Below it a question counts as not answered. Fitted by
`python -m eval.benchmarks.refusal FILE SUITE ... --fit`; docs/refusal.md has the curve."""


def nearness_of(question: str, passages: Sequence[Passage], searched: int) -> Nearness:
    """Return how near the passages come, of which the search chose them from `searched`."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    if not sentences:
        return Nearness(0.0, 0.0, 1.0, 1.0, 0.0)
    asked = read_question(question)
    near = nearness(asked, sentences)
    share = asked.rarity / max(float(asked.rarity.sum()), 1e-6)
    missed = 1 - near.max(axis=0)
    named = np.isin(np.arange(len(missed)), asked.names)
    meaning = np.sum([summed(sentence.text) for sentence in sentences], axis=0)
    return Nearness(
        sentence=float((_with_one_before(near, passages) @ share).max()),
        topic=float(unit(meaning) @ asked.meaning),
        stranger=float(missed[named].max(initial=0.0)),
        missing=float(missed[~named].max(initial=0.0)),
        searched=float(np.log(max(FEW, searched))),
    )


def _with_one_before(near: Vectors, passages: Sequence[Passage]) -> Vectors:
    """Return the nearness of each sentence taken together with the one before in its passage."""
    together = near.copy()
    together[1:] = np.maximum(near[1:], near[:-1])
    firsts = np.cumsum([0, *(len(passage.sentences) for passage in passages[:-1])])
    together[firsts] = near[firsts]
    return together


def support(question: str, passages: Sequence[Passage], searched: int) -> float:
    """Return how near the passages come, on the scale of `THRESHOLD`."""
    return float(np.dot(nearness_of(question, passages, searched), WEIGHTS))


def answers(question: str, passages: Sequence[Passage], searched: int) -> bool:
    """Return whether the passages come near enough to answer the question.

    `searched` is how many passages they were found among.
    """
    return bool(passages) and support(question, passages, searched) >= THRESHOLD
