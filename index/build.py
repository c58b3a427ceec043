"""Keeping an index in step with its sources."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.documents import expand, load
from index.errors import SourceError
from index.names import is_address, known_as
from index.records import version_of
from index.store import Index


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source, as it was named; `why` is one line, empty unless it failed."""

    source: str
    status: Literal["added", "updated", "unchanged", "failed"]
    why: str = ""


def _refreshed(index: Index, source: str) -> Outcome:
    try:
        document = load(source)
    except SourceError as error:
        return Outcome(source, "failed", str(error))
    known = index.records().get(document.source)
    if known and known.version == version_of(document) and index.whole(document.source):
        return Outcome(source, "unchanged")
    index.put(document)
    return Outcome(source, "updated" if known else "added")


def refresh(index: Index, sources: Iterable[str]) -> Iterator[Outcome]:
    """Bring the sources up to date in the index, one outcome each as it is done.

    Only what changed is read for stance and embedded again. A source that fails leaves what was in
    the index. Raises IndexFolderError where another process is writing.
    """
    with index.writing():
        for source in expand(sources):
            yield _refreshed(index, source)


def _names(index: Index, source: str) -> list[str]:
    """Return what a source goes by in the index, or all that lies below it if it is a folder."""
    folder = os.path.join(known_as(source), "")
    inside = [name for name in index.records() if name.startswith(folder)]
    return inside if inside and not is_address(source) else [index.name_of(source)]


def forget(index: Index, source: str) -> bool:
    """Remove all of a source, or of all sources in a folder, from the index; return if any was."""
    with index.writing():
        removed = [index.remove(name) for name in _names(index, source)]
    return any(removed)
