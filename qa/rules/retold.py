"""What an answer tells of a mark though nothing in the lexicon stands for it."""

from index.stance.words import forms
from index.types import Mark
from qa.align import words_in
from qa.claims import Claim
from qa.rules.finding import is_negated, sense


def tells_after_all(mark: Mark, claim: Claim, text: str) -> bool:
    """Return whether a mark that seems lost is told in another form, or is of no concern."""
    return _retold(mark, claim, text) or _is_topic(mark, claim)


RETOLD = frozenset({"epistemic", "attribution", "plan", "unknown", "provisional"})
"""Kinds whose marks an answer may keep in another form of the word."""


def _retold(mark: Mark, claim: Claim, text: str) -> bool:
    """Return whether the answer has a word of the mark itself: "hopes to", "it is its hope that".

    It must be no word of what the mark governs, which an answer takes anyhow.
    """
    words = mark.words.lower().split()
    if mark.kind not in RETOLD or is_negated(mark.words) or words[-1] == "whether":
        return False
    if words[0] in _MODALS:
        return False  # "which will REFLECT" tells nothing of "may reflect"
    cue = mark.words.partition(" to ")[0]  # "thought to be an EARLY WORK by" says what is thought
    heavy = (word for word in words_in(cue) if word.weight == 1.0 and word.value is None)
    stems = {word.stem for word in heavy if word.lower not in _EMPTY}
    taken = {word.stem for word in words_in(mark.holder or "")}
    if mark in claim.held:
        taken |= {word.stem for word in claim.held[mark].taken}
    return bool((stems - taken) & {word.stem for word in words_in(claim.span.of(text))})


_MODALS = frozenset({"may", "might", "could", "should"})

_EMPTY = forms("find") | frozenset(
    "price cost costs number figure toll damage loss losses total value bill age date "
    "explanation reason cause outcome scenario result".split()
)
"""Words of cues that tell nothing of the stance: "found a correlation", "put the price at"."""

TOPICAL = frozenset({"quantifier", "unknown", "condition", "provisional", "distancing"})
"""Kinds that are not owed to what an answer only names as a topic."""


def _is_topic(mark: Mark, claim: Claim) -> bool:
    """Return whether the mark is of no concern to a claim that only tells what is spoken about.

    "She discusses the drink's popularity" is true of an article that says "many find it popular".
    """
    return mark.kind in TOPICAL and any(sense(told) == "topic" for told in claim.carried)
