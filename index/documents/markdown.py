"""Markdown files: blocks without their markup, offsets into the file as it stands."""

import re
from collections.abc import Iterator

import yaml

from index.documents.roles import Metadata, Piece, article
from index.types import Document, Span

_FRONT = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_MARKER = re.compile(r"\s*(?:(?:>\s?)+|[-*+]\s+|\d{1,3}[.)]\s+)+")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*$")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$|[|\s:-]+$")
_NOTHING = re.compile(r"\s*(?:<!--.*|!\[[^\]]*\]\([^)]*\)|\[[^\]]+\]:\s.*)?\s*$")


def _metadata(front: str) -> Metadata:
    try:
        values = yaml.safe_load(front)
    except yaml.YAMLError:
        return Metadata()
    if not isinstance(values, dict):
        return Metadata()

    def of(*keys: str) -> str | None:
        found = next((values[key] for key in keys if values.get(key)), None)
        return ", ".join(map(str, found)) if isinstance(found, list) else found and str(found)

    return Metadata(
        of("title"), of("author", "authors", "byline"), of("publisher", "site"), of("date")
    )


def _pieces(text: str, start: int) -> Iterator[Piece]:
    """Yield headings, list items, table rows and paragraphs; code is left out."""
    open_span: Span | None = None
    fenced = False
    for line in _LINE.finditer(text, start):
        words = line.group().rstrip()
        first, last = line.start(), line.start() + len(words)
        fence = bool(_FENCE.match(words))
        heading = _HEADING.match(words)
        marker = _MARKER.match(words)
        quoted = bool(marker and set(marker.group()) <= set("> "))
        breaks = fence or fenced or heading or _RULE.match(words) or _NOTHING.match(words)
        if open_span and _UNDERLINE.match(words):
            yield Piece(open_span, "title" if "=" in words else "heading")
            open_span = None
        elif open_span and (breaks or "|" in words[:1] or (marker and not quoted)):
            yield Piece(open_span)
            open_span = None
        if heading:
            span = Span(first + heading.end(), first + len(words.rstrip("# ")))
            if len(span) > 0:
                yield Piece(span, "title" if heading.group(1) == "#" else "heading")
        elif not breaks:
            begin = first + (marker.end() if marker else len(words) - len(words.lstrip()))
            open_span = Span(open_span.start if open_span else begin, last)
        fenced ^= fence
    if open_span:
        yield Piece(open_span)


def read(text: str, source: str) -> Document:
    """Return the document of a Markdown text; its text is taken as it is.

    Front matter in YAML gives title, author, publisher and date.
    """
    front = _FRONT.match(text)
    known = _metadata(front.group(1)) if front else Metadata()
    return article(source, text, list(_pieces(text, front.end() if front else 0)), known)
