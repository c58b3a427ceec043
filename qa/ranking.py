"""Ranking passages and sentences for a question by a few named, measured features."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.types import Passage, Sentence
from qa.questions import kind_of, matches_kind
from qa.words import content, vectors, words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that search came up with.

    `lexical` is its BM25 score as a share of the best of the same question, `dense` its cosine
    similarity; both are 0 where that search did not find it.
    """

    passage: Passage
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class PassageFeatures:
    """How a passage meets a question; each lies between 0 and 1.

    `words` is the share of the question's words that the passage has, each counted by its rarity
    and by how near in meaning the nearest word of the passage comes.
    """

    lexical: float
    dense: float
    words: float


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """How a sentence meets a question; each lies between 0 and 1.

    `words` as for a passage; `nearby` counts the words of its neighbours too; `order` is the share
    of the question's word pairs that follow each other in the sentence as well; `kind` whether it
    has what the question asks for (a number, a date, a name, a reason).
    """

    words: float
    nearby: float
    order: float
    kind: float


PASSAGE_WEIGHTS = PassageFeatures(lexical=2.4, dense=3.5, words=6.0)
SENTENCE_WEIGHTS = SentenceFeatures(words=5.1, nearby=7.8, order=4.0, kind=2.05)
"""Fitted on half of the SQuAD articles by `python -m eval.benchmarks.squad --fit`."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of a passage and how well it answers; `score` compares within one question."""

    passage: Passage
    sentence: Sentence
    score: float


def _weighed(
    features: PassageFeatures | SentenceFeatures, weights: PassageFeatures | SentenceFeatures
) -> float:
    names = [field.name for field in fields(weights)]
    return float(sum(getattr(features, name) * getattr(weights, name) for name in names))


class Asked:
    """A question read once, ready to be held against many passages."""

    def __init__(self, question: str) -> None:
        """Read the question's words, word pairs and kind."""
        asked = content(question)
        self.stems = frozenset(word.stem for word in asked)
        self.directions, self.rarity = vectors([word.text for word in asked])
        every = [word.stem for word in words(question)]
        self.pairs = frozenset(pairwise(every))
        self.kind = kind_of(question)

    def share(self, nearness: NDArray[np.float32]) -> float:
        """Return the share of the question's words met, given the nearest meaning for each."""
        total = float(self.rarity.sum())
        return float((self.rarity * nearness).sum()) / total if total else 0.0


def passage_features(
    candidate: Candidate, nearness: NDArray[np.float32], asked: Asked
) -> PassageFeatures:
    """Return the features of a passage; `nearness` has a row a sentence, a column a word."""
    best = nearness.max(axis=0, initial=0.0)
    return PassageFeatures(candidate.lexical, candidate.dense, asked.share(best))


def sentence_features(
    sentence: Sentence, place: int, nearness: NDArray[np.float32], asked: Asked
) -> SentenceFeatures:
    """Return the features of the sentence at `place` of its passage."""
    stems = [word.stem for word in words(sentence.text)]
    pairs = asked.pairs.intersection(pairwise(stems))
    around = nearness[max(0, place - 1) : place + 2].max(axis=0)
    return SentenceFeatures(
        words=asked.share(nearness[place]),
        nearby=asked.share(around),
        order=len(pairs) / max(1, len(asked.pairs)),
        kind=float(matches_kind(asked.kind, sentence.text, asked.stems)),
    )


def nearness_of(sentences: Sequence[Sentence], asked: Asked) -> NDArray[np.float32]:
    """Return for each sentence (row) and question word (column) the nearest meaning, 0 to 1."""
    found = [[word.text for word in words(sentence.text)] for sentence in sentences]
    column = {text: place for place, text in enumerate({text for row in found for text in row})}
    directions, _ = vectors(list(column))
    similar = np.clip(asked.directions @ directions.T, 0.0, 1.0)
    rows = [similar[:, [column[text] for text in row]].max(axis=1, initial=0.0) for row in found]
    return np.array(rows, np.float32).reshape(len(rows), len(asked.rarity))


def rank_within(question: str, passage: Passage) -> tuple[tuple[Sentence, float], ...]:
    """Return the sentences of a passage, in order, with the part of the score that is theirs."""
    asked = Asked(question)
    nearness = nearness_of(passage.sentences, asked)
    return tuple(
        (sentence, _weighed(sentence_features(sentence, place, nearness, asked), SENTENCE_WEIGHTS))
        for place, sentence in enumerate(passage.sentences)
    )


def score_passages(
    question: str, candidates: Sequence[Candidate]
) -> tuple[tuple[Passage, float], ...]:
    """Return the passages, best first, each scored by itself and its best sentence."""
    asked = Asked(question)
    scored = []
    for candidate in candidates:
        nearness = nearness_of(candidate.passage.sentences, asked)
        own = _weighed(passage_features(candidate, nearness, asked), PASSAGE_WEIGHTS)
        best = max(
            (
                _weighed(sentence_features(sentence, place, nearness, asked), SENTENCE_WEIGHTS)
                for place, sentence in enumerate(candidate.passage.sentences)
            ),
            default=0.0,
        )
        scored.append((candidate.passage, own + best))
    return tuple(sorted(scored, key=lambda pair: -pair[1]))
