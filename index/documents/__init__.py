"""From a file, folder or address to a document with its roles and metadata."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.chroma import is_index
from index.documents.kinds import READABLE, read
from index.errors import SourceError
from index.names import is_address, known_as
from index.types import Document

__all__ = ["LARGEST", "READABLE", "expand", "load"]

LARGEST = 20_000_000
"""Bytes; a larger file is refused before it is read. The King James Bible has 4.4 million."""


def _is_readable(path: str) -> bool:
    """Return whether a path is that of a readable file, or of one that nobody may look at."""
    if os.path.splitext(path)[1].lower() not in READABLE:
        return False
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        return isinstance(error, PermissionError)


def _files(folder: str) -> Iterator[str]:
    """Yield the readable files in a folder, and each folder in it that cannot be looked into."""
    closed: list[str] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(error.filename))
    for place, folders, names in walk:
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (os.path.join(place, name) for name in names if not name.startswith("."))
        yield from filter(_is_readable, paths)
    yield from closed


def expand(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources with each folder replaced by the readable files in it, sorted.

    Hidden files are left out, and each source is named once. A folder with nothing to read in it,
    or that cannot be looked into, stays as it is: to load it raises SourceError.
    """
    found: dict[str, str] = {}
    for source in sources:
        folder = not is_address(source) and os.path.isdir(source)
        for name in (folder and sorted(_files(source))) or [source]:
            found.setdefault(known_as(name), name)
    return tuple(found.values())


def _why_not(folder: Path) -> str:
    """Return why a folder cannot be read as one article; raises OSError."""
    if is_index(folder):
        return f"this is an index, not an article; ask it with --index {folder}"
    os.listdir(folder)
    if any(_files(str(folder))):
        return "this is a folder; name one of the articles in it"
    return (
        f"nothing to read in this folder; it needs files that end in {', '.join(sorted(READABLE))}"
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file; check the path.")
        if path.is_dir():
            raise SourceError(f"{path}: {_why_not(path)}.")
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

    A file with another ending is read as plain text; its document goes by the resolved path. Raises
    SourceError, which names the source as it is given, for what cannot be read.
    """
    if is_address(source):
        from index.documents.web import fetch

        return fetch(source, LARGEST)
    path = Path(source)
    document = read(_bytes_of(path), source, path.suffix.lower())
    return replace(document, source=known_as(source))
