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


def leans_back(sentence: Sentence) -> bool:
    """Return whether the sentence opens with a word that points at the one before it."""
    opening = words(sentence.text)[:1]
    return bool(opening) and bare(opening[0].text) in OPENERS


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

    "The proposal was turned down. Calyx says that this was done on the advice of experts."
    """
    behind = sentences[sentences.index(sentence) + 1 :][:1]
    if not behind or behind[0].start - sentence.end > AWAY or is_question(behind[0]):
        return None
    here, there = (matches_kind("why", one.text, ()) for one in (sentence, behind[0]))
    return behind[0] if there and not here else None


def is_question(sentence: Sentence) -> bool:
    """Return whether the sentence ends as a question does."""
    return sentence.text.rstrip("\"'”’").endswith("?")


def companions(
    sentence: Sentence, sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Iterator[Sentence]:
    """Yield the sentences that must come along, the weightiest first.

    They are those that deny or doubt this one, those that this one denies or doubts, the one that
    an opening "This" or "It" points at, and the reply to a question. A confirmation need not come:
    without it the answer is only weaker.
    """
    for mark in marks:
        here, reaches = sentence.span.meets(mark.span), sentence.span.meets(mark.scope)
        if here != reaches and mark.kind != "booster":
            other = mark.scope if here else mark.span
            yield from (s for s in sentences if s.span.meets(other) and s != sentence)
    place = sentences.index(sentence)
    if place and leans_back(sentence):
        yield sentences[place - 1]
    reply = reply_to(sentence, sentences)
    if reply:
        yield reply
