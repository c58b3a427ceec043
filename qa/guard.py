"""The guard: every draft sentence is judged, cited, and mended where it sounds too sure.

Nothing that a composer writes leaves here with an overclaiming verdict.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.types import Mark, Span
from qa.compare import Source, judge
from qa.types import OVERCLAIMS, SEVERITY, Draft, Judgement, Verdict

ATTEMPTS = 2
"""How often a model may rewrite a sentence before the author's own words stand in its place."""

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_AROUND = " .,;:!?\"“”'‘’"

Place = tuple[str, Span]
"""A stretch of a document: the document's source and offsets into its text."""

Mender = Callable[[str, Judgement], str]
"""Rewrites a sentence, told how it was judged; raises ModelError, or returns an empty text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sentences of one answer may rely on.

    `sources` are the documents, read once, by source; `passages` the stretches retrieved.
    """

    sources: Mapping[str, Source]
    passages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that may leave, with the places it relies on and how it was judged.

    `text` has no markers. `owed` and `kept` are marks of the cited documents.
    """

    text: str
    citations: tuple[Place, ...]
    verdict: Verdict
    owed: tuple[Mark, ...]
    kept: tuple[Mark, ...]
    repaired: bool = False


def guard(
    drafts: Iterable[Draft],
    evidence: Evidence,
    question: str,
    mender: Mender | None = None,
) -> Iterator[Checked]:
    """Yield what may leave of each draft as it comes; what nothing supports is left out.

    An overclaiming sentence is given to the mender, at most twice; then the sentence that it
    restates stands in its place, with those that deny or doubt it.
    """
    said: set[str] = set()
    for draft in drafts:
        for checked in check_draft(draft, evidence, question, mender):
            if checked.text not in said:
                said.add(checked.text)
                yield checked


def check_draft(
    draft: Draft, evidence: Evidence, question: str, mender: Mender | None = None
) -> tuple[Checked, ...]:
    """Return what may leave of one draft: the sentence, mended or replaced, or nothing."""
    if (place := verbatim(draft, evidence)) is not None:
        quoted = quote(*place, evidence)
        own = draft.text.split() in [one.text.split() for one in quoted]
        return quoted if own else _repaired(quoted)
    text = draft.text
    document, judgement = align(text, draft.citations, evidence, question)
    for attempt in range(ATTEMPTS + 1):
        if judgement.verdict not in OVERCLAIMS:
            break
        if mender is None or attempt == ATTEMPTS or not (text := mender(text, judgement)):
            return _in_own_words(document, judgement, evidence)
        document, judgement = align(text, draft.citations, evidence, question)
    if judgement.source is None:
        return ()
    source = evidence.sources[document]
    places = _places(document, source, judgement)
    return (
        Checked(
            text, places, judgement.verdict, judgement.owed, judgement.kept, text != draft.text
        ),
    )


def align(
    text: str, cited: Sequence[Place], evidence: Evidence, question: str
) -> tuple[str, Judgement]:
    """Return the document that a sentence restates and how it stands to it.

    The stretches that the draft names are tried first; where they do not bear it out, all that was
    retrieved is searched, since models mark their sentences wrongly or not at all.
    """
    named = _judge_within(text, cited, evidence, question)
    if named is not None and named[1].verdict in {"kept", "weakened"}:
        return named
    anywhere = _judge_within(text, evidence.passages, evidence, question)
    candidates = [found for found in (named, anywhere) if found is not None]
    if not candidates:
        why = "Nothing in the source makes this claim."
        return "", Judgement(text, "unsupported", None, "", (), (), (), why)
    return max(candidates, key=_standing)


def _judge_within(
    text: str, places: Sequence[Place], evidence: Evidence, question: str
) -> tuple[str, Judgement] | None:
    documents = dict.fromkeys(document for document, _ in places)
    judged = [
        (
            document,
            judge(
                text,
                evidence.sources[document],
                question=question,
                within=[span for source, span in places if source == document],
            ),
        )
        for document in documents
    ]
    return max(judged, key=_standing, default=None)


def _standing(judged: tuple[str, Judgement]) -> tuple[bool, int]:
    judgement = judged[1]
    return judgement.verdict != "unsupported", SEVERITY.index(judgement.verdict)


def verbatim(draft: Draft, evidence: Evidence) -> Place | None:
    """Return the sentence of a document whose very words the draft is; None for a written one.

    White space is not compared. A part of a sentence does not count, for what it leaves out may be
    the denial; but what somebody is quoted as saying stands for the sentence that quotes it.
    """
    said = draft.text.split()
    bare = " ".join(said).strip(_AROUND)
    for document, span in (*draft.citations, *evidence.passages):
        source = evidence.sources[document]
        for sentence in (one for one in source.sentences if one.meets(span)):
            words = " ".join(sentence.of(source.text).split())
            quoted = (found.strip(_AROUND) for found in _QUOTED.findall(words))
            if words.split() == said or (bare and bare in quoted):
                return document, sentence
    return None


def quote(document: str, span: Span, evidence: Evidence) -> tuple[Checked, ...]:
    """Return a sentence in its author's words, among those that hold its stance, in their order.

    A mark that governs the sentence from outside, such as a denial in the next one, brings its own
    sentence along, and so does what governs that one. So together they carry all that they owe.
    """
    source = evidence.sources[document]
    spans, waiting = set[Span](), [span]
    while waiting:
        here = waiting.pop()
        if any(here.meets(known) for known in spans):
            continue
        spans.add(here)
        judged = judge(here.of(source.text), source, within=[here])
        owed = (*governing(source.marks, here), *judged.lost)
        waiting += [_sentence_at(source, mark.start) for mark in owed if not here.holds(mark.span)]
    return tuple(
        Checked(
            " ".join(here.of(source.text).split()),
            ((document, here),),
            "kept",
            governing(source.marks, here),
            governing(source.marks, here),
        )
        for here in sorted(spans)
    )


def _in_own_words(document: str, judgement: Judgement, evidence: Evidence) -> tuple[Checked, ...]:
    if judgement.source is None:
        return ()
    source = evidence.sources[document]
    spans = [s for s in source.sentences if s.meets(judgement.source)] or [judgement.source]
    return _repaired(checked for span in spans for checked in quote(document, span, evidence))


def _repaired(quoted: Iterable[Checked]) -> tuple[Checked, ...]:
    return tuple(replace(checked, repaired=True) for checked in quoted)


def _places(document: str, source: Source, judgement: Judgement) -> tuple[Place, ...]:
    if judgement.source is None:
        return ()
    bringers = (_sentence_at(source, mark.start) for mark in judgement.kept)
    spans = [judgement.source, *(b for b in bringers if not b.meets(judgement.source))]
    return tuple((document, span) for span in dict.fromkeys(spans))


def governing(marks: Sequence[Mark], span: Span) -> tuple[Mark, ...]:
    """Return the marks whose scope meets a stretch."""
    return tuple(mark for mark in marks if mark.scope.meets(span))


def _sentence_at(source: Source, offset: int) -> Span:
    at = Span(offset, offset + 1)
    return next((span for span in source.sentences if span.meets(at)), at)
