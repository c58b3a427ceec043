"""Fitting the weights of how sure a sentence sounds."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks.fit_certainty import ceiling, fit, table, write
from eval.benchmarks.pairs import Rating
from index.stance.certainty import FEATURES

RATINGS = [
    Rating(text, rated)
    for text, rated in [
        ("Ash kills bees.", 5.0),
        ("Ash may kill bees.", 3.0),
        ("Rain harms wasps.", 5.0),
        ("Rain may harm wasps.", 3.0),
    ]
    * 25
]


def test_the_weights_are_what_a_feature_adds_to_a_plain_sentence(tmp_path: Path) -> None:
    rated = np.array([rating.certainty for rating in RATINGS])
    path = tmp_path / "weights.toml"
    write(fit(table(RATINGS), rated), path)
    weights = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(weights) == ["plain", *FEATURES]
    assert weights["plain"] == pytest.approx(5, abs=0.05)
    assert weights["may"] == pytest.approx(-2, abs=0.1)
    assert weights["might"] == 0


def test_nothing_limits_features_whose_sentences_are_rated_alike() -> None:
    rated = np.array([rating.certainty for rating in RATINGS])
    found, count = ceiling(table(RATINGS), rated)
    assert found == pytest.approx(1)
    assert count == 100


def test_ratings_that_features_do_not_tell_lower_the_ceiling() -> None:
    noise = np.random.default_rng(1).normal(0, 1, len(RATINGS))
    rated = np.array([rating.certainty for rating in RATINGS]) + noise
    found, _ = ceiling(table(RATINGS), rated)
    assert 0.5 < found < 0.9
