"""Answering in the article's own words, with no model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.store import Index
from index.types import Mark, Sentence
from qa.about import about_article, aspect_of
from qa.composition import Composition
from qa.firmness import bearing, lead_of, silence
from qa.questions import kind_of, subject
from qa.ranking import Candidate, nearness, rank, read_question
from qa.refusal import answers
from qa.types import Draft, Hit
from qa.words import bare, words

MOST = 3
"""Sentences that an answer quotes at most."""

MARGIN = 5.0
"""How far a further sentence may fall behind the first: by then it is 150 times less likely to
hold the answer, since the weights of the ranking were fitted as a softmax."""

LEVEL = 1.0
"""Sentences this near to the first answer as well as it does, and lead with it."""

RARE = 0.25
"""A name in more than this share of the sentences is what the article is about, and does not tell
one of its claims from another."""

SAME_NAME = 0.8
"""The cosine from which two spellings are one name: Shushi and Shusha have 0.89."""

OPENERS = frozenset(["he", "she", "it", "they", "this", "that", "these", "those", "such"])
"""Words that, at the head of a sentence, point at the one before."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that may be quoted, with the score it was chosen by."""

    source: str
    sentence: Sentence
    score: float


def choices(question: str, hits: Sequence[Hit]) -> tuple[Choice, ...]:
    """Return the body sentences of the hits, the likeliest to answer first.

    A hit's score counts its best sentence in, so a sentence ranks by how far it falls behind that.
    """
    ranked = rank(question, [Candidate(hit.passage) for hit in hits])
    own = {(hit.passage.source, hit.passage.start): hit.score for hit in hits}
    best: dict[tuple[str, int], float] = {}
    found = []
    for one in ranked:
        place = (one.passage.source, one.passage.start)
        behind = best.setdefault(place, one.score) - one.score
        if one.sentence.role == "body":
            found.append(Choice(one.passage.source, one.sentence, own[place] - behind))
    return tuple(sorted(found, key=lambda choice: -choice.score))


def leans_back(sentence: Sentence) -> bool:
    """Return whether the sentence opens with a word that points at the one before it."""
    opening = words(sentence.text)[:1]
    return bool(opening) and bare(opening[0].text) in OPENERS


def companions(
    sentence: Sentence, sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Iterator[Sentence]:
    """Yield the sentences that must come along, the weightiest first.

    They are those that deny or doubt this one, those that this one denies or doubts, and the one
    that an opening "This" or "It" points at. A confirmation need not come: without it the answer
    is only weaker.
    """
    for mark in marks:
        here, reaches = sentence.span.meets(mark.span), sentence.span.meets(mark.scope)
        if here != reaches and mark.kind != "booster":
            other = mark.scope if here else mark.span
            yield from (s for s in sentences if s.span.meets(other) and s != sentence)
    place = sentences.index(sentence)
    if place and leans_back(sentence):
        yield sentences[place - 1]


def disputed(
    question: str, sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Sentence | None:
    """Return the sentence whose claim is denied and that bears the rarest name of a question.

    "Is Shushi in Azerbaijani hands?" meets several sentences on the fall of Shushi in an article
    that reports it once, has it denied there, and later speaks of "the conquest of Shushi" as if
    nothing were in doubt. Only a yes/no question puts the claim itself in question.
    """
    if kind_of(question) != "yes-no" or not sentences:
        return None
    asked = read_question(question)
    met = nearness(asked, sentences) >= SAME_NAME
    common = met.mean(axis=0)
    names = [place for place in asked.names if 0 < common[place] <= RARE]
    if not names:
        return None
    rarest = min(names, key=lambda place: float(common[place]))
    denied = [mark.scope for mark in marks if mark.kind == "contested"]
    for sentence, has in zip(sentences, met[:, rarest], strict=True):
        if has and any(scope.meets(sentence.span) for scope in denied):
            return sentence
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the composer needs it: its body sentences and all its marks."""

    source: str
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]

    def group(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return a sentence with those that must come along, at most `MOST`, in order."""
        along = companions(sentence, self.sentences, self.marks)
        together = list(dict.fromkeys([sentence, *along]))[:MOST]
        return tuple(sorted(together, key=lambda one: one.start))


def read(source: str, index: Index) -> Reading:
    """Return a document of the index as the composer needs it."""
    body = tuple(sentence for sentence in index.sentences(source) if sentence.role == "body")
    return Reading(source, body, index.marks(source))


def pick(
    question: str, ranked: Sequence[Choice], index: Index
) -> tuple[str, tuple[tuple[Reading, Sentence], ...]]:
    """Return the lead and the sentences to quote.

    These are the best with its company, the denied claim where the best says nothing of how
    certain it is, and then further ones.
    """
    readings = {choice.source: read(choice.source, index) for choice in ranked}
    first = ranked[0]
    near = [choice for choice in ranked if choice.score >= first.score - MARGIN]
    wanted = [(readings[choice.source], choice.sentence) for choice in near]
    reading = readings[first.source]
    level = [
        choice.sentence
        for choice in near
        if choice.source == first.source and choice.score >= first.score - LEVEL
    ]
    bears = [m for sentence in level for m in bearing(question, sentence, reading.marks)]
    if all(mark.tier is None for mark in bears):
        denied = disputed(question, reading.sentences, reading.marks)
        if denied:
            wanted.insert(1, (reading, denied))
            bears = list(bearing(question, denied, reading.marks))
    chosen: list[tuple[Reading, Sentence]] = []
    for of, sentence in wanted:
        new = [(of, one) for one in of.group(sentence) if (of, one) not in chosen]
        if len(chosen) + len(new) <= MOST:
            chosen += new
    return lead_of(bears), tuple(chosen)


def compose(question: str, hits: Sequence[Hit], index: Index) -> Composition:
    """Answer with at most three sentences of the articles, or say that they do not answer."""
    asked = subject(question)
    sources = list(dict.fromkeys(hit.passage.source for hit in hits))
    aspect = aspect_of(asked)
    if sources and aspect:
        return about_article(aspect, index.document(sources[0]), index.sentences(sources[0]))
    ranked = choices(asked, hits)
    searched = sum(record.count for record in index.records().values())
    if not ranked or not answers(asked, [hit.passage for hit in hits], searched):
        nearest = tuple((choice.source, choice.sentence.span) for choice in ranked[:MOST])
        return Composition(False, silence(bool(ranked)), (), nearest)
    lead, chosen = pick(asked, ranked, index)
    drafts = tuple(Draft(s.text, ((reading.source, s.span),)) for reading, s in chosen)
    return Composition(True, lead, drafts)
