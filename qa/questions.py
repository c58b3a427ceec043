"""What a question asks for, and what a follow-up leaves unsaid."""

import re
from collections.abc import Collection, Sequence
from typing import Literal

from qa.about import aspect_of
from qa.types import Turn
from qa.words import Word, content, words

QuestionKind = Literal[
    "yes-no", "who", "when", "where", "money", "duration", "age", "number", "why", "what"
]
"""What sort of thing answers a question."""

_KINDS: tuple[tuple[QuestionKind, str], ...] = (
    (
        "money",
        r"\bhow (much|large|big|high)\b.*\b(pay|paid|pays|cost|costs|price|money|worth|spen[dt]"
        r"|earn|charged?|owed?|bill|fine|loss|damages?|debt|invest(ed)?|compensation|fee)\b"
        r"|\bwhat\b.*\b(price|costs?|fee|sum)\b|\bhow much (was|is|were|are) (paid|it|that)\b",
    ),
    ("duration", r"\bhow long\b|\bfor how (long|many (hours|days|weeks|months|years))\b"),
    ("age", r"\bhow old\b|\b(what|which) age\b"),
    (
        "number",
        r"\bhow (many|much|long|far|often|large|big|tall|high|deep|wide|fast|heavy)\b"
        r"|\bwhat (percent|percentage|number|amount|share|proportion)\b",
    ),
    ("when", r"\bwhen\b|\b(what|which) (year|date|century|day|month|decade|hour|time)\b"),
    ("who", r"\bwho(m|se)?\b|\b(what|which)\b.*\bnames? of\b"),
    (
        "where",
        r"\bwhere\b"
        r"|\b(what|which) (country|city|place|state|continent|region|river|town|village)\b",
    ),
    ("why", r"\bwhy\b|\bhow come\b|\bwhat (was the |is the )?(caused?|reason|made)\b"),
)
_AUXILIARY = re.compile(
    r"(and |but |so )?(am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should"
    r"|was|were|will|would)\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?!(1\d|20)\d\ds?$)\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|percent",
    re.I,
)
"""A word that counts something; a number that looks like a year does not."""
_DATE = re.compile(
    r"(1\d|20)\d\ds?|\d+(st|nd|rd|th)s?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|yesterday|today",
)
_CLOCK = re.compile(
    r"\b\d{1,2}[.:]\d\d\b|\b[ap]\.?m\b|o['’]clock|\b(half|quarter) past\b|\b(noon|midnight)\b"
    r"|\b(next|last|this) (week|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\bin (the )?(spring|summer|autumn|fall|winter)\b",
    re.I,
)
"""A time of day or of the year, in words that alone would name none."""
_MONEY = re.compile(
    r"[$€£¥₽₴₹]|\b(dollar|euro|pound|sterling|crown|krone|krona|rouble|ruble|yen|yuan|rupee|franc"
    r"|shilling|peso|lira|dram|cent)s?\b|\b(usd|eur|gbp)\b|\bprice\b",
    re.I,
)
_DURATION = re.compile(
    r"\b(second|minute|hour|day|night|week|month|year|decade|centur)(s|ies)?\b", re.I
)
_AGE = re.compile(r"\b(aged?|born|birthday|years? old|\w+-year-old)\b|, \d\d,", re.I)
_NAME = re.compile(r"[^\W\d_a-z].*")
_SOUGHT = {"number": _NUMBER, "when": _DATE, "who": _NAME, "where": _NAME}
_REASON = re.compile(
    r"\b(because|since|due to|owing to|as a result|therefore|so that|in order to|caused?|led to"
    r"|reasons?|thus|hence|to (avoid|prevent|make|ensure))\b",
    re.I,
)
_PHRASED = {"why": _REASON, "when": _CLOCK, "money": _MONEY, "duration": _DURATION, "age": _AGE}

CHECKABLE: frozenset[QuestionKind] = frozenset(
    ("who", "when", "where", "money", "duration", "age", "number")
)
"""Kinds of which a sentence without such a thing does not answer; a reason needs no "because"."""


def kind_of(question: str) -> QuestionKind:
    """Return what sort of thing the question asks for.

    Only its first sentence counts: a follow-up made whole has the question before it in brackets.
    """
    first = question.split("?", maxsplit=1)[0].strip()
    for kind, pattern in _KINDS:
        if re.search(pattern, first, re.I):
            return kind
    return "yes-no" if _AUXILIARY.match(first) else "what"


def matches_kind(kind: QuestionKind, sentence: str, asked: Collection[str]) -> bool:
    """Return whether the sentence has a thing of that kind; `asked` are the question's stems.

    A number, date or name counts only where the question did not bring it along, and a name not as
    the first word: "Who denied it?" is not answered by the "It" that opens a sentence.
    """
    if kind in _PHRASED and _PHRASED[kind].search(sentence):
        return True
    sought = _SOUGHT.get(kind)
    if sought is None:
        return False
    found = words(sentence)[1 if sought is _NAME else 0 :]
    return any(sought.fullmatch(word.text) and word.stem not in asked for word in found)


_COUNTED = re.compile(r"\bhow many ((?:[\w’'-]+ ?){1,4})", re.I)
_QUANTITY = re.compile(r"many|several|few|none|no|scores", re.I)
_FAR = 4
"""Words after a number within which stands what it counts."""


def counted(question: str) -> tuple[Word, ...]:
    """Return the words for what "how many" asks the number of, none where it does not ask so.

    >>> [word.text for word in counted("How many Armenian soldiers were killed?")]
    ['Armenian', 'soldiers']
    """
    asked = _COUNTED.search(question.split("?", maxsplit=1)[0])
    return content(asked.group(1))[:2] if asked else ()


def behind_numbers(text: str) -> tuple[Word, ...]:
    """Return the words of a text that may be what its numbers count, the numbers included.

    "Many" is as good as a number."""
    found = words(text)
    counts = (_NUMBER, _QUANTITY)
    places = (
        place
        for place, word in enumerate(found)
        if any(count.fullmatch(word.text) for count in counts)
    )
    return tuple(word for place in places for word in found[place : place + 1 + _FAR])


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
