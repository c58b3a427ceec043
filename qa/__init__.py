"""Answering questions over articles, in the stance of their authors.

>>> from qa import Chatbot, check
"""

from typing import TYPE_CHECKING, Any

from qa.compare import check

if TYPE_CHECKING:
    from qa.chat import Chatbot

__all__ = ["Chatbot", "check"]


def __getattr__(name: str) -> Any:
    """Import `Chatbot` when it is first asked for: it brings llama-index, which takes seconds."""
    if name == "Chatbot":
        from qa.chat import Chatbot

        return Chatbot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
