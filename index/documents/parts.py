"""Documents put together from parts that a format names: headings, paragraphs, list items."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.documents.encoding import without_unseen
from index.documents.roles import Metadata, Piece, article
from index.errors import SourceError
from index.types import Document, Role, Span


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph's words, and its role where the format tells."""

    text: str
    role: Role | None = None


def _titled(parts: list[Part], title: str | None) -> list[Part]:
    """Return the parts with the title first, taken from the metadata where no part is it.

    Metadata may add the site's name to the headline, or cut it short.
    """
    if title is None or any(part.role == "title" for part in parts):
        return parts
    first = parts[0]
    if title.startswith(first.text) or first.text.startswith(title):
        return [replace(first, role="title"), *parts[1:]]
    return [Part(" ".join(title.split()), "title"), *parts]


def joined(parts: Iterable[Part], source: str, known: Metadata) -> Document:
    """Return the document whose text is the parts with a blank line between them.

    Raises SourceError where no part holds words.
    """
    clean = [replace(part, text=" ".join(without_unseen(part.text).split())) for part in parts]
    clean = [part for part in clean if part.text]
    if not clean:
        raise SourceError(f"{source}: no article text found in it; give the article as text.")
    pieces, start = [], 0
    clean = _titled(clean, known.title)
    for part in clean:
        pieces.append(Piece(Span(start, start + len(part.text)), part.role))
        start += len(part.text) + 2
    return article(source, "\n\n".join(part.text for part in clean), pieces, known)
