"""The metrics. Each is one function of a scored sample: what counts, of how many.

A suite's figure is the sum of the first by the sum of the second, None where nothing counts.
Statements are the answer's sentences but those that only frame it ("The article leaves this
open."); samples that got no answer for an error count nowhere.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal, get_args

from eval.score import Scored
from eval.statistics import Interval
from eval.suite import Place
from index.types import Kind

Better = Literal["higher", "lower"]
Unit = Literal["share", "mean", "seconds", "tokens"]

FORMATS: dict[Unit, str] = {
    "share": "{:.1%}",
    "mean": "{:.3f}",
    "seconds": "{:.3g} s",
    "tokens": "{:.0f}",
}
"""How a value stands in a table."""

HOLDERS: frozenset[Kind] = frozenset({"attribution", "allegation"})
HEDGES: frozenset[Kind] = frozenset(get_args(Kind)) - {"booster"}

K = 5
"""Passages that retrieval metrics look at: as many as a composer is given."""

Count = tuple[float, float]
Counting = Callable[[Scored], Count]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name, what it is counted in, which way is better, and how it counts."""

    name: str
    unit: Unit
    better: Better
    formula: str
    count: Counting

    def is_best(self, count: Count) -> bool:
        """Return whether a share of something could not be better."""
        return count[0] == (count[1] if self.better == "higher" else 0)

    def shown(self, value: float | None) -> str:
        """Return a value in its unit."""
        return "–" if value is None else FORMATS[self.unit].format(value)

    def shown_range(self, interval: Interval | None) -> str:
        """Return an interval in its unit; nothing where there is none."""
        return f"[{self.shown(interval.low)}–{self.shown(interval.high)}]" if interval else ""


METRICS: dict[str, Metric] = {}


def metric(better: Better, unit: Unit = "share") -> Callable[[Counting], Counting]:
    """Enter a function among the metrics, under its name."""

    def enter(count: Counting) -> Counting:
        name, formula = count.__name__, " ".join((count.__doc__ or "").split())
        METRICS[name] = Metric(name, unit, better, formula, count)
        return count

    return enter


def _kept(scored: Scored, kinds: Collection[Kind]) -> Count:
    owed = [mark for s in scored.judged for mark in s.judgement.owed if mark.kind in kinds]
    kept = [mark for s in scored.judged for mark in s.judgement.kept if mark.kind in kinds]
    return len(kept), len(owed)


def _verdicts(scored: Scored, *verdicts: str) -> Count:
    found = [s.judgement.verdict for s in scored.judged]
    return sum(verdict in verdicts for verdict in found), len(found)


@metric("higher")
def hedge_recall(scored: Scored) -> Count:
    """Hedges kept / hedges owed, over each statement and each hedge of the claim it restates.

    Hedges that the suite names and the engine does not see count too, once their claim is taken.
    """
    kept, owed = _kept(scored, HEDGES)
    unseen = [fate for fate in scored.marks if fate.taken and not fate.seen_by_engine]
    return kept + sum(fate.carried for fate in unseen), owed + len(unseen)


@metric("lower")
def overclaim_rate(scored: Scored) -> Count:
    """Statements reversed, dropped, misattributed or strengthened / statements."""
    return _verdicts(scored, "reversed", "dropped", "misattributed", "strengthened")


@metric("higher")
def citation_validity(scored: Scored) -> Count:
    """Citations whose quote is exactly the document's text at its offsets / citations."""
    return sum(scored.valid), len(scored.valid)


@metric("higher")
def recall_at_5(scored: Scored) -> Count:
    """Gold quotes that lie wholly in one of the first 5 different passages / gold quotes."""
    return _retrieved(scored, scored.key.gold)


@metric("higher")
def refusal_accuracy(scored: Scored) -> Count:
    """Samples answered if answerable and refused if not / samples."""
    return scored.reply.answered == scored.sample.answerable, 1


@metric("higher")
def unanswerable_refused(scored: Scored) -> Count:
    """Unanswerable samples refused / unanswerable samples."""
    unanswerable = not scored.sample.answerable
    return unanswerable and not scored.reply.answered, unanswerable


@metric("lower")
def answerable_refused(scored: Scored) -> Count:
    """Answerable samples refused / answerable samples."""
    return scored.sample.answerable and not scored.reply.answered, scored.sample.answerable


@metric("higher")
def marks_carried(scored: Scored) -> Count:
    """Marks the suite names that the answer carries / those, in answerable samples.

    A mark whose claim the answer leaves out is not carried either: `hedge_recall` asks only about
    claims that are made.
    """
    return sum(fate.carried for fate in scored.marks), len(scored.marks)


