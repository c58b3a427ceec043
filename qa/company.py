"""The sentences that must come along with one that is quoted."""

import re
from collections.abc import Iterator, Sequence

from index.stance.words import AUXILIARIES
from index.types import Mark, Sentence
from qa.kinds import matches_kind
from qa.people import AWAY
from qa.words import bare, words

_ASKED = re.compile(
    r"(?:(?:[^\s:,?]+ ){0,2}[^\s:,?]+[:,] )?[\"“‘]?(?:(?:and|but|so|then) )?"
    rf"(?:who|whom|whose|what|which|when|where|why|how|{'|'.join(sorted(AUXILIARIES))})\b",
    re.I,
)
"""How a question opens that is asked outright, perhaps of somebody by name."""

OPENERS = frozenset(["he", "she", "it", "they", "this", "that", "these", "those", "such"])
"""Words that, at the head of a sentence, point at the one before."""

_IS = (
    r"it (?:(?:is|was|has|had|may|might|would|will|be|been|remain(?:s|ed)|seem(?:s|ed)"
    r"|appear(?:s|ed)|turn(?:s|ed) out|emerged|follows)\b ?)+"
)
_LITTLE = r"(?:(?!an?\b|the\b|his\b|her\b|its\b|their\b|one\b|some)[\w’'-]+ ){0,4}?"
_EMPTY_IT = re.compile(
    rf"{_IS}{_LITTLE}(?:that|whether"
    r"|(?:known|unknown|clear|unclear|certain|uncertain) (?:if|who|what|which|when|where|why|how)"
    r"|(?:hard|difficult|possible|impossible|too early|too soon) to)\b",
    re.I,
)
"""An "it" that points at nothing before: "It is not known whether", "It is also alleged that".

Not so "It was a claim that nobody believed", nor "It is alleged to have sunk"."""

_THIS = re.compile(r" (?:this|that|it)(?:[.,;]| (?:on|in|at|to|as|yesterday|last|and|but)\b)", re.I)
"""A bare pronoun behind a denial: "denied this on Thursday"."""

_OPEN = re.compile(
    r"\b(unknown|unclear|(not|nobody|no one)\b.{0,20}\b(known|knows?|clear))\b", re.I
)
_SUSPECTS = re.compile(r"\b(suspects?|believes?|thinks?|assumes?|blames?|points? to)\b", re.I)
"""Who gives a reason of his own where none is known."""

_REJOINS = re.compile(
    r"\b(?:(?:not|never|nor|no longer)\b[\w ’'-]{0,40}"
    r"\b(?:that|this|the same|his|her|their|such an?) (?:\w+ )?"
    r"(?:view|opinion|belief|assessment|account|version|description|figure|number|message|meeting"
    r"|conversation|letter|report|call|order|conclusion|reading|interpretation|claim|theory)s?"
    r"|disagree[sd]?|differ(?:s|ed)?|objected"
    r"|(?:sees?|saw|remembers?|recalls?|tells?|told) (?:it|this|that|things) (?:quite )?differently"
    r"|corrected|revised|retracted|took back)\b",
    re.I,
)
"""What somebody says against the sentence before, in words that are no denial by themselves."""


def leans_back(sentence: Sentence) -> bool:
    """Return whether the sentence opens with a word that points at the one before it."""
    opening = words(sentence.text)[:1]
    points = bool(opening) and bare(opening[0].text) in OPENERS
    return points and not _EMPTY_IT.match(sentence.text)


def _denies_this(sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """Return whether the sentence denies a bare "this", which the one before it says."""
    return any(
        _THIS.match(sentence.text[mark.end - sentence.start :])
        for mark in marks
        if mark.kind == "contested" and sentence.span.holds(mark.span)
    )


def rejoinder(sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence right behind one that speaks against it or corrects it.

    "She believes that the loss is larger. The auditors do not share that view." What somebody does
    not remember she has not denied, but who asks whether there was such a letter has to hear it.
    """
    behind = sentences[sentences.index(sentence) + 1 :][:1]
    near = behind and behind[0].start - sentence.end <= AWAY
    return behind[0] if near and _REJOINS.search(behind[0].text) else None


def reply_to(sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence behind a question that is asked outright, as in an interview.

    One that a sentence only tells of ("Nobody has said so far: who ordered it?") has no reply, nor
    has one that something else stands behind, such as a heading.
    """
    behind = sentences[sentences.index(sentence) + 1 :][:1]
    if not (behind and _ASKED.match(sentence.text) and is_question(sentence)):
        return None
    follows = behind[0].start - sentence.end <= AWAY and not is_question(behind[0])
    return behind[0] if follows else None


def reason_behind(sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the next sentence where that gives a reason and this one gives none.

    "The proposal was turned down. Calyx says that this was done on the advice of experts." Where
    the article leaves the reason open, what somebody suspects is one.
    """
    behind = sentences[sentences.index(sentence) + 1 :][:1]
    if not behind or behind[0].start - sentence.end > AWAY or is_question(behind[0]):
        return None
    if _OPEN.search(sentence.text) and _SUSPECTS.search(behind[0].text):
        return behind[0]
    here, there = (matches_kind("why", one.text, ()) for one in (sentence, behind[0]))
    return behind[0] if there and not here else None


def is_question(sentence: Sentence) -> bool:
    """Return whether the sentence ends as a question does."""
    return sentence.text.rstrip("\"'”’").endswith("?")


def companions(
    sentence: Sentence, sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Iterator[Sentence]:
    """Yield the sentences that must come along, the weightiest first.

    They are those that deny or doubt this one, those that this one denies or doubts, what is said
    against it or its denial next, the one that an opening "This" or "It" points at, and the reply
    to a question. A confirmation need not come: without it the answer is only weaker.
    """
    denials: list[Sentence] = []
    for mark in marks:
        here, reaches = sentence.span.meets(mark.span), sentence.span.meets(mark.scope)
        if here != reaches and mark.kind != "booster":
            other = mark.scope if here else mark.span
            denials += (s for s in sentences if s.span.meets(other) and s != sentence)
    yield from denials
    for one in (sentence, *denials):
        said = rejoinder(one, sentences)
        if said:
            yield said
    place = sentences.index(sentence)
    if place and (leans_back(sentence) or _denies_this(sentence, marks)):
        yield sentences[place - 1]
    reply = reply_to(sentence, sentences)
    if reply:
        yield reply
