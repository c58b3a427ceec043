"""The claims of an answer sentence, and the marks that each owes and carries.

A claim is a clause of the answer. It owes the marks of the source in whose scope its words are
found, and carries those of its own sentence whose scope covers it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.stance.layout import ADVERBIAL, CONTRAST, RELATIVE, Layout, lay_out
from index.stance.lexicon import entry_of
from index.stance.tokens import tokenise
from index.types import Mark, Span
from qa.align import Matrix, Word, likeness, vectors, words_in, words_of

TAKEN = 0.6
"""The least share of what a claim finds in the source that must lie in a mark's scope."""

COVERED = 0.6
"""The least share of a scope's words that a claim must hold to take what the mark governs."""

FOUND = 0.3
"""The least share of a claim's words that the source must hold to make the claim at all."""

CLOSE = 0.8
"""How near a sentence must come to the best one, in support, to be a place that makes the claim."""

BESIDE = 2
"""How many words of a scope count as standing beside the mark."""

_SENTENCE_WIDE = frozenset({"bound", "quantifier", "provisional", "distancing"})
"""Kinds that an answer may put anywhere: "in practice", "according to a first count"."""

_AMOUNTS = frozenset({"bound", "quantifier"})
"""Kinds that say how many: the words next to them are what they are about."""

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

_SMALLEST = 2.0  # words of substance without which a clause is no claim of its own


@dataclass(frozen=True)
class Source:
    """A source text read once, ready to judge many answer sentences.

    `sentences` are spans, `marks` carry offsets into `text`. `words` are its words of substance in
    order, `vectors` one row for each, `sentence_of` the sentence that each stands in, `free` tells
    whether no hedge governs it.
    """

    text: str
    sentences: tuple[Span, ...]
    marks: tuple[Mark, ...]
    words: tuple[Word, ...] = field(repr=False)
    vectors: Matrix = field(repr=False)
    sentence_of: "np.ndarray[tuple[int], np.dtype[np.intp]]" = field(repr=False)
    free: Flags = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hold:
    """How a claim meets what a mark governs.

    `words` counts the claim's words in the scope, by weight; `share` is their part of all that the
    claim finds in the source, `coverage` the part of the scope's words that the claim holds, and
    `beside` the same of the few words next to the mark; `missed` words of the scope it leaves out.
    """

    words: float
    share: float
    coverage: float
    beside: float
    missed: int


@dataclass(frozen=True)
class Claim:
    """A claim of the answer: its words, where the source makes it, and its marks on both sides.

    `support` is the share of its words that the best source sentence holds; `source` that sentence.
    `plain` is the same share where only words under no hedge count: near `support`, the source
    asserts the claim somewhere. `subordinate` says that it is a relative or adverbial clause.
    `held` tells how the claim meets the scope of each owed mark.
    """

    span: Span
    words: tuple[Word, ...]
    support: float
    source: Span | None
    owed: tuple[Mark, ...]
    carried: tuple[Mark, ...]
    held: dict[Mark, Hold] = field(default_factory=dict)
    subordinate: bool = False
    plain: float = 0.0