@metric("higher")
def hedge_precision(scored: Scored) -> Count:
    """Firm claims restated without a hedge / firm claims restated."""
    hedged = scored.firm_hedged
    return hedged.count(False), len(hedged)


@metric("lower")
def inflation(scored: Scored) -> Count:
    """Statements made surer than their source: dropped, strengthened, reversed / statements."""
    return _verdicts(scored, "dropped", "strengthened", "reversed")


@metric("lower")
def deflation(scored: Scored) -> Count:
    """Statements made less sure than their source: weakened / statements."""
    return _verdicts(scored, "weakened")


@metric("higher")
def attribution_kept(scored: Scored) -> Count:
    """Attributions and allegations kept / those owed."""
    return _kept(scored, HOLDERS)


@metric("lower")
def misattributed(scored: Scored) -> Count:
    """Statements that name a wrong holder / statements that owe a holder, or name a wrong one."""
    wrong = [s.judgement.verdict == "misattributed" for s in scored.judged]
    owing = [any(mark.kind in HOLDERS for mark in s.judgement.owed) for s in scored.judged]
    return sum(wrong), sum(w or o for w, o in zip(wrong, owing, strict=True))


@metric("higher")
def claim_coverage(scored: Scored) -> Count:
    """Gold quotes that a statement restates / gold quotes. An omission is no lost hedge."""
    return sum(scored.gold_taken), len(scored.gold_taken)


@metric("higher")
def gold_quoted(scored: Scored) -> Count:
    """Answerable samples of whose gold quotes the answer restates one / those with gold quotes."""
    return any(scored.gold_taken), bool(scored.gold_taken)


@metric("lower")
def forbidden_claims(scored: Scored) -> Count:
    """Claims that must not be made and are / such claims, in answered samples."""
    return len(scored.made), len(scored.sample.never) if scored.reply.answered else 0


@metric("higher")
def citation_recall(scored: Scored) -> Count:
    """Statements that their citations bear out, kept or weakened / statements.

    After ALCE (Gao et al., 2023), where support is entailment; here a citation that says less
    surely what the statement says does not support it.
    """
    cited = [bool(s.said.citations) and s.supported for s in scored.judged]
    return sum(cited), len(cited)


@metric("higher")
def citation_precision(scored: Scored) -> Count:
    """Citations that bear on a supported statement even alone / citations (after ALCE)."""
    flags = [alone for s in scored.judged for alone in s.supporting]
    return sum(flags), len(flags)


@metric("higher", "mean")
def ndcg_at_5(scored: Scored) -> Count:
    """Mean nDCG of the first 5 different passages; one counts that adds a gold quote.

    Ideal: the passages found to add one, and one for each quote not found, ranked first.
    """
    gains, seen = [], set[int]()
    for found in _held(scored, scored.key.gold):
        gains.append(bool(found - seen))
        seen |= found
    ideal = min(K, sum(gains) + len(scored.key.gold) - len(seen))
    if not ideal or scored.reply.context is None:
        return 0, 0
    best = sum(1 / log2(rank + 2) for rank in range(ideal))
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains)) / best, 1


@metric("higher")
def hedge_in_context_at_5(scored: Scored) -> Count:
    """Marks the suite names that lie in one of the first 5 passages / those marks.

    A mark that is lost though it was in the context is a fault of writing; else of retrieval.
    """
    return _retrieved(scored, [[owed.place for owed in marks] for marks in scored.key.marks])


@metric("higher")
def passed(scored: Scored) -> Count:
    """Samples without a fault / samples."""
    return not scored.faults, 1


@metric("lower", "seconds")
def latency(scored: Scored) -> Count:
    """Mean seconds from question to whole answer."""
    seconds = scored.reply.seconds
    return (0, 0) if seconds is None else (seconds, 1)


@metric("lower", "tokens")
def tokens(scored: Scored) -> Count:
    """Mean tokens of question, retrieved passages and answer, by tiktoken's cl100k_base."""
    count = scored.reply.tokens
    return (0, 0) if count is None else (count, 1)


def _held(scored: Scored, quotes: Sequence[Sequence[Place]]) -> list[set[int]]:
    """Return which of the quotes each of the first passages holds, in one place or another."""
    return [
        {number for number, places in enumerate(quotes) if any(map(passage.holds, places))}
        for passage in list(dict.fromkeys(scored.reply.context or ()))[:K]
    ]


def _retrieved(scored: Scored, quotes: Sequence[Sequence[Place]]) -> Count:
    found = set[int]().union(*_held(scored, quotes))
    return len(found), 0 if scored.reply.context is None else len(quotes)
