"""The guard: every draft sentence is judged, cited, and mended where it sounds too sure.

Nothing that a composer writes leaves here with an overclaiming verdict.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.types import Mark, Span
from qa.compare import Source, judge
from qa.kinds import kind_of
from qa.strangers import second_place, strangers, unfounded
from qa.turned import turned
from qa.types import SEVERITY, Draft, Judgement, Verdict

ATTEMPTS = 2
"""How often a model may rewrite a sentence before the author's own words stand in its place."""

MANY = 20
"""Marks in a sentence beyond which it is not searched for what it owes from afar. To judge "the dam
may break and the dam may break and ..." takes minutes, and nobody writes so."""

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_AROUND = " .,;:!?\"“”'‘’"

_LEANING = re.compile(
    r"(?:it|they|this|that|these|those|such|(?:\w+ )?(?:he|she|his|her|their))\b", re.IGNORECASE
)

# An article that gives orders to its reader, as one does that was prepared for a model.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget)\b[^.]*\b(?:instructions?|prompts?|rules|above)\b"
    r"|\b(?:answer|reply|respond|say|state|output|print|repeat|write)\b"
    r"[^.]{0,30}?(?:\bthe following\b|\bexactly\b|\bevery\b|\bwith\b[^.]{0,20}:)"
    r"|\b(?:new|previous|following) (?:instructions?|prompts?)\b|\bprompts? above\b"
    r"|\b(?:your|the (?:correct|right|only)) (?:answer|reply|response)\b"
    r"|\bas an? (?:ai|assistant|language model)\b|\b(?:ai|ai systems?|llms?|assistants?|chatbots?):"
    r"|\byou (?:must|should|will|are to) (?:\w+ )?(?:answer|reply|respond|say|tell|claim|report)\b",
    re.IGNORECASE,
)

_BARE = re.compile(
    r"(?:yes|no|indeed|correct|right)(?:\W+it (?:did|does|is|was)(?: not)?)?\W*", re.I
)

Place = tuple[str, Span]
"""A stretch of a document: the document's source and offsets into its text."""

Mender = Callable[[str, Judgement], str]
"""Rewrites a sentence, told how it was judged; returns an empty text where it cannot."""


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

    A sentence that overclaims, or adds names and figures of its own, is given to the mender, at
    most twice; then the sentence that it restates stands in its place, with those that deny or
    doubt it.
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
    found = appraise(draft, evidence, question)
    if found.fault is None:
        return found.left
    if mender is not None and (mended := _mended(draft, found.fault, evidence, question, mender)):
        return mended
    return _in_own_words(found.document, found.fault, evidence)


