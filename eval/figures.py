"""From scored samples to the figures of a suite, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics import METRICS, Metric
from eval.score import Scored
from eval.statistics import Interval, Sums, bootstrap, wilson

COLUMNS = ("metric", "value", "95 % interval", "counts")

CLUSTERS = 5
"""Fewer documents than this say nothing of how documents differ: then samples are drawn."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of a suite: `hits` of `of`, and the 95 % interval of their quotient."""

    metric: Metric
    hits: float
    of: float
    interval: Interval | None

    @property
    def value(self) -> float | None:
        """Return the quotient; None where nothing counts."""
        return self.hits / self.of if self.of else None

    @property
    def counts(self) -> str:
        """Return what counts of how many; of a mean, of how many."""
        return f"{self.hits:g}/{self.of:g}" if self.metric.unit == "share" else f"n={self.of:g}"

    @property
    def row(self) -> tuple[str, ...]:
        """Return the row of the figure, under `COLUMNS`."""
        value, interval = self.metric.shown(self.value), self.metric.shown_range(self.interval)
        return (self.metric.name, value, interval, self.counts)


def sums(metric: Metric, scored: Sequence[Scored]) -> Sums:
    """Return the sums of the metric by cluster; by sample where there are few clusters."""
    clusters = [one.sample.cluster or " ".join(one.sample.documents) for one in scored]
    if len(set(clusters)) < CLUSTERS:
        clusters = [one.sample.id for one in scored]
    found: dict[str, tuple[float, float]] = {}
    for name, one in zip(clusters, scored, strict=True):
        hits, of = metric.count(one)
        before = found.get(name, (0, 0))
        found[name] = before[0] + hits, before[1] + of
    return found


def figure(metric: Metric, scored: Sequence[Scored], seed: int) -> Figure:
    """Return the figure of a metric.

    Its interval is the bootstrap's; that of a share reaches as far as Wilson's where that is wider,
    since drawing again from samples that all passed shows no doubt at all.
    """
    by_cluster = sums(metric, scored)
    hits = sum(hits for hits, _ in by_cluster.values())
    of = sum(of for _, of in by_cluster.values())
    drawn = bootstrap(by_cluster, seed)
    plain = wilson(hits, of) if metric.unit == "share" else None
    if drawn is not None and plain is not None:
        drawn = Interval(min(drawn.low, plain.low), max(drawn.high, plain.high))
    return Figure(metric, hits, of, drawn)


def figures(scored: Sequence[Scored], seed: int) -> dict[str, Figure]:
    """Return the figure of every metric, by name."""
    return {name: figure(metric, scored, seed) for name, metric in METRICS.items()}
