"""Comparing two runs sample by sample: what changed, and whether that is more than luck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.figures import Figure, counted, figure, show, show_interval, sums
from eval.given import Run
from eval.metrics import METRICS, Metric
from eval.score import Scored
from eval.statistics import Interval, mcnemar, paired_bootstrap, wilcoxon

LEVEL = 0.05
"""The p from which a change is put down to luck."""

COLUMNS = ("metric", "before", "after", "change, 95 %", "lost", "won", "p", "outcome")


@dataclass(frozen=True, slots=True)
class Change:
    """A metric before and after, on the samples that both runs answered.

    `lost` and `won` are the samples that were without fault by this metric and are no longer, and
    the other way round. `p` is McNemar's of their numbers; for a mean it is Wilcoxon's.
    """

    metric: Metric
    before: Figure
    after: Figure
    difference: Interval | None
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p: float

    @property
    def step(self) -> float | None:
        """Return how much greater the value is now; None where one is missing."""
        before, after = self.before.value, self.after.value
        return None if before is None or after is None else after - before

    @property
    def worsening(self) -> float:
        """Return by how much the metric became worse; negative where it became better."""
        step = self.step or 0.0
        return -step if self.metric.better == "higher" else step

    @property
    def outcome(self) -> Literal["better", "worse", "same", "inconclusive"]:
        """Return what can be said: a change counts where its interval and its test agree.

        Seconds are never judged. Two runs of the same program differ as the machine is busier in
        one of them, for all samples at once, which no test over the samples can tell.
        """
        if not self.lost and not self.won and self.step in (0, None):
            return "same"
        if self.difference is None or self.difference.low <= 0 <= self.difference.high:
            return "inconclusive"
        if self.metric.unit == "seconds" or self.p >= LEVEL:
            return "inconclusive"
        return "worse" if self.worsening > 0 else "better"

    @property
    def row(self) -> tuple[str, ...]:
        """Return the row of the change, under `COLUMNS`."""
        step, share = show(self.metric, self.step or 0.0), self.metric.unit == "share"
        return (
            self.metric.name,
            f"{self.before} {self.before.counts}",
            f"{self.after} {self.after.counts}",
            f"{step} {show_interval(self.metric, self.difference)}".rstrip(),
            str(len(self.lost)) if share else "",
            str(len(self.won)) if share else "",
            "" if self.metric.unit == "seconds" else f"{self.p:.3f}",
            self.outcome,
        )


def _change(metric: Metric, pairs: Sequence[tuple[Scored, Scored]], seed: int) -> Change:
    both = [pair for pair in pairs if all(metric.count(one)[1] for one in pair)]
    before, after = [first for first, _ in both], [second for _, second in both]
    counts = [(metric.count(first), metric.count(second)) for first, second in both]
    if metric.unit == "share":
        faultless = [tuple(map(metric.is_best, pair)) for pair in counts]
        named = list(zip((one.sample.id for one in before), faultless, strict=True))
        lost = tuple(name for name, found in named if found == (True, False))
        won = tuple(name for name, found in named if found == (False, True))
        p = mcnemar(len(lost), len(won))
    else:
        lost = won = ()
        p = wilcoxon([second[0] - first[0] for first, second in counts])
    return Change(
        metric,
        figure(metric, before, seed),
        figure(metric, after, seed),
        paired_bootstrap(sums(metric, before), sums(metric, after), seed),
        lost,
        won,
        p,
    )


def compare(first: Run, second: Run) -> dict[str, Change]:
    """Compare two runs on the samples that both answered, metric by metric."""
    after = {one.sample.id: one for one in counted(second.scored)}
    before = [one for one in counted(first.scored) if one.sample.id in after]
    pairs = [(one, after[one.sample.id]) for one in before]
    return {name: _change(metric, pairs, second.seed) for name, metric in METRICS.items()}


def rows(changes: Mapping[str, Change]) -> list[tuple[str, ...]]:
    """Return rows under `COLUMNS`, of the metrics in which something counts in both runs."""
    return [change.row for change in changes.values() if change.step is not None]


def flips(changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield a line for each metric by which samples changed, with the samples."""
    for name, change in changes.items():
        for way, samples in (("lost", change.lost), ("won", change.won)):
            if samples:
                yield f"{name}: {way} {', '.join(samples)}"


def breaches(first: Run, second: Run, changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield, in words, what must not happen and did: drops beyond the gates, critical flips."""
    for name, gate in second.suite.gates.items():
        change = changes[name]
        if gate.drop is not None and change.worsening > gate.drop + 1e-9:
            by, most = (show(change.metric, value) for value in (change.worsening, gate.drop))
            yield f"{name}: worse by {by}, {most} is allowed"
    before = {one.sample.id: one.faults for one in first.scored}
    for one in second.scored:
        if one.sample.critical and one.faults and before.get(one.sample.id) == ():
            yield f"critical sample {one.sample.id}: {'; '.join(one.faults)}"
