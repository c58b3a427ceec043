"""What a question asks for, and what a follow-up leaves unsaid."""

import re
from collections.abc import Collection, Sequence
from typing import Literal

from qa.types import Turn
from qa.words import bare, words

QuestionKind = Literal["yes-no", "who", "when", "where", "number", "why", "what"]
"""What sort of thing answers a question."""

_KINDS: tuple[tuple[QuestionKind, str], ...] = (
    (
        "number",
        r"\bhow (many|much|long|far|old|often|large|big|tall|high|deep|wide|fast|heavy)\b"
        r"|\bwhat (percent|percentage|number|amount|share|proportion)\b",
    ),
    ("when", r"\bwhen\b|\b(what|which) (year|date|century|day|month|decade)\b"),
    ("who", r"\bwho(m|se)?\b"),
    (
        "where",
        r"\bwhere\b"
        r"|\b(what|which) (country|city|place|state|continent|region|river|town|village)\b",
    ),
    ("why", r"\bwhy\b|\bwhat (was the |is the )?(caused?|reason)\b"),
)
_AUXILIARY = re.compile(
    r"(and |but |so )?(am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should"
    r"|was|were|will|would)\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?!(1\d|20)\d\ds?$)\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|percent",
    re.I,
)
"""A word that counts something; a number that looks like a year does not."""
_DATE = re.compile(
    r"(1\d|20)\d\ds?|\d+(st|nd|rd|th)s?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|yesterday|today",
)
_NAME = re.compile(r"[^\W\d_a-z].*")
_SOUGHT = {"number": _NUMBER, "when": _DATE, "who": _NAME, "where": _NAME}
_REASON = re.compile(
    r"\b(because|since|due to|owing to|as a result|therefore|so that|in order to|caused?|led to"
    r"|reasons?|thus|hence|to (avoid|prevent|make|ensure))\b",
    re.I,
)


def kind_of(question: str) -> QuestionKind:
    """Return what sort of thing the question asks for."""
    for kind, pattern in _KINDS:
        if re.search(pattern, question, re.I):
            return kind
    return "yes-no" if _AUXILIARY.match(question.strip()) else "what"


def matches_kind(kind: QuestionKind, sentence: str, asked: Collection[str]) -> bool:
    """Return whether the sentence has a thing of that kind; `asked` are the question's stems.

    A number, date or name counts only where the question did not bring it along, and a name not as
    the first word: "Who denied it?" is not answered by the "It" that opens a sentence.
    """
    if kind == "why":
        return bool(_REASON.search(sentence))
    sought = _SOUGHT.get(kind)
    if sought is None:
        return False
    found = words(sentence)[1 if sought is _NAME else 0 :]
    return any(sought.fullmatch(word.text) and word.stem not in asked for word in found)


_LEADING = re.compile(r"^(and|but|so|then|also|ok(ay)?|well)[,\s]+", re.I)
_WHAT_ABOUT = re.compile(r"(what|how) about\b", re.I)
_POINTING = frozenset(
    "it its he him his she her hers they them their this that these those there so".split()
)


def leans(question: str) -> bool:
    """Return whether the question cannot be understood without the one before it."""
    text = question.strip()
    rest = _LEADING.sub("", text)
    found = words(rest)
    return (
        rest != text
        or len(found) < 3
        or bool(_WHAT_ABOUT.match(rest))
        or any(bare(word.text) in _POINTING for word in found)
    )


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood without what was said before."""
    if not history or not leans(question):
        return question
    rest = _LEADING.sub("", question.strip())
    return f"{rest} ({history[-1].question.strip()})"
