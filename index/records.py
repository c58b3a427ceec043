"""What an index keeps of each document, and how that is written in Chroma."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from index.passages import Reading, cut
from index.sentences import sentences_of
from index.stance import read
from index.types import Block, Document, Passage, Span


def digest(*parts: str) -> str:
    """Return the SHA-256 of the parts, in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _rules() -> str:
    """Return a digest of all the code and data that decide how a text is cut and read."""
    here = Path(__file__).parent
    files = [here / name for name in ("paragraphs.py", "sentences.py", "passages.py")]
    files += sorted(path for path in (here / "stance").rglob("*") if path.is_file())
    return digest(*(path.read_text() for path in files if path.suffix != ".pyc"))


def version_of(document: Document) -> str:
    """Return a digest of all that the passages of a document are made from.

    It changes with the text, with what loading found in it, and with the rules of cutting and
    reading: what was indexed by older rules is indexed again.
    """
    return digest(_rules(), json.dumps(asdict(document), sort_keys=True))


@dataclass(frozen=True)
class Record:
    """A document in the index. `count` is how many passages it was cut into when it was added."""

    document: Document
    version: str
    count: int

    @cached_property
    def reading(self) -> Reading:
        """Its sentences of all roles, and the marks of the whole document."""
        sentences = sentences_of(self.document)
        marks = read(self.document.text, [sentence.span for sentence in sentences])
        return Reading(self.document, sentences, marks)


def record_of(document: Document) -> tuple[Record, tuple[Passage, ...]]:
    """Return a document as it is to be kept, and its passages."""
    version = version_of(document)
    reading = Record(document, version, 0).reading
    passages = cut(document, reading.sentences, reading.marks)
    return Record(document, version, len(passages)), passages


def packed(record: Record) -> dict[str, str | int]:
    """Return all of a record but its text as metadata for Chroma."""
    document = record.document
    blocks = [[block.span.start, block.span.end, block.role] for block in document.blocks]
    names = ("title", "author", "publisher", "date")
    return {
        "source": document.source,
        "version": record.version,
        "count": record.count,
        "blocks": json.dumps(blocks),
        "about": json.dumps({name: getattr(document, name) for name in names}),
    }


def unpacked(text: str, metadata: Mapping[str, Any]) -> Record:
    """Return the record that `packed` wrote."""
    blocks = tuple(
        Block(Span(start, end), role) for start, end, role in json.loads(metadata["blocks"])
    )
    about = json.loads(metadata["about"])
    document = Document(metadata["source"], text, blocks, **about)
    return Record(document, metadata["version"], metadata["count"])
