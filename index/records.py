"""What an index keeps of each document, and how that is written in Chroma."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.passages import Reading, cut
from index.sentences import sentences_of
from index.stance import read
from index.types import Block, Document, Passage, Span

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import BaseNode


def digest(*parts: str) -> str:
    """Return the SHA-256 of the parts, in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def rules() -> str:
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
    return digest(rules(), json.dumps(asdict(document), sort_keys=True))


@dataclass(frozen=True)
class Record:
    """A document in the index. `count` is how many passages it was cut into when it was added.

    `known` is its reading where that was made already.
    """

    document: Document
    version: str
    count: int
    known: Reading | None = field(default=None, compare=False, repr=False)

    @cached_property
    def reading(self) -> Reading:
        """Its sentences of all roles, and the marks of the whole document."""
        return self.known or _reading(self.document)


def _reading(document: Document) -> Reading:
    sentences = sentences_of(document)
    marks = read(document.text, [sentence.span for sentence in sentences])
    return Reading(document, sentences, marks)


def record_of(document: Document) -> tuple[Record, tuple[Passage, ...]]:
    """Return a document as it is to be kept, and its passages."""
    reading = _reading(document)
    passages = cut(document, reading.sentences, reading.marks)
    return Record(document, version_of(document), len(passages), reading), passages


def nodes_of(
    passages: Sequence[Passage], version: str, embedding: "BaseEmbedding"
) -> "list[BaseNode]":
    """Return the passages with their vectors as llama-index has them."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    vectors = embedding.get_text_embedding_batch([passage.text for passage in passages])
    return [
        TextNode(
            id_=digest(passage.source, version, str(passage.start)),
            text=passage.text,
            embedding=vector,
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            metadata={
                "source": passage.source,
                "title": passage.title or "",
                "version": version,
                "start": passage.start,
                "end": passage.end,
            },
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.source)},
        )
        for passage, vector in zip(passages, vectors, strict=True)
    ]


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
