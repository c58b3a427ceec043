"""How well a question that an article does not answer is told from one that it does.

    python -m eval.benchmarks.refusal FILE SUITE ...         the curve of the threshold as committed
    python -m eval.benchmarks.refusal FILE SUITE ... --fit   fit weights and threshold on half of
                                                             the articles of SQuAD and of each
                                                             suite's samples, report on the others

FILE is one of SQuAD 2.0, whose questions were written by people who saw the text and share its
words; those of the suites were not. Each article, whole and in parts of ten paragraphs, is asked
its own questions and as many of other articles; the documents of each suite its own and SQuAD's.
`near` are the suite's questions about the documents that these do not answer. Suites named
with --held take no part in the fit.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.benchmarks.data import Squad, answerable, read_squad
from eval.benchmarks.squad import Paragraphs
from eval.benchmarks.suites import questions_of
from eval.suite_file import read_suite
from index.types import Passage
from qa.refusal import THRESHOLD, WEIGHTS, Nearness, nearness_of
from qa.retrieve import Retriever

SEED = 7
"""Of the draw of questions."""

PART = 10
"""Paragraphs to a part of a SQuAD article: about what a news article has."""

WRONGLY = 0.025
"""The share of a group's own questions that the threshold refuses."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions put to articles: a row of features each.

    `near` are about the article, and not answered by it.
    """

    own: Features
    others: Features
    near: Features


def _rows(questions: Sequence[str], passages: Sequence[Passage]) -> Features:
    retriever = Retriever(Paragraphs(passages))
    rows = [
        nearness_of(text, [hit.passage for hit in retriever.hits(text)], len(passages))
        for text in questions
    ]
    return np.array(rows).reshape(len(rows), len(Nearness._fields))


def _parts(squad: Squad, article: int) -> Iterator[tuple[list[Passage], list[str]]]:
    """Yield an article whole, then in parts, each with the questions that it answers."""
    places = [place for place, of in enumerate(squad.article_of) if of == article]
    questions = answerable(squad, [article])
    for part in (places, *(places[n : n + PART] for n in range(0, len(places), PART))):
        texts = [question.text for question in questions if question.paragraph in part]
        yield [squad.paragraphs[place] for place in part], texts


def ask_squad(squad: Squad, articles: Sequence[int], most: int) -> tuple[Asked, Asked]:
    """Put to each article, whole and in parts, its own questions and as many of the others."""
    draw = random.Random(SEED)
    whole: list[Asked] = []
    parts: list[Asked] = []
    for article in articles:
        strange = [q.text for q in answerable(squad, [a for a in articles if a != article])]
        for number, (passages, texts) in enumerate(_parts(squad, article)):
            count = min(len(texts), most if number == 0 else most // 4)
            own, others = draw.sample(texts, count), draw.sample(strange, count)
            kept = parts if number else whole
            kept.append(Asked(_rows(own, passages), _rows(others, passages), _rows((), passages)))
    return together(whole), together(parts)


def ask_suite(path: Path, squad: Squad, most: int) -> Asked:
    """Put to the documents of a suite their own questions, and `most` of SQuAD's."""
    draw = random.Random(SEED)
    strange = [q.text for q in answerable(squad, range(len(squad.articles)))]
    suite = read_suite(path)
    asked: list[Asked] = []
    for passages, questions in questions_of(suite):
        own = [question.text for question in questions if question.answerable]
        near = [question.text for question in questions if not question.answerable]
        others = draw.sample(strange, round(most * len(questions) / len(suite.samples)))
        asked.append(Asked(*(_rows(texts, passages) for texts in (own, others, near))))
    return together(asked)


def together(asked: Sequence[Asked]) -> Asked:
    """Return all questions as one."""
    return Asked(
        np.vstack([one.own for one in asked]),
        np.vstack([one.others for one in asked]),
        np.vstack([one.near for one in asked]),
    )


