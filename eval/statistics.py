"""Intervals and agreement: how far a figure can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


def wilson(hits: float, of: float) -> Interval | None:
    """Return Wilson's score interval (1927) of a share; None of nothing."""
    if not of:
        return None
    from scipy.stats import binomtest

    found = binomtest(round(hits), round(of)).proportion_ci(method="wilson")
    return Interval(float(found.low), float(found.high))


def share(hits: int, of: int) -> str:
    """Return `hits/of` as a percentage with its 95 % interval."""
    bounds = wilson(hits, of)
    if bounds is None:
        return "–"
    return f"{hits / of:.1%} [{bounds.low:.0%}–{bounds.high:.0%}] {hits}/{of}"


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa (1960) of two yes/no raters; None where chance alone agrees wholly."""
    if not pairs:
        return None
    agreed = float(numpy.mean([first == second for first, second in pairs]))
    first, second = map(float, numpy.mean(pairs, axis=0))
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


Sums = Mapping[str, tuple[float, float]]
"""By cluster, the sums of what counts and of how many."""

RESAMPLES = 2000


def bootstrap(sums: Sums, seed: int, before: Sums | None = None) -> Interval | None:
    """Return the percentile interval of a share when its clusters are drawn again.

    Efron's bootstrap with whole clusters (Davison and Hinkley, 1997, section 3.8): questions about
    one document are more alike than others. With `before` it is the interval of how much greater
    the share became, on the same clusters drawn. Clusters in which nothing counts are not drawn;
    None where all are such.
    """
    runs = [sums] if before is None else [sums, before]
    names = sorted(name for name in sums if all(run.get(name, (0, 0))[1] for run in runs))
    if not names:
        return None
    drawn = numpy.random.default_rng(seed).integers(len(names), size=(RESAMPLES, len(names)))
    shares = []
    for run in runs:
        hits, of = numpy.array([run[name] for name in names], dtype=float).T
        shares.append(hits[drawn].sum(axis=1) / of[drawn].sum(axis=1))
    values = shares[0] if before is None else shares[0] - shares[1]
    low, high = numpy.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def mcnemar(lost: int, won: int) -> float:
    """Return the exact two-sided p of McNemar's test (1947) of samples that changed either way."""
    from scipy.stats import binomtest

    return float(binomtest(lost, lost + won).pvalue) if lost + won else 1.0


def wilcoxon(differences: Sequence[float]) -> float:
    """Return the two-sided p of Wilcoxon's signed-rank test (1945) that they lie about 0."""
    from scipy.stats import wilcoxon as signed_rank

    changed = [difference for difference in differences if difference]
    return float(signed_rank(changed).pvalue) if changed else 1.0
