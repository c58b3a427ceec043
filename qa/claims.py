"""The claims of an answer sentence, and the marks that each owes and carries.

A claim is a clause of the answer. It owes the marks of the source in whose scope its words are
found, and carries those of its own sentence whose scope covers it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.stance.finite import has_finite, is_finite
from index.stance.layout import (
    ADVERBIAL,
    CONTRAST,
    COORDINATING,
    RELATIVE,
    Layout,
    lay_out,
    without_asides,
)
from index.stance.tokens import Token, tokenise
from index.stance.words import DATES
from index.types import Mark, Span
from qa.align import SAME, Matrix, Word, likeness, vectors, words_of
from qa.holds import SMALLEST, Hold, hold_of, is_loose, takes_number, takes_whole
from qa.source import Source, holder_span, is_inside, weights_of

FOUND = 0.3
"""The least share of a claim's words that the source must hold to make the claim at all."""

CLOSE = 0.85
"""How near a sentence must come to the best one, in support, to be a place that makes the claim."""

LONG = 9
"""Words of substance from which a clause of an answer is looked through for several facts."""

SHORT = 3
"""The least words of substance of such a fact."""

_JOINTS = frozenset("and with including featuring as by before after while despite through".split())

_SENTENCE_WIDE = frozenset({"bound", "quantifier", "provisional", "distancing"})
"""Kinds that an answer may put anywhere: "in practice", "according to a first count"."""


