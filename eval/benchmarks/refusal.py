"""How well a question that an article does not answer is told from one that it does, on SQuAD.

    python -m eval.benchmarks.refusal FILE         the curve of the threshold as committed
    python -m eval.benchmarks.refusal FILE --fit   fit the two weights on each half of the articles,
                                                   report them on the other half, then fit on all

Each article is asked its own questions and as many of other articles. SQuAD's own unanswerable
questions, written to look answerable from the paragraph, are reported beside; two features that
look at words alone cannot tell them, and no threshold here is chosen for them.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.benchmarks.data import Question, Squad, answerable, read_squad
from eval.benchmarks.squad import Paragraphs
from qa.refusal import THRESHOLD, WEIGHTS, Nearness, nearness_of
from qa.retrieve import Retriever

SEED = 7
"""Of the draw of other articles' questions."""

LOST = 0.03
"""The share of answerable questions that the threshold may refuse."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions put to articles: the features of the nearest passages of each, by question."""

    own: tuple[NDArray[np.float64], ...]
    other: tuple[NDArray[np.float64], ...]
    impossible: tuple[NDArray[np.float64], ...]


def _features(
    questions: Sequence[Question], retriever: Retriever
) -> tuple[NDArray[np.float64], ...]:
    return tuple(
        np.array([nearness_of(q.text, hit.passage) for hit in retriever.hits(q.text)])
        for q in questions
    )


def ask(squad: Squad, articles: Sequence[int], most: int | None = None) -> Asked:
    """Put to each article its own questions and as many of the other articles given."""
    draw = random.Random(SEED)
    rows: tuple[list[NDArray[np.float64]], ...] = ([], [], [])
    for article in articles:
        pairs = zip(squad.paragraphs, squad.article_of, strict=True)
        retriever = Retriever(Paragraphs([passage for passage, of in pairs if of == article]))
        own = answerable(squad, [article])[:most]
        strange = answerable(squad, [other for other in articles if other != article])
        impossible = [q for q in squad.questions if q.article == article and not q.answers]
        for kept, questions in zip(
            rows, (own, draw.sample(strange, len(own)), impossible[: len(own)]), strict=True
        ):
            kept.extend(_features(questions, retriever))
    return Asked(*(tuple(kept) for kept in rows))


def scores(asked: Sequence[NDArray[np.float64]], weights: Nearness) -> NDArray[np.float64]:
    """Return for each question what `qa.refusal.support` returns."""
    return np.array([float((rows @ np.array(weights)).max()) for rows in asked])


def fit(asked: Asked) -> Nearness:
    """Return the weights of a logistic regression, own questions against others'."""
    groups = [*asked.own, *asked.other]
    rows = np.array([rows[np.argmax(rows.sum(axis=1))] for rows in groups])
    signs = np.array([1.0] * len(asked.own) + [-1.0] * len(asked.other))
    spread = rows.std(axis=0)
    known = np.column_stack([rows / spread, np.ones(len(rows))])

    def loss(weights: NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -signs * (known @ weights)).sum() + (weights[:2] ** 2).sum())

    found = minimize(loss, np.zeros(3)).x[:2] / spread
    return Nearness(*(round(float(weight), 1) for weight in found))


def line(asked: Asked, weights: Nearness, threshold: float) -> str:
    """Return what a threshold refuses of each sort of question."""
    sorts = (asked.other, asked.own, asked.impossible)
    return "  ".join(f"{(scores(sort, weights) < threshold).mean():10.3f}" for sort in sorts)


HEADER = f"{'threshold':>10}  {'others':>10}  {'own':>10}  {'impossible':>10}   refused"


def curve(asked: Asked) -> None:
    """Print what thresholds around the committed one refuse."""
    print(HEADER)
    for threshold in (*np.arange(THRESHOLD - 4, THRESHOLD + 5), THRESHOLD):
        print(f"{threshold:10.1f}  {line(asked, WEIGHTS, threshold)}")
    print(f"the last is the committed one; {len(asked.own)} own, {len(asked.other)} of others")


def cross_fit(squad: Squad, most: int | None) -> None:
    """Print what weights and threshold fitted on half of the articles do on the other half."""
    halves = [ask(squad, range(start, len(squad.articles), 2), most) for start in (0, 1)]
    print(HEADER)
    for train, test in (halves, reversed(halves)):
        weights = fit(train)
        threshold = float(np.quantile(scores(train.own, weights), LOST))
        print(f"{threshold:10.1f}  {line(test, weights, threshold)}   {weights}")
    both = Asked(
        *(a + b for a, b in zip(*((h.own, h.other, h.impossible) for h in halves), strict=True))
    )
    weights = fit(both)
    threshold = float(np.quantile(scores(both.own, weights), LOST))
    print(f"fitted on all: {weights}, threshold {threshold:.1f}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path, help="a SQuAD 2.0 file")
    parser.add_argument("--fit", action="store_true", help="fit weights and threshold anew")
    parser.add_argument("--most", type=int, help="questions to an article, for a quick look")
    chosen = parser.parse_args()
    squad = read_squad(chosen.file)
    if chosen.fit:
        cross_fit(squad, chosen.most)
    else:
        curve(ask(squad, range(len(squad.articles)), chosen.most))


if __name__ == "__main__":
    main()
