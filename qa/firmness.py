"""How firmly an article stands behind its words, as one plain sentence.

A lead names the stance of what is quoted after it. It never restates the claim, and so can never
overclaim it; nor does it say yes or no.
"""

from collections.abc import Sequence

from index.types import Mark, Sentence, Span
from qa.words import content

PLAIN = "On this the article speaks without reservation:"
OPEN = "The article leaves this open:"
POSSIBLE = "The article calls this possible, no more:"
LIKELY = "The article calls this likely, not certain:"
DENIED = "The article reports this and says that it was denied:"
CLAIMED = "The article passes this on as a claim and does not vouch for it:"
ACCUSED = "The article reports this as an accusation:"
PLANNED = "The article speaks of a plan here, not of something done:"
CONDITIONAL = "The article says this only under a condition:"


def silence(something_near: bool) -> str:
    """Return the sentence for a question that the articles do not answer."""
    if something_near:
        return "The article does not say; the nearest that it does say follows."
    return "There is no article to answer from."


def bearing(question: str, sentence: Sentence, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks that govern what the question asks about in the sentence.

    "(allegedly passed through Georgia's airspace)" has no bearing on whether weapons came. Where
    no mark governs a word of the question, every mark of the sentence counts.
    """
    asked = {word.stem for word in content(question)}
    governing = [mark for mark in marks if mark.scope.meets(sentence.span)]
    met = [
        Span(sentence.start + word.start, sentence.start + word.start + len(word.text))
        for word in content(sentence.text)
        if word.stem in asked
    ]
    near = tuple(mark for mark in governing if any(mark.scope.meets(word) for word in met))
    return near or tuple(governing)


def lead_of(question: str, sentence: Sentence, marks: Sequence[Mark]) -> str:
    """Return how firmly the article stands behind the sentence, by the marks that govern it."""
    found = bearing(question, sentence, marks)
    kinds = {mark.kind for mark in found}
    tiers = {mark.tier for mark in found}
    if "contested" in kinds:
        return DENIED
    if "unknown" in kinds or 1 in tiers:
        return OPEN
    if 2 in tiers:
        return POSSIBLE
    if 3 in tiers:
        return LIKELY
    if "allegation" in kinds:
        return ACCUSED
    if "attribution" in kinds:
        holder = next((mark.holder for mark in found if mark.holder), None)
        return (
            f"The article gives this as the word of {holder}, not as its own:"
            if holder
            else CLAIMED
        )
    if "condition" in kinds:
        return CONDITIONAL
    return PLANNED if "plan" in kinds else PLAIN