@dataclass(frozen=True)
class Claim:
    """A claim of the answer: its words, where the source makes it, and its marks on both sides.

    `support` is the share of its words that the best source sentence holds; `source` that sentence.
    `subordinate` says that it is a relative or adverbial clause.
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

    def shares(self, mark: Mark, source: Source) -> float:
        """Return how much of the words stands in the scope of a mark, by their weight."""
        governed = [source.words[place] for place in source.governed[mark]]
        if not governed or not self.words:
            return 0.0
        near = likeness(self.words, governed, vectors(governed)).max(axis=1)
        return float(near @ weights_of(self.words))


def _units(
    layout: Layout, marks: Sequence[Mark], text: str
) -> list[tuple[Span, tuple[Word, ...], bool]]:
    """Return the clauses of an answer that claim something, without their cues and holders."""
    covered = [mark.span for mark in marks if mark.kind not in {"bound", "quantifier"}]
    covered.extend(map(_addressed, marks))
    if summing := _SUMMING.match(text):
        covered.append(Span(*summing.span()))
    holders = [span for mark in marks if (span := holder_span(mark, text))]
    every = [word for word in words_of(layout.tokens) if not is_inside(word, covered)]
    if any(not is_inside(word, holders) for word in every):
        covered.extend(holders)  # of "The owner denied this" the owner is all that it is about
    units: list[tuple[Span, tuple[Word, ...], bool]] = []
    pending: list[Word] = []
    start: int | None = None
    subject: list[Word] = []  # of "The bells, which weigh a ton, are said to be gold"
    for place, clause in enumerate(layout.clauses):
        if _broken_off(layout, place):
            subject = [
                word
                for word in words_of(layout.tokens[clause.start : clause.end])
                if not is_inside(word, covered)
            ]
            continue
        whole = clause.opener in COORDINATING and has_finite(
            layout.tokens, clause.start, clause.end
        )
        least = 1.0 if whole or clause.opener in CONTRAST else SMALLEST
        minor = clause.opener in RELATIVE | ADVERBIAL
        for tokens in _pieces(layout.tokens[clause.start : clause.end], marks):
            words = [word for word in words_of(tokens) if not is_inside(word, covered)]
            start = tokens[0].start if start is None else start
            if not minor:
                words, subject = subject + words, []
            pending.extend(words)
            dated = all(word.value is not None or word.lower in DATES for word in pending)
            if not dated and sum(word.weight for word in pending) >= least:
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


_SUMMING = re.compile(
    r"(?:in (?:short|brief|sum|summary|essence|other words)|to sum up|overall),", re.I
)
"""Openings by which an answer claims nothing of the source."""


def _broken_off(layout: Layout, place: int) -> bool:
    """Return whether a clause is a subject whose verb comes behind a relative clause."""
    following = layout.clauses[place + 1 : place + 3]
    if len(following) < 2 or following[0].opener not in RELATIVE or following[1].opener:
        return False
    clause = layout.clauses[place]
    resumes = is_finite(layout.tokens, following[1].start)
    return resumes and not has_finite(layout.tokens, clause.start, clause.end)


def _addressed(mark: Mark) -> Span:
    """Return what stands between a verb of saying and what is said: "told REPORTERS that"."""
    near = mark.kind == "attribution" and mark.end < mark.scope.start <= mark.end + ADDRESSED
    return Span(mark.end, mark.scope.start if near else mark.end)


ADDRESSED = 40
"""Characters that whom somebody told, and when, may take."""


def _pieces(tokens: Sequence[Token], marks: Sequence[Mark]) -> list[Sequence[Token]]:
    """Cut a long clause where a list or a participle joins facts, into pieces of a few words each.

    A summary says in one breath that someone is "known for translating the Bible, writing
    commentaries, and advocating reform": each comes from a sentence of its own.
    """
    words = [word.start for word in words_of(tokens)]
    if len(words) < LONG:
        return [tokens]
    starts = [0]
    counted = 0  # words in the pieces before
    for place in range(1, len(tokens)):
        joint = tokens[place].lower in _JOINTS or tokens[place - 1].text in ",;"
        if any(mark.start < tokens[place].start < mark.end for mark in marks):
            continue  # "accused BY her aide of theft" is one fact
        before = bisect_left(words, tokens[place].start)
        if joint and min(before - counted, len(words) - before) >= SHORT:
            starts.append(place)
            counted = before
    return [tokens[a:b] for a, b in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def claims_of(
    sentence: str, marks: Sequence[Mark], source: Source, allowed: Sequence[int]
) -> tuple[Claim, ...]:
    """Return the claims of an answer sentence against the sentences of the source in `allowed`."""
    layout = lay_out(without_asides(tokenise(sentence)))
    if not layout.tokens:
        return ()
    within = np.isin(source.sentence_of, np.array(allowed, dtype=np.intp))
    units = _units(layout, marks, sentence)
    every = [word for _, words, _ in units for word in words]
    alike = likeness(every, source.words, source.vectors) * within
    whole = _supports(every, alike, source) if len(units) > 1 else None
    claims, first = [], 0
    for span, words, minor in units:
        rows = alike[first : first + len(words)]
        first += len(words)
        claim = _claim((span, words), rows, marks, source, whole)
        apart = tuple(
            mark
            for mark in marks
            if mark not in claim.carried and _stands_for(mark, claim, every, alike, source)
        )
        claims.append(replace(claim, carried=claim.carried + apart, subordinate=minor))
    return tuple(claims)


def _stands_for(
    mark: Mark, claim: Claim, words: Sequence[Word], alike: Matrix, source: Source
) -> bool:
    """Return whether a mark apart from the claim governs only what an owed mark of its kind does.

    "The footbridge, in whose place a stop will stand, IS SCHEDULED FOR 11 August" is cut in two; a
    hedge that was moved to another claim governs what the source says of that.
    """
    governed = [
        n for n, word in enumerate(words) if mark.scope.start <= word.start < mark.scope.end
    ]
    if mark.kind == "allegation":
        return False  # "she poisoned two and has been charged" says that she did
    own = [owed for owed in claim.owed if owed.kind == mark.kind]
    if any(other.entry == mark.entry for other in source.marks):
        own = [owed for owed in own if owed.entry == mark.entry]  # it stands for that one
    return any(
        bool((alike[np.ix_(governed, source.governed[owed])].max(axis=1) > 0).all()) for owed in own
    )


def _supports(words: Sequence[Word], alike: Matrix, source: Source) -> Matrix:
    """Return the share of the words that each sentence of the source holds."""
    weights = weights_of(words)
    best_of = np.zeros((len(words), len(source.sentences)), dtype=np.float32)
    np.maximum.at(best_of.T, source.sentence_of, alike.T)
    supports: Matrix = weights @ best_of / max(float(weights.sum()), 1e-6)
    return supports


NAMED = 0.5
"""What a name counts where the sentence is sought that makes a claim: an article names a man once
and then says "his client", so that what is told of him stands where he is not named."""

RIVAL = 0.65
"""The least support, as a share of the best, from which on the rest of an answer may decide where a
short clause of it is told."""


def _claim(
    unit: tuple[Span, tuple[Word, ...]],
    alike: Matrix,
    marks: Sequence[Mark],
    source: Source,
    whole: Matrix | None,
) -> Claim:
    span, words = unit
    weights = weights_of(words)
    total = float(weights.sum())
    carried = tuple(mark for mark in marks if _covers(mark, span, words))
    if not total or not source.words:
        return Claim(span, words, 0.0, None, (), carried)
    supports = _supports(words, alike, source)
    plain = [replace(word, weight=word.weight * (NAMED if word.is_name else 1)) for word in words]
    ranked = _supports(plain, alike, source)
    if whole is not None and len(words) <= SHORT:
        # "before the games began" is told where the rest of the answer is, not of other games
        ranked = supports + whole * (supports >= RIVAL * supports.max())
    best = int(ranked.argmax())
    support = float(supports[best])
    if support < FOUND or _shares_only_date(words, alike[:, source.sentence_of == best]):
        return Claim(span, words, support, None, (), carried)
    near = [index for index, value in enumerate(supports) if value >= max(FOUND, 0.75 * support)]
    anywhere = float(weights @ alike[:, np.isin(source.sentence_of, near)].max(axis=1))
    least = CLOSE * float(ranked[best])
    likely = [source.sentences[n] for n in range(len(ranked)) if ranked[n] >= least]
    covers = alike.max(axis=0)
    ends = source.sentences[best].of(source.text).rstrip()[-1:] in _ENDINGS  # no headline
    stated = source.plain & (source.sentence_of == best) & ends
    plainly = alike[:, stated].max(axis=1, initial=0.0) >= SAME
    held = {
        mark: hold
        for mark in source.marks
        if not is_loose(mark)
        and (
            any(map(mark.scope.meets, likely))
            or takes_whole(mark, alike, covers, best, source)
            or (mark.kind == "bound" and takes_number(mark, words, covers, source))
        )
        and (hold := hold_of(mark, words, alike, anywhere, source))
        and not (mark.kind in _MADE_GOOD and _is_plain(hold, words, plainly))
    }
    carried = tuple(
        mark
        for mark in marks
        if mark in carried
        or any(
            (len(hold.taken) >= SMALLEST or mark.kind == "allegation")
            and hold.taken
            and _covers(mark, span, hold.taken)
            for hold in held.values()
        )
    )
    return Claim(span, words, support, source.sentences[best], tuple(held), carried, held)


def _shares_only_date(words: Sequence[Word], alike: Matrix) -> bool:
    """Return whether a sentence holds nothing of a claim but when: "The king left ON FRIDAY"."""
    found = [word.lower for word, near in zip(words, alike, strict=True) if near.any()]
    return len(found) < len(words) and DATES.issuperset(found)


STATED = 0.6
"""The least share of a claim that a sentence states plainly to make a hedge elsewhere good."""

_MADE_GOOD = frozenset({"epistemic", "attribution", "unknown", "plan"})
"""Kinds of mark that what happened later makes good; a denial never."""


_ENDINGS = frozenset('.!?…"”’)')


def _is_plain(hold: Hold, words: Sequence[Word], plainly: NDArray[np.bool_]) -> bool:
    """Return whether the claim is stated plainly elsewhere, in all that it takes from the mark.

    "Engineers warned that the dam might fail. On Wednesday the dam failed."
    """
    stated = {word for word, plain in zip(words, plainly, strict=True) if plain}
    taken = [word for word in hold.taken if not word.is_name]
    if not taken or not stated.issuperset(taken):
        return False
    return sum(word.weight for word in stated) >= STATED * sum(word.weight for word in words)


def _covers(mark: Mark, span: Span, words: Sequence[Word]) -> bool:
    """Return whether a mark of the answer governs the claim."""
    if mark.kind in _SENTENCE_WIDE:
        return True
    governed = sum(word.weight for word in words if mark.scope.start <= word.start < mark.scope.end)
    total = sum(word.weight for word in words)
    return governed >= 0.4 * total if total else mark.scope.meets(span)


__all__ = ["Claim", "Hold", "claims_of"]
