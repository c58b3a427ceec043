"""Answering in the article's own words, with no model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.store import Index
from index.types import Mark, Sentence
from qa import titles
from qa.about import about_article, aspect_of
from qa.company import is_question, reason_behind, reply_to
from qa.composition import Composition
from qa.differing import differ
from qa.dissent import asks_for_dissent, denied_elsewhere, disputed, dissenting
from qa.firmness import (
    ALIKE,
    APART,
    DISSENT,
    NEAREST,
    NEUTRAL,
    NO_DISSENT,
    NO_MORE,
    NO_REASON,
    OPEN,
    PLAIN,
    RESERVED,
    VOUCHING,
    answering,
    asks_of_a_thing,
    bearing,
    closeness,
    hedged,
    lead_of,
    may_lead,
    on_it,
    reserved,
    silence,
    speaks_of_it,
    sureness,
    turns_round,
)
from qa.kinds import kind_of
from qa.questions import alone, subject, who_is
from qa.ranking import Candidate, has_thing, nearness, rank, read_question
from qa.reading import Reading, read
from qa.refusal import answers
from qa.types import Draft, Hit
from qa.words import content, words

MOST = 3
"""Sentences that an answer quotes at most."""

LONGEST = 5
"""Sentences that an answer has at most, with those that come along with the ones it quotes."""

MARGIN = 4.0
"""How far a further sentence may fall behind the first. Questions worded unlike their article need
the room, though of 219 of the four suites fitted on 191 find their sentence at 3.0, 4.0 and 5.0
alike, with 2.7, 3.0 and 3.2 sentences cited. At 5.0 the reason given to "Why?" is one of another
thing."""

LEVEL = 1.0
"""Sentences this near to the first answer as well as it does, and lead with it."""

_WHO_DENIED = re.compile(
    r"who\b[^?]*\b(den(y|ies|ied)|disput|reject|contradict|disagree|contest|refut|dismiss|object)",
    re.I,
)


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


@dataclass(frozen=True, slots=True)
class Picked:
    """The sentences to quote, each with its document; the lead, and the marks that it goes by."""

    sentences: tuple[tuple[Reading, Sentence], ...]
    bears: tuple[Mark, ...]
    lead: str


def pick(question: str, ranked: Sequence[Choice], index: Index, told: str = "") -> Picked:
    """Return what to quote.

    This is first the sentence that the lead speaks of with its company: the best, or one as good
    of weaker stance, or the denied claim where these say nothing of how certain they are. Then come
    one of another article that says otherwise, to "why" the reason behind, and further ones near
    the best. A denial of it that stands elsewhere comes along, and company that is in `told`, the
    last answer, stays away.
    """
    ranked = _to_the_point(question, ranked)
    readings = {choice.source: read(choice.source, index) for choice in ranked}
    first = ranked[0]
    near = [choice for choice in ranked if choice.score >= first.score - MARGIN]
    reading = readings[first.source]
    level = [
        choice.sentence
        for choice in near
        if choice.source == first.source and choice.score >= first.score - LEVEL
    ]
    leading, bears, lead = _stance(question, level, reading)
    if not told and all(mark.tier is None for mark in bears):
        denied = disputed(question, reading.sentences, reading.marks)
        if denied:
            bears = bearing(question, denied, reading.marks)
            leading, lead = denied, lead_of(bears)
    wanted = [
        (reading, leading),
        *((readings[choice.source], choice.sentence) for choice in near),
    ]
    reason = reason_behind(leading, reading.sentences) if kind_of(question) == "why" else None
    if reason:
        wanted.insert(1, (reading, reason))
    group = reading.group(leading)
    doubt = None if told else denied_elsewhere(question, group, reading.sentences, reading.marks)
    if doubt:
        wanted.insert(1, (reading, doubt))
    rival = _rival(question, ranked)
    if rival:
        wanted.insert(1, (readings[rival.source], rival.sentence))
    chosen: list[tuple[Reading, Sentence]] = []
    quoted = 0
    for of, sentence in wanted:
        along = [one for one in of.group(sentence) if one == sentence or one.text not in told]
        new = [(of, one) for one in along if (of, one) not in chosen]
        if new and quoted < MOST and len(chosen) + len(new) <= LONGEST:
            chosen += new
            quoted += 1
    if rival and (readings[rival.source], rival.sentence) in chosen:
        lead = APART
    if lead == PLAIN and any(hedged(one, of.marks) for of, one in chosen):
        lead = NEUTRAL
    if kind_of(question) == "yes-no":
        turned = lead != APART and turns_round(question, leading)
        if (turned or lead == NEUTRAL) and not reply_to(leading, reading.sentences):
            lead = RESERVED if reserved(leading, reading.marks) else NEUTRAL
    return Picked(tuple(chosen), bears, lead)


def _to_the_point(question: str, ranked: Sequence[Choice]) -> Sequence[Choice]:
    """Return the choices, first the best that has a word of what is asked of those it names.

    Of "Is Brandt suspected?" the sentence that names Brandt says nothing, and "He is not suspected"
    all. Only what is asked by yes or no is all told by its words.
    """
    first = ranked[0]
    if kind_of(question) != "yes-no" or speaks_of_it(question, [first.sentence]):
        return ranked
    near = (one for one in ranked if one.score >= first.score - MARGIN)
    of = (one for one in near if one.source == first.source)
    found = next((one for one in of if speaks_of_it(question, [one.sentence])), first)
    return (replace(found, score=first.score), *(one for one in ranked if one is not found))


def _stance(
    question: str, level: Sequence[Sentence], reading: Reading
) -> tuple[Sentence, tuple[Mark, ...], str]:
    """Return the sentence that leads, the marks that bear on the answer, and how it is led.

    Any of the `level` sentences, best first, may be the one that answers, if as many words of the
    question come together in it: where the town stands here and the fall of another there, a doubt
    is not about the fall of the town. Whether something is so, or why, is led by the weakest stance
    of all; else they must agree on one. Only the best lends the lead a name.
    """
    best, *others = level
    if reply_to(best, reading.sentences):
        return best, (), NEUTRAL
    close = closeness(question, best)
    others = [
        one
        for one in others
        if closeness(question, one) >= close
        and not reply_to(one, reading.sentences)
        and (speaks_of_it(question, [one]) or not speaks_of_it(question, [best]))
    ]
    borne = [bearing(question, sentence, reading.marks) for sentence in (best, *others)]
    nameless = [tuple(replace(mark, holder=None) for mark in marks) for marks in borne]
    every = (*borne[0], *(mark for marks in nameless[1:] for mark in marks))
    if is_question(best):
        return best, every, OPEN  # a question that the article only asks
    kind = kind_of(question)
    before = reading.before(best) if kind == "why" else ()
    if not on_it(question, (*before, *reading.group(best))):
        return best, every, NEUTRAL if kind == "yes-no" else NEAREST
    if kind not in ("yes-no", "why"):
        lead = _agreed(question, best, borne)
        far = lead in VOUCHING and not may_lead(lead, question, reading.group(best))
        return best, borne[0], NEUTRAL if far else lead
    weakest = lead_of([mark for marks in nameless for mark in marks])
    leading = next(
        (
            one
            for one, marks in zip((best, *others), nameless, strict=True)
            if lead_of(marks) == weakest
        ),
        best,
    )
    lead = lead_of(every)
    if not may_lead(lead, question, reading.group(leading)):
        lead = NEUTRAL
    if lead == PLAIN and kind == "yes-no" and not speaks_of_it(question, reading.group(leading)):
        lead = NEUTRAL
    return leading, every, lead


def _agreed(question: str, best: Sentence, borne: Sequence[tuple[Mark, ...]]) -> str:
    """Return the lead that the marks on each sentence agree on, the first of them on `best`."""
    marks = answering(question, best, borne[0]) if asks_of_a_thing(question) else borne[0]
    agreed = len({lead_of(marks) for marks in borne}) == 1
    return lead_of(marks) if agreed and bool(marks) == bool(borne[0]) else NEUTRAL


def _rival(question: str, ranked: Sequence[Choice]) -> Choice | None:
    """Return the best sentence of another article that is as much to the point and says otherwise.

    Each article speaks by its best sentence.
    """
    first = ranked[0]
    spoken = {one.source: one for one in reversed(ranked) if on_it(question, [one.sentence])}
    if spoken.get(first.source) != first:
        return None
    others = sorted(spoken.values(), key=lambda one: -one.score)
    return next((one for one in others if differ(question, first.sentence, one.sentence)), None)


def replies(question: str, sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """Return whether a sentence that was quoted before answers the further question as well.

    "And who denied it?" is answered by the sentence with the denial, whatever its words for that,
    if it names who; "Why?" by one with a reason or one that leaves the reason open.
    """
    kind = kind_of(question)
    within = [mark for mark in marks if sentence.span.holds(mark.span)]
    if kind == "why" and any(mark.kind == "unknown" for mark in within):
        return True
    has = has_thing(read_question(question), sentence.text)
    if kind != "who":
        return has
    denials = [mark for mark in within if mark.kind == "contested"]
    if _WHO_DENIED.match(question) and any(mark.holder or has for mark in denials):
        return True
    verbs = {word.stem for word in content(question.split("?", maxsplit=1)[0])}
    return any(word.stem in verbs for mark in within for word in words(mark.words))


def further(question: str, ranked: Sequence[Choice], index: Index, told: str) -> tuple[Choice, ...]:
    """Return the sentences that say more than the last answer, `told`, did.

    These are those that reply to the further question, of the ones told and the next best; else
    such as come near the best and were not told. A reason must come near the best too: what stands
    further off explains something else. Who denied what was told is looked for there first: what
    the next best denies is another thing.
    """
    asked = read_question(alone(question))
    near = [one for one in ranked if one.score >= ranked[0].score - MARGIN]
    fresh = [one for one in ranked if one.sentence.text not in told]
    why = kind_of(question) == "why"
    within = {*(near if why else fresh[:MOST]), *(one for one in ranked if one not in fresh)}
    reply = tuple(
        one
        for one in ranked
        if one in within and replies(question, one.sentence, index.marks(one.source))
    )
    if _WHO_DENIED.match(question):
        reply = tuple(one for one in reply if one not in fresh) or reply
    if reply or why:
        return reply
    # "The county would have to pay" has told already who pays, though by no name.
    having = (one for one in near if nearness(asked, [one.sentence]).min(initial=1.0) >= ALIKE)
    return tuple(one for one in near if one in fresh) or tuple(having)


def compose(question: str, hits: Sequence[Hit], index: Index, told: str = "") -> Composition:
    """Answer with at most three sentences of the articles, or say that they do not answer.

    `told` is the last answer where the question follows up on it; it is not given again.
    """
    found = _composed(question, hits, index, told)
    places = (*(place for draft in found.drafts for place in draft.citations), *found.nearest)
    return replace(found, lead=titles.named(found.lead, [source for source, _ in places], index))


def _composed(question: str, hits: Sequence[Hit], index: Index, told: str) -> Composition:
    asked = subject(question)
    framed = asked != question
    name = who_is(asked)
    asked = f"Who is {name}?" if name else asked
    sources = list(dict.fromkeys(hit.passage.source for hit in hits))
    if sources and asks_for_dissent(asked):
        return _dissent(read(sources[0], index))
    aspect = aspect_of(asked)
    if sources and aspect:
        return about_article(aspect, index.document(sources[0]), index.sentences(sources[0]))
    ranked = choices(asked, hits)
    searched = sum(record.count for record in index.records().values())
    passages = [hit.passage for hit in hits]
    if not ranked or not answers(asked, passages, searched):
        nearest = tuple((choice.source, choice.sentence.span) for choice in ranked[:MOST])
        return Composition(False, silence(bool(ranked)), (), nearest)
    if framed:
        return _how_sure(pick(asked, ranked, index))
    if told:
        ranked = further(asked, ranked, index, told)
        if not ranked:
            return Composition(False, NO_REASON if kind_of(asked) == "why" else NO_MORE, ())
    picked = pick(asked, ranked, index, told)
    return Composition(True, picked.lead, _drafts(picked.sentences))


def _dissent(reading: Reading) -> Composition:
    """Answer whether anybody disagrees: the denials and doubts of an article, with their claims."""
    chosen: list[Sentence] = []
    for one in dissenting(reading.sentences, reading.marks):
        new = [of for of in reading.group(one) if of not in chosen]
        if len(chosen) + len(new) <= LONGEST:
            chosen += new
    chosen.sort(key=lambda one: one.start)
    return Composition(
        bool(chosen),
        DISSENT if chosen else NO_DISSENT,
        _drafts([(reading, one) for one in chosen]),
    )


def _drafts(chosen: Sequence[tuple[Reading, Sentence]]) -> tuple[Draft, ...]:
    return tuple(Draft(s.text, ((reading.source, s.span),)) for reading, s in chosen)


def _how_sure(picked: Picked) -> Composition:
    """Answer how firmly the article stands: its words for that, and the sentences with them.

    The sentence that leads says so whatever its words: "nor was it insured" has no mark.
    """
    spans = [mark.span for mark in picked.bears]
    having = [
        (reading, sentence)
        for reading, sentence in picked.sentences
        if sentence == picked.sentences[0][1] or any(map(sentence.span.holds, spans))
    ]
    return Composition(True, sureness(picked.lead, picked.bears), _drafts(having))
