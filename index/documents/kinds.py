"""What kinds of file can be read, and the reader of each."""

from collections.abc import Callable

from index.documents import markdown, office, page, pdf, plain
from index.documents.encoding import decode
from index.errors import SourceError
from index.types import Document

_TEXT: dict[str, Callable[[str, str], Document]] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}
_BYTES: dict[str, Callable[[bytes, str], Document]] = {
    ".html": page.read,
    ".htm": page.read,
    ".xhtml": page.read,
    ".pdf": pdf.read,
    ".docx": office.read,
}

READABLE = frozenset(_TEXT) | frozenset(_BYTES)
"""The endings of names by which a file is known to be readable."""


def read(data: bytes, source: str, ending: str) -> Document:
    """Return the document that the bytes of a file hold, by the small ending of its name.

    With another ending it is read as plain text. Raises SourceError where it cannot be read.
    """
    if not data.strip():
        raise SourceError(f"{source}: the file is empty; give an article with some text.")
    if ending in _BYTES:
        return _BYTES[ending](data, source)
    return _TEXT.get(ending, plain.read)(decode(data, source), source)
