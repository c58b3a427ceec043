"""Testing the tests: faithful answers spoilt in known ways must be noticed, reworded ones not.

Every answer is scored as a run is; a metric notices a change by which its value becomes worse. The
words that are put in and taken out stand in `mutations.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from eval.log import Quoted, Reply, said_in
from eval.metrics import METRICS, Metric
from eval.score import Key, Scored, Scorer
from eval.statistics import share
from eval.suite import Gate, Place, Sample, Suite
from index.sentences import split
from index.types import Span
from qa.compare import Source

_DATA = tomllib.loads(Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8"))
_SMALL = frozenset(_DATA["small"].split())
_NOT_PLAIN, _NEGATED = re.compile(_DATA["not_plain"]), re.compile(_DATA["negated"])


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is changed into what; `unless` is what must not stand in the changed sentence."""

    pattern: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None


def _rules(name: str) -> Iterator[_Rule]:
    """Yield the rules of an operator, once for each holder that they may name."""
    for other in _DATA["others"] if name == "attribute" else ("",):
        for pattern, instead, *unless in _DATA["rules"][name]:
            yield _Rule(
                _compiled(pattern),
                instead.replace("%OTHER", other),
                _compiled(unless[0]) if unless else None,
            )


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with the parts that it names."""
    return re.compile(re.sub("%([A-Z]+)", lambda part: str(_DATA["parts"][part[1]]), pattern))


_RULES = {name: tuple(_rules(name)) for name in _DATA["rules"]}


@dataclass(frozen=True, slots=True)
class Faithful:
    """A faithful answer to spoil; `hedged` says whether its source hedges the claim.

    `cited` are the sentences of the document that it is made of.
    """

    scorer: Scorer
    key: Key
    answer: str
    cited: tuple[Span, ...]
    hedged: bool

    @property
    def source(self) -> Source:
        """Return its document as read."""
        return self.scorer.sources[self.key.sample.documents[0]]

    def scored(self, answer: str, cited: Sequence[Span]) -> Scored:
        """Score another answer to the same, each sentence with these citations."""
        sample, text = self.key.sample, self.source.text
        quoted = (Quoted(sample.documents[0], s.start, s.end, s.of(text)) for s in cited)
        return self.scorer.scored(self.key, Reply(sample.id, True, said_in(answer, quoted)))


Mutant = tuple[str, Sequence[Span]]
"""An answer, and what each sentence of it cites."""


def _changed(item: Faithful, rules: str) -> Iterator[Mutant]:
    """Yield the answer as each rule changes the first of its sentences that it fits."""
    answer, spans = item.answer, split(item.answer)
    for rule in _RULES[rules]:
        for span in spans:
            sentence = span.of(answer)
            found = rule.pattern.search(sentence)
            changed = rule.pattern.sub(rule.instead, sentence, count=1)
            if found and rules == "strengthen" and _NEGATED.search(sentence, 0, found.start()):
                continue
            if rule.unless and rule.unless.search(changed):
                continue
            if changed.strip() and changed != sentence:
                capital = changed[:1].upper() + changed[1:] if sentence[:1].isupper() else changed
                yield answer[: span.start] + capital + answer[span.end :], item.cited
                break


def _is_plain(sentence: str) -> bool:
    return sentence.endswith(".") and len(sentence.split()) > 4 and not _NOT_PLAIN.search(sentence)


def _move(item: Faithful) -> Iterator[Mutant]:
    """Take the hedge off its claim and put one on a plain sentence of the source."""
    text = item.source.text
    plain = [span for span in item.source.sentences if _is_plain(span.of(text))][:1]
    for answer, cited in _changed(item, "remove") if plain else ():
        words = plain[0].of(text)
        yield f"{answer} Allegedly, {words[:1].lower()}{words[1:]}", (*cited, *plain)


def _append(item: Faithful) -> Iterator[Mutant]:
    """Say it again, without the hedge."""
    for answer, cited in _changed(item, "remove"):
        yield f"{item.answer} {answer}", cited


def _swap(item: Faithful) -> Iterator[Mutant]:
    """Cite the sentence of the source that shares the fewest words with the answer."""
    words = set(re.findall(r"\w{4,}", item.answer.lower()))

    def shared(span: Span) -> float:
        others = set(re.findall(r"\w{4,}", span.of(item.source.text).lower()))
        return len(words & others) / (len(others) or 1)

    farthest = min(item.source.sentences, key=shared, default=None)
    if farthest is not None and words and shared(farthest) < 0.1 and len(farthest) > 30:
        yield item.answer, (farthest,)


def _after(opening: str, item: Faithful) -> Iterator[Mutant]:
    """Yield the answer behind other words; none where its first capital may be a name's or not."""
    answer = item.answer
    first, second = answer.split()[:2] if len(answer.split()) > 4 else ("", "")
    if first.lower().strip(",") in _SMALL:
        yield f"{opening}{answer[:1].lower()}{answer[1:]}", item.cited
    elif second[:1].isupper():
        yield f"{opening}{answer}", item.cited


