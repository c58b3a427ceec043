"""Intervals and tests agree with the literature and with SciPy."""

import pytest
from scipy.stats import binomtest

from eval.statistics import bootstrap, kappa, mcnemar, wilson


@pytest.mark.parametrize(("hits", "of"), [(0, 1), (0, 20), (7, 10), (45, 50), (300, 300)])
def test_wilson_is_scipys(hits: int, of: int) -> None:
    found = wilson(hits, of)
    expected = binomtest(hits, of).proportion_ci(method="wilson")
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert bootstrap({}, 0) is None
    assert bootstrap({"a": (0, 0)}, 0) is None
    assert bootstrap({"b": (1, 1)}, 0, {"a": (1, 1)}) is None


@pytest.mark.parametrize(("lost", "won"), [(0, 0), (1, 0), (5, 5), (0, 6), (10, 2), (40, 71)])
def test_mcnemar_is_the_exact_binomial_test(lost: int, won: int) -> None:
    expected = binomtest(lost, lost + won).pvalue if lost + won else 1.0
    assert mcnemar(lost, won) == pytest.approx(expected)


def test_kappa_is_cohens() -> None:
    # Cohen (1960): agreement .7 where chance gives .5.
    pairs = [(True, True)] * 35 + [(False, False)] * 35 + [(True, False), (False, True)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(True, True)] * 3) is None
    assert kappa([]) is None


def test_the_bootstrap_draws_whole_clusters_and_is_the_same_for_the_same_seed() -> None:
    alike = {f"document {n}": (10.0 if n % 2 else 0.0, 10.0) for n in range(10)}
    apart = {f"sample {n}": (n % 2 + n % 7 / 7, 2.0) for n in range(100)}
    wide, narrow = bootstrap(alike, 7), bootstrap(apart, 7)
    assert wide is not None
    assert narrow is not None
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert bootstrap(alike, 7) == wide
    assert bootstrap(apart, 8) != narrow


def test_the_paired_bootstrap_knows_that_both_runs_saw_the_same_samples() -> None:
    before = {f"s{n}": (float(n % 2), 1.0) for n in range(40)}
    after = {f"s{n}": (1.0, 1.0) if n == 0 else before[f"s{n}"] for n in range(40)}
    found = bootstrap(after, 0, before)
    assert found is not None
    assert 0 == found.low < found.high < 0.1
