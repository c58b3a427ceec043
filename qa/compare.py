"""Judging an answer sentence against its source.

>>> report = check("The weapons arrived.", source="There is no evidence that the weapons arrived.")
>>> report.overclaims, report.statements[0].verdict
(True, 'dropped')
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sentences import split
from index.stance import read
from index.stance.tokens import numbers, tokenise
from index.types import Mark, Span
from qa.align import words_in
from qa.belief import BELIEVED, Answer, answer_of, belief, features
from qa.claims import Claim, claims_of
from qa.rules import RULES, Finding
from qa.rules.finding import HEDGES, of, sense, still_hedged
from qa.rules.identity import of_one_holder, stems_of
from qa.rules.retold import tells_after_all
from qa.source import Source, make_source
from qa.stated import MARKER, stated
from qa.types import OVERCLAIMS, SEVERITY, Judgement, Report, Verdict, worst

__all__ = ["Source", "check", "judge", "prepare"]

LONGEST = 1_500
"""Characters of an answer sentence that are judged at once. What is longer is no sentence that
anybody wrote, and is judged in halves, so that the time grows with the text and not its square."""


def prepare(
    text: str,
    sentences: Sequence[Span] | None = None,
    marks: Sequence[Mark] | None = None,
) -> Source:
    """Read a source text once; sentences and marks that are known already are taken as given."""
    spans = tuple(split(text) if sentences is None else sentences)
    return make_source(text, spans, tuple(read(text, spans) if marks is None else marks))


def judge(
    sentence: str,
    source: Source,
    *,
    question: str | None = None,
    within: Sequence[Span] | None = None,
) -> Judgement:
    """Judge one answer sentence against the source.

    `question` is what it answers: a bare "Yes." takes the claim of the question. `within` are the
    stretches of the source that the sentence cites; without it the whole source is searched.
    Markers such as `[1]` are not part of the claim.
    """
    if len(sentence) > LONGEST:
        halves = [judge(half, source, within=within) for half in _halves(sentence)]
        return replace(min(halves, key=_gravity), text=sentence)
    answer, findings = suspicions(sentence, source, within, question)
    if not answer.claims:
        why = "Nothing in the source makes this claim."
        return Judgement(sentence, "unsupported", None, "", (), (), (), why)
    believed = [
        finding
        for claim, finding in findings
        if finding.verdict not in OVERCLAIMS
        or belief(features(finding, claim, answer, source)) >= BELIEVED
    ]
    return _judgement(sentence, answer.claims, believed, source)


def _halves(text: str) -> tuple[str, str]:
    """Cut a text near its middle, at white space where there is some."""
    middle = len(text) // 2
    space = text.find(" ", middle, middle + LONGEST // 4)
    cut = space if space > 0 else middle
    return text[:cut], text[cut:]


def _gravity(judgement: Judgement) -> int:
    return SEVERITY.index(judgement.verdict)


def suspicions(
    sentence: str,
    source: Source,
    within: Sequence[Span] | None = None,
    question: str | None = None,
) -> tuple[Answer, tuple[tuple[Claim, Finding], ...]]:
    """Return the claims of an answer sentence that the source makes, and all that rules find."""
    allowed = [
        index
        for index, span in enumerate(source.sentences)
        if within is None or any(span.meets(cited) for cited in within)
    ]
    text, marks = stated(sentence, question)
    claims = claims_of(text, marks, source, allowed)
    supported = tuple(claim for claim in claims if claim.source is not None)
    changed = tuple(_changed(claim, text, source) for claim in supported)
    findings = tuple(
        (claim, finding)
        for claim, rest in zip(supported, changed, strict=True)
        for finding in _findings(claim, rest, text, source)
        if finding.mark not in claim.held or _is_main(claim, finding.mark, supported)
        if finding.verdict != "weakened" or finding.mark or not _is_owed(rest, changed)
    )
    return answer_of(text, marks, claims, source), findings


def _findings(claim: Claim, changed: Claim, text: str, source: Source) -> list[Finding]:
    """Return what the rules find; `changed` is the claim without the marks that it copies."""
    every = [finding for rule in RULES for finding in rule(changed, text, source)]
    if still_hedged(claim):
        every = [_beside_another(finding) for finding in every]
    return [
        found
        for found in every
        if found.loses is None or not tells_after_all(found.loses, claim, text)
    ]


COPIED = 0.8
"""The support from which on a claim repeats its source, in which it only changes a few words."""


def _changed(claim: Claim, text: str, source: Source) -> Claim:
    """Return the claim without the marks that it copies from its source together with the rest.

    Of "a loss of at least 2-3 thousand soldiers" the bound "2-3" is copied by "a loss of 2-3
    thousand soldiers", and does not stand for the other, which is gone.
    """
    if claim.support < COPIED or claim.source is None:
        return claim
    unsaid = any(sense(mark) == "not-said" for mark in claim.owed)
    there = {  # but "found that" of another claim: "did not find that P; it found that Q"
        _likeness(mark, source.text)
        for mark in source.marks
        if mark.span.meets(claim.source) and not (unsaid and mark not in claim.owed)
    }
    there |= {  # "have still to" of another sentence is no proviso of this one
        _likeness(mark, source.text)
        for mark in source.marks
        if mark.kind == "provisional" and mark not in claim.owed
    }
    copied = {_likeness(mark, text) for mark in claim.carried} & there
    owed, carried = (
        tuple(mark for mark in marks if _likeness(mark, whole) not in copied)
        for marks, whole in ((claim.owed, source.text), (claim.carried, text))
    )
    return replace(claim, owed=owed, carried=carried)


def _likeness(mark: Mark, text: str) -> tuple[str, str, str | None, tuple[float, ...]]:
    """Return what is the same of a mark and its copy; a bound is copied with its numbers only."""
    tokens = tokenise(mark.scope.of(text)) if mark.kind == "bound" else []
    bounded = tuple(value for value, *_ in numbers(tokens))
    return mark.kind, mark.words.lower().strip("\"'“”‘’«»"), mark.holder, bounded


def _beside_another(finding: Finding) -> Finding:
    """Return the finding of what is lost where another mark still stands."""
    if finding.verdict != "dropped" or not finding.gone or finding.mark is None:
        return finding
    if finding.mark.kind == "contested" or finding.mark.start >= finding.mark.scope.end:
        return finding
    return replace(finding, verdict="strengthened")


def _is_main(claim: Claim, mark: Mark, claims: Sequence[Claim]) -> bool:
    """Return whether the claim holds more of what the mark governs than any other claim.

    Of "it may have hit a container before it began to list" the clause with "before" owes nothing
    of its own.
    """
    rivals = [other for other in claims if mark in other.held]
    main = [other for other in rivals if not other.subordinate] or rivals
    return claim in main and claim.held[mark].words >= max(other.held[mark].words for other in main)


def _is_owed(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Return whether the hedges over a claim are owed to another of the same sentence.

    "It is possible that the comet will be seen in November, at its closest approach to the sun":
    the approach is certain, and nobody would say it apart.
    """
    added = set(of(claim.carried, *HEDGES))
    return any(
        of(other.owed, *HEDGES) and added == set(of(other.carried, *HEDGES))
        for other in claims
        if other is not claim
    )


