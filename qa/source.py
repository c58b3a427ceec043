"""A source text made ready to judge many answer sentences against."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.stance.lexicon import entry_of
from index.types import Kind, Mark, Span
from qa.align import Matrix, Word, vectors, words_in

NEARBY = 400
"""Characters before and behind a mark within which its holder is looked for."""


@dataclass(frozen=True)
class Source:
    """A source text read once, ready to judge many answer sentences.

    `sentences` are spans, `marks` carry offsets into `text`. `words` are its words of substance in
    order, `vectors` one row for each, `weights` what each counts, `sentence_of` where each stands,
    `governed` the places of the words in the scope of each mark, `told` those of them that do not
    name its holder, `plain` says which words no hedge governs.
    """

    text: str
    sentences: tuple[Span, ...]
    marks: tuple[Mark, ...]
    words: tuple[Word, ...] = field(repr=False)
    vectors: Matrix = field(repr=False)
    weights: Matrix = field(repr=False)
    sentence_of: "np.ndarray[tuple[int], np.dtype[np.intp]]" = field(repr=False)
    governed: dict[Mark, list[int]] = field(repr=False)
    told: dict[Mark, list[int]] = field(repr=False)
    plain: "np.ndarray[tuple[int], np.dtype[np.bool_]]" = field(repr=False)


def make_source(text: str, sentences: Sequence[Span], marks: Sequence[Mark]) -> Source:
    """Prepare a source: its words, their vectors and where they stand."""
    words: list[Word] = []
    place_of: list[int] = []
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
        place_of.extend([index] * len(found))
    starts = [word.start for word in words]
    governed = {mark: _governed(mark, text, words, starts) for mark in marks}
    plain = np.ones(len(words), dtype=np.bool_)
    for mark, places in governed.items():
        plain[places] &= mark.kind in _AMOUNTS
    return Source(
        text,
        tuple(sentences),
        tuple(marks),
        tuple(words),
        vectors(words),
        weights_of(words),
        np.array(place_of, dtype=np.intp),
        governed,
        {mark: _without_holder(mark, text, words, places) for mark, places in governed.items()},
        plain,
    )


_AMOUNTS: frozenset[Kind] = frozenset({"bound", "quantifier", "booster"})
"""Kinds of mark under which a claim is still told as fact."""


def _governed(mark: Mark, text: str, words: Sequence[Word], starts: Sequence[int]) -> list[int]:
    """Return which words stand in the scope of a mark, but for the mark and who its holder is.

    Of "the organisers of the Lisk festival counted 60,000" the festival is part of what is said.
    """
    places = range(bisect_left(starts, mark.scope.start), bisect_left(starts, mark.scope.end))
    if mark.kind == "bound" or mark.entry == "scare quotes":
        return list(places)
    holder = holder_span(mark, text)
    own = [mark.span]
    if holder is not None:
        head = BEHIND_HEAD.split(holder.of(text), maxsplit=1)[0]
        own.append(Span(holder.start, holder.start + len(head)))
        described = _DESCRIPTION.match(text, holder.end) if _is_according(mark) else None
        if described:
            own.append(Span(*described.span()))
    if mark.kind in _OF_MAIN_CLAUSE or _is_according(mark):
        sentence = text[mark.scope.start : mark.scope.end]
        asides = (Span(*found.span()) for found in _ASIDE.finditer(sentence))
        placed = [Span(s.start + mark.scope.start, s.end + mark.scope.start) for s in asides]
        own.extend(span for span in placed if not span.meets(mark.span))
    return [place for place in places if not is_inside(words[place], own)]


def _deed_start(mark: Mark, text: str) -> int:
    """Return where begins what somebody is accused of, else 0: "arrested her ON SUSPICION OF"."""
    if mark.end > mark.scope.start or _OFFENCE.search(mark.words):
        return 0
    found = _OFFENCE.search(text, mark.end, mark.scope.end)
    return found.end() if found and words_in(text, found.end(), mark.scope.end) else 0


_OFFENCE = re.compile(r"\b(?:on suspicion of|in connection with|of|with|for|over)\b", re.I)


_DESCRIPTION = re.compile(
    r", (?:the|a|an|its|his|her|their) (?:[a-z-]+ ){1,4}[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*,"
)
"""Who a holder is: "by the count of her opponent, THE SITTING MAYOR GUS TREMAINE, she lost"."""

_ASIDE = re.compile(r", (?:who|whose|whom)\b[^,;:.]+(?=[,.;]|$)")
"""What is told of somebody in passing: "Oosting, WHO FINISHED SECOND, would win if ..."."""

_OF_MAIN_CLAUSE: frozenset[Kind] = frozenset({"condition", "epistemic", "plan", "provisional"})
"""Kinds of mark that leave what is told in passing as it is."""


def _is_according(mark: Mark) -> bool:
    entry = entry_of(mark)
    return entry is not None and entry.reach == "according"


BEHIND_HEAD = re.compile(r" (?:of|from|in|at|for|by|on|with|near|to|inside|behind|close) ")
"""What parts the word that says who a holder is from what tells him apart: "police IN Sarnvik"."""


def _without_holder(mark: Mark, text: str, words: Sequence[Word], places: list[int]) -> list[int]:
    """Return those of the places where neither the holder stands nor who is accused.

    Who tells no more than that a warden was freed owes no accusation of her.
    """
    holder = holder_span(mark, text)
    deed = _deed_start(mark, text) if mark.kind == "allegation" else 0
    apart = [Span(mark.scope.start, deed)] if deed else []
    apart += [holder] if holder else []
    return [n for n in places if not is_inside(words[n], apart)]


def holder_span(mark: Mark, text: str) -> Span | None:
    """Return where the holder of a mark stands nearest to it: who speaks is not what is said.

    In "The clerk took bribes, a paper said. HE denied it" the clerk is what is said.
    """
    if not mark.holder:
        return None
    named = re.compile(re.escape(mark.holder))
    behind = mark.scope.end if mark.scope.end <= mark.start else 0
    near = named.finditer(text, max(behind, mark.start - NEARBY), mark.end + NEARBY)
    places = [found.start() for found in near]
    start = min(places, key=lambda place: abs(place - mark.start), default=None)
    return None if start is None else Span(start, start + len(mark.holder))


def first_end(condition: Mark, text: str) -> int:
    """Return where what must come first ends: it stands behind the mark, to the next sign."""
    ends = (place for place in range(condition.end, len(text)) if text[place] in ",.;:")
    return next(ends, condition.end)


def is_inside(word: Word, spans: Sequence[Span]) -> bool:
    """Return whether a word begins in one of the spans."""
    return any(span.start <= word.start < span.end for span in spans)


def weights_of(words: Sequence[Word]) -> Matrix:
    """Return what each word counts."""
    return np.array([word.weight for word in words], dtype=np.float32)
