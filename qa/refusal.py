"""Whether passages answer a question at all: one threshold over a few features."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.types import Passage, Sentence
from qa.attributes import attribute_of, offers
from qa.company import leans_back
from qa.kinds import CHECKABLE
from qa.people import asks_for_name, bears, is_described, role_of
from qa.questions import alone, changes_topic, who_is
from qa.ranking import Asked, has_thing, read_question, sentences_of, standing, with_one_before
from qa.words import Vectors, stem, summed, unit


class Nearness(NamedTuple):
    """How near the passages found come to a question.

    `sentence` is what share of the question's words the nearest sentence has, together with the one
    before it, which holds what "it" and "this" stand for; each word counted by its rarity and by
    how near in meaning the nearest word comes. Of its names and of its other words the smaller
    share counts: every sentence on Tove Almgren has most of "How old is Tove Almgren?", whose "old"
    none has. Where the question asks for a date, a number or the like, only sentences that have one
    count; where for the name of one in a role, those that name one beside the role; where for
    what few articles tell, such as an owner, those that offer it: `qa.attributes`. "She" and a
    surname have the words of whom they stand for. `topic` is the cosine of the question and of all
    passages found, together. `stranger` says how far the passages are from having
    every name and number in the question: a question about Ossory is not one for an article that
    never has the word. `missing` says the same of its other words: an article without school or
    study does not say where Hallam went to school. `searched` is the logarithm of how many passages
    were searched: the nearest of many comes nearer by chance.
    """

    sentence: float
    topic: float
    stranger: float
    missing: float
    searched: float


FEW = 10
"""Fewer passages than that count as that many: the weight was fitted on news articles and longer
ones, and would let a note of two passages answer anything."""

MET, MOSTLY = 0.5, 0.5
"""The nearness from which a sentence has a word of the question, and how much of whom an attribute
is asked of it has to have."""

_OPEN = re.compile(
    r"\?|\b(unknown|unclear|uncertain|not( \w+)? (known|clear|certain)|nobody knows)\b", re.I
)
"""What a sentence says that leaves a thing open: "The price is unknown" answers without a price."""

_OF_COST = frozenset(map(stem, ("cost", "price", "fee")))
_OF_AGE = frozenset(map(stem, ("old", "age", "aged")))

WEIGHTS = Nearness(sentence=8.3, topic=3.3, stranger=-3.0, missing=-1.3, searched=-0.4)
THRESHOLD = 2.0
"""Below it a question counts as not answered. Weights fitted by
`python -m eval.benchmarks.refusal FILE SUITE ... --fit`; docs/refusal.md has the curve."""


def nearness_of(question: str, passages: Sequence[Passage], searched: int) -> Nearness:
    """Return how near the passages come, of which the search chose them from `searched`."""
    sentences = sentences_of(passages)
    if not sentences:
        return Nearness(0.0, 0.0, 1.0, 1.0, 0.0)
    name = who_is(question)
    asked = read_question(f"Who is {name}?" if name else question)
    near = standing(asked, passages)
    if asked.kind == "age":  # "Almgren, 51," has no "old", and says it
        has = [has_thing(asked, one.text) for one in sentences]
        near[np.outer(has, [word.stem in _OF_AGE for word in asked.words])] = 1.0
    missed = 1 - near.max(axis=0)
    named = np.isin(np.arange(len(missed)), asked.names)
    together = with_one_before(near, passages)
    share = np.minimum(*(_share(together, asked.rarity * part) for part in (named, ~named)))
    fit = _fitting(question, asked, near, sentences)
    fit &= _offering(question, asked, near, passages)
    meaning = np.sum([summed(sentence.text) for sentence in sentences], axis=0)
    return Nearness(
        sentence=float(share[fit].max(initial=0.0)),
        topic=float(unit(meaning) @ asked.meaning),
        stranger=float(missed[named].max(initial=0.0)),
        missing=float(missed[~named].max(initial=0.0)),
        searched=float(np.log(max(FEW, searched))),
    )


def _fitting(
    question: str, asked: Asked, near: Vectors, sentences: Sequence[Sentence]
) -> NDArray[np.bool_]:
    """Return which sentences have what sort of thing is asked for, or leave that open.

    Where a thing of a sort is asked for, they have a word of the question too, or point back: "The
    sprinklers were off. Sandvik would not comment." does not name who had repaired them. What is
    left open does too, and a word that is no name: "Whether it is large enough is uncertain" says
    nothing of the number of chairs.
    """
    met = near >= MET
    named = np.isin(np.arange(len(asked.words)), asked.names)
    told = [bool(row[~named].any()) or bool(named.all()) for row in met]
    role = role_of(question)
    stems = {word.stem for word in asked.words}
    name = who_is(question)
    fit = []
    for place, one in enumerate(sentences):
        leans = leans_back(one)
        if _OPEN.search(one.text) and (told[place] or leans) and not asks_for_name(question):
            fit.append(True)
            continue
        tied = bool(met[place].any()) or leans
        thing = has_thing(asked, one.text) and tied
        described = bool(name and is_described(name, one.text))
        sort = asked.kind not in CHECKABLE or thing or described
        fit.append(sort and (not role or bears(role, stems, one.text)))
    return np.array(fit)


def _offering(
    question: str, asked: Asked, near: Vectors, passages: Sequence[Passage]
) -> NDArray[np.bool_]:
    """Return which sentences may tell what few do, such as an age or an owner; all, where the
    question asks for nothing of the kind.

    They have a word for it, and whom it is asked of in them or in the sentence before; what is no
    name may stand anywhere in the passage. The age of a named person stands beside the name, and
    what a thing costs beside the thing: behind "Maron refused" comes "Astley, 59", and the sum
    behind a pool that was put off is that of a recount. So stands one in a role beside where he has
    it: "its director, Ruth Sandvik," is not the chief of the fire brigade; but "the mayor" is the
    mayor of the town that all is about.
    """
    sentences = sentences_of(passages)
    named = np.isin(np.arange(len(asked.words)), asked.names)
    met = (near >= MET).astype(np.float32)
    costs = np.array([word.stem in _OF_COST for word in asked.words])
    if (asked.kind == "age" and named.any()) or (asked.kind == "money" and costs.any()):
        leaning = np.array([leans_back(one) for one in sentences])
        beside = np.where(leaning[:, None], with_one_before(met, passages), met)
        return _has_most(beside, asked.rarity * (named if named.any() else ~costs))
    role = role_of(question)
    if role:
        its = (stem(role), stem("name"))
        others = np.array([word.stem not in its for word in asked.words]) & ~named
        return _has_most(with_one_before(met, passages), asked.rarity * others)
    attribute = attribute_of(question)
    if attribute is None:
        return np.ones(len(sentences), np.bool_)
    about = named if named.any() else np.array([not attribute.asks(word) for word in asked.words])
    around = with_one_before(met, passages) if named.any() else _of_passage(met, passages)
    offering = _has_most(around, asked.rarity * about)
    for place, one in enumerate(sentences):
        offering[place] &= offers(attribute, one.text)
    return offering


def _has_most(met: Vectors, rarity: Vectors) -> NDArray[np.bool_]:
    """Return for each row whether it has most of words so rare."""
    most: NDArray[np.bool_] = _share(met, rarity) >= MOSTLY
    return most


def _of_passage(near: Vectors, passages: Sequence[Passage]) -> Vectors:
    """Return for each sentence the nearness that its whole passage has."""
    ends = np.cumsum([len(passage.sentences) for passage in passages])
    parts = (part for part in np.split(near, ends[:-1]) if len(part))
    return np.vstack([np.broadcast_to(part.max(axis=0), part.shape) for part in parts])


def _share(near: Vectors, rarity: Vectors) -> Vectors:
    """Return for each row what share it has of words so rare; all, where there are none."""
    whole = float(rarity.sum())
    shares: Vectors = near @ rarity / whole if whole > 0 else np.ones(len(near), np.float32)
    return shares


def support(question: str, passages: Sequence[Passage], searched: int) -> float:
    """Return how near the passages come, on the scale of `THRESHOLD`."""
    return float(np.dot(nearness_of(question, passages, searched), WEIGHTS))


def answers(question: str, passages: Sequence[Passage], searched: int) -> bool:
    """Return whether the passages come near enough to answer the question.

    None do where no sentence has what is asked for, such as a date or a number of something.
    `searched` is how many passages they were found among. Of a question that turns to another topic
    only that is looked for.
    """
    near = nearness_of(alone(question) if changes_topic(question) else question, passages, searched)
    return near.sentence > 0 and float(np.dot(near, WEIGHTS)) >= THRESHOLD
