"""Testing the tests: faithful answers spoilt in known ways must be caught, reworded ones must not.

The word lists are this module's own. Were they the lexicon's, every mutant would be caught by
construction.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.table import Table

from eval.pairs import Pair
from eval.score import Scorer
from eval.stance import share
from eval.suite import Suite
from index.sentences import split
from index.types import Span
from qa.compare import Source, judge, prepare
from qa.types import Judgement

Rules = tuple[tuple[str, str], ...]
"""Regular expressions and what stands in their place."""

_SAID = (
    "(?:said|says?|stated|claimed|claims?|reported|believes?|alleged|alleges?|suggested|suggests?"
    "|argues?|thinks?|insists?)"
)
_HOLDER = r"(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|[Tt]he [a-z]+(?: [a-z]+){0,2})"
_DOUBTED = (
    "(?:possible|likely|probable|believed|thought|said|reported|rumou?red|alleged|claimed|suggested"
    "|suspected|expected|feared)"
)
_NUMBER = r"[$€£]?\d|(?:a )?(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|half)\b"
_PROOF = "(?:evidence|proof|sign|indication)"

REMOVALS: Rules = (
    (r"\b(?:allegedly|reportedly|apparently|supposedly|purportedly) ", ""),
    (r"\b(?:possibly|perhaps|probably|presumably|maybe) ", ""),
    (r"(?<=\w), (?:allegedly|reportedly|perhaps|possibly|apparently),", ""),
    (r"\b(?:may|might|could) have (?=[a-z]+(?:ed|en|n|st)\b)", "had "),
    (r"\b(?:may|might|could) be\b(?! that)", "is"),
    (r"\b(?:may|might|could) (?=[a-z]{3,})(?!not\b|well\b|also\b|have\b|see\b|hear\b)", "will "),
    (r"\bwould have (?=[a-z]+(?:ed|en)\b)", "had "),
    (r"\b(?:is|are|was|were) (?:likely|expected) to\b", "will"),
    (r"\b(?:is|are|was|were) (?:said|believed|thought|reported|alleged) to have\b", "had"),
    (r"\b(?:appears?|seems?|appeared|seemed) to have\b", "had"),
    (r"\b(?:appears?|seems?|appeared|seemed) to be\b", "is"),
    (rf"^There (?:is|was) no (?:clear |firm )?{_PROOF} that ", ""),
    (rf"\b(found|seen) no (?:\w+ )?{_PROOF} that\b", r"\1 that"),
    (r"^There (?:are|were) (?:\w+ )?(?:indications|signs|reports|rumou?rs|claims) that ", ""),
    (rf"^It (?:is|was|has been) (?:\w+ )?{_DOUBTED} that ", ""),
    (r"^It (?:cannot|can't|could not) be (?:\w+ )?(?:ruled out|excluded) that ", ""),
    (r"\b(?:have|has) not ruled out that\b", "have found that"),
    (r"\bcannot be (?:ruled out|excluded)\b", "is certain"),
    (r"^It (?:is|was|remains) (?:not (?:entirely )?clear|unclear|uncertain) (?:whether|if) ", ""),
    (r"\bhave yet to establish whether\b", "have established that"),
    (r"\bdid not say (?:whether|that)\b", "said that"),
    (rf"^[A-Z][^.;:\"“]{{2,70}}?(?<! who)(?<! which)(?<! that)(?<! it) {_SAID} that ", ""),
    (rf"^{_HOLDER} (?:said|says?|claimed|claims|believes?) (?=[a-z]+ [a-z]+)", ""),
    (rf", {_HOLDER} (?:said|says|claimed|reported)(?=[.,])", ""),
    (r", said (?!that\b)[^.,]{3,60}(?=\.)", ""),
    (r"^According to [^,]{3,60}, (?![A-Z]\w+,)", ""),
    (r", according to [^,.()]{3,60},(?! (?:who|which|whose))", ""),
    (r"(?<!and)(?<!but)(?<!that),? according to [^.,()]{3,60}(?=\.)", ""),
    (r", (?:a claim|which) (?:his|her|its|the) [^,.]{0,40}(?:reject|deni|disput)[^,.]*(?=\.)", ""),
    (r"^(?:If|Unless) [^,]{5,80}, ", ""),
    (r" (?:unless|on condition that|provided that) [^,.]{5,90}(?=\.)", ""),
    (rf"\b(?:at least|about|around|roughly|nearly|more than|up to|as many as) (?={_NUMBER})", ""),
    (r"(?<!more )\b(?:rarely|often|usually|sometimes) ", ""),
    (r"\b(?:[Pp]reliminary|[Ii]nitial|[Ss]o far,?|[Ss]o-called|de facto) ", ""),
    (r"[\"“](\w+(?: \w+)?)[\"”]", r"\1"),
)
"""Hedges and what is left when they are removed; each stands for one way of writing."""

STRENGTHENINGS: Rules = (
    (r"\b(?:may|might|could)\b(?= (?!not\b)[a-z]{2,})", "will certainly"),
    (r"\b(?:possibly|perhaps|probably|likely)\b(?! to)", "definitely"),
    (r"\b(?:is|are|was|were) likely to\b", "are certain to"),
    (r"\b(?:suggests?|suggested|hints?|indicates?|indicated)\b(?= (?:that|the|a|an)\b)", "proves"),
    (r"\b(?:claims?|claimed|alleged|alleges|believes?|suspects?)\b(?= that\b)", "proved"),
    (r"\b(?:appears?|seems?|appeared|seemed) to\b", "is proved to"),
    (r"\b(?:linked to|associated with)\b", "proved to cause"),
    (r"\basked (?:whether|if)\b", "found that"),
    (r"\bcharged (.{3,40}?) with\b", r"convicted \1 of"),
    (r"\b(?:accused|suspected) of\b", "guilty of"),
    (r"\b(?:plans|intends|aims|hopes) to\b", "has begun to"),
    (r"\bproposed (?=\w+ing\b)", "begun "),
    (r"\b(?:allegedly|reportedly|apparently|supposedly)\b", "undoubtedly"),
    (r"\b(?:some|several|many|most) (?!indications|signs|reports)(?=[a-z]+s\b)", "all "),
    (rf"\b(?:at least|up to|as many as|nearly|about|around) (?={_NUMBER})", "exactly "),
)
"""Hedges and the surer words that take their place."""

OTHERS = ("the Hallvard Institute", "Prime Minister Okonkwo-Reyes")
"""Holders that no source names."""

ATTRIBUTIONS: Rules = (
    (r"^[A-Z][^.,;:\"“]{2,60}?(?<! who| are)(?<! not)(?<! is)(?= (?:said|says?)\b)", "{other}"),
    (rf"(?<=, ){_HOLDER}(?= (?:said|says|claimed|reported)\b)", "{other}"),
    (r"\b([Aa]ccording to )(?:[\w’'-]+ ){0,4}[\w’'-]+(?=[.)]|, [a-z])", r"\1{other}"),
    (r"\b(?:allegedly|reportedly|supposedly),? (?=[a-z])", "according to {other} "),
)
"""Where a holder stands, for another one to take its place."""

REWORDINGS: Rules = (
    (r"\ballegedly\b", "reportedly"),
    (r"\breportedly\b", "allegedly"),
    (r"\bmight\b", "may"),
    (r"\bmay\b(?= [a-z])", "might"),
    (r"\bpossibly\b", "perhaps"),
    (r"\bperhaps\b", "possibly"),
    (r"\bprobably\b", "most likely"),
    (r"\b(said|says)\b(?= that\b)", "stated"),
    (rf"^According to ({_HOLDER}), ([^.]+)\.$", r"\2, according to \1."),
    (r"\bat least\b(?= \d)", "no fewer than"),
    (r"\bunclear whether\b", "not known whether"),
    (r"\bno evidence that\b", "no proof that"),
    (r"\b(did|does|is|was|were|are|has|have) not\b", r"\1n't"),
    (r"\b(did|does|is|was|were|are|has|have)n[’']t\b", r"\1 not"),
    (r"“([^”]*)”", r'"\1"'),
)
"""Words and others that say the same as surely."""

_SMALL = frozenset(
    """
    a according after all an as at before both by critics during each every experts for four from he
    her his if in its it many most no officials on once one police several she since some ten that
    the their there these they this those three two under unless when whether while with
    """.split()
)
"""Words that lose their capital when another word comes before them."""

DOUBTS = ("It is possible that ", "Perhaps ", "Reportedly, ", "It is not clear whether ")
"""What turns a plain sentence into a doubtful one."""

# Whatever may make a sentence less than plain: used to leave such sentences alone.
_NOT_PLAIN = re.compile(
    r"\b(?:may|might|could|would|should|possib|perhaps|probab|likel|unlikely|appear|seem|suggest"
    r"|alleg|report|said|say|accord|claim|believ|think|thought|suspect|accus|den[yi]|disput"
    r"|doubt|clear|known|whether|if|unless|evidence|rumou?r|plan|expect|about|least|most|some"
    r"|many|several|estimat|so far|confirm|can|cannot|told|insist|will|according|rul|indicat"
    r"|declin|refus)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Faithful:
    """A faithful answer to mutate; `hedged` says whether its source hedges the claim."""

    name: str
    answer: str
    source: Source
    hedged: bool
    question: str | None = None

    def judge(self, answer: str, within: Sequence[Span] | None = None) -> tuple[Judgement, ...]:
        """Judge each sentence of another answer against the same source."""
        return tuple(
            judge(span.of(answer), self.source, question=self.question, within=within)
            for span in split(answer)
        )


Mutant = tuple[str, Sequence[Span] | None]
"""An answer, and the stretches it cites; None where it cites nothing in particular."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A way of changing faithful answers, and how the change shows where it is seen.

    `metric` names the one that should notice; a rewording must not be noticed.
    """

    name: str
    metric: str
    mutants: Callable[[Faithful], Iterable[Mutant]]
    seen: Callable[[Sequence[Judgement]], bool]
    faithful: bool = False


def _changed(answer: str, rules: Rules) -> Iterator[str]:
    """Yield the answer as each rule changes the first of its sentences that it fits."""
    spans = split(answer)
    for pattern, instead in rules:
        for span in spans:
            sentence = span.of(answer)
            changed, count = re.subn(pattern, instead, sentence, count=1)
            if count and changed.strip() and changed != sentence:
                capital = changed[:1].upper() + changed[1:] if sentence[:1].isupper() else changed
                yield answer[: span.start] + capital + answer[span.end :]
                break


def _remove(item: Faithful) -> Iterator[Mutant]:
    if item.hedged:
        yield from ((answer, None) for answer in _changed(item.answer, REMOVALS))


def _strengthen(item: Faithful) -> Iterator[Mutant]:
    if item.hedged:
        yield from ((answer, None) for answer in _changed(item.answer, STRENGTHENINGS))


def _plain_sentences(item: Faithful) -> list[str]:
    sentences = [span.of(item.source.text) for span in item.source.sentences]
    return [
        s for s in sentences if s.endswith(".") and len(s.split()) > 4 and not _NOT_PLAIN.search(s)
    ]


def _move(item: Faithful) -> Iterator[Mutant]:
    """Take the hedge off its claim and put one on a plain sentence of the source."""
    plain = _plain_sentences(item)
    for answer, _ in _remove(item):
        if plain:
            yield f"{answer} Allegedly, {plain[0][:1].lower()}{plain[0][1:]}", None


def _attribute(item: Faithful) -> Iterator[Mutant]:
    if not item.hedged:
        return
    for number, other in enumerate(OTHERS):
        rules = tuple((p, i.format(other=other)) for p, i in ATTRIBUTIONS[number::2])
        yield from ((answer, None) for answer in _changed(item.answer, rules))


def _swap(item: Faithful) -> Iterator[Mutant]:
    """Cite the sentence of the source that shares the fewest words with the answer."""
    words = set(re.findall(r"\w{4,}", item.answer.lower()))

    def shared(span: Span) -> float:
        others = set(re.findall(r"\w{4,}", span.of(item.source.text).lower()))
        return len(words & others) / (len(others) or 1)

    farthest = min(item.source.sentences, key=shared, default=None)
    if farthest is not None and words and shared(farthest) < 0.1 and len(farthest) > 30:
        yield item.answer, (farthest,)


def _append(item: Faithful) -> Iterator[Mutant]:
    """Say it again, without the hedge."""
    yield from ((f"{item.answer} {answer}", None) for answer, _ in _remove(item))


def _after(opening: str, answer: str) -> Iterator[Mutant]:
    """Yield the answer behind other words; none where its first capital may be a name's or not."""
    first, second = answer.split()[:2] if len(answer.split()) > 4 else ("", "")
    if first.lower().strip(",") in _SMALL:
        yield f"{opening}{answer[:1].lower()}{answer[1:]}", None
    elif second[:1].isupper():
        yield f"{opening}{answer}", None


