"""PDF files through pypdf."""

import io
import re
from collections import Counter

from index.documents.encoding import without_unseen
from index.documents.roles import Metadata, Piece, article
from index.errors import SourceError
from index.paragraphs import paragraphs
from index.types import Document

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def _edges(lines: list[str]) -> set[int]:
    """Return the places of the two lines at the top and at the bottom of a page."""
    return {*range(min(2, len(lines))), *range(max(0, len(lines) - 2), len(lines))}


def _without_running_heads(pages: list[str]) -> str:
    """Return the pages as one text, without page numbers and what most pages have at an edge.

    They would part a sentence that goes on over the page.
    """
    sheets = [[line for line in page.splitlines() if line.strip()] for page in pages]
    seen = Counter(
        shape
        for lines in sheets
        for shape in {_NUMBER.sub("#", lines[place].strip()) for place in _edges(lines)}
    )
    repeated = {shape for shape, count in seen.items() if count > max(2, len(sheets) // 2)}

    def runs(lines: list[str], place: int) -> bool:
        line = lines[place].strip()
        return place in _edges(lines) and (
            bool(_PAGE_NUMBER.fullmatch(line)) or _NUMBER.sub("#", line) in repeated
        )

    kept = [line for lines in sheets for place, line in enumerate(lines) if not runs(lines, place)]
    return "\n".join(kept)


def read(data: bytes, source: str) -> Document:
    """Return the document of a PDF; its text is that of the pages one after another.

    Words parted at a line's end are put together. Raises SourceError where the file is damaged,
    locked, or holds pictures of pages only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        found = reader.metadata
    except (PyPdfError, ValueError, KeyError) as error:
        raise SourceError(
            f"{source}: cannot be read as PDF ({error}); save it again or give its text."
        ) from None
    # A soft hyphen at the end of a line parts a word there, as a hyphen does.
    pages = [without_unseen(page.replace("\u00ad\n", "-\n")) for page in pages]
    text = _HYPHEN.sub("", _without_running_heads(pages))
    if not text.strip():
        raise SourceError(f"{source}: no text in this PDF, only pictures; give its text.")
    known = Metadata(found.title or None, found.author or None) if found else Metadata()
    return article(source, text, [Piece(span) for span in paragraphs(text)], known)