def make_source(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> Source:
    """Prepare a source: its words, their vectors and where they stand."""
    words: list[Word] = []
    places: list[int] = []
    cues = {
        place
        for mark in marks
        if mark.kind not in {"bound", "quantifier"} and mark.entry != "scare quotes"
        for place in range(mark.start, mark.end)
    }
    for index, sentence in enumerate(sentences):
        found = [
            word for word in words_in(text, sentence.start, sentence.end) if word.start not in cues
        ]
        words.extend(found)
        places.extend([index] * len(found))
    return Source(
        text,
        tuple(sentences),
        tuple(marks),
        tuple(words),
        vectors(words),
        np.array(places, dtype=np.intp),
        _free(words, marks),
    )


def _free(words: Sequence[Word], marks: Sequence[Mark]) -> Flags:
    """Return for each word whether no mark but one of amount or of certainty governs it."""
    free = np.ones(len(words), dtype=np.bool_)
    starts = [word.start for word in words]
    for mark in marks:
        if mark.kind not in _AMOUNTS | {"booster"}:
            free[bisect_left(starts, mark.scope.start) : bisect_left(starts, mark.scope.end)] = (
                False
            )
    return free


def _units(layout: Layout, marks: Sequence[Mark]) -> list[tuple[Span, tuple[Word, ...], bool]]:
    """Return the clauses of an answer that claim something, without their cues and holders."""
    covered = [mark.span for mark in marks if mark.kind not in {"bound", "quantifier"}]
    covered.extend(span for mark in marks if (span := _holder_span(layout, mark)))
    units: list[tuple[Span, tuple[Word, ...], bool]] = []
    pending: list[Word] = []
    start: int | None = None
    for clause in layout.clauses:
        tokens = layout.tokens[clause.start : clause.end]
        words = [
            word
            for word in words_of(tokens)
            if not any(span.start <= word.start < span.end for span in covered)
        ]
        start = tokens[0].start if start is None else start
        pending.extend(words)
        least = 1.0 if clause.opener in CONTRAST else _SMALLEST
        if sum(word.weight for word in pending) >= least:
            minor = clause.opener in RELATIVE | ADVERBIAL
            units.append((Span(start, tokens[-1].end), tuple(pending), minor))
            pending, start = [], None
    if pending or not units:
        end = layout.tokens[-1].end
        if units:
            span, before, minor = units.pop()
            units.append((Span(span.start, end), (*before, *pending), minor))
        else:
            units.append((Span(layout.tokens[0].start, end), tuple(pending), False))
    return units


def _holder_span(layout: Layout, mark: Mark) -> Span | None:
    """Return where the holder of a mark stands in the answer: who speaks is not what is said."""
    words = (mark.holder or "").split()
    if not words or mark.holder is None:
        return None
    places = [token for token in layout.tokens if token.text == words[0]]
    nearest = min(places, key=lambda token: abs(token.start - mark.start), default=None)
    return Span(nearest.start, nearest.start + len(mark.holder)) if nearest else None


def claims_of(
    sentence: str, marks: Sequence[Mark], source: Source, allowed: Sequence[int]
) -> tuple[Claim, ...]:
    """Return the claims of an answer sentence against the sentences of the source in `allowed`."""
    layout = lay_out(tokenise(sentence))
    if not layout.tokens:
        return ()
    within = np.isin(source.sentence_of, np.array(allowed, dtype=np.intp))
    claims = []
    for span, words, minor in _units(layout, marks):
        alike = likeness(words, source.words, source.vectors) * within
        claims.append(replace(_claim(span, words, alike, marks, source), subordinate=minor))
    return tuple(claims)


def _claim(
    span: Span, words: tuple[Word, ...], alike: Matrix, marks: Sequence[Mark], source: Source
) -> Claim:
    weights = np.array([word.weight for word in words], dtype=np.float32)
    total = float(weights.sum())
    carried = tuple(mark for mark in marks if _covers(mark, span, words))
    if not total or not source.words:
        return Claim(span, words, 0.0, None, (), carried)
    best_of = np.zeros((len(words), len(source.sentences)), dtype=np.float32)
    np.maximum.at(best_of.T, source.sentence_of, alike.T)
    supports = weights @ best_of / total
    best = int(supports.argmax())
    support = float(supports[best])
    if support < FOUND:
        return Claim(span, words, support, None, (), carried)
    near = [index for index, value in enumerate(supports) if value >= max(FOUND, 0.75 * support)]
    anywhere = float(weights @ alike[:, np.isin(source.sentence_of, near)].max(axis=1))
    likely = [source.sentences[n] for n in range(len(supports)) if supports[n] >= CLOSE * support]
    held = {
        mark: hold
        for mark in source.marks
        if not _loose(mark)
        and any(mark.scope.meets(sentence) for sentence in likely)
        and (hold := _hold(mark, weights, alike, anywhere, source))
    }
    unhedged = np.zeros_like(best_of)
    np.maximum.at(unhedged.T, source.sentence_of, alike.T * source.free[:, None])
    plain = float((weights @ unhedged).max() / total)
    return Claim(
        span, words, support, source.sentences[best], tuple(held), carried, held, plain=plain
    )


def _hold(
    mark: Mark, weights: Matrix, alike: Matrix, anywhere: float, source: Source
) -> Hold | None:
    """Return how the claim meets what the mark governs; None if it does not owe the mark.

    It is owed where most of the claim is found in the scope, or most of the scope in the claim: of
    '"We may have lost the seeds," said the head of the bank flooded on Sunday' an answer may take
    more words from outside the quotation than from inside it.
    """
    inside = [
        place
        for place, word in enumerate(source.words)
        if mark.scope.start <= word.start < mark.scope.end
        and not (mark.start <= word.start < mark.end and mark.entry != "scare quotes")
    ]
    if not inside or (_asks(mark, source) and not (alike.max(axis=1) == 0.0).any()):
        return None
    held = float(weights @ alike[:, inside].max(axis=1))
    sizes = np.array([source.words[place].weight for place in inside], dtype=np.float32)
    covers = alike[:, inside].max(axis=0)
    scope, found = float(sizes.sum()), float(sizes @ covers)
    few = 1.0 if mark.kind == "distancing" else 1.6
    taken = held >= TAKEN * anywhere and held >= 0.8
    covered = found >= COVERED * scope and found >= min(few, scope)
    if not taken and not covered:
        return None
    distance = [_distance(mark, source.words[place]) for place in inside]
    beside = np.argsort(distance, kind="stable")[:BESIDE]
    return Hold(
        held,
        held / max(anywhere, held),
        found / scope,
        float(covers[beside].mean()),
        int((covers == 0).sum()),
    )


def _distance(mark: Mark, word: Word) -> int:
    """Return how many characters part a word from the mark; an amount looks ahead."""
    if word.start >= mark.start:
        return max(0, word.start - mark.end)
    return mark.start - word.end + (1000 if mark.kind in _AMOUNTS else 0)


def _loose(mark: Mark) -> bool:
    """Return whether the mark keeps another in an answer but is too weak to be owed itself."""
    entry = entry_of(mark)
    return entry is not None and entry.loose


_ASKING = frozenset("who how why what when where which".split())


def _asks(mark: Mark, source: Source) -> bool:
    """Return whether the mark leaves open who, why or how many, and so takes the rest for granted.

    "It is unclear who paid for the new wing" leaves no doubt that there is one: only a claim with
    something that the source does not say can answer the question.
    """
    if mark.kind != "unknown":
        return False
    words = mark.text.lower().split()[-1:] + mark.scope.of(source.text).lower().split()[:1]
    return bool(_ASKING.intersection(words))


def _covers(mark: Mark, span: Span, words: Sequence[Word]) -> bool:
    """Return whether a mark of the answer governs the claim."""
    if mark.kind in _SENTENCE_WIDE:
        return True
    governed = sum(word.weight for word in words if mark.scope.start <= word.start < mark.scope.end)
    total = sum(word.weight for word in words)
    return governed >= 0.4 * total if total else mark.scope.meets(span)


__all__ = ["Claim", "Hold", "Source", "claims_of", "make_source"]