def _doubt(item: Faithful) -> Iterator[Mutant]:
    plain = not item.hedged and not _NOT_PLAIN.search(item.answer)
    if plain and len(split(item.answer)) == 1:
        for doubt in DOUBTS:
            yield from _after(doubt, item.answer)


def _reword(item: Faithful) -> Iterator[Mutant]:
    yield from ((answer, None) for answer in _changed(item.answer, REWORDINGS))
    yield from _after("In short, ", item.answer)


def _overclaims(judgements: Sequence[Judgement]) -> bool:
    return any(judgement.overclaims for judgement in judgements)


OPERATORS = (
    Operator("remove a hedge", "overclaim_rate", _remove, _overclaims),
    Operator("strengthen a hedge", "overclaim_rate", _strengthen, _overclaims),
    Operator("move a hedge", "overclaim_rate", _move, _overclaims),
    Operator("name another holder", "overclaim_rate", _attribute, _overclaims),
    Operator("append a bare restatement", "overclaim_rate", _append, _overclaims),
    Operator(
        "cite another sentence",
        "citation_recall",
        _swap,
        lambda judgements: any(j.verdict not in ("kept", "weakened") for j in judgements),
    ),
    Operator(
        "hedge a firm claim",
        "hedge_precision",
        _doubt,
        lambda judgements: any(j.verdict == "weakened" for j in judgements),
    ),
    Operator("reword faithfully", "overclaim_rate", _reword, _overclaims, faithful=True),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant: what it was made of, what it says, and whether it was noticed."""

    operator: Operator
    name: str
    answer: str
    seen: bool
    verdicts: tuple[str, ...]


def trials(items: Iterable[Faithful]) -> Iterator[Trial]:
    """Yield every mutant of every answer that is not itself taken for an overclaim."""
    for item in items:
        if _overclaims(item.judge(item.answer)):
            continue
        for operator in OPERATORS:
            for answer, within in operator.mutants(item):
                judgements = item.judge(answer, within)
                verdicts = tuple(judgement.verdict for judgement in judgements)
                yield Trial(operator, item.name, answer, operator.seen(judgements), verdicts)


def of_pairs(pairs: Iterable[Pair]) -> Iterator[Faithful]:
    """Yield the answers that people found faithful, and the sources' own hedged sentences."""
    quoted = set()
    for pair in pairs:
        # "May the 3rd", "could see": what is no hedge there must not be taken for one.
        if pair.phenomenon.startswith("trap"):
            continue
        source = prepare(pair.source, pair.sentences)
        if pair.verdict == "kept":
            yield Faithful(pair.id, pair.answer, source, bool(pair.marks), pair.question)
        for span in source.sentences:
            words = span.of(source.text)
            if words not in quoted and any(mark in words for mark in pair.marks):
                quoted.add(words)
                yield Faithful(f"{pair.id}, source", words, source, hedged=True)


def of_suite(suite: Suite) -> Iterator[Faithful]:
    """Yield, for each sample, the very sentences of the document that hold its words."""
    scorer = Scorer(suite.samples, suite.documents)
    yielded = set[str]()
    for key in scorer.keys.values():
        marks = [owed.place for alternatives in key.marks for owed in alternatives]
        for words in (*key.gold, *key.firm):
            if not words:
                continue
            source = scorer.sources[words[0].document]
            near = [words[0], *(mark for mark in marks if mark.document == words[0].document)]
            chosen = [s for s in source.sentences if any(s.meets(place.span) for place in near)]
            answer = " ".join(" ".join(span.of(source.text).split()) for span in chosen)
            hedged = bool(marks) and words in key.gold
            if answer not in yielded:
                yielded.add(answer)
                yield Faithful(key.sample.id, answer, source, hedged, key.sample.question)


def table(title: str, found: Sequence[Trial]) -> Table:
    """Return the share of mutants noticed, by operator."""
    shown = Table("operator", "metric", "noticed", "wanted", title=title)
    for operator in OPERATORS:
        of = [trial for trial in found if trial.operator is operator]
        wanted = "none" if operator.faithful else "all"
        noticed = share(sum(trial.seen for trial in of), len(of))
        shown.add_row(operator.name, operator.metric, noticed, wanted)
    return shown


def within(found: Sequence[Trial], minimum: float, maximum: float) -> bool:
    """Return whether each operator's mutants are noticed often enough, and rewordings seldom."""
    for operator in OPERATORS:
        seen = [trial.seen for trial in found if trial.operator is operator]
        rate = sum(seen) / len(seen) if seen else None
        if rate is not None and not (rate <= maximum if operator.faithful else rate >= minimum):
            return False
    return True


def wrong(found: Iterable[Trial]) -> Iterator[str]:
    """Yield, a line each, the mutants that went unnoticed and the rewordings that did not."""
    for trial in found:
        if trial.seen == trial.operator.faithful:
            verdicts = ", ".join(trial.verdicts)
            yield f"{trial.operator.name}, {trial.name}: {verdicts}: {trial.answer}"
