"""Web pages: the article without what the site puts round it, as trafilatura finds it."""

from collections.abc import Iterator
from typing import Any

from index.documents.parts import Part, joined
from index.documents.roles import Metadata
from index.errors import SourceError
from index.types import Document

_INNER = {"item", "p", "quote", "list", "table", "head"}
"""The elements of trafilatura's tree that hold paragraphs of their own."""


def _words(node: Any) -> str:
    """Return the words of an element; a line break within it is a space."""
    return "".join(
        piece
        for part in node.iter()
        for piece in (" " if part.tag == "lb" else part.text, part is not node and part.tail)
        if piece
    )


def _parts(node: Any) -> Iterator[Part]:
    """Yield headings, paragraphs, list items and table rows in order; code is left out."""
    for child in node:
        if child.tag == "table":
            for row in child.iter("row"):
                yield Part(" | ".join(" ".join(_words(cell).split()) for cell in row))
        elif child.tag == "head":
            yield Part(_words(child), "heading")
        elif child.tag != "code" and any(inner.tag in _INNER for inner in child):
            yield Part(child.text or "")
            yield from _parts(child)
        elif child.tag != "code":
            yield Part(_words(child))


def read(page: bytes | str, source: str) -> Document:
    """Return the document of a page of HTML.

    Its text is the article's blocks with a blank line between them. Raises SourceError where there
    is no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    found = bare_extraction(
        page,
        url=source if "://" in source else None,
        with_metadata=True,
        include_comments=False,
    )
    if not isinstance(found, Extracted) or found.body is None:
        raise SourceError(f"{source}: no article found on this page; give its text as a file.")
    known = Metadata(found.title, found.author, found.sitename, found.date)
    return joined(_parts(found.body), source, known)
