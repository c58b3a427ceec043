"""From a file, folder or address to a document with its roles and metadata."""

from collections.abc import Callable, Iterable
from pathlib import Path

from index.documents import markdown, office, page, pdf, plain
from index.documents.encoding import decode
from index.errors import SourceError
from index.types import Document

__all__ = ["LARGEST", "READABLE", "expand", "load"]

LARGEST = 20_000_000
"""Bytes; a larger file is refused before it is read. The King James Bible has 4.4 million."""

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
"""The file endings that a folder is searched for."""


def _is_address(source: str) -> bool:
    return "://" in source


def _folder(folder: Path) -> list[str]:
    found = sorted(
        str(path)
        for path in folder.rglob("*")
        if path.suffix.lower() in READABLE
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise SourceError(
            f"{folder}: nothing to read in this folder; it needs files that end in "
            f"{', '.join(sorted(READABLE))}."
        )
    return found


def expand(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources with each folder replaced by the readable files in it, sorted.

    Hidden files are left out, and each source is named once. Raises SourceError for a folder with
    nothing to read in it.
    """
    found: dict[str, None] = {}
    for source in sources:
        folder = not _is_address(source) and Path(source).is_dir()
        found |= dict.fromkeys(_folder(Path(source)) if folder else [source])
    return tuple(found)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file; check the path.")
        if not path.is_file():
            raise SourceError(f"{path}: this is not a file; name an article.")
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(
                f"{path}: {size / 1e6:.0f} MB is over the limit of {LARGEST / 1e6:.0f} MB; "
                "give the article alone."
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}.") from None


def load(source: str) -> Document:
    """Return the document that a file (txt, md, html, pdf, docx) or an http(s) address holds.

    A file with another ending is read as plain text. Raises SourceError for what cannot be read.
    """
    if _is_address(source):
        from index.documents.web import fetch

        return fetch(source, LARGEST)
    path = Path(source)
    data = _bytes_of(path)
    if not data.strip():
        raise SourceError(f"{source}: the file is empty; give an article with some text.")
    ending = path.suffix.lower()
    if ending in _BYTES:
        return _BYTES[ending](data, source)
    return _TEXT.get(ending, plain.read)(decode(data, source), source)
