"""Ranking sentences, and by them passages, for a question: a few named features, weighed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from index.types import Passage, Sentence
from qa.kin import kinship, likeness, sought, terms
from qa.kinds import NAMED, QuestionKind, behind_numbers, counted, kind_of, matches_kind
from qa.people import AWAY, described, implied
from qa.questions import alone, changes_topic
from qa.words import Vectors, Word, meaning, vectors, words


class Weights(NamedTuple):
    """What each feature of a sentence counts; every feature lies between 0 and 1.

    `lexical`, `dense`: how near search found its passage. `passage_words`, `words`: how much of the
    question its passage has, and it has itself. What is said of the passage counts in full only
    among as many as `CROWD`. `before`: the same for the sentence together with the one before it in
    its article, which holds what "it" and "this" stand for. `close`: how much `RUN` words of it in
    a row have, with its names, since a long sentence has something of everything. `order`: the
    share of the question's word pairs that follow each other here too. `kind`: 1 where it has what
    the question asks for, a number, sum of money, duration, date or reason.
    """

    lexical: float
    dense: float
    passage_words: float
    words: float
    before: float
    close: float
    order: float
    kind: float


WEIGHTS = Weights(2.8, 2.6, 3.4, 2.0, 6.8, 4.6, 3.7, 4.3)
"""Fitted by `python -m eval.benchmarks.squad FILE --fit SUITE ...` on SQuAD and the suites sample,
disagreeing, fresh and truce; it also reports what weights fitted on half of SQuAD's articles reach
on the other half."""

CROWD = 60
"""Passages of which search tells the one that is about the question. Those of a single article are
all about its subject, and a sentence in one that is nearer to the question as a whole answers no
better: fitted apart, articles of some ten passages give what search says of a passage a third of
the weight that SQuAD's 1,300 paragraphs do, of which some 60 are ranked."""

RUN = 10
"""Words in a row within which what a question asks is said together. By weights fitted on the other
three suites 190 of 219 questions find their sentence among three, at 8 words 187, and 186 without
that feature."""

SAME_THING = 0.8
"""The cosine from which a word behind a number is what "how many" asks about: "diesel" and "died",
of which one is no token of its own, have 0.75."""

LEANT, LEFT = 0.5, 0.1
"""What a word of the questions before counts in a question that leans on them, and in one that
turns to another topic: of the sentences on that it tells the nearest, but brings up no others."""

IMPLIED = 0.8
"""How near, of what it is at all, a word comes that a name or pronoun of a sentence stands for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that search came up with.

    `lexical` is its BM25 score and `dense` its cosine similarity, each as a share of the best of
    the same question, so that embeddings with other ranges rank alike; 0 where not found.
    """

    passage: Passage
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of a passage and how well it answers; scores compare within one question."""

    passage: Passage
    sentence: Sentence
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read for ranking: the stems of its content words, a direction and a rarity each.

    `names` are the places, among the content words, of names and numbers: those with a digit, or
    with a capital letter that no sentence begins with. `things` are the words for what is to be
    counted. Words of the questions before are rarer than they count: see `LEANT`.
    """

    words: tuple[Word, ...]
    names: tuple[int, ...]
    rarity: Vectors
    pairs: frozenset[tuple[str, str]]
    kind: QuestionKind
    things: tuple[Word, ...]
    meaning: Vectors


def read_question(question: str) -> Asked:
    """Return what ranking needs to know of a question."""
    about = sought(question)
    now = alone(question)
    _, rarity = vectors([word.text for word in about])
    rarity[[word.start >= len(now) for word in about]] *= LEFT if changes_topic(question) else LEANT
    pairs = _pairs(now) or _pairs(question)
    names = tuple(
        place
        for place, word in enumerate(about)
        if word.text[0].isdigit() or (word.start and word.text[0].isupper())
    )
    return Asked(
        about,
        names,
        rarity,
        pairs,
        kind_of(question),
        counted(question),
        meaning(question),
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(word.stem for word in words(text)))


def alike(asked: Asked, sentences: Sequence[Sentence]) -> tuple[Vectors, ...]:
    """Return for each sentence how near each question word (row) is to each of its words, 0 to 1.

    The words of a sentence (columns) stand in its order.
    """
    texts = [sorted(terms(one.text), key=lambda word: word.start) for one in sentences]
    known = {word.text: word for text in texts for word in text}
    column = {word: place for place, word in enumerate(known)}
    similar = likeness(asked.words, tuple(known.values()))
    return tuple(similar[:, [column[word.text] for word in text]] for text in texts)


def _nearest(asked: Asked, found: Sequence[Vectors]) -> Vectors:
    rows = [similar.max(axis=1, initial=0.0) for similar in found]
    return np.array(rows, np.float32).reshape(len(found), len(asked.words))


def nearness(asked: Asked, sentences: Sequence[Sentence]) -> Vectors:
    """Return for each sentence (row) and question word (column) its nearest meaning, 0 to 1."""
    return _nearest(asked, alike(asked, sentences))


def together(similar: Vectors, held: Vectors, share: Vectors) -> float:
    """Return how much of a question, of whose words each is a share, `RUN` words in a row have.

    `held` is how near the sentence comes to each as a whole.
    """
    length = similar.shape[1]
    if not length:
        return float(share @ held)
    runs = sliding_window_view(similar, min(RUN, length), axis=1).max(axis=2)
    return float((share @ np.maximum(runs, held[:, None])).max())


