"""Judging an answer sentence against its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import split
from index.stance import read
from index.types import Mark, Span
from qa.types import Judgement, Report, Verdict, worst


@dataclass(frozen=True)
class Source:
    """A source text read once, ready to judge many answer sentences."""

    text: str
    sentences: tuple[Span, ...]
    marks: tuple[Mark, ...]


def prepare(
    text: str,
    sentences: Sequence[Span] | None = None,
    marks: Sequence[Mark] | None = None,
) -> Source:
    """Read a source text once; sentences and marks that are known already are taken as given."""
    spans = tuple(split(text) if sentences is None else sentences)
    return Source(text, spans, tuple(read(text, spans) if marks is None else marks))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


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
    claim = _words(f"{question or ''} {sentence}" if len(sentence.split()) < 3 else sentence)
    spans = [s for s in source.sentences if within is None or any(s.meets(w) for w in within)]
    best = max(spans, key=lambda s: len(claim & _words(s.of(source.text))), default=None)
    if best is None or not claim & _words(best.of(source.text)):
        why = "Nothing in the source makes this claim."
        return Judgement(sentence, "unsupported", None, "", (), (), (), why)
    owed = tuple(mark for mark in source.marks if mark.scope.meets(best))
    kinds = {mark.kind for mark in read(sentence)}
    kept = tuple(mark for mark in owed if mark.kind in kinds)
    lost = tuple(mark for mark in owed if mark.kind not in kinds)
    why = "The sentence keeps the stance of its source."
    if lost:
        why = f'The source says "{lost[0].text}" here, and the sentence does not.'
    verdict: Verdict = "dropped" if lost else "kept"
    return Judgement(sentence, verdict, best, best.of(source.text), owed, kept, lost, why)


def check(answer: str, source: str, question: str | None = None) -> Report:
    """Judge every sentence of an answer against its source text."""
    prepared = prepare(source)
    statements = tuple(
        judge(span.of(answer), prepared, question=question) for span in split(answer)
    )
    return Report(worst(statement.verdict for statement in statements), statements)
