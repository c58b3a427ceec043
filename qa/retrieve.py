"""Finding the passages that bear on a question."""

from collections.abc import Sequence

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.store import Index
from index.types import Passage
from qa.ranking import Candidate, score_passages
from qa.types import Hit

SEARCHED = 40
"""Passages that each of the two searches hands to the ranking; of 2,910 SQuAD questions the right
passage was among the 40 nearest by BM25 or by cosine for 99.5 %."""


def _by_place(passage: Passage) -> tuple[str, int, int]:
    return passage.source, passage.start, passage.end


def fuse(
    lexical: Sequence[tuple[Passage, float]], dense: Sequence[tuple[Passage, float]]
) -> tuple[Candidate, ...]:
    """Return every passage that either search found, with both of its scores."""
    best = max((score for _, score in lexical), default=0.0) or 1.0
    passages = {_by_place(passage): passage for passage, _ in (*lexical, *dense)}
    by_words = {_by_place(passage): score / best for passage, score in lexical}
    by_meaning = {_by_place(passage): score for passage, score in dense}
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
            metadata={
                "source": passage.source,
                "title": passage.title or "",
                "start": passage.start,
                "end": passage.end,
            },
        ),
        score=hit.score,
    )


class Retriever(BaseRetriever):
    """Dense and lexical search fused, then ranked; also a retriever of llama-index."""

    def __init__(self, index: Index, count: int = 5) -> None:
        """Search `index` and keep the `count` best passages."""
        super().__init__()
        self.index = index
        self.count = count

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return the nearest passages, best first; none where the index is empty."""
        found = fuse(self.index.lexical(question, SEARCHED), self.index.dense(question, SEARCHED))
        ranked = score_passages(question, found)
        return tuple(Hit(passage, score) for passage, score in ranked[: self.count])

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node(hit) for hit in self.hits(query_bundle.query_str)]