def _doubt(item: Faithful) -> Iterator[Mutant]:
    if not _NOT_PLAIN.search(item.answer) and len(split(item.answer)) == 1:
        for doubt in _DATA["doubts"]:
            yield from _after(doubt, item)


def _reword(item: Faithful) -> Iterator[Mutant]:
    yield from _changed(item, "reword")
    yield from _after("In short, ", item)


@dataclass(frozen=True, slots=True)
class Operator:
    """A way of changing faithful answers: those that are `hedged`, those that are not, or all.

    `metrics` are those that must notice; where the answer stays faithful there are none.
    """

    name: str
    hedged: bool | None
    change: Callable[[Faithful], Iterator[Mutant]]
    metrics: tuple[str, ...] = ()

    @property
    def faithful(self) -> bool:
        """Return whether the answer stays faithful."""
        return not self.metrics

    def mutants(self, item: Faithful) -> Iterator[Mutant]:
        """Yield each way in which the answer can be changed."""
        return self.change(item) if self.hedged in (None, item.hedged) else iter(())


_BARE = ("hedge_recall", "overclaim_rate", "inflation")
_HOLDER = ("overclaim_rate", "attribution_kept", "misattributed")
OPERATORS = (
    Operator("drop a hedge", True, partial(_changed, rules="remove"), _BARE),
    Operator("strengthen a hedge", True, partial(_changed, rules="strengthen"), _BARE),
    Operator("move a hedge", True, _move, _BARE),
    Operator("append a bare restatement", True, _append, _BARE),
    Operator("name another holder", True, partial(_changed, rules="attribute"), _HOLDER),
    Operator("cite another sentence", None, _swap, ("citation_recall", "citation_precision")),
    Operator("hedge a firm claim", False, _doubt, ("hedge_precision", "deflation")),
    Operator("reword faithfully", None, _reword),
)
WATCHED = tuple(dict.fromkeys(name for operator in OPERATORS for name in operator.metrics))
"""The metrics that are tested."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An answer changed by an operator, as scored, and the metrics that came out worse for it."""

    operator: Operator
    item: Faithful
    answer: str
    scored: Scored
    noticed: tuple[str, ...]

    @property
    def change(self) -> str:
        """Return the words that were changed, each with those in their place."""
        first, second = self.item.answer.split(), self.answer.split()
        steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
        return " ".join(
            f"[{' '.join(first[a:b])} → {' '.join(second[c:d])}]"
            for how, a, b, c, d in steps
            if how != "equal"
        )


def _worse(metric: Metric, before: Scored, after: Scored) -> bool:
    """Return whether the value became worse; where nothing counts, nothing is wrong."""
    best = float(metric.better == "higher")
    first, second = (hits / of if of else best for hits, of in map(metric.count, (before, after)))
    return second < first if metric.better == "higher" else second > first


def trials(items: Iterable[Faithful]) -> Iterator[Trial]:
    """Yield every change of every answer."""
    for item in items:
        before = item.scored(item.answer, item.cited)
        for operator in OPERATORS:
            for answer, cited in operator.mutants(item):
                after = item.scored(answer, cited)
                names = operator.metrics or WATCHED
                noticed = tuple(name for name in names if _worse(METRICS[name], before, after))
                yield Trial(operator, item, answer, after, noticed)


