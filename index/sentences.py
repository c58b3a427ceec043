"""Sentence spans with exact offsets."""

import re

from index.types import Span

_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")


def split(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text`, without the white space between them."""
    spans, start = [], 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + piece.index(stripped)
            spans.append(Span(first, first + len(stripped)))
        start = end
    return tuple(spans)
