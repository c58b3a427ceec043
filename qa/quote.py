"""Answering in the article's own words, with no model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.stance.tokens import tokenise
from index.store import Index
from index.types import Mark, Sentence
from qa.about import about_article, aspect_of
from qa.composition import Composition
from qa.firmness import NO_MORE, NO_REASON, bearing, lead_of, silence, sureness
from qa.questions import kind_of, matches_kind, subject
from qa.ranking import Candidate, nearness, rank, read_question
from qa.refusal import answers
from qa.types import Draft, Hit
from qa.words import bare, content, words

MOST = 3
"""Sentences that an answer quotes at most."""

MARGIN = 3.0
"""How far a further sentence may fall behind the first: by then it is 20 times less likely to hold
the answer, since the weights of the ranking were fitted as a softmax. On SQuAD 1.8 sentences are
quoted so, and 90 % of the answers are among them; with always three it is 92 %."""

_QUANTITIES = frozenset("many several few none dozens scores hundreds thousands".split())

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


@dataclass(frozen=True, slots=True)
class Picked:
    """The sentences to quote, each with its document, and the marks that the lead goes by."""

    sentences: tuple[tuple[Reading, Sentence], ...]
    bears: tuple[Mark, ...]


def pick(question: str, ranked: Sequence[Choice], index: Index, told: str = "") -> Picked:
    """Return what to quote.

    This is the best sentence with its company, the denied claim where the best says nothing of how
    certain it is, and then further ones that come near it. Company that is in `told`, the last
    answer, stays away. Only the best sentence lends the lead a name.
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
    bears = [
        mark if sentence == first.sentence else replace(mark, holder=None)
        for sentence in level
        for mark in bearing(question, sentence, reading.marks)
    ]
    if not told and all(mark.tier is None for mark in bears):
        denied = disputed(question, reading.sentences, reading.marks)
        if denied:
            wanted.insert(1, (reading, denied))
            bears = list(bearing(question, denied, reading.marks))
    chosen: list[tuple[Reading, Sentence]] = []
    for of, sentence in wanted:
        group = [one for one in of.group(sentence) if one == sentence or one.text not in told]
        new = [(of, one) for one in group if (of, one) not in chosen]
        if len(chosen) + len(new) <= MOST:
            chosen += new
    return Picked(tuple(chosen), tuple(bears))


def replies(question: str, sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """Return whether a sentence that was quoted before answers the further question as well.

    "And who denied it?" is answered by the sentence with the denial, "Why?" by one with a reason or
    one that leaves the reason open.
    """
    kind = kind_of(question)
    within = [mark for mark in marks if sentence.span.holds(mark.span)]
    if kind == "why" and any(mark.kind == "unknown" for mark in within):
        return True
    if kind == "who":
        verbs = {word.stem for word in content(question.split("?", maxsplit=1)[0])}
        return any(word.stem in verbs for mark in within for word in words(mark.text))
    stems = read_question(question).stems
    return matches_kind(kind, sentence.text, stems)


def further(question: str, ranked: Sequence[Choice], index: Index, told: str) -> tuple[Choice, ...]:
    """Return the sentences that say more than the last answer, `told`, did.

    These are those that reply to the further question, of the ones told and the next best; else
    such as come near the best and were not told. A reason must come near the best too: what stands
    further off explains something else.
    """
    near = [one for one in ranked if one.score >= ranked[0].score - MARGIN]
    fresh = [one for one in ranked if one.sentence.text not in told]
    why = kind_of(question) == "why"
    within = {*(near if why else fresh[:MOST]), *(one for one in ranked if one not in fresh)}
    reply = tuple(
        one
        for one in ranked
        if one in within and replies(question, one.sentence, index.marks(one.source))
    )
    return reply if reply or why else tuple(one for one in near if one in fresh)


def compose(question: str, hits: Sequence[Hit], index: Index, told: str = "") -> Composition:
    """Answer with at most three sentences of the articles, or say that they do not answer.

    `told` is the last answer where the question follows up on it; it is not given again.
    """
    asked = subject(question)
    sources = list(dict.fromkeys(hit.passage.source for hit in hits))
    aspect = aspect_of(asked)
    if sources and aspect:
        return about_article(aspect, index.document(sources[0]), index.sentences(sources[0]))
    ranked = choices(asked, hits)
    searched = sum(record.count for record in index.records().values())
    passages = [hit.passage for hit in hits]
    if not ranked or _uncounted(asked, ranked[0]) or not answers(asked, passages, searched):
        nearest = tuple((choice.source, choice.sentence.span) for choice in ranked[:MOST])
        return Composition(False, silence(bool(ranked)), (), nearest)
    if asked != question:
        return _how_sure(pick(asked, ranked, index))
    if told:
        ranked = further(asked, ranked, index, told)
        if not ranked:
            return Composition(False, NO_REASON if kind_of(asked) == "why" else NO_MORE, ())
    picked = pick(asked, ranked, index, told)
    return Composition(True, lead_of(picked.bears), _drafts(picked.sentences))


def _uncounted(question: str, nearest: Choice) -> bool:
    """Return whether a number is asked for and the nearest sentence has none, nor "many".

    "How many civilians died in Ganja?" is near a sentence on Ganja that counts nobody.
    """
    if "how many" not in question.lower():
        return False
    tokens = tokenise(nearest.sentence.text)
    return not any(token.is_number or token.lower in _QUANTITIES for token in tokens)


def _drafts(chosen: Sequence[tuple[Reading, Sentence]]) -> tuple[Draft, ...]:
    return tuple(Draft(s.text, ((reading.source, s.span),)) for reading, s in chosen)


def _how_sure(picked: Picked) -> Composition:
    """Answer how firmly the article stands: its words for that, and the sentences with them."""
    having = [
        (reading, sentence)
        for reading, sentence in picked.sentences
        if any(sentence.span.holds(mark.span) for mark in picked.bears)
    ]
    lead = sureness(lead_of(picked.bears), picked.bears)
    return Composition(True, lead, _drafts(having or picked.sentences[:1]))
