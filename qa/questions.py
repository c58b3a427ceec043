"""What a question is about, and what a follow-up leaves unsaid."""

import re
from collections.abc import Sequence

from index.stance.words import DETERMINERS, may_be_finite
from qa.about import aspect_of
from qa.kinds import CHECKABLE, kind_of
from qa.types import Turn
from qa.words import FUNCTION_WORDS, words

_LEADING = re.compile(r"^((and|but|so|then|also|ok(ay)?|well)\b[,\s]*)+", re.I)
_WHAT_ABOUT = re.compile(r"(and )?(what|how) about (?P<topic>[^?]+)", re.I)
_BARE = re.compile(
    r"(who|whom|when|where|why|how|how (many|much|long))( (was|is|did|so|exactly)){0,2}", re.I
)
_POINTING = re.compile(
    r"\b(it|its|he|him|his|she|hers?|they|them|theirs?|this|these|those|so|that(?! \w+ed\b))\b",
    re.I,
)
_ELLIPTIC = re.compile(
    r"(do|does|did|would|will|has|have|who)\b.*\b(agree[sd]?|disagree[sd]?|concur|object(s|ed)?"
    r"|respond(s|ed)?|repl(y|ies|ied)|react(s|ed)?)",
    re.I,
)
"""A question that ends in what needs something to agree with or to reply to."""
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
_LIKELY = re.compile(r"how likely\b", re.I)
_RUN = r"[A-Z][\w’'-]*(?: (?:of |de |van |von )?[A-Z][\w’'-]*)*"
_NAME_RUN = re.compile(_RUN)
_NAMES_ALONE = re.compile(rf"{_RUN}(?:, {_RUN})*")
_PERSON = r"[^\W\d_a-z][\w’'-]*(?: (?:of |de |van |von )?[^\W\d_a-z][\w’'-]*)*"
_WHAT_HE_IS = re.compile(
    rf"[Ww]hat(?: is| was|['’]s) (?P<of>{_PERSON})['’]s? "
    r"(?:job|role|position|post|occupation|profession|title|function|office)\W*"
    rf"|[Ww]hat (?:does|did) (?P<does>{_PERSON}) do(?: for a living| for work)?\W*",
)
"""What somebody is by his work, which an article tells as it tells who he is."""
_WHO_HE_IS = re.compile(rf"[Ww]ho(?: is| was|['’]s) (?P<name>{_PERSON})\W*")
_OPENER = re.compile(r"(?:^|[?!]\s+)[\w’'-]+")
"""The first word of a question, which has a capital anyway."""
_BEFORE = re.compile(r"(?<=[?!.]) \(.+[?!.]\)$")
"""The questions before, as they follow one that is made whole."""
FRAME = "How sure is the article of this: "
LONGEST_TOPIC = 8
"""Words of the longest noun phrase that is a new topic: "And the leader of the union?"."""


def subject(question: str) -> str:
    """Return what a question is about, without what it asks of the author's certainty.

    >>> subject("How sure is the author that the dam broke?")
    'Is it so that the dam broke?'
    >>> subject("How likely is it that the dam will break?")
    'Is it likely that the dam will break?'
    >>> subject("How sure is the article of this: Did the dam break?")
    'Did the dam break?'
    """
    frame = _FRAME.match(question.strip())
    if not frame:
        return question
    rest = question.strip()[frame.end() :]
    if kind_of(rest) != "what" or ":" in frame.group():
        return rest
    # Of how sure the author is every sentence says something, of a chance only some do.
    return f"Is it {'likely' if _LIKELY.match(question.strip()) else 'so'} that {rest}"


def who_is(question: str) -> str | None:
    """Return the name of whom a question asks who that is, None where it asks something else.

    >>> who_is("Who is Owen Dray?"), who_is("What is Owen Dray's job?"), who_is("Who is ill?")
    ('Owen Dray', 'Owen Dray', None)
    """
    asked = _WHAT_HE_IS.fullmatch(question.strip())
    if asked:
        return asked["of"] or asked["does"]
    named = _WHO_HE_IS.fullmatch(question.strip())
    return named["name"] if named else None


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
        or bool(_POINTING.search(rest) or _ELLIPTIC.fullmatch(rest))
    )


def topic_of(question: str) -> str | None:
    """Return what a follow-up turns to, None where it asks something of its own.

    >>> topic_of("And what about the mayor?"), topic_of("And the insurer?")
    ('the mayor', 'the insurer')
    >>> topic_of("And who paid?")
    """
    rest = _LEADING.sub("", question.strip())
    asked = _WHAT_ABOUT.match(rest)
    if asked:
        topic = asked.group("topic").strip()
        pointing = all(word.text.lower() in FUNCTION_WORDS for word in words(topic))
        return None if pointing else topic
    phrase = rest.rstrip("?!. ")
    return phrase if rest != question.strip() and _is_noun_phrase(phrase) else None


