"""Paragraphs of plain text: blank lines part them, line ends only where nobody wrapped a line."""

import re

from index.types import Span

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(r"(?:[-*•▪·–]|\(?\d{1,2}[.)]|>>)\s*\S")
WRAPPED = range(40, 131)
"""Characters; lines are kept within such a width on purpose, within others by chance."""


def _lines(text: str) -> list[Span]:
    """Return the lines without the white space round them; a blank line is an empty span."""
    spans = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        first = line.start() + (line.group().index(stripped) if stripped else 0)
        spans.append(Span(first, first + len(stripped)))
    return spans


def _width(lines: list[Span]) -> int:
    """Return the width the text is wrapped at, 0 if it is not: nine in ten lines keep within."""
    lengths = sorted(len(line) for line in lines if len(line))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if width in WRAPPED else 0


def _goes_on(text: str, line: Span, after: Span, width: int) -> bool:
    """Return whether the line end between the two was put in only to keep the lines short."""
    if not len(line) or not len(after) or _ITEM.match(text, after.start):
        return False
    if text[after.start].islower():
        return True
    word = text[after.start : after.start + width].split(None, 1)
    return bool(width and word) and len(line) + 1 + len(word[0]) > width


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the spans of the paragraphs of `text`, without the white space round them.

    A line end within a paragraph counts as wrapped where the next word would not have fitted on
    the line, or where the next line begins with a small letter and is no list item.
    """
    lines = _lines(text)
    width = _width(lines)
    spans: list[Span] = []
    previous = Span(0, 0)
    for line in lines:
        if spans and _goes_on(text, previous, line, width):
            spans[-1] = Span(spans[-1].start, line.end)
        elif len(line):
            spans.append(line)
        previous = line
    return tuple(spans)
