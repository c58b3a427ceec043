"""Counting and cutting by tokens, with the tables that the llama-index-core wheel carries."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import tiktoken

from index.sentences import split


@cache
def _encoding() -> tiktoken.Encoding:
    # tiktoken fetches its tables from the network unless a folder holds them.
    core = find_spec("llama_index.core")
    if core is not None and core.origin is not None:
        tables = Path(core.origin).parent / "_static" / "tiktoken_cache"
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(tables))
    return tiktoken.get_encoding("o200k_base")


def count(text: str) -> int:
    """Return the number of tokens of `text`; words such as <|endoftext|> count as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))


def tail(text: str, budget: int) -> str:
    """Return the last whole sentences of `text` that fit in `budget` tokens."""
    for span in split(text):
        if count(text[span.start :]) <= budget:
            return text[span.start :]
    return ""


def head(text: str, budget: int) -> str:
    """Return the first words of `text` that fit in `budget` tokens, with "…" when it is cut."""
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= budget:
        return text
    return _encoding().decode(tokens[:budget]).rsplit(" ", 1)[0] + " …"