def faithful(
    scorer: Scorer, sample: Sample, answer: str, cited: Iterable[Span], hedged: bool
) -> Iterator[Faithful]:
    """Yield the answer, unless it is itself taken for an overclaim."""
    item = Faithful(scorer, Key(sample), answer, tuple(cited), hedged)
    judged = item.scored(answer, item.cited).judged
    if any(one.judgement.overclaims for one in judged):
        return
    firm = () if hedged else tuple((one.restated,) for one in judged if one.restated)
    yield replace(item, key=Key(sample, firm=firm))


def of_suite(suite: Suite) -> Iterator[Faithful]:
    """Yield, for each sample, the very sentences of the document that hold its words."""
    scorer = Scorer(suite.samples, suite.documents)
    yielded = set[str]()
    for key in scorer.keys.values():
        marks = [owed.place for alternatives in key.marks for owed in alternatives]
        for words in filter(None, (*key.gold, *key.firm)):
            name = words[0].document
            source = scorer.sources[name]
            near = [words[0], *marks]
            chosen = [s for s in source.sentences if any(map(Place(name, s).meets, near))]
            answer = " ".join(" ".join(span.of(source.text).split()) for span in chosen)
            if answer not in yielded:
                yielded.add(answer)
                sample = replace(key.sample, documents=(name,))
                hedged = bool(marks) and words in key.gold
                yield from faithful(scorer, sample, answer, chosen, hedged)


COLUMNS = ("", "spoilt: noticed", "reworded: noticed")


@dataclass(frozen=True, slots=True)
class Rate:
    """Of an operator or a metric: which spoilt answers, and which reworded ones, were noticed."""

    name: str
    spoilt: tuple[bool, ...]
    reworded: tuple[bool, ...]

    @property
    def row(self) -> tuple[str, ...]:
        """Return the row of the rate, under `COLUMNS`."""
        return (self.name, *(share(sum(seen), len(seen)) for seen in (self.spoilt, self.reworded)))

    def breaches(self, gate: Gate) -> Iterator[str]:
        """Yield, in words, what the gate forbids: too few spoilt noticed, too many reworded."""
        limits = (self.spoilt, gate.minimum, None), (self.reworded, None, gate.maximum)
        for seen, low, high in limits:
            noticed = sum(seen) / len(seen) if seen else None
            yield from Gate(low, high).breaches(self.name, noticed, "{:.1%}".format)


def rates(found: Sequence[Trial]) -> Iterator[Rate]:
    """Yield the rates of each operator, then of each metric, over the operators that it is for."""
    for operator in OPERATORS:
        seen = tuple(bool(trial.noticed) for trial in found if trial.operator is operator)
        yield Rate(operator.name, *((), seen) if operator.faithful else (seen, ()))
    for metric in WATCHED:
        spoilt = tuple(metric in t.noticed for t in found if metric in t.operator.metrics)
        reworded = tuple(metric in t.noticed for t in found if t.operator.faithful)
        yield Rate(metric, spoilt, reworded)


def breaches(suite: Suite, found: Iterable[Rate]) -> Iterator[str]:
    """Yield, in words, the gates on mutants that the suite sets and the rates do not pass."""
    for rate in found:
        yield from rate.breaches(suite.mutants.get(rate.name, Gate()))


def wrong(found: Iterable[Trial]) -> Iterator[str]:
    """Yield, a line each, the spoilt answers that went unnoticed and the reworded that did not."""
    for trial in found:
        if bool(trial.noticed) == trial.operator.faithful:
            by = ", ".join(trial.noticed) or "nothing"
            verdicts = ", ".join(one.judgement.verdict for one in trial.scored.judged)
            what = f"{trial.operator.name}, {trial.item.key.sample.id}: {trial.change}"
            yield f"{what.rstrip(': ')}: {verdicts}; noticed by {by}: {trial.answer}"