def halves_of(asked: Asked) -> tuple[Asked, Asked]:
    """Return every second question, and the rest."""
    first, second = (
        Asked(asked.own[start::2], asked.others[start::2], asked.near[start::2]) for start in (0, 1)
    )
    return first, second


def fit(groups: Sequence[Asked]) -> Nearness:
    """Return the weights of a logistic regression in which every group counts alike.

    What a group does not answer counts as much as what it does, others' questions and near ones by
    halves where there are both.
    """
    rows = np.vstack([rows for one in groups for rows in (one.own, one.others, one.near)])
    signs, counts = [], []
    for group in groups:
        strange = 0.5 if len(group.near) else 1.0
        for sort, part, share in (
            (1.0, group.own, 1.0),
            (-1.0, group.others, strange),
            (-1.0, group.near, strange),
        ):
            signs += [sort] * len(part)
            counts += [1000 * share / max(1, len(part))] * len(part)
    sign, count, spread = np.array(signs), np.array(counts), rows.std(axis=0)
    known = np.column_stack([rows / spread, np.ones(len(rows))])

    def loss(weights: Features) -> float:
        lost = np.logaddexp(0, -sign * (known @ weights))
        return float((count * lost).sum() + (weights**2).sum())

    found = minimize(loss, np.zeros(known.shape[1])).x[:-1] / spread
    return Nearness(*(round(float(weight), 1) for weight in found))


def threshold_of(groups: Sequence[Asked], weights: Nearness) -> float:
    """Return the threshold that refuses `WRONGLY` of the own questions, groups alike."""
    scores = [group.own @ np.array(weights) for group in groups]
    return float(np.mean([np.quantile(score, WRONGLY) for score in scores]))


def line(groups: Sequence[Asked], weights: Nearness, threshold: float) -> str:
    """Return what a threshold refuses of each group: others', own and near ones."""
    return " ".join(
        f"{(rows @ np.array(weights) < threshold).mean():7.3f}"
        for group in groups
        for rows in (group.others, group.own, group.near)
        if len(rows)
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path, help="a SQuAD 2.0 file")
    parser.add_argument("suites", type=Path, nargs="*", help="suites of questions")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="suites only to report on")
    parser.add_argument("--fit", action="store_true", help="fit weights and threshold anew")
    parser.add_argument("--most", type=int, default=60, help="questions to an article")
    chosen = parser.parse_args()
    squad = read_squad(chosen.file)
    suites, held = (
        [ask_suite(path, squad, 4 * chosen.most) for path in paths]
        for paths in (chosen.suites, chosen.held)
    )
    heads = [f"{name:>7} {'own':>7}" for name in ("whole", "parts")]
    named = (path.stem[:7] for path in (*chosen.suites, *chosen.held))
    heads += [f"{name:>7} {'own':>7} {'near':>7}" for name in named]
    print(f"refused of others' and own questions\n{'threshold':>10} {' '.join(heads)}")
    weights, middle = WEIGHTS, THRESHOLD
    if chosen.fit:
        halves = [
            [*ask_squad(squad, range(start, len(squad.articles), 2), chosen.most), *parted]
            for start, parted in enumerate(zip(*map(halves_of, suites), strict=True))
        ]
        for train, test in (halves, reversed(halves)):
            weights = fit(train)
            middle = threshold_of(train, weights)
            print(f"{middle:10.1f} {line([*test, *held], weights, middle)}   {weights}")
        both = [together(pair) for pair in zip(*halves, strict=True)]
        weights = fit(both)
        middle = threshold_of(both, weights)
        print(f"fitted on all: {weights}, threshold {middle:.1f}")
    else:
        both = [*ask_squad(squad, range(len(squad.articles)), chosen.most), *suites]
    for cut in (*np.arange(middle - 2, middle + 2.1, 0.5), middle):
        print(f"{cut:10.1f} {line([*both, *held], weights, cut)}")


if __name__ == "__main__":
    main()
