"""The rank correlation has an interval."""

from eval.benchmarks.correlation import spearman


def test_spearman_has_an_interval_round_it() -> None:
    found = spearman([1, 2, 3, 4, 5, 6, 7, 8], [1, 3, 2, 4, 5, 7, 6, 8])
    assert found is not None
    assert found[1].low < found[0] < found[1].high
    assert spearman([1, 1, 1, 1], [1, 2, 3, 4]) is None