def _judgement(
    sentence: str, claims: Sequence[Claim], findings: Sequence[Finding], source: Source
) -> Judgement:
    """Put the findings of all claims of a sentence together; the worst names it."""
    verdict: Verdict = worst(finding.verdict for finding in findings)
    gravest = min(findings, key=lambda found: SEVERITY.index(found.verdict), default=None)
    owed = tuple(dict.fromkeys(mark for claim in claims for mark in claim.owed))
    lost = tuple(
        dict.fromkeys(
            finding.mark
            for finding in findings
            if finding.mark is not None and finding.verdict != "weakened"
        )
    )
    kept = tuple(mark for mark in owed if mark not in lost)
    main = max(claims, key=lambda claim: len(claim.words))
    span = main.source
    quote = span.of(source.text) if span else ""
    why = gravest.why if gravest else "The sentence keeps the stance of its source."
    return Judgement(sentence, verdict, span, quote, owed, kept, lost, why)


def check(answer: str, source: str, question: str | None = None) -> Report:
    """Judge every sentence of an answer against its source text."""
    sentences = [span.of(answer) for span in split(answer)]
    statements = judge_together(sentences, prepare(source), question)
    return Report(worst(statement.verdict for statement in statements), statements)


def judge_together(
    sentences: Sequence[str], source: Source, question: str | None = None
) -> tuple[Judgement, ...]:
    """Judge the sentences of one answer, each with what the others tell."""
    alone = [judge_quoted(sentence, source, question=question) for sentence in sentences]
    return tuple(in_company(one, alone, source, question=question) for one in alone)


