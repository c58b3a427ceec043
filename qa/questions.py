"""What a question is about, and what a follow-up leaves unsaid."""

import re
from collections.abc import Sequence

from qa.about import aspect_of
from qa.kinds import CHECKABLE, kind_of
from qa.types import Turn

_LEADING = re.compile(r"^((and|but|so|then|also|ok(ay)?|well)\b[,\s]*)+", re.I)
_WHAT_ABOUT = re.compile(r"(and )?(what|how) about (?P<topic>[^?]+)", re.I)
_BARE = re.compile(
    r"(who|whom|when|where|why|how|how (many|much|long))( (was|is|did|so|exactly)){0,2}", re.I
)
_POINTING = re.compile(
    r"\b(it|its|he|him|his|she|hers?|they|them|theirs?|this|these|those|so|that(?! \w+ed\b))\b",
    re.I,
)
_SURE = (
    r"(how (sure|certain|confident|firm|reliable|credible|likely|well established|solid)"
    r"|is (it|that|this) (really )?(sure|certain|confirmed|proven|true|clear|known|a fact))"
)
_HOW_SURE = re.compile(
    rf"{_SURE}( (is|are|was) (he|she|it|they|that|this))?"
    r"( (is|are|was) (the|this) (author|article|text|writer|source))?( (of|about) (that|this|it))?",
    re.I,
)
_FRAME = re.compile(
    rf"{_SURE}( (is|are|was) (he|she|it|they|(the|this) (author|article|text|writer)))?"
    r"( (of|about) (that|this|it))?\s*(:|that|whether|if|about|of)\s+",
    re.I,
)
_NAME_RUN = re.compile(r"[A-Z][\w’'-]*(?: (?:of |de |van |von )?[A-Z][\w’'-]*)*")
FRAME = "How sure is the article of this: "


def subject(question: str) -> str:
    """Return what a question is about, without what it asks of the author's certainty.

    >>> subject("How sure is the author that the dam broke?")
    'Is it so that the dam broke?'
    >>> subject("How sure is the article of this: Did the dam break?")
    'Did the dam break?'
    """
    frame = _FRAME.match(question.strip())
    if not frame:
        return question
    rest = question.strip()[frame.end() :]
    return rest if kind_of(rest) != "what" or ":" in frame.group() else f"Is it so that {rest}"


def asks_how_sure(question: str) -> bool:
    """Return whether the question is only about how firmly the last answer stands."""
    return bool(_HOW_SURE.fullmatch(_LEADING.sub("", question.strip()).rstrip("?!. ")))


def leans(question: str) -> bool:
    """Return whether the question cannot be understood without the one before it."""
    text = question.strip()
    rest = _LEADING.sub("", text).rstrip("?!. ")
    return (
        rest != text.rstrip("?!. ")
        or bool(_WHAT_ABOUT.match(rest) or _BARE.fullmatch(rest))
        or asks_how_sure(question)
        or bool(_POINTING.search(rest))
    )


def _names(question: str) -> list[str]:
    """Return the names in a question; its first word has a capital anyway."""
    return [match.group() for match in _NAME_RUN.finditer(question, question.find(" ") + 1)]


def _with_topic(topic: str, before: str) -> str:
    """Return the question before, asked of another topic."""
    names = _names(before)
    if len(names) == 1 and _NAME_RUN.fullmatch(topic):
        return before.replace(names[0], topic)
    return f"What about {topic}? ({before})"


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood without what was said before.

    What it leans on is put in its place where grammar makes that safe, else the question before
    follows in brackets: enough for a search, and nothing is invented. Of one that asked for the
    same kind of thing only the names follow: who died is not who was hurt.

    >>> before = (Turn("Did the dam break?", ""),)
    >>> standalone("why?", before)
    'Why did the dam break?'
    >>> standalone("And who denied it?", before)
    'Who denied it? (Did the dam break?)'
    >>> standalone("And how many died?", (Turn("How many were hurt in Tarn?", ""),))
    'How many died? (Tarn)'
    >>> standalone("How sure is the author of that?", before)
    'How sure is the article of this: Did the dam break?'
    """
    if not history or aspect_of(question) or not leans(question):
        return question
    before = subject(standalone(history[-1].question.strip(), history[:-1]))
    rest = _LEADING.sub("", question.strip())
    rest = rest[:1].upper() + rest[1:]
    if asks_how_sure(question):
        return FRAME + before
    topic = _WHAT_ABOUT.match(rest)
    if topic:
        return _with_topic(topic.group("topic").strip(), before)
    bare_word = rest.rstrip("?!. ")
    if bare_word.lower() in ("why", "when", "where", "how") and kind_of(before) == "yes-no":
        return f"{bare_word} {before[:1].lower()}{before[1:]}"
    names = _names(before)
    if len(names) == 1 and re.search(r"\b(he|she|him)\b", rest, re.I):
        return re.sub(r"\b(he|she|him)\b", names[0], rest, flags=re.I)
    kind = kind_of(rest)
    if kind == kind_of(before) and kind in CHECKABLE and not _POINTING.search(rest):
        return f"{rest} ({', '.join(names)})" if names else rest
    return f"{rest} ({before})"
