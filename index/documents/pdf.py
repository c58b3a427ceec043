"""PDF files through pypdf."""

import io
import re

from index.documents.roles import Metadata, Piece, article
from index.errors import SourceError
from index.paragraphs import paragraphs
from index.types import Document


def read(data: bytes, source: str) -> Document:
    """Return the document of a PDF; its text is that of the pages one after another.

    Raises SourceError where it is damaged, locked, or holds pictures of pages only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        found = reader.metadata
    except PyPdfError as error:
        raise SourceError(
            f"{source}: cannot be read as PDF ({error}); save it again or give its text."
        ) from None
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n".join(pages)).replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{source}: no text in this PDF, only pictures; give its text.")
    known = Metadata(found.title or None, found.author or None) if found else Metadata()
    return article(source, text, [Piece(span) for span in paragraphs(text)], known)
