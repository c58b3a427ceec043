"""The index: documents, passages and vectors in Chroma, in a folder, on a server or in memory."""

import hashlib
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import numpy
from numpy.typing import NDArray

from index.errors import IndexFolderError, SourceError
from index.lexical import Lexical
from index.passages import cut, passage
from index.sentences import sentences_of
from index.stance import read
from index.types import Block, Document, Mark, Passage, Sentence, Span

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from llama_index.core.embeddings import BaseEmbedding

LAYOUT = 1
"""The version of what is written; another one is refused."""

MARKER = "allegedly.json"
"""The file by which a folder is known as an index."""

LOCK = "allegedly.lock"
"""Held while writing; it holds the process id of the writer."""

WAIT = 5.0
"""Seconds to wait for another process to finish writing."""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _rules() -> str:
    """Return a digest of the code that decides how a text is cut and its stance read."""
    here = Path(__file__).parent
    files = ["paragraphs.py", "sentences.py", "passages.py"]
    paths = [here / name for name in files] + sorted((here / "stance").rglob("*.*"))
    return _digest(*(path.read_text() for path in paths if path.suffix in (".py", ".tsv")))


RULES = _rules()


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a document beside its text: `version` is that of its passages."""

    document: Document
    version: str
    passages: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage as it lies in Chroma."""

    source: str
    span: Span
    text: str


def version_of(document: Document) -> str:
    """Return the digest of all that its passages are made from."""
    return _digest(RULES, json.dumps(asdict(document), sort_keys=True))


def _pack(document: Document, version: str, passages: int) -> dict[str, str | int]:
    blocks = [[block.span.start, block.span.end, block.role] for block in document.blocks]
    fields = {name: getattr(document, name) for name in ("title", "author", "publisher", "date")}
    return {
        "source": document.source,
        "version": version,
        "passages": passages,
        "blocks": json.dumps(blocks),
        "fields": json.dumps(fields),
    }


def _unpack(text: str, metadata: Any) -> Record:
    blocks = tuple(
        Block(Span(start, end), role) for start, end, role in json.loads(metadata["blocks"])
    )
    document = Document(metadata["source"], text, blocks, **json.loads(metadata["fields"]))
    return Record(document, metadata["version"], metadata["passages"])


