"""What kind of thing a question asks for, and whether a text has one."""

import re
from collections.abc import Collection
from typing import Literal

from qa.words import FUNCTION_WORDS, Word, bare, content, words

QuestionKind = Literal[
    "yes-no", "who", "when", "where", "money", "duration", "age", "number", "why", "what"
]
"""What sort of thing answers a question."""

_UNCOUNTED = (
    r"(attention|choice|confidence|control|doubt|faith|freedom|influence|notice|pressure|say|sense"
    r"|support|sympathy|trust|truth|use|weight)"
)
"""What nobody puts a number on: "How much say will the miners have?"."""

_KINDS: tuple[tuple[QuestionKind, str], ...] = (
    (
        "money",
        r"how (much|large|big|high)\b.*\b(pay|paid|pays|cost|costs|price|money|worth|spen[dt]"
        r"|earn|charged?|owed?|bill|fine|loss|damages?|debt|invest(ed)?|compensation|fee)\b"
        r"|what ((is|are|was|were|will|would|did|does|do|may|might|could)\b.*)?"
        r"\b(price|costs?|fee|sum)\b|how much (was|is|were|are) (paid|it|that)\b",
    ),
    ("duration", r"how long\b|how many (seconds|minutes|hours|days|nights|weeks|months|years)\b"),
    ("age", r"how old\b|(what|which) age\b"),
    (
        "number",
        rf"how (many|much(?! {_UNCOUNTED}\b)|far(?! ha(d|s|ve)\b)|often|large|big|tall|high|deep"
        r"|wide|fast|heavy)\b"
        r"|what (percent|percentage|number|amount|share|proportion)\b",
    ),
    ("when", r"when\b|(what|which) (year|date|century|day|month|decade|hour|time)\b"),
    ("who", r"who(m|se)?\b|(what|which)\b.*\bnames? of\b"),
    (
        "where",
        r"where\b"
        r"|(what|which) (country|city|place|state|continent|region|river|town|village)\b",
    ),
    (
        "why",
        r"why\b|how come\b|what (was the |is the )?(caused?|reason|made)\b"
        r"|what (started|triggered|sparked|set off) (the|a|an|this|that|it)\b",
    ),
)
_ASKING = re.compile(r"\b(how|what|when|where|which|who|whom|whose|why)\b", re.I)
_KNOWN = re.compile(
    r".*\b(know|known|clear|sure|certain|say|said|tell|told|explain|explained)\b", re.I
)
"""What stands before a question within a yes/no question: "Is it known why the dam broke?"."""
_AUXILIARY = re.compile(
    r"(and |but |so )?(am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should"
    r"|was|were|will|would)\b",
    re.I,
)
_NUMERAL = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|percent"
)
_NUMBER = re.compile(rf"(?!(1\d|20)\d\ds?$)\d.*|{_NUMERAL}", re.I)
"""A word that counts something; a number that looks like a year does not."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(1\d|20)\d\ds?|\d+(st|nd|rd|th)s?|{_MONTH}"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|yesterday|today",
)
_UNIT = r"(second|minute|hour|day|night|week|month|year|decade|centur(y|ies))s?"
_OF_TIME = re.compile(
    rf"\b(\d{{1,2}}[.:]\d\d( ?[ap]\.?m\b)?|\d{{1,2}} ({_MONTH})|({_MONTH}) \d{{1,2}}"
    rf"|(\d+|{_NUMERAL}) {_UNIT}|(half|quarter) (past|to) \w+|\w+ o['’]clock)\b",
    re.I,
)
"""Words of time, whose numbers count nothing else."""
_CLOCK = re.compile(
    r"\b\d{1,2}[.:]\d\d\b|\b[ap]\.?m\b|o['’]clock|\b(half|quarter) past\b"
    r"|\b(dawn|noon|dusk|midnight)\b"
    r"|\b(next|last|this|the same|that) (morning|evening|night|week|month|year)\b"
    r"|\b(in|next|last|this|by|before|until|since) (the )?(spring|summer|autumn|fall|winter)\b"
    r"|\bthe (beginning|start|middle|end|turn) of the (week|month|year|decade|century)\b"
    rf"|\b(within|in) [\w-]+ {_UNIT}\b|\b{_UNIT} (ago|later|earlier|before|after)\b",
    re.I,
)
"""A time of day or of the year, in words that alone would name none."""
_MONEY = re.compile(
    r"[$€£¥₽₴₹]|\b(dollar|euro|pound|sterling|crown|krone|krona|rouble|ruble|yen|yuan|rupee|franc"
    r"|shilling|peso|lira|dram|cent|mark|guilder|thaler|florin|ducat|dinar|dirham|rial|rand|zloty"
    r"|forint|hryvnia|baht|shekel|real)s?\b|\b(usd|eur|gbp)\b|\bprice\b|\bfree of charge\b",
    re.I,
)
_DURATION = re.compile(
    rf"\b(\d[\d.,–-]*|{_NUMERAL}|an?|few|several|some|many|[\w]+-(one|two|three|four|five|six"
    rf"|seven|eight|nine))\W+(\w+\W+)?{_UNIT}\b|\b(for|lasted) (\w+ )?{_UNIT}\b|\b(since|until)\b",
    re.I,
)
_AGE = re.compile(
    r"\b(aged?|born|birthday|years? old|\w+-year-old)\b|, \d\d,|\b(man|woman|boy|girl) of \w+\b",
    re.I,
)
_NAME = re.compile(r"[^\W\d_a-z].*")
_SOUGHT = {"number": _NUMBER, "when": _DATE, "who": _NAME, "where": _NAME}
_REASON = re.compile(
    r"\b(because|since|due to|owing to|thanks to|as a result|therefore|so that|in order to|caus(es?"
    r"|ed)|led to|reasons?|thus|hence|to (avoid|prevent|make|ensure)|explain(s|ed)?|blam(es?|ed)"
    r"|why|faults?|responsible|for fear of|for the sake of|on the (advice|orders) of"
    r"|under pressure)\b",
    re.I,
)
_PHRASED = {"why": _REASON, "when": _CLOCK, "money": _MONEY, "duration": _DURATION, "age": _AGE}

CHECKABLE: frozenset[QuestionKind] = frozenset(
    ("who", "when", "where", "money", "duration", "age", "number")
)
"""Kinds of which a sentence without such a thing does not answer; a reason needs no "because"."""


NAMED: frozenset[QuestionKind] = frozenset(("who", "where"))
"""Kinds that a name answers, which nearly every sentence has, or no name: "critics", "the city"."""


def kind_of(question: str) -> QuestionKind:
    """Return what sort of thing the question asks for.

    Only its first sentence counts: a follow-up made whole has the question before it in brackets.
    Of its question words the first asks: "Are those who fled back?" does not ask who, nor "What
    happened when the dam broke?" when.
    """
    first = question.split("?", maxsplit=1)[0].strip()
    asking = _ASKING.search(first)
    before = first[: asking.start()] if asking else ""
    if not asking or (_AUXILIARY.match(first) and not _KNOWN.fullmatch(before.strip())):
        return "yes-no" if _AUXILIARY.match(first) else "what"
    rest = first[asking.start() :]
    return next((kind for kind, pattern in _KINDS if re.match(pattern, rest, re.I)), "what")


def matches_kind(kind: QuestionKind, sentence: str, asked: Collection[str]) -> bool:
    """Return whether the sentence has a thing of that kind; `asked` are the question's stems.

    A number, date or name counts only where the question did not bring it along; the "It" that
    opens a sentence is no name, nor is a month.
    """
    if kind in _PHRASED and _PHRASED[kind].search(sentence):
        return True
    if kind == "number":
        sentence = _OF_TIME.sub(" ", sentence)
    sought = _SOUGHT.get(kind)
    if sought is None:
        return False
    found = words(sentence)
    if sought is _NAME and found and bare(found[0].text) in FUNCTION_WORDS:
        found = found[1:]
    if sought is _NAME:
        return any(is_name(word) and word.stem not in asked for word in found)
    return any(sought.fullmatch(word.text) and word.stem not in asked for word in found)


def is_name(word: Word) -> bool:
    """Return whether a word is written as a name is; months and days are none."""
    return bool(_NAME.fullmatch(word.text)) and not _DATE.fullmatch(word.text)


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
    found = words(_OF_TIME.sub(" ", text))
    counts = (_NUMBER, _QUANTITY)
    places = (
        place
        for place, word in enumerate(found)
        if any(count.fullmatch(word.text) for count in counts)
    )
    return tuple(word for place in places for word in found[place : place + 1 + _FAR])
