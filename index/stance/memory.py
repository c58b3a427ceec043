"""What a function says of a word, kept between sentences."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
_MOST = 100_000


class Memory(dict[str, Value], Generic[Value]):
    """The values of a function by word, all forgotten when they are too many.

    For what is asked of every word of a text: a dict answers faster than `lru_cache`.
    """

    def __init__(self, function: Callable[[str], Value]) -> None:
        """Begin with nothing known."""
        self.function = function

    def __missing__(self, word: str) -> Value:
        """Ask the function, and keep its answer."""
        if len(self) >= _MOST:
            self.clear()
        value = self[word] = self.function(word)
        return value
