"""The index: documents, passages and vectors in Chroma, searched by meaning and by words."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy

from index.chroma import LAYOUT, connect, disconnect, held, told
from index.errors import IndexFolderError, SourceError
from index.lexical import Entry, PassageWords
from index.names import known_as
from index.records import Record, digest, nodes_of, packed, record_of, unpacked
from index.types import Document, Mark, Passage, Sentence, Span

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

DOCUMENTS = "allegedly-documents"
"""The collection of whole texts. Chroma wants a vector for each; they all get the same."""

PASSAGES = "allegedly-passages"
"""The collection of passages and their vectors, also a llama-index vector store."""


def _by_source(records: Iterable[Record]) -> dict[str, Record]:
    ordered = sorted(records, key=lambda record: record.document.source)
    return {record.document.source: record for record in ordered}


class Index:
    """Documents and their passages, searchable. Open it with `Index.open`, close it after use.

    Safe to use from several threads. What another process changes is seen at the next question.
    """

    def __init__(self, location: str | None, embedding: "BaseEmbedding") -> None:
        """Use `Index.open`."""
        self.location = location
        self.embedding = embedding
        suffix = "" if location else f"-{uuid.uuid4().hex}"
        self._names = (DOCUMENTS + suffix, PASSAGES + suffix)
        self._lock = RLock()
        self._connect()

    @classmethod
    def open(cls, location: str | None, embedding: "BaseEmbedding | None" = None) -> "Index":
        """Open the index in a folder, at a Chroma server's address, or, for None, in memory.

        A folder that is not there yet is made; the embedding is wordllama unless given. Raises
        IndexFolderError where the folder is foreign, damaged, of another layout or made with
        another embedding, or the server does not answer.
        """
        if embedding is None:
            from index.embeddings import embedding as named

            embedding = named()
        return cls(location, embedding)

    def _connect(self) -> None:
        self._client: Client = connect(self.location)
        self._records: dict[str, Record] | None = None
        self._words: PassageWords | None = None
        try:
            with told(self.location):
                self._documents = self._collection(self._names[0], {})
                made_with = {"embedding": self.embedding.model_name}
                self._passages = self._collection(self._names[1], made_with)
            self._check()
        except IndexFolderError:
            disconnect(self._client)
            raise
        self._state = self._written_state()

    def _collection(self, name: str, metadata: dict[str, Any]) -> "Collection":
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return self._client.create_collection(
                name,
                metadata={"layout": LAYOUT, **metadata},
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )

    def _check(self) -> None:
        """Raise IndexFolderError where the collections are not such as this program makes now."""
        known = self._passages.metadata or {}
        if known.get("layout") != LAYOUT:
            raise IndexFolderError(
                f"{self.location}: made by another version of the program; index the sources anew."
            )
        if known["embedding"] != self.embedding.model_name:
            raise IndexFolderError(
                f"{self.location}: made with the embedding {known['embedding']}, not "
                f"{self.embedding.model_name}; open it with that one or index the sources anew."
            )

    def _check_dimension(self, vector: Sequence[float]) -> None:
        """Raise IndexFolderError where the vectors in the index are longer or shorter."""
        known = (self._passages.metadata or {}).get("dimension", len(vector))
        if known != len(vector):
            raise IndexFolderError(
                f"{self.location}: made with an embedding of {known} dimensions, not "
                f"{len(vector)}; open it with that one or index the sources anew."
            )

    def _written_state(self) -> Any:
        """Return what every change to the index changes, whoever made it."""
        collection = self._client.get_collection(self._names[0], embedding_function=None)
        return (collection.metadata or {}).get("state")

    def _follow(self) -> None:
        """Connect again where another process has changed the index: Chroma keeps old vectors."""
        with self._lock, told(self.location):
            if self._written_state() != self._state:
                disconnect(self._client)
                self._connect()

    def close(self) -> None:
        """Let go of the folder or the server; what was in memory is gone."""
        with self._lock:
            if self.location is None:
                for name in self._names:
                    with suppress(ValueError):
                        self._client.delete_collection(name)
            disconnect(self._client)

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

    def records(self) -> dict[str, Record]:
        """Return what is in the index by source, in order of source."""
        with self._lock, told(self.location):
            if self._records is None:
                found = self._documents.get(include=["documents", "metadatas"])
                rows = zip(found["documents"] or [], found["metadatas"] or [], strict=True)
                self._records = _by_source(unpacked(text, metadata) for text, metadata in rows)
            return self._records

    def name_of(self, source: str) -> str:
        """Return what a source is known by here, however its path is written.

        An index that an earlier version made knows sources by their paths as they were written.
        """
        known = known_as(source)
        return source if source in self.records() and known not in self.records() else known

    def _record(self, source: str) -> Record:
        record = self.records().get(source) or self.records().get(self.name_of(source))
        if record is None:
            raise SourceError(f"{source}: not in the index; add it first.")
        return record

    def documents(self) -> tuple[Document, ...]:
        """Return the documents in the index, in order of source."""
        self._follow()
        return tuple(record.document for record in self.records().values())

    def document(self, source: str) -> Document:
        """Return the document of that source; raises SourceError where it is not in the index."""
        return self._record(source).document

    def sentences(self, source: str) -> tuple[Sentence, ...]:
        """Return the sentences of a document, of all roles, with offsets into its text."""
        return tuple(self._record(source).reading.sentences)

    def marks(self, source: str) -> tuple[Mark, ...]:
        """Return the marks of a whole document, with offsets into its text."""
        return tuple(self._record(source).reading.marks)

    def _entry(self, text: str, metadata: Any) -> Entry | None:
        """Return the passage in a row of Chroma; None for one that a crash left behind."""
        record = self.records().get(metadata["source"])
        if record is None or record.version != metadata["version"]:
            return None
        return Entry(metadata["source"], Span(metadata["start"], metadata["end"]), text)

    def _under_words(self) -> PassageWords:
        with self._lock, told(self.location):
            if self._words is None:
                found = self._passages.get(include=["documents", "metadatas"])
                rows = zip(found["documents"] or [], found["metadatas"] or [], strict=True)
                entries = [self._entry(text, metadata) for text, metadata in rows]
                self._words = PassageWords([entry for entry in entries if entry is not None])
            return self._words

    def _passage(self, entry: Entry) -> Passage:
        return self._record(entry.source).reading.passage(entry.span)

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        """Return the passages of one document, or of all, in order of source and place."""
        self._follow()
        entries = self._under_words().entries.values()
        chosen = [entry for entry in entries if source in (None, entry.source)]
        chosen.sort(key=lambda entry: (entry.source, entry.span))
        return tuple(self._passage(entry) for entry in chosen)

    def dense(self, question: str, count: int) -> tuple[tuple[Passage, float], ...]:
        """Return at most `count` passages with their cosine similarity (-1 to 1), best first."""
        self._follow()
        vector = self.embedding.get_query_embedding(question)
        self._check_dimension(vector)
        with told(self.location):
            stored = self._passages.count()
            left_behind = stored - sum(record.count for record in self.records().values())
            wanted = min(stored, count + max(0, left_behind))
            if wanted < 1:
                return ()
            found = self._passages.query(
                query_embeddings=numpy.array([vector], dtype=numpy.float32),
                n_results=wanted,
                include=["documents", "metadatas", "distances"],
            )
        texts, metadatas = (found["documents"] or [[]])[0], (found["metadatas"] or [[]])[0]
        rows = zip(texts, metadatas, (found["distances"] or [[]])[0], strict=True)
        entries = [(self._entry(text, metadata), 1 - far) for text, metadata, far in rows]
        kept = [(self._passage(entry), score) for entry, score in entries if entry is not None]
        return tuple(kept[:count])

    def lexical(self, question: str, count: int) -> tuple[tuple[Passage, float], ...]:
        """Return at most `count` passages that share words with it, by BM25, best first."""
        self._follow()
        found = self._under_words().best(question, count)
        return tuple((self._passage(entry), score) for entry, score in found)

    def vector_store(self) -> "ChromaVectorStore":
        """Return the passages as a llama-index vector store.

        Nodes have the source as `ref_doc_id` and offsets into its text as `start_char_idx` and
        `end_char_idx`. Read it only: what is written through it is in no document.
        """
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore.from_collection(self._passages)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing; raises IndexFolderError where another process holds it."""
        with held(self.location):
            self._follow()
            yield

    def put(self, document: Document) -> None:
        """Add a document or replace the one of the same source; only within `writing`.

        New passages are written first, then the document, which makes them count, then old
        passages go: after a crash between, the index answers from the old or the new, never both.
        """
        record, passages = record_of(document)
        nodes = nodes_of(passages, record.version, self.embedding)
        if nodes:
            self._check_dimension(nodes[0].get_embedding())
        with self._lock, told(self.location):
            if nodes and "dimension" not in (self._passages.metadata or {}):
                dimension = len(nodes[0].get_embedding())
                self._passages.modify(metadata={**self._passages.metadata, "dimension": dimension})
            most = self._client.get_max_batch_size()
            for first in range(0, len(nodes), most):
                self.vector_store().add(nodes[first : first + most])
            self._documents.upsert(
                ids=[digest(document.source)],
                documents=[document.text],
                metadatas=[packed(record)],
                embeddings=numpy.ones((1, 1), dtype=numpy.float32),
            )
            stale: Any = {
                "$and": [{"source": document.source}, {"version": {"$ne": record.version}}]
            }
            self._passages.delete(where=stale)
            entries = [Entry(passage.source, passage.span, passage.text) for passage in passages]
            self._changed(document.source, record, entries)

    def remove(self, source: str) -> bool:
        """Remove a document and all its passages, only within `writing`; return if it was there."""
        known = source in self.records()
        with self._lock, told(self.location):
            self._documents.delete(ids=[digest(source)])
            self._passages.delete(where={"source": source})
            self._changed(source, None, [])
        return known

    def _changed(self, source: str, record: Record | None, entries: Sequence[Entry]) -> None:
        """Keep what was read in step with a change just written, and tell other processes."""
        others = [known for known in self.records().values() if known.document.source != source]
        self._records = _by_source([*others, record] if record else others)
        if self._words:
            self._words.replace(source, entries)
        self._state = uuid.uuid4().hex
        self._documents.modify(metadata={"layout": LAYOUT, "state": self._state})

    def whole(self, source: str) -> bool:
        """Return whether just the passages that a document was cut into are stored."""
        with told(self.location):
            stored = self._passages.get(where={"source": source}, include=[])["ids"]
        return len(stored) == self._record(source).count
