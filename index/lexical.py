"""Lexical search: BM25 over stemmed words."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy
from numpy.typing import NDArray

K1 = 0.9
"""How soon a repeated word stops counting; with `B`, measured on SQuAD passages."""

B = 0.4
"""How much long texts are held back."""


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    import bm25s

    found: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords=[], stemmer=_stemmer(), return_ids=False, show_progress=False
    )
    return found


class Lexical:
    """BM25 over any texts: passages or sentences."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts; their order is that of the scores."""
        import bm25s

        self._count = len(texts)
        self._ranker = bm25s.BM25(k1=K1, b=B)
        tokens = _tokens(texts)
        self._empty = not any(tokens)
        if not self._empty:
            self._ranker.index(tokens, show_progress=False)

    def scores(self, question: str) -> NDArray[numpy.float64]:
        """Return a score of at least 0 for each text, higher the better it matches."""
        if self._empty:
            return numpy.zeros(self._count)
        words = _tokens([question])[0]
        return numpy.asarray(self._ranker.get_scores(words), dtype=numpy.float64)
