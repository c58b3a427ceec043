"""Plain text files."""

from index.documents.roles import Piece, article
from index.paragraphs import paragraphs
from index.types import Document


def read(text: str, source: str) -> Document:
    """Return the document of a plain text; its text is taken as it is."""
    return article(source, text, [Piece(span) for span in paragraphs(text)])
