"""Comparing two runs sample by sample: what changed, and whether that is more than luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.table import Table

from eval.figures import Figure, counted, figure, show, sums
from eval.metrics import METRICS, Metric
from eval.score import Scored
from eval.statistics import Interval, mcnemar, paired_bootstrap, wilcoxon
from eval.suite import Suite

Outcome = Literal["better", "worse", "same", "inconclusive"]

LEVEL = 0.05
"""The p from which a change is put down to luck."""


@dataclass(frozen=True, slots=True)
class Change:
    """A metric before and after, on the samples that both runs answered.

    `lost` and `won` are the samples that were without fault by this metric and are no longer, and
    the other way round. `p` is McNemar's of their numbers; for a mean it is Wilcoxon's.
    """

    before: Figure
    after: Figure
    difference: Interval | None
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p: float

    @property
    def metric(self) -> Metric:
        """Return the metric."""
        return self.before.metric

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
    def outcome(self) -> Outcome:
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


def _flawless(metric: Metric, scored: Scored) -> bool | None:
    hits, of = metric.count(scored)
    if metric.unit != "share" or not of:
        return None
    return hits == (of if metric.better == "higher" else 0)


def _change(metric: Metric, pairs: Sequence[tuple[Scored, Scored]], seed: int) -> Change:
    both = [pair for pair in pairs if all(metric.count(one)[1] for one in pair)]
    before, after = [first for first, _ in both], [second for _, second in both]
    flawless = {
        first.sample.id: (_flawless(metric, first), _flawless(metric, second))
        for first, second in both
    }
    lost = tuple(name for name, found in flawless.items() if found == (True, False))
    won = tuple(name for name, found in flawless.items() if found == (False, True))
    differences = [metric.count(second)[0] - metric.count(first)[0] for first, second in both]
    share = metric.unit == "share"
    return Change(
        figure(metric, before, seed),
        figure(metric, after, seed),
        paired_bootstrap(sums(metric, before), sums(metric, after), seed),
        lost,
        won,
        mcnemar(len(lost), len(won)) if share else wilcoxon(differences),
    )


def compare(first: Sequence[Scored], second: Sequence[Scored], seed: int) -> dict[str, Change]:
    """Compare two runs on the samples that both answered, metric by metric."""
    after = {one.sample.id: one for one in counted(second)}
    pairs = [(one, after[one.sample.id]) for one in counted(first) if one.sample.id in after]
    return {name: _change(metric, pairs, seed) for name, metric in METRICS.items()}


COLUMNS = ("metric", "before", "after", "change, 95 %", "lost", "won", "p", "outcome")


def rows(changes: Mapping[str, Change]) -> list[tuple[str, ...]]:
    """Return rows under `COLUMNS`, of the metrics in which something counts in both runs."""
    return [_row(change) for change in changes.values() if change.step is not None]


def _row(change: Change) -> tuple[str, ...]:
    metric, difference = change.metric, show(change.metric, change.step or 0.0)
    if change.difference is not None:
        low, high = change.difference.low, change.difference.high
        difference += f" [{show(metric, low)}–{show(metric, high)}]"
    counts = (str(len(change.lost)), str(len(change.won)))
    return (
        metric.name,
        f"{change.before} {change.before.counts}",
        f"{change.after} {change.after.counts}",
        difference,
        *(counts if metric.unit == "share" else ("", "")),
        "" if metric.unit == "seconds" else f"{change.p:.3f}",
        change.outcome,
    )


def table(title: str, changes: Mapping[str, Change]) -> Table:
    """Return the comparison as a table for the terminal."""
    shown = Table(*COLUMNS, title=title)
    for row in rows(changes):
        shown.add_row(*row)
    return shown


def flips(changes: Mapping[str, Change]) -> list[str]:
    """Return a line for each metric by which samples changed, with the samples."""
    return [
        f"{name}: {way} {', '.join(samples)}"
        for name, change in changes.items()
        for way, samples in (("lost", change.lost), ("won", change.won))
        if samples
    ]


def breaches(
    suite: Suite,
    changes: Mapping[str, Change],
    first: Sequence[Scored],
    second: Sequence[Scored],
) -> tuple[str, ...]:
    """Return, in words, what must not happen and did: drops beyond the gates, critical flips."""
    found = []
    for name, gate in suite.gates.items():
        change = changes[name]
        if gate.drop is not None and change.worsening > gate.drop + 1e-9:
            by = show(change.metric, change.worsening)
            found.append(f"{name}: worse by {by}, {show(change.metric, gate.drop)} is allowed")
    faults = {one.sample.id: one.faults for one in second}
    for one in first:
        name = one.sample.id
        if one.sample.critical and not one.faults and faults.get(name):
            found.append(f"critical sample {name}: {'; '.join(faults[name])}")
    return tuple(found)