def _vectors(rows: Sequence[Sequence[float]]) -> NDArray[numpy.float32]:
    return numpy.array(rows, dtype=numpy.float32)


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _check_folder(folder: Path) -> None:
    """Raise IndexFolderError unless the folder is, or is free to become, our index."""
    if folder.exists() and not folder.is_dir():
        raise IndexFolderError(f"{folder}: this is a file; name a folder for the index.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    marker = folder / MARKER
    if not marker.is_file():
        raise IndexFolderError(
            f"{folder}: this folder holds other files and no index; name an empty or new folder."
        )
    try:
        layout = json.loads(marker.read_text())["layout"]
    except (OSError, ValueError, KeyError, TypeError):
        raise IndexFolderError(
            f"{marker}: damaged; delete the folder and index the sources again."
        ) from None
    if layout != LAYOUT:
        raise IndexFolderError(
            f"{folder}: made by another version of the program (layout {layout}, here {LAYOUT}); "
            "delete the folder and index the sources again."
        )
    database = folder / "chroma.sqlite3"
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            connection.execute("SELECT count(*) FROM collections").fetchone()
        connection.close()
    except sqlite3.Error as error:
        raise IndexFolderError(
            f"{database}: damaged ({error}); delete the folder and index the sources again."
        ) from None


def _client(location: str | None) -> "ClientAPI":
    import chromadb

    if location is None:
        return chromadb.EphemeralClient(settings=_settings())
    if "://" in location:
        address = urlsplit(location)
        secure = address.scheme == "https"
        try:
            return chromadb.HttpClient(
                host=address.hostname or "",
                port=address.port or (443 if secure else 8000),
                ssl=secure,
                settings=_settings(),
            )
        except Exception as error:
            raise IndexFolderError(
                f"{location}: no Chroma server answers there ({error}); start one or check "
                "the address."
            ) from None
    folder = Path(location)
    _check_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(path=str(folder), settings=_settings())
        (folder / MARKER).write_text(json.dumps({"layout": LAYOUT}))
    except OSError as error:
        raise IndexFolderError(
            f"{folder}: cannot be written to ({error.strerror}); choose another folder."
        ) from None
    return client


class Index:
    """Documents and their passages, searchable. Opened with `Index.open`, closed after use."""

    def __init__(
        self,
        location: str | None,
        embedding: "BaseEmbedding",
        client: "ClientAPI",
        names: tuple[str, str],
    ) -> None:
        """Use `Index.open`."""
        self.location = location
        self.embedding = embedding
        self._client = client
        self._names = names
        self._documents_collection = self._collection(names[0], None)
        self._passages_collection = self._collection(names[1], embedding.model_name)
        self._clear()

    @classmethod
    def open(cls, location: str | None, embedding: "BaseEmbedding | None" = None) -> "Index":
        """Open the index in a folder, at a Chroma server's address, or, for None, in memory.

        A folder that is not there yet is made. Raises IndexFolderError where the folder is
        foreign, damaged, of another layout or made with another embedding, or the server does not
        answer.
        """
        if embedding is None:
            from index.embeddings import embedding as named

            embedding = named()
        suffix = "" if location else f"-{uuid.uuid4().hex}"
        names = (f"allegedly-documents{suffix}", f"allegedly-passages{suffix}")
        return cls(location, embedding, _client(location), names)

    def _collection(self, name: str, model: str | None) -> "Collection":
        metadata: dict[str, Any] = {"layout": LAYOUT}
        if model:
            metadata["embedding"] = model
        found = self._client.get_or_create_collection(
            name,
            metadata=metadata,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
        made_with = (found.metadata or {}).get("embedding")
        if made_with != model:
            raise IndexFolderError(
                f"{self.location}: made with the embedding {made_with}, not {model}; open it with "
                "that one, or index the sources into another folder."
            )
        return found

    def _clear(self) -> None:
        """Forget what was read, after a change."""
        self._records_read: dict[str, Record] | None = None
        self._entries_read: tuple[_Entry, ...] | None = None
        self._lexical: Lexical | None = None
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._marks: dict[str, tuple[Mark, ...]] = {}

    def close(self) -> None:
        """Let go of the folder; what was in memory is gone."""
        if self.location is None:
            for name in self._names:
                with suppress(Exception):
                    self._client.delete_collection(name)
        self._clear()

    def __enter__(self) -> Self:
        """Return the index itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the index."""
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing; raises IndexFolderError where another process does."""
        if self.location is None or "://" in self.location:
            yield
            return
        from filelock import FileLock, Timeout

        path = Path(self.location) / LOCK
        try:
            lock = FileLock(path, timeout=WAIT)
            lock.acquire()
        except Timeout:
            holder = path.with_suffix(".pid")
            pid = holder.read_text().strip() if holder.exists() else "unknown"
            raise IndexFolderError(
                f"{self.location}: another process (pid {pid}) is writing to this index; "
                "try again when it has finished."
            ) from None
        try:
            path.with_suffix(".pid").write_text(str(os.getpid()))
            yield
        finally:
            path.with_suffix(".pid").unlink(missing_ok=True)
            lock.release()

    def records(self) -> dict[str, Record]:
        """Return what is in the index by source, in order of source."""
        if self._records_read is None:
            found = self._documents_collection.get(include=["documents", "metadatas"])
            pairs = zip(found["documents"] or [], found["metadatas"] or [], strict=True)
            records = [_unpack(text, metadata) for text, metadata in pairs]
            records.sort(key=lambda record: record.document.source)
            self._records_read = {record.document.source: record for record in records}
        return self._records_read

    def documents(self) -> tuple[Document, ...]:
        """Return the documents in the index, in order of source."""
        return tuple(record.document for record in self.records().values())

    def document(self, source: str) -> Document:
        """Return the document of that source; raises SourceError where it is not in the index."""
        record = self.records().get(source)
        if record is None:
            raise SourceError(f"{source}: not in the index; add it first.")
        return record.document

    def sentences(self, source: str) -> tuple[Sentence, ...]:
        """Return the sentences of a document, of all roles, with offsets into its text."""
        if source not in self._sentences:
            self._sentences[source] = sentences_of(self.document(source))
        return self._sentences[source]

    def marks(self, source: str) -> tuple[Mark, ...]:
        """Return the marks of a whole document, with offsets into its text."""
        if source not in self._marks:
            spans = [sentence.span for sentence in self.sentences(source)]
            self._marks[source] = read(self.document(source).text, spans)
        return self._marks[source]

    def _entries(self) -> tuple[_Entry, ...]:
        """Return the passages that belong to the documents as they are now, in order."""
        if self._entries_read is None:
            found = self._passages_collection.get(include=["documents", "metadatas"])
            rows = zip(found["documents"] or [], found["metadatas"] or [], strict=True)
            entries = [self._entry(text, metadata) for text, metadata in rows]
            kept = [entry for entry in entries if entry is not None]
            kept.sort(key=lambda entry: (entry.source, entry.span))
            self._entries_read = tuple(kept)
        return self._entries_read

    def _entry(self, text: str, metadata: Any) -> _Entry | None:
        """Return the passage in a row of Chroma; None for one that a crash left behind."""
        record = self.records().get(metadata["source"])
        if record is None or record.version != metadata["version"]:
            return None
        return _Entry(metadata["source"], Span(metadata["start"], metadata["end"]), text)

    def _passage(self, entry: _Entry) -> Passage:
        within = [s for s in self.sentences(entry.source) if entry.span.holds(s.span)]
        return passage(self.document(entry.source), within, self.marks(entry.source))

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        """Return the passages of one document, or of all, in order of source and place."""
        return tuple(
            self._passage(entry) for entry in self._entries() if source in (None, entry.source)
        )

    def dense(self, question: str, count: int) -> tuple[tuple[Passage, float], ...]:
        """Return at most `count` passages with their cosine similarity (-1 to 1), best first."""
        stored = self._passages_collection.count()
        if not stored or count < 1:
            return ()
        left_behind = stored - sum(record.passages for record in self.records().values())
        found = self._passages_collection.query(
            query_embeddings=_vectors([self.embedding.get_query_embedding(question)]),
            n_results=min(stored, count + max(0, left_behind)),
            include=["documents", "metadatas", "distances"],
        )
        rows = zip(
            (found["documents"] or [[]])[0],
            (found["metadatas"] or [[]])[0],
            (found["distances"] or [[]])[0],
            strict=True,
        )
        entries = [(self._entry(text, metadata), 1 - far) for text, metadata, far in rows]
        kept = [(entry, score) for entry, score in entries if entry is not None]
        return tuple((self._passage(entry), score) for entry, score in kept[:count])

    def lexical(self, question: str, count: int) -> tuple[tuple[Passage, float], ...]:
        """Return at most `count` passages that share words with it, by BM25, best first."""
        entries = self._entries()
        if self._lexical is None:
            self._lexical = Lexical([entry.text for entry in entries])
        scores = self._lexical.scores(question)
        best = numpy.argsort(-scores, kind="stable")[: max(0, count)]
        return tuple(
            (self._passage(entries[place]), float(scores[place]))
            for place in best
            if scores[place] > 0
        )

    def put(self, document: Document) -> None:
        """Add a document or replace the one of the same source.

        New passages are written first, then the document, which makes them count, then old
        passages go: after a crash between, the index answers from the old or the new, never both.
        """
        version = version_of(document)
        sentences = sentences_of(document)
        marks = read(document.text, [sentence.span for sentence in sentences])
        passages = cut(document, sentences, marks)
        self._add(passages, version)
        self._documents_collection.upsert(
            ids=[_digest(document.source)],
            documents=[document.text],
            metadatas=[_pack(document, version, len(passages))],
            embeddings=_vectors([[1.0]]),
        )
        old: Any = {"$and": [{"source": document.source}, {"version": {"$ne": version}}]}
        self._passages_collection.delete(where=old)
        self._clear()

    def _add(self, passages: Sequence[Passage], version: str) -> None:
        if not passages:
            return
        source = passages[0].source
        vectors = self.embedding.get_text_embedding_batch([passage.text for passage in passages])
        most = self._client.get_max_batch_size()
        for first in range(0, len(passages), most):
            batch = passages[first : first + most]
            self._passages_collection.upsert(
                ids=[_digest(source, version, str(passage.start)) for passage in batch],
                documents=[passage.text for passage in batch],
                metadatas=[
                    {
                        "source": source,
                        "version": version,
                        "start": passage.start,
                        "end": passage.end,
                        "title": passage.title or "",
                    }
                    for passage in batch
                ],
                embeddings=_vectors(vectors[first : first + most]),
            )

    def whole(self, source: str) -> bool:
        """Return whether just the passages that the document was cut into are stored."""
        stored = self._passages_collection.get(where={"source": source}, include=[])
        return len(stored["ids"]) == self.records()[source].passages

    def remove(self, source: str) -> bool:
        """Remove a document and all its passages; return whether it was there."""
        known = source in self.records()
        self._documents_collection.delete(ids=[_digest(source)])
        self._passages_collection.delete(where={"source": source})
        self._clear()
        return known
