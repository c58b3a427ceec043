"""A conversation in any of the forms that Gradio, llama-index and Python callers hand over."""

from collections.abc import Iterable
from typing import Any

from qa.types import Turn

History = Iterable[Any]
"""Turns; (question, answer) pairs; or messages with a role and content, as objects or mappings."""


def turns(history: History) -> tuple[Turn, ...]:
    """Return the conversation as turns; a question that was never answered has an empty answer.

    Content may be a plain string or blocks of text, as in Gradio 6 and llama-index; what is not
    text, such as an uploaded file, is passed over.
    """
    found: list[Turn] = []
    for item in history:
        if isinstance(item, Turn):
            found.append(item)
        elif isinstance(item, (tuple, list)):
            question, answer = item
            found.append(Turn(_text(question), _text(answer)))
        elif (role := _role(item)) == "user":
            found.append(Turn(_text(_field(item, "content", "blocks")), ""))
        elif role == "assistant" and found:
            said = _text(_field(item, "content", "blocks"))
            found[-1] = Turn(found[-1].question, f"{found[-1].answer} {said}".strip())
    return tuple(found)


def _role(message: Any) -> str:
    role = _field(message, "role")
    return str(getattr(role, "value", role)).lower()


def _field(message: Any, *names: str) -> Any:
    for name in names:
        value = message.get(name) if isinstance(message, dict) else getattr(message, name, None)
        if value is not None:
            return value
    return None


def _text(content: Any) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content.strip()
    if isinstance(content, (list, tuple)):
        return " ".join(filter(None, map(_text, content)))
    return _text(_field(content, "text"))
