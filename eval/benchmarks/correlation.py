"""Rank correlation of how sure sentences sound with how sure people found them."""

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from statistics import NormalDist

from eval.statistics import Interval

_Z = NormalDist().inv_cdf(0.975)


def spearman(first: Sequence[float], second: Sequence[float]) -> tuple[float, Interval] | None:
    """Return Spearman's rank correlation with Fisher's interval; None of fewer than four pairs."""
    if len(first) < 4 or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    from scipy.stats import spearmanr

    rho = float(spearmanr(first, second).statistic)
    if abs(rho) == 1:
        return rho, Interval(rho, rho)
    reach = _Z * sqrt(1.06 / (len(first) - 3))  # Fieller, Hartley and Pearson (1957)
    return rho, Interval(tanh(atanh(rho) - reach), tanh(atanh(rho) + reach))
