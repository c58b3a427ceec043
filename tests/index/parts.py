"""Real parts that the tests of the index share."""

from collections.abc import Sequence
from pathlib import Path

from llama_index.core.embeddings import BaseEmbedding
from pydantic import PrivateAttr

from index.build import Outcome, refresh
from index.store import Index

TRUCE = (
    "The truce that nobody wanted\n\n"
    "By Jane Roe\n\n"
    "The truce reportedly holds in the north. Nobody knows for how long it will last.\n\n"
    "On Monday the army said that the town of Hamnes had fallen. This was denied by the mayor.\n\n"
    "Subscribe to our newsletter\n"
)
FERRY = (
    "The ferry runs again\n\n"
    "The ferry to Skerrow is said to run twice a day. It may stop in the winter.\n"
)


class Counting(BaseEmbedding):
    """An embedding by the lengths of words, that counts the texts it is given."""

    model_name: str = "counting"
    size: int = 4
    _texts: list[str] = PrivateAttr(default_factory=list)

    @property
    def texts(self) -> Sequence[str]:
        return tuple(self._texts)

    def _get_text_embedding(self, text: str) -> list[float]:
        self._texts.append(text)
        vector = [1.0] * self.size
        for word in text.split():
            vector[len(word) % self.size] += 1
        return vector

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def written(folder: Path, name: str, text: str) -> str:
    """Write an article and return its source."""
    path = folder / name
    path.write_text(text)
    return str(path)


def refreshed(index: Index, *sources: str) -> list[Outcome]:
    return list(refresh(index, sources))
