"""Intervals and agreement: how far a figure can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


def wilson(hits: float, of: float) -> Interval | None:
    """Return Wilson's score interval (1927) of a share; None of nothing."""
    if not of:
        return None
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa (1960) of two yes/no raters; None where chance alone agrees wholly."""
    if not pairs:
        return None
    count = len(pairs)
    agreed = sum(first == second for first, second in pairs) / count
    first = sum(first for first, _ in pairs) / count
    second = sum(second for _, second in pairs) / count
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def spearman(first: Sequence[float], second: Sequence[float]) -> tuple[float, Interval] | None:
    """Return Spearman's rank correlation with Fisher's interval; None of fewer than four pairs."""
    if len(first) < 4 or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    from math import atanh, tanh

    from scipy.stats import spearmanr

    rho = float(spearmanr(first, second).statistic)
    if abs(rho) == 1:
        return rho, Interval(rho, rho)
    reach = _Z * sqrt(1.06 / (len(first) - 3))  # Fieller, Hartley and Pearson (1957)
    return rho, Interval(tanh(atanh(rho) - reach), tanh(atanh(rho) + reach))
