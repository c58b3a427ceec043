"""Documents put together from parts that a format names: headings, paragraphs, list items."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.documents.roles import Metadata, Piece, article
from index.errors import SourceError
from index.types import Document, Role, Span


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph's words, and its role where the format tells."""

    text: str
    role: Role | None = None


def joined(parts: Iterable[Part], source: str, known: Metadata) -> Document:
    """Return the document whose text is the parts with a blank line between them.

    A title that stands only in the metadata becomes the first part. Raises SourceError where no
    part holds words.
    """
    clean = [replace(part, text=" ".join(part.text.split())) for part in parts]
    clean = [part for part in clean if part.text]
    if not clean:
        raise SourceError(f"{source}: no article text found in it; give the article as text.")
    if known.title and all(part.text != known.title for part in clean[:3]):
        clean.insert(0, Part(known.title))
    clean = [replace(part, role="title") if part.text == known.title else part for part in clean]
    pieces, start = [], 0
    for part in clean:
        pieces.append(Piece(Span(start, start + len(part.text)), part.role))
        start += len(part.text) + 2
    return article(source, "\n\n".join(part.text for part in clean), pieces, known)
