"""How firmly an article stands behind its words, as one plain sentence.

A lead names the stance of what is quoted after it. It never restates the claim, and so can never
overclaim it; nor does it say yes or no.
"""

import re
from collections.abc import Sequence

from index.types import Mark, Sentence, Span
from qa.ranking import nearness, read_question
from qa.words import content

PLAIN = "The article says this plainly, in its own voice:"
OPEN = "The article leaves this open:"
POSSIBLE = "The article calls this possible, no more:"
LIKELY = "The article calls this likely, not certain:"
UNLIKELY = "The article calls this unlikely:"
DENIED = "The article reports this and says that it was denied:"
DENIED_BY = "The article reports this and says that {holder} denied it:"
REFUTED = "The article reports this and casts it as false or contested:"
CLAIMED = "The article passes this on as a claim and does not vouch for it:"
CLAIMED_BY = "The article gives this as the word of {holder}, not as its own:"
ACCUSED = "The article reports this as an accusation:"
PLANNED = "The article speaks of a plan here, not of something done:"
CONDITIONAL = "The article says this only under a condition:"

ALIKE = 0.5
"""The cosine from which a word of a sentence counts as one that the question asks about."""

_DENIAL = re.compile(r"\b(den(y|ies|ied|ial)|reject|dismiss|refut)", re.I)
_HOLDER = re.compile(
    r"(the |an? |some |several |many )?([\w.-]+ ){0,3}[A-Z][\w’'.-]+( [\w’'.-]+){0,3}"
)
_NOT_A_NAME = re.compile(
    r"\b(not|than|that|which|who|they|it|he|she|was|were|is|are|had|has)\b|\d"
    r"|\b(of|in|on|at|to|by|for|from|with|and|or)$",
    re.I,
)


def silence(something_near: bool) -> str:
    """Return the sentence for a question that the articles do not answer."""
    if something_near:
        return (
            "The article does not say, as far as I can find; the nearest that it does say follows."
        )
    return "There is no article to answer from."


def _asked_in(question: str, sentence: Sentence) -> list[Span]:
    """Return where the sentence has words that the question asks about."""
    about = content(sentence.text)
    pieces = [Sentence(w.start, w.start + len(w.text), w.text) for w in about]
    near = nearness(read_question(question), pieces).max(axis=1, initial=0.0)
    return [
        Span(sentence.start + piece.start, sentence.start + piece.end)
        for piece, close in zip(pieces, near, strict=True)
        if close >= ALIKE
    ]


def bearing(question: str, sentence: Sentence, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks that bear on what the question asks about in the sentence.

    A mark that governs something else has no bearing: "(allegedly passed through Georgia's
    airspace)" does not touch whether weapons came. Where no mark governs a word of the question,
    every mark that governs the sentence counts. A mark that stands in it and points at another
    ("This was denied") counts where it is asked about, or nothing else in the sentence is.
    """
    stance = [mark for mark in marks if mark.kind != "booster"]
    governing = [mark for mark in stance if mark.scope.meets(sentence.span)]
    met = _asked_in(question, sentence)
    bears = [mark for mark in governing if any(mark.scope.meets(word) for word in met)]
    pointing = [
        mark
        for mark in stance
        if sentence.span.holds(mark.span)
        and (not met or any(mark.span.meets(word) for word in met))
    ]
    return tuple(dict.fromkeys([*(bears or governing), *pointing]))


def named(marks: Sequence[Mark]) -> str | None:
    """Return the first holder that reads as a name; a clause mistaken for one is passed over."""
    for mark in marks:
        holder = mark.holder or ""
        if _HOLDER.fullmatch(holder) and not _NOT_A_NAME.search(holder):
            return holder
    return None


def _denied(marks: Sequence[Mark]) -> str:
    denials = [mark for mark in marks if _DENIAL.search(mark.text)]
    if not denials:
        return REFUTED
    holder = named(denials)
    return DENIED_BY.format(holder=holder) if holder else DENIED


def lead_of(marks: Sequence[Mark]) -> str:
    """Return how firmly the article stands behind a sentence on which these marks bear.

    The weakest stance leads.
    """
    kinds = {mark.kind for mark in marks}
    tiers = {mark.tier for mark in marks}
    said = [mark for mark in marks if mark.kind == "attribution"]
    denials = [mark for mark in marks if mark.kind == "contested"]
    steps = (
        (bool(denials), _denied(denials)),
        ("unknown" in kinds or 1 in tiers, OPEN),
        (0 in tiers, UNLIKELY),
        (2 in tiers, POSSIBLE),
        (3 in tiers, LIKELY),
        ("allegation" in kinds, ACCUSED),
        (bool(named(said)), CLAIMED_BY.format(holder=named(said))),
        (bool(said), CLAIMED),
        ("condition" in kinds, CONDITIONAL),
        ("plan" in kinds, PLANNED),
    )
    return next((lead for holds, lead in steps if holds), PLAIN)
