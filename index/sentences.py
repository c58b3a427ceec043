"""Sentence spans with exact offsets, by rules, in one pass and without a dependency."""

import re

from index.paragraphs import paragraphs
from index.types import Document, Sentence, Span

_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\s?\[\d{1,3}\])*+(?=\s|$)|[。！？؟]++[”」』）]*+"
)
"""Where a sentence may end: possessive, and never begun inside a run of stops, so linear."""
_SPACE = re.compile(r"\s*")
_OPENING = re.compile(r"[\"'“‘«(\[¿¡—–-]*+\s?")
_WORD = re.compile(r"[\w’']{1,40}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """
    mr mrs ms mx dr prof gen lt col maj capt cpl sgt sgts adm cmdr gov sen rep reps pres hon rev fr
    messrs mme mlle st mt ft supt det insp amb assoc asst atty vs cf viz e.g i.e eg ie ca fig figs
    eq eqs ref refs sec ch vol vols pp approx esp incl resp ed eds
    """
)
"""Abbreviations that something follows: they never end a sentence."""

MAY_END = _words(
    """
    a.m p.m am pm etc inc ltd corp co bros jr sr u.s u.k u.n e.u u.s.a d.c ph.d b.c a.d al est dept
    univ jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun ave blvd rd approx no nos p para art
    """
)
"""Abbreviations that may stand last: the next word tells."""

STARTERS = _words(
    """
    a about according after all also although among an and another are as asked at back because
    before both but by can critics despite did do does during each earlier even every few finally
    first for from further furthermore had has have he her here his how however i if in indeed
    instead is it its last later let like many meanwhile more moreover most much my nevertheless new
    next no nobody nonetheless nor not nothing now of officials on once one only or other others our
    over perhaps please rather several she similarly since so some sometimes soon still such that
    the their then there therefore these they this those though through thus to today together two
    under unlike until was we were what whatever when where whether which while who why will with
    within without yes yet you your
    """
)
"""Words that begin a sentence far more often than they follow an abbreviation with a capital."""

CLAUSE_OPENERS = _words("although and because but if that though when where while")
"""After these a number begins a clause: "it is known that 2,000. Russian soldiers entered"."""


def _before(text: str, start: int, stop: int) -> tuple[str, str]:
    """Return the two words before a stop, small, without what quotes or brackets them."""
    words = text[max(start, stop - 60) : stop].split()
    last = words[-1].strip("\"'“”‘’«»()[]—–").lower() if words else ""
    return (words[-2].lower() if len(words) > 1 else "", last)


def _full_stop_ends(before: tuple[str, str], following: str) -> bool:
    """Return whether a single full stop between these words ends a sentence."""
    earlier, last = before
    starts = following.lower() in STARTERS
    if last in TITLES:
        return False
    if last in MAY_END:
        return starts and not following.isdigit()
    if last.replace(".", "").isalpha() and (len(last) == 1 or "." in last):
        return starts
    if last.rstrip("0123456789,.") == "" and last and earlier in CLAUSE_OPENERS:
        return starts
    return True


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether the sentence that began at `start` ends with this stop."""
    following = _SPACE.match(text, stop.end())
    place = following.end() if following else stop.end()
    opening = _OPENING.match(text, place)
    word = _WORD.match(text, opening.end() if opening else place)
    after = word.group() if word else ""
    if after[:1].islower():
        return False
    bare = stop.group().rstrip("\"'”’»)]")
    if bare != ".":
        return True
    return _full_stop_ends(_before(text, start, stop.start()), after)


def _within(text: str, paragraph: Span) -> list[Span]:
    spans, start = [], paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        numbering = stop.end() - start < 6 and not any(
            c.islower() for c in text[start : stop.end()]
        )
        if stop.end() < paragraph.end and not numbering and _ends(text, start, stop):
            spans.append(Span(start, stop.end()))
            space = _SPACE.match(text, stop.end())
            start = space.end() if space else stop.end()
    if start < paragraph.end:
        spans.append(Span(start, paragraph.end))
    return spans


def split(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text` in order, without the white space between them.

    >>> [span.of("Dr. No left, i.e. fled. Why?") for span in split("Dr. No left, i.e. fled. Why?")]
    ['Dr. No left, i.e. fled.', 'Why?']
    """
    return tuple(span for paragraph in paragraphs(text) for span in _within(text, paragraph))


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document in order, each with the role of its block."""
    return tuple(
        Sentence(span.start, span.end, span.of(document.text), block.role)
        for block in document.blocks
        for span in _within(document.text, block.span)
    )
