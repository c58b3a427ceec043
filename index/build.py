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


def _expanded(sources: Iterable[str]) -> Iterator[Outcome | str]:
    """Yield each file and address once, and why a folder has none."""
    seen: set[str] = set()
    for source in sources:
        try:
            found = [each for each in expand([source]) if each not in seen]
        except SourceError as error:
            yield Outcome(source, "failed", str(error))
        else:
            seen.update(found)
            yield from found


def refresh(index: Index, sources: Iterable[str]) -> Iterator[Outcome]:
    """Bring the sources up to date in the index, one outcome each as it is done.

    Only what changed is read for stance and embedded again. A source that fails leaves what was in
    the index. Raises IndexFolderError where another process is writing.
    """
    with index.writing():
        for source in _expanded(sources):
            yield source if isinstance(source, Outcome) else _refreshed(index, source)


def forget(index: Index, source: str) -> bool:
    """Remove all of one source from the index; return whether it was there."""
    with index.writing():
        return index.remove(source)
