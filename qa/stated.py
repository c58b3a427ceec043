"""What an answer sentence states: a reply of stance alone takes the claim of its question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.stance import read
from index.stance.tokens import tokenise
from index.stance.words import AUXILIARIES
from index.types import Mark, Span
from qa.align import words_in
from qa.paraphrase import speech
from qa.polarity import with_polarity
from qa.rules.finding import is_negated

MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
"""A marker with the blank before it, which is no part of a claim."""


def stated(sentence: str, question: str | None) -> tuple[str, tuple[Mark, ...]]:
    """Return what an answer sentence states and its marks.

    An answer of stance alone ("Yes.", "It probably was.", "No, according to the mayor.") takes the
    claim of the question, which its marks then govern.
    """
    text = MARKER.sub("", sentence)
    marks = with_polarity(read(text), text)
    if not question or not _asks_whether(question):
        return text, marks
    claim = _claim_of(question)
    if not _is_short(text, marks):
        text = _spelled_out(text, claim) or text
        return text, with_polarity(read(text), text)
    if _denies(text, marks):
        claim = f"Not {claim}"
    reply = _REPLY.sub(lambda found: " " * len(found.group()), text)
    if any(mark.start == 0 for mark in marks) or reply.split(" ")[0].lower() in _POINTING:
        reply = reply[:1].lower() + reply[1:]  # behind the claim "Possibly" would look like a name
    own = f"{claim}, {reply}"
    governed = Span(0, len(claim))
    shifted = len(claim) + 2
    moved = tuple(
        replace(mark, start=mark.start + shifted, end=mark.end + shifted, scope=governed)
        for mark in marks
    )
    return own, moved


def _spelled_out(text: str, claim: str) -> str | None:
    """Return an answer with the claim in the place of the "it" that somebody says, None without.

    "A paper reported IT, but the mayor denied it."
    """
    tokens = tokenise(text)
    for verb, told in pairwise(tokens) if len(tokens) <= BRIEF else ():
        behind = text[told.end : told.end + 1]
        says = verb.lower in speech() and not verb.lower.endswith("ing")
        if says and told.lower in _TOLD and behind in {",", ".", ";", ""}:
            return f"{text[: verb.end]} that {claim}{text[told.end :]}"
    return None


BRIEF = 16
"""Tokens of the longest answer that only tells who says and who denies what was asked."""

_TOLD = frozenset({"it", "this", "that"})
_REPLY = re.compile(r"\b(?:yes|no|not|indeed|correct|right|so|true|nope|yeah)\b", re.I)
_POINTING = frozenset({"that", "this", "it", "so"})
_BARE = frozenset("yes no indeed correct right so true case yeah nope".split())


def _asks_whether(question: str) -> bool:
    """Return whether a question can be answered by yes or no."""
    words = question.split(maxsplit=1)
    return bool(words) and words[0].lower() in AUXILIARIES


def _is_short(text: str, marks: Sequence[Mark]) -> bool:
    """Return whether an answer has words, and none of substance but those of its stance."""
    spoken = {word for mark in marks for word in (mark.holder or "").split()}
    return any(map(str.isalpha, text)) and all(
        word.lower in _BARE
        or text[word.start : word.end] in spoken
        or any(mark.start <= word.start < mark.end for mark in marks)
        for word in words_in(text)
    )


def _denies(text: str, marks: Sequence[Mark]) -> bool:
    return is_negated(text) and not any(is_negated(mark.words) for mark in marks)


_ASKING = frozenset("did does do is are was were has have had will would".split())


def _claim_of(question: str) -> str:
    """Turn a yes/no question into the claim that an answer of stance alone takes."""
    words = question.strip().rstrip("?").split()
    return " ".join(words[1:] if words and words[0].lower() in _ASKING else words)
