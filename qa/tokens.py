"""Counting and cutting text by tokens."""

from index.passages import encoding
from index.sentences import split


def count(text: str) -> int:
    """Return the number of tokens of `text`; words such as <|endoftext|> count as plain text."""
    return len(encoding().encode_ordinary(text))


def tail(text: str, budget: int) -> str:
    """Return the last whole sentences of `text` that fit in `budget` tokens."""
    for span in split(text):
        if count(text[span.start :]) <= budget:
            return text[span.start :]
    return ""


def head(text: str, budget: int) -> str:
    """Return the first words of `text` that fit in `budget` tokens, with "…" when it is cut."""
    tokens = encoding().encode_ordinary(text)
    if len(tokens) <= budget:
        return text
    return encoding().decode(tokens[:budget]).rsplit(" ", 1)[0] + " …"