def _is_noun_phrase(text: str) -> bool:
    """Return whether a text is a noun phrase with no verb, as far as its words tell.

    It opens with an article, a name or a number, or has only words of substance, two at most. "The
    accused" may look like a verb; what follows it may not: "the dam broke".
    """
    said = [word.text for word in words(text)]
    small = [word.lower() for word in said]
    if not 0 < len(said) <= LONGEST_TOPIC or kind_of(text) != "what":
        return False
    if small[0] in DETERMINERS:
        return len(said) > 1 and not any(map(may_be_finite, small[2:]))
    if small[0] in FUNCTION_WORDS or any(map(may_be_finite, small)):
        return False
    return not said[0][0].islower() or (len(said) <= 2 and FUNCTION_WORDS.isdisjoint(small))


def alone(question: str) -> str:
    """Return a question made whole without the questions before that follow it in brackets.

    >>> alone("Who denied it? (Did the dam break?)"), alone("How many died? (Tarn)")
    ('Who denied it?', 'How many died? (Tarn)')
    """
    return _BEFORE.sub("", question)


def changes_topic(question: str) -> bool:
    """Return whether a question made whole turns to another topic than the one before."""
    now = alone(question)
    return now != question and topic_of(now) is not None


def _names(questions: Sequence[str]) -> list[str]:
    """Return the names in questions, without the first word of each, or in a list of names."""
    found: list[str] = []
    for text in questions:
        said = text if _NAMES_ALONE.fullmatch(text) else re.sub(_OPENER, " ", text)
        found += _NAME_RUN.findall(said)
    return list(dict.fromkeys(found))


def _with_topic(topic: str, before: Sequence[str]) -> tuple[str, ...]:
    """Return the questions before asked of another topic, or the topic and what it was asked of."""
    names = _names(before)
    if len(names) == 1 and _NAME_RUN.fullmatch(topic):
        return tuple(one.replace(names[0], topic) for one in before)
    return (f"What about {topic}?", *(one for one in before[-1:] if not topic_of(one)))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood without what was said before.

    What it leans on is put in its place where grammar makes that safe, else it follows in brackets:
    the question before, and the one that this goes back to. That is enough for a search, and
    nothing is invented. Of one that asked for the same kind of thing only the names follow: who
    died is not who was hurt.

    >>> before = (Turn("Did the dam break?", ""),)
    >>> standalone("why?", before)
    'Why did the dam break?'
    >>> standalone("And who denied it?", before)
    'Who denied it? (Did the dam break?)'
    >>> standalone("And how many died?", (Turn("How many were hurt in Tarn?", ""),))
    'How many died? (Tarn)'
    >>> standalone("And the bridges?", before)
    'What about the bridges? (Did the dam break?)'
    >>> standalone("How sure is the author of that?", before)
    'How sure is the article of this: Did the dam break?'
    """
    asked, *before = _whole(question, history)
    return f"{asked} ({' '.join(before)})" if before else asked


def _closed(question: str) -> str:
    """Return a question with the question mark that many leave out."""
    return question if question.endswith(("?", "!", ".")) else f"{question}?"


def _whole(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the question and, behind it, what it leans on that could not be put in its place."""
    if not history or aspect_of(question) or not leans(question):
        return (question,)
    last, *further = _whole(history[-1].question.strip(), history[:-1])
    before = (_closed(subject(last)), *further)
    rest = _LEADING.sub("", question.strip())
    if not words(rest):
        return before
    rest = _closed(rest[:1].upper() + rest[1:])
    # Behind "What about the mayor?" "he" is the mayor, and "that" is about him.
    meant = before[:1] if topic_of(before[0]) else before
    if asks_how_sure(question):
        return (FRAME + " ".join(meant),)
    topic = topic_of(question)
    if topic:
        return _with_topic(topic, before)
    bare_word = rest.rstrip("?!. ")
    if bare_word.lower() in ("why", "when", "where", "how") and kind_of(before[0]) == "yes-no":
        return (f"{bare_word} {before[0][:1].lower()}{before[0][1:]}", *further)
    names = _names(meant)
    if len(names) == 1 and re.search(r"\b(he|she|him)\b", rest, re.I):
        named = re.sub(r"\b(he|she|him)\b", names[0], rest, flags=re.I)
        return (named,) if names[0] in before[0] else (named, before[0])
    kind = kind_of(rest)
    if kind == kind_of(before[0]) and kind in CHECKABLE and not _POINTING.search(rest):
        return (rest, ", ".join(names)) if names else (rest,)
    return (rest, before[0], *further[-1:])
