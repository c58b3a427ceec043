"""The embedding that comes with the product: wordllama behind llama-index's interface."""

from functools import lru_cache

import numpy
from llama_index.core.embeddings import BaseEmbedding

from index.errors import AllegedlyError
from index.vectors import wordllama_model


class WordLlamaEmbedding(BaseEmbedding):
    """Averaged token vectors, 256 dimensions, from weights in the wheel: needs no network.

    The weights are loaded at the first text.
    """

    model_name: str = "wordllama"
    embed_batch_size: int = 2048

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors = wordllama_model().embed(texts)
        lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
        # A text without words has no direction; dividing by its length would make it no number.
        unit: list[list[float]] = (vectors / numpy.where(lengths == 0, 1, lengths)).tolist()
        return unit

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


@lru_cache(maxsize=1)
def _wordllama() -> BaseEmbedding:
    return WordLlamaEmbedding()


def embedding(name: str = "wordllama") -> BaseEmbedding:
    """Return the embedding of that name; any other llama-index embedding can be passed as it is.

    Raises AllegedlyError for a name that is not known.
    """
    if name != "wordllama":
        raise AllegedlyError(
            f'There is no embedding named "{name}"; use wordllama, or pass any llama-index '
            "embedding in Python."
        )
    return _wordllama()
