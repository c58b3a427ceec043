"""Keeping an index in step with its sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.documents import expand, load
from index.errors import SourceError
from index.records import version_of
from index.store import Index


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source; `why` is one line, empty unless it failed."""

    source: str
    status: Literal["added", "updated", "unchanged", "failed"]
    why: str = ""


def _refreshed(index: Index, source: str) -> Outcome:
    try:
        document = load(source)
    except SourceError as error:
        return Outcome(source, "failed", str(error))
    known = index.records().get(source)
    if known and known.version == version_of(document) and index.whole(source):
        return Outcome(source, "unchanged")
    index.put(document)
    return Outcome(source, "updated" if known else "added")


def refresh(index: Index, sources: Iterable[str]) -> Iterator[Outcome]:
    """Bring the sources up to date in the index, one outcome each as it is done.

    Only what changed is read for stance and embedded again. A source that fails leaves what was in
    the index. Raises IndexFolderError where another process is writing, and SourceError for a
    folder with nothing to read.
    """
    with index.writing():
        for source in expand(sources):
            yield _refreshed(index, source)


def forget(index: Index, source: str) -> bool:
    """Remove all of one source from the index; return whether it was there."""
    with index.writing():
        return index.remove(source)
