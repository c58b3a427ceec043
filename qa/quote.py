"""Answering in the article's own words, with no model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.store import Index
from index.types import Mark, Sentence, Span
from qa.firmness import lead_of, silence
from qa.ranking import Candidate, rank
from qa.refusal import answers
from qa.types import Draft, Hit
from qa.words import bare, words

MOST = 3
"""Sentences that an answer quotes at most."""

OPENERS = frozenset(["he", "she", "it", "they", "this", "that", "these", "those", "such"])
"""Words that, at the head of a sentence, point at the one before."""


@dataclass(frozen=True, slots=True)
class Composition:
    """An answer before the guard.

    `lead` is one plain sentence on how firmly the article stands behind what is quoted. `nearest`
    are the stretches that come closest where the article does not answer, as (source, span).
    """

    answered: bool
    lead: str
    drafts: tuple[Draft, ...]
    nearest: tuple[tuple[str, Span], ...] = ()


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

    They are those that set the stance of this one, those whose stance this one sets, and the one
    that an opening "This" or "It" points at.
    """
    for mark in marks:
        here, reaches = sentence.span.meets(mark.span), sentence.span.meets(mark.scope)
        if here != reaches:
            other = mark.scope if here else mark.span
            yield from (s for s in sentences if s.span.meets(other) and s != sentence)
    place = sentences.index(sentence)
    if place and leans_back(sentence):
        yield sentences[place - 1]


def compose(question: str, hits: Sequence[Hit], index: Index) -> Composition:
    """Answer with at most three sentences of the articles, or say that they do not answer."""
    ranked = choices(question, hits)
    nearest = tuple((choice.source, choice.sentence.span) for choice in ranked[:MOST])
    if not ranked or not answers(question, [hit.passage for hit in hits]):
        return Composition(False, silence(bool(ranked)), (), nearest)
    chosen: list[tuple[str, Sentence]] = []
    for choice in ranked:
        sentences = [s for s in index.sentences(choice.source) if s.role == "body"]
        along = companions(choice.sentence, sentences, index.marks(choice.source))
        group = dict.fromkeys([(choice.source, s) for s in (choice.sentence, *along)])
        new = [one for one in group if one not in chosen]
        if len(chosen) + len(new) <= MOST or not chosen:
            chosen += sorted(new[:MOST], key=lambda one: one[1].start)
        if len(chosen) == MOST:
            break
    first = ranked[0]
    lead = lead_of(question, first.sentence, index.marks(first.source))
    drafts = tuple(Draft(s.text, ((source, s.span),)) for source, s in chosen)
    return Composition(True, lead, drafts)
