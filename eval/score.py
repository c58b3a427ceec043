"""Scoring a reply against its sample: what was said, of what, and what came of each mark."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.log import Quoted, Reply, Said
from eval.suite import Place, Sample, Words, places
from index.paragraphs import paragraphs
from index.sentences import sentences_of
from index.types import Block, Document, Mark, Span
from qa.align import SAME, likeness, words_in
from qa.compare import Source, in_company, judge, judge_quoted, prepare
from qa.source import weights_of
from qa.types import SEVERITY, Judgement


@dataclass(frozen=True, slots=True)
class Owed:
    """A mark that the suite wants carried: where it stands, and the claim that it governs."""

    words: str
    place: Place
    reach: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer to a sample is scored by: its words, located in the documents."""

    sample: Sample
    gold: tuple[tuple[Place, ...], ...] = ()
    marks: tuple[tuple[Owed, ...], ...] = ()
    firm: tuple[tuple[Place, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of an answer against the document that bears it out best.

    `supporting` says of each citation whether the sentence is supported and the citation bears it
    out when taken alone.
    """

    said: Said
    document: str
    judgement: Judgement
    supporting: tuple[bool, ...] = ()

    @property
    def restated(self) -> Place | None:
        """Return the place of the source that makes the claim; None where nothing does."""
        source = self.judgement.source
        return Place(self.document, source) if source else None

    @property
    def supported(self) -> bool:
        """Return whether the source makes the claim, with no less doubt than the sentence."""
        return self.judgement.verdict in ("kept", "weakened")

    @property
    def fault(self) -> str | None:
        """Return, in words, how it is surer than its source; None where it is not."""
        judgement = self.judgement
        return f"{judgement.verdict}: {judgement.why}" if judgement.overclaims else None

    def takes(self, place: Place) -> bool:
        """Return whether the sentence restates words of that place or, restating none, cites it."""
        if self.restated is not None:
            return self.restated.meets(place)
        return any(citation.place.meets(place) for citation in self.said.citations)


@dataclass(frozen=True, slots=True)
class MarkFate:
    """What came of a mark that the suite wants carried. `words` are those of the suite."""

    words: str
    taken: bool
    carried: bool
    seen_by_engine: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """All that the metrics look at: one sample and what came of it."""

    key: Key
    reply: Reply
    judged: tuple[Judged, ...]
    marks: tuple[MarkFate, ...]
    made: tuple[str, ...]
    valid: tuple[bool, ...]

    @property
    def sample(self) -> Sample:
        """Return the sample."""
        return self.key.sample

    @property
    def gold_taken(self) -> tuple[bool, ...]:
        """Return of each gold quote whether a sentence restates it."""
        return tuple(bool(self._takers(gold)) for gold in self.key.gold)

    @property
    def firm_hedged(self) -> tuple[bool, ...]:
        """Return of each firm claim that a sentence restates whether it is hedged there."""
        takers = filter(None, map(self._takers, self.key.firm))
        return tuple(any(one.judgement.verdict == "weakened" for one in found) for found in takers)

    def _takers(self, alternatives: Iterable[Place]) -> list[Judged]:
        return [one for one in self.judged if any(map(one.takes, alternatives))]

    @property
    def faults(self) -> tuple[str, ...]:
        """Return, in words, why the sample fails; nothing where it passes."""
        answerable, answered = self.sample.answerable, self.reply.answered
        if self.reply.error:
            return (f"no answer: {self.reply.error}",)
        found = []
        if answered != answerable:
            found.append("refused, though the document answers it" if answerable else "not refused")
        found += [judged.fault for judged in self.judged if judged.fault]
        if answered and answerable:
            found += [f'"{fate.words}" not carried' for fate in self.marks if not fate.carried]
            if self.key.gold and not any(self.gold_taken):
                found.append("no gold quote taken up")
        found += [f"claims: {claim}" for claim in self.made]
        if any(self.firm_hedged):
            found.append("a firm claim is hedged")
        if not all(self.valid):
            found.append("a citation's quote is not what stands there")
        return tuple(found)


class Scorer:
    """Scores replies to samples; the documents are read once."""

    def __init__(self, samples: Sequence[Sample], documents: Mapping[str, Document]) -> None:
        """Prepare the documents and locate the words of every sample."""
        self.documents = documents
        self.sources: dict[str, Source] = {}
        for name, document in documents.items():
            own = [s.span for s in sentences_of(document) if s.role != "boilerplate"]
            self.sources[name] = prepare(document.text, own)
        self.keys = {sample.id: self._key(sample) for sample in samples}

    def _key(self, sample: Sample) -> Key:
        gold = tuple(places(words, sample.documents, self.documents) for words in sample.gold)
        firm = tuple(places(words, sample.documents, self.documents) for words in sample.firm)
        near = [place for quote in gold for place in quote]
        marks = tuple(tuple(self._owed(words, sample, near)) for words in sample.marks)
        return Key(sample, gold, marks, firm)

    def _owed(self, words: Words, sample: Sample, near: Sequence[Place]) -> Iterable[Owed]:
        """Yield the place of each alternative that is nearest to a gold quote."""
        for alternative in words:
            found = places((alternative,), sample.documents, self.documents)
            place = min(found, key=lambda place: _distance(place, near))
            source = self.sources[place.document]
            scopes = [mark.scope for mark in source.marks if mark.span.meets(place.span)]
            own = [sentence for sentence in source.sentences if sentence.meets(place.span)]
            reach = (Place(place.document, span) for span in (*scopes, *own))
            yield Owed(alternative, place, tuple(reach))

    def score(self, reply: Reply) -> Scored:
        """Score one reply. Raises KeyError for a sample that the suite does not have."""
        return self.scored(self.keys[reply.id], reply)

    def scored(self, key: Key, reply: Reply) -> Scored:
        """Score one reply by a key of one's own."""
        answered, never = reply.answered, key.sample.never
        claims = [said for said in reply.statements if answered and not said.remark]
        judged = tuple(self._judged(claims, key.sample))
        made = tuple(_made(never, reply.text)) if answered and never else ()
        marks = tuple(_fate(alternatives, judged) for alternatives in key.marks)
        citations = (citation for said in reply.statements for citation in said.citations)
        valid = tuple(map(self._is_valid, citations))
        return Scored(key, reply, judged, marks, made, valid)

    def _is_valid(self, citation: Quoted) -> bool:
        document = self.documents.get(citation.document)
        stands = document is not None and citation.place.span.of(document.text) == citation.quote
        return stands and bool(citation.quote.strip())

    def _judged(self, claims: Sequence[Said], sample: Sample) -> Iterator[Judged]:
        """Yield each statement as judged beside the others of its document."""
        alone = [self._judge(said, sample) for said in claims]
        for one in alone:
            source, within = self.sources[one.document], one.said.within(one.document) or None
            others = [other.judgement for other in alone if other.document == one.document]
            own = in_company(one.judgement, others, source, question=sample.question, within=within)
            beside = replace(one, judgement=own)
            alone_too = (self._bears_out(cited, beside, sample) for cited in one.said.citations)
            yield replace(beside, supporting=tuple(alone_too))

    def _judge(self, said: Said, sample: Sample) -> Judged:
        """Judge a statement against what it cites, or else against all documents of the sample."""
        cited = [each.document for each in said.citations if each.document in self.sources]
        found = [
            Judged(said, name, self._judgement(said, sample.question, name, said.within(name)))
            for name in dict.fromkeys(cited or sample.documents)
        ]
        return max(found, key=lambda one: SEVERITY.index(one.judgement.verdict))

    def _judgement(self, said: Said, question: str, name: str, within: Sequence[Span]) -> Judgement:
        """Judge a statement against stretches of a document; where none are given, all of it."""
        source = self.sources[name]
        return judge_quoted(said.text, source, question=question, within=within or None)

    def _bears_out(self, citation: Quoted, one: Judged, sample: Sample) -> bool:
        """Return whether a sentence is supported, and the citation bears on it taken alone."""
        if citation.document not in self.sources or not one.supported:
            return False
        if one.restated and citation.place.holds(one.restated):
            return True
        within = (citation.place.span,)
        alone = self._judgement(one.said, sample.question, citation.document, within)
        return alone.verdict != "unsupported"


def document_of(text: str, sentences: Sequence[Span] | None = None) -> Document:
    """Return a text as a document, of these sentences where they are known."""
    spans = paragraphs(text) if sentences is None else sentences
    return Document("", text, tuple(Block(span, "body") for span in spans))


def _distance(place: Place, others: Sequence[Place]) -> int:
    """Return the characters between a place and the nearest of others in its document."""
    pairs = [sorted((place.span, o.span)) for o in others if o.document == place.document]
    return min((max(0, second.start - first.end) for first, second in pairs), default=sys.maxsize)


def _made(claims: Sequence[str], answer: str) -> Iterable[str]:
    """Yield the claims that the answer makes: judged against it as the source, they are kept.

    Their words must stand in one sentence of it, in some form: that fourteen died is not said by
    "eleven died", nor that a firm broke the law by an answer on what the firm and the law did.
    """
    source = prepare(answer)
    for claim in claims:
        words = words_in(claim)
        whole = TOLD * sum(word.weight for word in words)
        same = likeness(words, source.words, source.vectors) >= SAME
        told = (same[:, source.sentence_of == n] for n in range(len(source.sentences)))
        most = max((float(weights_of(words) @ one.any(axis=1)) for one in told), default=0.0)
        if most >= whole and judge(claim, source).verdict in ("kept", "weakened"):
            yield claim


TOLD = 0.8
"""The least share of a claim's words that a sentence of an answer must have to make it."""


def _fate(alternatives: Sequence[Owed], judged: Sequence[Judged]) -> MarkFate:
    pairs = ((owed, one) for owed in alternatives for one in judged)
    takers = [(owed, one) for owed, one in pairs if any(map(one.takes, owed.reach))]
    carried = any(
        _has(one.judgement.kept, owed) or contains(one.said.text, owed.words)
        for owed, one in takers
    )
    seen = any(_has(one.judgement.owed, owed) for owed, one in takers)
    return MarkFate(alternatives[0].words, bool(takers), carried, seen)


def _has(marks: Iterable[Mark], owed: Owed) -> bool:
    return any(mark.span.meets(owed.place.span) for mark in marks)


def contains(text: str, words: str) -> bool:
    """Return whether the words stand in the text, as whole words, in capitals or not."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None
