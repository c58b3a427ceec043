"""How well the rated certainty of a sentence is told by named features, and their weights.

    python -m eval.benchmarks.fit_certainty FILE         the figures of the weights as committed
    python -m eval.benchmarks.fit_certainty FILE --fit   fit the weights anew and write them

FILE is a JSONL of findings of science rated from 1 to 6 (Pei and Jurgens, EMNLP 2021; MIT). It is
not part of the project. Weights are fitted on the seen two thirds alone; the unseen third is told
by the hash of its text, as in `eval.benchmarks.pairs`.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import index.stance
from eval.benchmarks.correlation import spearman
from eval.benchmarks.pairs import Rating, in_split, read_items
from index.stance.certainty import FEATURES, certainty, features

PENALTY = 1.0
"""Of the ridge: from 1 to 6 the correlation in cross-validation changes by less than 0.01."""

FOLDS, ROUNDS = 10, 10
WEIGHTS = Path(index.stance.__file__).with_name("certainty.toml")

Vector = NDArray[np.float64]


def table(ratings: Sequence[Rating]) -> Vector:
    """Return a row for each sentence and a column for each feature, 1 where it has it."""
    found = [set(features(rating.text)) for rating in ratings]
    return np.array([[name in names for name in FEATURES] for names in found], dtype=float)


def fit(rows: Vector, rated: Vector) -> Vector:
    """Return the weights of a ridge regression, that of a plain sentence last and unpenalised."""
    known = np.column_stack([rows, np.ones(len(rows))])
    penalty = np.diag([PENALTY] * len(FEATURES) + [0.0])
    solved: Vector = np.linalg.solve(known.T @ known + penalty, known.T @ rated)
    return solved


def cross_validated(rows: Vector, rated: Vector) -> list[float]:
    """Return Spearman's correlation of held-out predictions, for each way of making the folds."""
    found = []
    for seed in range(ROUNDS):
        fold = np.random.default_rng(seed).permutation(len(rated)) % FOLDS
        predicted = np.zeros(len(rated))
        for held in range(FOLDS):
            *weights, plain = fit(rows[fold != held], rated[fold != held])
            predicted[fold == held] = rows[fold == held] @ np.array(weights) + plain
        correlation = spearman(predicted.tolist(), rated.tolist())
        found.append(correlation[0] if correlation else 0.0)
    return found


def ceiling(rows: Vector, rated: Vector) -> tuple[float, int]:
    """Return what no weights of these features can pass, and from how many sentences it is known.

    Sentences with the same features get the same number, but people do not rate them the same. The
    correlation of the rating of each with that of another of its group is how reliable a rating is;
    its root bounds the correlation with anything the features tell (Spearman, 1904).
    """
    groups: dict[tuple[float, ...], list[float]] = defaultdict(list)
    for row, rating in zip(rows.tolist(), rated.tolist(), strict=True):
        groups[tuple(row)].append(rating)
    repeated = [np.array(group) for group in groups.values() if len(group) > 1]
    found = []
    for seed in range(ROUNDS):
        draw = np.random.default_rng(seed)
        orders = [draw.permutation(group) for group in repeated]
        others = np.concatenate([np.roll(order, 1) for order in orders])
        correlation = spearman(np.concatenate(orders).tolist(), others.tolist())
        found.append(correlation[0] if correlation else 0.0)
    return float(np.mean(found)) ** 0.5, sum(map(len, repeated))


def write(weights: Vector, path: Path = WEIGHTS) -> None:
    """Write the weights as `index.stance.certainty` reads them."""
    lines = [
        f'"{name}" = {weight:.2f}' for name, weight in zip(FEATURES, weights[:-1], strict=True)
    ]
    heading = "# Written by eval/benchmarks/fit_certainty.py; added for each feature of a sentence."
    path.write_text(
        "\n".join([heading, f'"plain" = {weights[-1]:.2f}', *lines]) + "\n", encoding="utf-8"
    )


def report(name: str, ratings: Sequence[Rating]) -> str:
    """Return the correlation of the committed weights with the ratings, and its interval."""
    found = spearman([certainty(r.text) for r in ratings], [r.certainty for r in ratings])
    assert found is not None
    rho, interval = found
    return f"{name}: {rho:.3f} [{interval.low:.3f}–{interval.high:.3f}] of {len(ratings)}"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path, help="a JSONL file of rated sentences")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and write them")
    chosen = parser.parse_args()
    ratings = [item for item in read_items(chosen.file) if isinstance(item, Rating)]
    seen = [rating for rating in ratings if in_split(rating.key, "seen")]
    rows, rated = table(seen), np.array([rating.certainty for rating in seen])
    if chosen.fit:
        write(fit(rows, rated))
    folds = cross_validated(rows, rated)
    print(f"seen, cross-validated: {np.mean(folds):.3f} ± {np.std(folds):.3f} of {len(seen)}")
    print(report("seen, as fitted", seen))
    most, count = ceiling(rows, rated)
    print(f"ceiling of these features: about {most:.2f}, from {count} seen that share theirs")
    if not chosen.fit:
        print(report("unseen", [r for r in ratings if in_split(r.key, "unseen")]))


if __name__ == "__main__":
    main()
