"""What was said before: in any form that callers hand over, and what a few words ask of it."""

import re
from collections.abc import Iterable
from typing import Any

from index.errors import AllegedlyError
from qa.about import aspect_of
from qa.questions import asks_how_sure, topic_of
from qa.types import Answer, Turn
from qa.words import FUNCTION_WORDS, bare, words

History = Iterable[Any]
"""Turns or earlier Answers; (question, answer) pairs; or messages with a role and content, as
objects or mappings."""


class HistoryError(AllegedlyError):
    """What is handed over as a history, and is none."""


_SURE = "How sure is the author of that?"
_SET_PHRASES = (
    (
        r"(says|said|claims|reported|according to) (who|whom)"
        r"|who (says|said|claims)( so| that| it)?"
        r"|on whose word|((what is|what's|whats) )?((the|your|its|his) )?source",
        _SURE,  # its answer shows the words that name who says so
    ),
    (
        r"who (says|said|claims|thinks) (otherwise|no|not|the opposite)"
        r"|(does|do|did|has|have|would) (any|some|every)(one|body)( else)?"
        r" (dis)?agree(d)?( with (it|that|this))?|is (it|that|this) (disputed|contested|denied)",
        "Who denied that?",
    ),
    (
        r"(are|is) (you|he|she|they|the author|the article) (really |so )?(sure|certain)"
        r"( of (it|that))?"
        r"|really|seriously|is (that|it|this) (really )?(true|so|certain|right|a fact)"
        r"|how do (you|we|they) know( that)?",
        _SURE,
    ),
    (
        r"what then|then|what next|what (happened|came) (then|next|afterwards)",
        "What came after that?",
    ),
    (r"how come|what for|for what reason|why (so|is that|was that)", "Why?"),
)
"""Follow-ups that people put in a few set words, and how they ask the same in a whole sentence."""


def spelled_out(question: str) -> str:
    """Return a follow-up in a few set words as a question that the rules for follow-ups know.

    >>> spelled_out("And are you sure?")
    'How sure is the author of that?'
    """
    text = re.sub(r"^((and|but|so|ok|okay|well|hm+)\b[,\s]*)+", "", few_words(question))
    for phrase, whole in _SET_PHRASES:
        if re.fullmatch(phrase, text):
            return whole
    return question


def only_leans(question: str) -> bool:
    """Return whether a question is about nothing but what was said before it, such as "why?"."""
    if aspect_of(question):
        return False
    said = words(question)
    happened = "happen" in question.lower()
    return (
        spelled_out(question) != question
        or asks_how_sure(question)
        or (not happened and all(bare(word.text) in FUNCTION_WORDS for word in said))
    )


def topics(history: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return the turns that a follow-up may lean on: those that have a subject of their own."""
    return tuple(turn for turn in history if not only_leans(turn.question))


def goes_on(question: str) -> bool:
    """Return whether a question asks for more than the last answer, which need not be said again.

    "Did he do it?" leans on the question before, but may well be answered by what was just said, as
    may "And the mayor?".
    """
    if topic_of(question):
        return False
    few = len(words(question)) <= 2 and only_leans(question)
    return few or bool(re.match(r"\W*(and|but|so|then|also)\b", question, re.I))


def few_words(question: str) -> str:
    """Return a question in small letters without its punctuation."""
    return " ".join(re.sub(r"[^\w'’ ]", " ", question.lower()).replace("’", "'").split())


def turns(history: History | None) -> tuple[Turn, ...]:
    """Return the conversation as turns; a question that was never answered has an empty answer.

    Content may be a plain string or blocks of text, as in Gradio 6 and llama-index; what is not
    text, such as an uploaded file, is passed over. Raises HistoryError for what is no history.
    """
    found: list[Turn] = []
    for item in _items(history):
        if isinstance(item, Turn):
            found.append(item)
        elif isinstance(item, Answer):
            found.append(Turn(item.question, item.text))
        elif isinstance(item, (tuple, list)) and len(item) == 2:
            question, answer = item
            found.append(Turn(_text(question), _text(answer)))
        elif not (role := _role(item)):
            raise _no_history(item)
        elif role == "user":
            found.append(Turn(_text(_field(item, "content", "blocks")), ""))
        elif role == "assistant" and found:
            said = _text(_field(item, "content", "blocks"))
            found[-1] = Turn(found[-1].question, f"{found[-1].answer} {said}".strip())
    return tuple(found)


def _items(history: History | None) -> Iterable[Any]:
    if isinstance(history, str) or not isinstance(history, Iterable | None):
        raise _no_history(history)
    return history or ()


def _no_history(given: object) -> HistoryError:
    return HistoryError(
        f"{repr(given)[:60]} is no history: give a list of earlier answers, of (question, answer) "
        "pairs, or of messages with a role and content."
    )


def _role(message: Any) -> str:
    """Return the role of a message in small letters; nothing where it is no message."""
    role = _field(message, "role")
    return str(getattr(role, "value", role or "")).lower()


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
