"""Marks that no cue leaves: a question, words in scare quotes, a speaker's name before a colon."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.stance.finite import has_finite
from index.stance.layout import Layout, Range
from index.stance.reach.extent import SPEAKING
from index.stance.tokens import Token, span_of, text_of
from index.stance.words import AUXILIARIES, PREPOSITIONS
from index.types import Mark, Span


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker of an interview says: from behind "Idowu:" to the end of the paragraph."""

    speaker: str
    label: Span
    said: Span

    @property
    def mark(self) -> Mark:
        """Return the mark that the speaker's name leaves."""
        at, who = self.label, self.speaker
        return Mark(who, "attribution", at.start, at.end, self.said, None, who, "a speaker's name")


_LABEL = re.compile(r"^([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}):[ \t]+(?=\S)", re.MULTILINE)
_NO_SPEAKER = frozenset(
    "photo photos video picture image caption source sources note notes update correction text by "
    "interview from to date time place read more related editor".split()
)


def turns_of(text: str) -> tuple[Turn, ...]:
    """Return who says what in an interview or a record, in order.

    A name that opens a line before a colon is a speaker's where it does so more than once.
    """
    found = [
        label for label in _LABEL.finditer(text) if label[1].split()[0].lower() not in _NO_SPEAKER
    ]
    often = Counter(label[1] for label in found)
    stops = [label.start() for label in found]
    turns = []
    for label in found:
        if often[label[1]] < 2:
            continue
        end = next(iter(stops[bisect_right(stops, label.start()) :]), len(text))
        blank = _BLANK.search(text, label.end(), end)
        end = blank.start() if blank else end
        label_span = Span(label.start(1), label.end(1))
        turns.append(Turn(label[1], label_span, Span(label.end(), end)))
    return tuple(turns)


_BLANK = re.compile(r"\n[ \t]*\n")


def turn_at(turns: Sequence[Turn], sentence: Span) -> Turn | None:
    """Return the turn that a sentence belongs to."""
    place = bisect_right(turns, sentence.start, key=lambda turn: turn.label.start) - 1
    turn = turns[place] if place >= 0 else None
    return turn if turn is not None and sentence.start < turn.said.end else None


def question(layout: Layout) -> list[Mark]:
    """Return the mark that a sentence leaves which asks: "WAS the signal green?" says nothing."""
    tokens = layout.tokens
    if len(tokens) < _LEAST_ASKED or tokens[-1].text != "?" or layout.quotations:
        return []
    first = layout.clauses[-1].start if layout.clauses[-1].opener == "" else 0
    first = first if _asks(tokens[first]) else 0
    if not _asks(tokens[first]):
        return []
    scope = span_of(tokens, first, len(tokens) - 1)
    opening = tokens[first]
    return [Mark(opening.text, "unknown", opening.start, opening.end, scope, 1, None, "a question")]


_LEAST_ASKED = 4
_ASKING = frozenset("who whose whom how why what when where which".split())


def _asks(token: Token) -> bool:
    """Return whether a question may begin with the word: "Was it", "Who", not "Really"."""
    return token.lower in AUXILIARIES or token.lower in _ASKING


def headline(layout: Layout) -> list[Mark]:
    """Return the mark of who says so behind a headline: "Harbour blaze was arson: FIRE CHIEF"."""
    tokens = layout.tokens
    ahead = range(max(_HEADLINE, len(tokens) - _TELLER - 1), len(tokens) - 1)
    place = next((p for p in ahead if tokens[p].text in _BEFORE_TELLER), None)
    if place is None or tokens[-1].kind == "sign":
        return []
    joined = tokens[place].start == tokens[place - 1].end and tokens[place].text != ":"
    teller = tokens[place + 1 :]
    names = {token.lower.removesuffix("s") for token in teller} & _TELLERS
    if joined or not names or has_finite(tokens, place + 1, len(tokens)):
        return []
    span, scope = span_of(tokens, place + 1, len(tokens)), span_of(tokens, 0, place)
    who = text_of(teller)
    return [Mark(who, "attribution", span.start, span.end, scope, None, who, "a headline's teller")]


_HEADLINE = 3  # the least words of what a headline tells
_TELLER = 6  # the most of who tells it
_BEFORE_TELLER = frozenset(":–—-")
_TELLERS = frozenset(
    "minister police chief report study source official union company poll survey expert lawyer "
    "court spokesman spokeswoman spokesperson president mayor army ministry government watchdog "
    "witness agency media researcher scientist analyst doctor prosecutor inquiry judge coach "
    "manager ambassador governor senator charity regulator auditor minister's ngo un eu who "
    "family resident economist bank head director coroner".split()
)


def scare_quotes(layout: Layout) -> list[Mark]:
    """Return the marks of quotations of a few words that are neither speech nor a title."""
    return [_scare_mark(layout, quotation) for quotation in _scare_quotes(layout)]


_SCARE_WORDS = 4


def _scare_quotes(layout: Layout) -> list[Range]:
    """Return the quotations of a few words that are neither speech nor a title."""
    found = []
    for start, end in layout.quotations:
        words = layout.tokens[start:end]
        if not words or len(words) > _SCARE_WORDS or words[0].is_name:
            continue
        if start > 1 and layout.tokens[start - 2].is_name and _names_on(layout, end + 1):
            continue  # a nickname: Bram "the Barn" Oude
        if any(token.text in ",.!?" for token in words) or end >= len(layout.tokens):
            continue
        if len(words) > 1 and has_finite(layout.tokens, start, end):
            continue  # a headline's quotation: Maker 'hid deaths', chemist says
        before = [token.lower for token in layout.tokens[max(0, start - 3) : start - 1]]
        if any(word in {"said", "says", "titled", "entitled", "word", "words"} for word in before):
            continue
        if _is_quoted_of(layout, start):
            continue
        if "words" in {token.lower for token in layout.tokens[max(0, start - _FAR) : start]}:
            continue  # 'in his words the penalty was "hard to understand"'
        found.append((start, end))
    return found


def _is_quoted_of(layout: Layout, start: int) -> bool:
    """Return whether a few words of what somebody says are quoted: 'said it WAS "following it"'."""
    tokens = layout.tokens
    told = any(token.lower in SPEAKING for token in tokens[: start - 1])
    before = tokens[start - 2] if start > 1 else None
    is_predicate = before is not None and before.kind == "word" and before.lower in AUXILIARIES
    return told and (is_predicate or tokens[start].lower in PREPOSITIONS)


_FAR = 9  # words from "in his words" to what they are


def _names_on(layout: Layout, place: int) -> bool:
    """Return whether a name goes on at `place`."""
    return place < len(layout.tokens) and layout.tokens[place].is_name


def _scare_mark(layout: Layout, quotation: Range) -> Mark:
    start, end = quotation
    opening, closing = layout.tokens[start - 1], layout.tokens[end]
    span = Span(opening.start, closing.end)
    words = text_of(layout.tokens[start - 1 : end + 1])
    return Mark(words, "distancing", span.start, span.end, span, None, None, "scare quotes")


def is_contrasted(tokens: Sequence[Token], place: int) -> bool:
    """Return whether "but" corrects what stands before: "not of theft BUT OF fraud"."""
    following = tokens[place + 1 : place + 2]
    corrects = bool(following) and following[0].lower in PREPOSITIONS | {"of", "by", "against"}
    return tokens[place].lower == "but" and corrects
