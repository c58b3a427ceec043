"""Word files (docx) through python-docx."""

import io
from collections.abc import Iterator
from typing import Any

from index.documents.parts import Part, joined
from index.documents.roles import Metadata
from index.errors import SourceError
from index.types import Document, Role


def _parts(document: Any) -> Iterator[Part]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                yield Part(" | ".join(cell.text for cell in row.cells))
        else:
            style = item.style.name if item.style else ""
            role: Role | None = None
            if style == "Title":
                role = "title"
            elif style.startswith("Heading"):
                role = "heading"
            yield Part(item.text, role)


def read(data: bytes, source: str) -> Document:
    """Return the document of a Word file; its text is that of its paragraphs and table rows.

    Raises SourceError where it is damaged or no such file.
    """
    import zipfile

    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError):
        raise SourceError(
            f"{source}: cannot be read as a Word file; save it again as docx or give its text."
        ) from None
    core = document.core_properties
    known = Metadata(core.title or None, core.author or None)
    return joined(_parts(document), source, known)