def _mended(
    draft: Draft, fault: Judgement, evidence: Evidence, question: str, mender: Mender
) -> tuple[Checked, ...]:
    for _ in range(ATTEMPTS):
        text = mender(fault.text, fault)
        if not text:
            break
        found = appraise(replace(draft, text=text), evidence, question)
        if found.left:
            return _repaired(found.left)
        fault = found.fault or fault
    return ()


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What may leave of a sentence as it stands; or what is wrong with it, and in which document.

    Where it has neither, nothing that was retrieved supports it.
    """

    left: tuple[Checked, ...] = ()
    fault: Judgement | None = None
    document: str = ""


def appraise(draft: Draft, evidence: Evidence, question: str) -> Appraisal:
    """Judge a sentence as it stands."""
    if (place := verbatim(draft, evidence)) is not None:
        quoted = quote(*place, evidence)
        own = draft.text.split() in [one.text.split() for one in quoted]
        return Appraisal(quoted if own else _repaired(quoted))
    document, judgement = align(draft.text, draft.citations, evidence, question)
    bare = _BARE.fullmatch(draft.text) is not None
    if judgement.source is None or (bare and kind_of(question) != "yes-no"):
        return Appraisal()
    source = evidence.sources[document]
    places = _places(source, judgement)
    shown = [span for name, span in evidence.passages if name == document]
    if second := second_place(draft.text, places, source, shown):
        places = tuple(dict.fromkeys((*places, second)))
    if not judgement.overclaims:
        # What a sentence cites must bear it out alone: around it, a passage may speak of the same
        # with fewer reserves.
        judgement = judge(draft.text, source, question=question, within=places)
    if not judgement.overclaims:
        judgement = _with_additions(judgement, places, source, bare=bare)
    if judgement.overclaims or judgement.verdict == "unsupported":
        return Appraisal(fault=judgement, document=document)
    cited = tuple((document, place) for place in places)
    verdict, owed, kept = judgement.verdict, judgement.owed, judgement.kept
    return Appraisal((Checked(draft.text, cited, verdict, owed, kept),))


def _with_additions(
    judgement: Judgement, places: Sequence[Span], source: Source, *, bare: bool
) -> Judgement:
    """Return a faithful stance as a fault where the sentence is more than its source says."""
    text = judgement.text
    if bare:
        why = "A bare yes or no leaves out how far the article vouches for it."
    elif _ORDERS.search(judgement.quote):
        why = "The source tells its reader to say this; it does not say it itself."
    elif added := strangers(text, source.text):
        why = f"The source does not name {', '.join(added)}."
    elif why := turned(text, "\n\n".join(place.of(source.text) for place in places)):
        return replace(judgement, verdict="reversed", why=why)
    elif added := unfounded(text, places, source.text):
        why = f"The words that it rests on do not speak of {', '.join(added)}."
    else:
        return judgement
    return replace(judgement, verdict="unsupported", why=why)


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
    # of equal faults the one where the claim is found best, which `anywhere` is
    candidates = [found for found in (anywhere, named) if found is not None]
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
        few = sum(here.holds(mark.span) for mark in source.marks) <= MANY
        lost = judge(here.of(source.text), source, within=[here]).lost if few else ()
        owed = (*governing(source.marks, here), *lost)
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


def _in_own_words(document: str, fault: Judgement, evidence: Evidence) -> tuple[Checked, ...]:
    if fault.source is None:
        return ()
    source = evidence.sources[document]
    spans = [span for span in source.sentences if span.meets(fault.source)]
    # A sentence of two claims may overclaim in the one that stands elsewhere.
    spans += [_sentence_at(source, mark.scope.start) for mark in fault.lost]
    understood = (one for span in spans for one in (*_antecedent(source, span), span))
    return _repaired(
        dict.fromkeys(checked for span in understood for checked in quote(document, span, evidence))
    )


def _antecedent(source: Source, span: Span) -> tuple[Span, ...]:
    """Return the sentence before one that says "he" or "this" of what stands there."""
    before = [sentence for sentence in source.sentences if sentence.end <= span.start][-1:]
    leans = _LEANING.match(span.of(source.text))
    # A headline has no full stop, and no antecedent.
    return tuple(one for one in before if leans and one.of(source.text).endswith((".", "!", "?")))


def _repaired(quoted: Iterable[Checked]) -> tuple[Checked, ...]:
    return tuple(replace(checked, repaired=True) for checked in quoted)


def _places(source: Source, judgement: Judgement) -> tuple[Span, ...]:
    assert judgement.source is not None
    bringers = (_sentence_at(source, mark.start) for mark in judgement.kept)
    outside = (bringer for bringer in bringers if not bringer.meets(judgement.source))
    return tuple(dict.fromkeys((judgement.source, *outside)))


def governing(marks: Sequence[Mark], span: Span) -> tuple[Mark, ...]:
    """Return the marks whose scope meets a stretch."""
    return tuple(mark for mark in marks if mark.scope.meets(span))


def _sentence_at(source: Source, offset: int) -> Span:
    at = Span(offset, offset + 1)
    return next((span for span in source.sentences if span.meets(at)), at)
