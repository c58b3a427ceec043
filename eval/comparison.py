"""Comparing two runs sample by sample: what changed, and whether that is more than luck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.figures import Figure, figure, sums
from eval.given import Run
from eval.metrics import METRICS, Metric
from eval.score import Scored
from eval.statistics import Interval, bootstrap, mcnemar, wilcoxon

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
    def step(self) -> float:
        """Return how much greater the value is now."""
        return (self.after.value or 0.0) - (self.before.value or 0.0)

    @property
    def worsening(self) -> float:
        """Return by how much the metric became worse; negative where it became better."""
        return -self.step if self.metric.better == "higher" else self.step

    @property
    def outcome(self) -> Literal["better", "worse", "same", "inconclusive"]:
        """Return what can be said: a change counts where its interval and its test agree.

        Seconds are never judged. Two runs of the same program differ as the machine is busier in
        one of them, for all samples at once, which no test over the samples can tell.
        """
        if not self.lost and not self.won and not self.step:
            return "same"
        apart = self.difference and not self.difference.low <= 0 <= self.difference.high
        if not apart or self.metric.unit == "seconds" or self.p >= LEVEL:
            return "inconclusive"
        return "worse" if self.worsening > 0 else "better"

    @property
    def row(self) -> tuple[str, ...]:
        """Return the row of the change, under `COLUMNS`."""
        metric, share = self.metric, self.metric.unit == "share"
        return (
            metric.name,
            *(f"{metric.shown(one.value)} {one.counts}" for one in (self.before, self.after)),
            f"{metric.shown(self.step)} {metric.shown_range(self.difference)}".rstrip(),
            str(len(self.lost)) if share else "",
            str(len(self.won)) if share else "",
            "" if metric.unit == "seconds" else f"{self.p:.3f}",
            self.outcome,
        )


def _change(metric: Metric, pairs: Sequence[tuple[Scored, Scored]], seed: int) -> Change:
    before, after = zip(*pairs, strict=True)
    lost, won = list[str](), list[str]()
    if metric.unit == "share":
        for first, second in pairs:
            best, still = (metric.is_best(metric.count(one)) for one in (first, second))
            if best != still:
                (lost if best else won).append(first.sample.id)
        p = mcnemar(len(lost), len(won))
    else:
        p = wilcoxon([metric.count(second)[0] - metric.count(first)[0] for first, second in pairs])
    was, now = figure(metric, before, seed), figure(metric, after, seed)
    difference = bootstrap(sums(metric, after), seed, sums(metric, before))
    return Change(metric, was, now, difference, tuple(lost), tuple(won), p)


def compare(first: Run, second: Run) -> dict[str, Change]:
    """Compare two runs, metric by metric, on the samples in which it counts in both."""
    after = second.answers
    both = [(one, after[name]) for name, one in first.answers.items() if name in after]
    changes = {}
    for name, metric in METRICS.items():
        if pairs := [pair for pair in both if all(metric.count(one)[1] for one in pair)]:
            changes[name] = _change(metric, pairs, second.seed)
    return changes


def flips(changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield a line for each metric by which samples changed, with the samples."""
    for name, change in changes.items():
        for way, samples in (("lost", change.lost), ("won", change.won)):
            if samples:
                yield f"{name}: {way} {', '.join(samples)}"


def breaches(first: Run, second: Run, changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield, in words, what must not happen and did: drops beyond the gates, critical flips."""
    for name, gate in second.suite.gates.items():
        change = changes.get(name)
        if change and gate.drop is not None and change.worsening > gate.drop + 1e-9:
            by, most = map(change.metric.shown, (change.worsening, gate.drop))
            yield f"{name}: worse by {by}, {most} is allowed"
    before = {one.sample.id: one.faults for one in first.scored}
    for one in second.scored:
        if one.sample.critical and one.faults and before.get(one.sample.id) == ():
            yield f"critical sample {one.sample.id}: {'; '.join(one.faults)}"
