"""Answering questions over articles, in the stance of their authors.

>>> from qa import Chatbot, check
"""

import os
from typing import TYPE_CHECKING, Any

from index.errors import SourceError
from qa import compare
from qa.types import Report

if TYPE_CHECKING:
    from qa.chat import Chatbot

__all__ = ["Chatbot", "check"]


def check(answer: str, source: str, question: str | None = None) -> Report:
    """Judge every sentence of an answer against its source, which is a text.

    Raises SourceError where the source is the path of a file instead.
    """
    if isinstance(source, os.PathLike) or ("\n" not in source and os.path.isfile(source)):
        raise SourceError(
            f"{source}: the source is to be a text, and this is a file: "
            "give index.documents.load(path).text, or the text of the article."
        )
    return compare.check(answer, source, question)


def __getattr__(name: str) -> Any:
    """Import `Chatbot` when it is first asked for: it brings llama-index, which takes seconds."""
    if name == "Chatbot":
        from qa.chat import Chatbot

        return Chatbot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
