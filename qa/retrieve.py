"""Finding the passages that bear on a question."""

from collections.abc import Sequence
from typing import Protocol

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.types import Passage
from qa.questions import subject
from qa.ranking import Candidate, rank
from qa.types import Hit

_PLACING = ["source", "start", "end"]
"""What a passage's place is told by, which is no text for a model to read."""

SEARCHED = 40
"""Passages that each of the two searches hands to the ranking; of 2,910 SQuAD questions the right
passage was among the 40 nearest by BM25 or by cosine for 99.7 %."""

Found = tuple[tuple[Passage, float], ...]


class Searchable(Protocol):
    """What a retriever needs of an index."""

    def dense(self, question: str, count: int) -> Found:
        """Return at most `count` passages with their cosine similarity, best first."""

    def lexical(self, question: str, count: int) -> Found:
        """Return at most `count` passages with their BM25 score, best first."""


def _shares(found: Sequence[tuple[Passage, float]]) -> dict[tuple[str, int], float]:
    best = max((score for _, score in found), default=0.0)
    return {
        (passage.source, passage.start): max(0.0, score) / best if best > 0 else 0.0
        for passage, score in found
    }


def fuse(
    lexical: Sequence[tuple[Passage, float]], dense: Sequence[tuple[Passage, float]]
) -> tuple[Candidate, ...]:
    """Return every passage that either search found, with both of its scores."""
    by_words, by_meaning = _shares(lexical), _shares(dense)
    passages = {(passage.source, passage.start): passage for passage, _ in (*lexical, *dense)}
    return tuple(
        Candidate(passage, by_words.get(place, 0.0), by_meaning.get(place, 0.0))
        for place, passage in passages.items()
    )


def node(hit: Hit) -> NodeWithScore:
    """Return the hit as llama-index sees it; metadata hold the source and the offsets into it."""
    passage = hit.passage
    return NodeWithScore(
        node=TextNode(
            id_=f"{passage.source}:{passage.start}-{passage.end}",
            text=passage.text,
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            metadata={
                "source": passage.source,
                "title": passage.title or "",
                "start": passage.start,
                "end": passage.end,
            },
            excluded_llm_metadata_keys=_PLACING,
            excluded_embed_metadata_keys=_PLACING,
        ),
        score=hit.score,
    )


class Retriever(BaseRetriever):
    """Dense and lexical search fused, then ranked; also a retriever of llama-index."""

    def __init__(self, index: Searchable, count: int = 5) -> None:
        """Search `index` and keep the `count` best passages."""
        super().__init__()
        self.index = index
        self.count = count

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return the nearest passages, best first; none where the index is empty.

        A passage's score is that of its best sentence.
        """
        asked = subject(question)
        found = fuse(self.index.lexical(asked, SEARCHED), self.index.dense(asked, SEARCHED))
        best: dict[tuple[str, int], Hit] = {}
        for one in rank(asked, found):
            place = (one.passage.source, one.passage.start)
            best.setdefault(place, Hit(one.passage, one.score))
        return tuple(best.values())[: self.count]

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node(hit) for hit in self.hits(query_bundle.query_str)]