def standing(asked: Asked, passages: Sequence[Passage]) -> Vectors:
    """Return the nearness of the sentences of passages, with whom their names and "he" stand for.

    What a sentence does not say itself counts less: `IMPLIED`.
    """
    return _standing(asked, passages, nearness(asked, sentences_of(passages)))


def sentences_of(passages: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences of all the passages."""
    return [sentence for passage in passages for sentence in passage.sentences]


def _in_order(passages: Sequence[Passage]) -> list[int]:
    """Return the places of the sentences of passages as their articles have them."""
    starts = [(passage.source, one.start) for passage in passages for one in passage.sentences]
    return sorted(range(len(starts)), key=starts.__getitem__)


def with_one_before(near: Vectors, passages: Sequence[Passage]) -> Vectors:
    """Return the nearness of each sentence together with the one before it in its article.

    That one may stand in another passage: a budget of words cuts between "Some want a ground by the
    railway" and "The mayor is in favour". By weights fitted on the other three suites 195 of 219
    questions find their sentence among three, and 191 where the one before must be of the passage.
    """
    of = [passage.source for passage in passages for _ in passage.sentences]
    sentences = sentences_of(passages)
    joined = near.copy()
    for before, place in pairwise(_in_order(passages)):
        apart = sentences[place].start - sentences[before].end
        if of[before] == of[place] and 0 <= apart <= AWAY:
            joined[place] = np.maximum(near[place], near[before])
    return joined


def _standing(asked: Asked, passages: Sequence[Passage], said: Vectors) -> Vectors:
    """Return what `standing` does, of what the sentences say themselves."""
    sentences = sentences_of(passages)
    near = said.copy()
    known = described(sentences)
    # "She" of one passage may be the one whom the last passage named.
    order = _in_order(passages)
    meant = implied([sentences[place] for place in order], known)
    rows = [row for _, row in sorted(zip(order, meant, strict=True), key=lambda pair: pair[0])]
    column = {word.stem: word for row in rows for word in row}
    similar = dict(zip(column, likeness(asked.words, tuple(column.values())).T, strict=True))
    for place, row in enumerate(rows):
        for word in row:
            near[place] = np.maximum(near[place], IMPLIED * similar[word.stem])
    return near


def importance(asked: Asked, near: Vectors) -> Vectors:
    """Return what share of the question each of its words is.

    A word counts by its rarity in English, and by how few of the sentences have it: in an article
    about Velden "Velden" tells no sentence from another.
    """
    met = (near**4).sum(axis=0)
    share: Vectors = asked.rarity * np.log1p((len(near) - met + 0.5) / (met + 0.5))
    return share / max(float(share.sum()), 1e-6)


def has_thing(asked: Asked, text: str) -> bool:
    """Return whether the text has a thing of the kind that is asked for.

    "How many people live there?" asks for a number of people: "two diesel sets" is none.
    """
    if not asked.things:
        return matches_kind(asked.kind, text, {word.stem for word in asked.words})
    found = behind_numbers(text)
    if any(kinship(thing.stem, word.stem) for thing in asked.things for word in found):
        return True
    directions, _ = vectors([word.text for word in found])
    sought, _ = vectors([thing.text for thing in asked.things])
    return bool((sought @ directions.T).max(initial=0.0) >= SAME_THING)


def features(asked: Asked, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return a row for each sentence of each candidate, with the columns of `Weights`."""
    passages = [candidate.passage for candidate in candidates]
    found = alike(asked, sentences_of(passages))
    said = _nearest(asked, found)
    near = _standing(asked, passages, said)
    # "Kvist, who ran the utility until April, was warned": a name holds for the whole sentence, and
    # so does whom it means by "he".
    held = np.where(near > said, near, np.float32(0.0))
    held[:, asked.names] = near[:, asked.names]
    share = importance(asked, near)
    joined = with_one_before(near, passages) @ share
    crowd = min(1.0, len(candidates) / CROWD)
    rows, first = [], 0
    for candidate in candidates:
        own = near[first : first + len(candidate.passage.sentences)]
        whole = float(own.max(axis=0, initial=0.0) @ share)
        for place, sentence in enumerate(candidate.passage.sentences):
            rows.append(
                Weights(
                    lexical=crowd * candidate.lexical,
                    dense=crowd * candidate.dense,
                    passage_words=crowd * whole,
                    words=float(own[place] @ share),
                    before=float(joined[first + place]),
                    close=together(found[first + place], held[first + place], share),
                    order=len(asked.pairs & _pairs(sentence.text)) / max(1, len(asked.pairs)),
                    kind=float(asked.kind not in NAMED and has_thing(asked, sentence.text)),
                )
            )
        first += len(own)
    return np.array(rows).reshape(len(rows), len(Weights._fields))


def rank(question: str, candidates: Sequence[Candidate]) -> tuple[Ranked, ...]:
    """Return the sentences of the candidates, the likeliest to answer first."""
    scores = features(read_question(question), candidates) @ np.array(WEIGHTS)
    places = ((c.passage, sentence) for c in candidates for sentence in c.passage.sentences)
    ranked = [
        Ranked(passage, sentence, float(score))
        for (passage, sentence), score in zip(places, scores, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda one: -one.score))