def judge_quoted(
    sentence: str,
    source: Source,
    *,
    question: str | None = None,
    within: Sequence[Span] | None = None,
) -> Judgement:
    """Judge one answer sentence; one that is a sentence of the source keeps every mark in it.

    It owes those that govern it from outside, such as a denial in the next sentence. Headlines,
    which end without a full stop, are told with less care than the article: they are judged like
    other words.
    """
    words = MARKER.sub("", sentence).split()
    for span in source.sentences if _ENDS.search(sentence) else ():
        cited = within is None or any(span.meets(stretch) for stretch in within)
        if cited and span.of(source.text).split() == words:
            return _quoting(sentence, span, source)
    return judge(sentence, source, question=question, within=within)


def _quoting(sentence: str, span: Span, source: Source) -> Judgement:
    kept = tuple(mark for mark in source.marks if mark.span.meets(span))
    lost = tuple(
        mark for mark in source.marks if mark.scope.meets(span) and not mark.span.meets(span)
    )
    why = "The source's own words."
    if lost:
        why = f'The source says "{lost[0].words}" of this elsewhere; the answer leaves it out.'
    verdict: Verdict = "dropped" if lost else "kept"
    return Judgement(sentence, verdict, span, span.of(source.text), (*kept, *lost), kept, lost, why)


_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


def in_company(
    judgement: Judgement,
    others: Sequence[Judgement],
    source: Source,
    *,
    question: str | None = None,
    within: Sequence[Span] | None = None,
) -> Judgement:
    """Count as kept what a sentence owes from outside and another sentence of its answer tells.

    "The mayor had fled, radio reported." "The report was denied." The first is no overclaim, since
    the denial that governs it is told beside it. But "The mayor had fled." is one also behind
    "Radio reported that the mayor had fled.", which says the same with its hedge. `question` and
    `within` are those that the sentence was judged with.
    """
    own = judgement.source
    told = tuple(
        mark
        for mark in judgement.lost
        for other in others
        if other is not judgement
        and (
            _adds(other.text, mark, source)
            if own and own.meets(mark.span)
            else _tells(other, mark, source)
        )
    )
    if not told:
        return judgement
    rest = replace(source, marks=tuple(mark for mark in source.marks if mark not in told))
    again = judge_quoted(judgement.text, rest, question=question, within=within)
    return replace(again, owed=(*again.owed, *told), kept=(*again.kept, *told))


def _adds(sentence: str, mark: Mark, source: Source) -> bool:
    """Return whether a sentence does no more than deny or doubt what another tells."""
    return mark.kind in {"contested", "unknown"} and any(
        _is_like(found, mark, source)
        and not any(
            word.weight == 1.0 and not found.span.meets(word.span)
            for word in words_in(sentence)
            if word.stem not in stems_of(found.holder)
        )
        for found in read(sentence)
    )


def _is_like(found: Mark, mark: Mark, source: Source) -> bool:
    """Return whether a mark of an answer is of the kind of another, and of nobody else."""
    return found.kind == mark.kind and (found.holder is None or of_one_holder(found, mark, source))


def _tells(sentence: Judgement, mark: Mark, source: Source) -> bool:
    """Return whether a sentence restates a mark, or restates nothing and has one like it.

    "The report was denied." restates nothing, and tells a denial that the source gives to whomever;
    "The mayor denied this." tells the mayor's.
    """
    if sentence.source is not None:
        # "She withdrew the remark" does so, whatever else a later sentence says of it
        keeps = not sentence.overclaims or mark in sentence.kept
        return keeps and sentence.source.holds(mark.span)
    return any(_is_like(found, mark, source) for found in read(sentence.text))
