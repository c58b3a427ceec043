"""Whether a claim takes what a mark of the source governs, and so owes the mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.stance.lexicon import entry_of
from index.types import Mark
from qa.align import SAME, Matrix, Word
from qa.source import Source, first_end, weights_of

TAKEN = 0.6
"""The least share of what a claim finds in the source that must lie in a mark's scope."""

COVERED = 0.6
"""The least share of a scope's words that a claim must hold to take what the mark governs."""

WHOLE = 0.66
"""The share of a scope's words from which on a claim takes it from any sentence, however far."""


@dataclass(frozen=True, slots=True)
class Hold:
    """How a claim meets what a mark governs.

    `words` counts the claim's words in the scope, by weight, `taken` has them; `share` is their
    part of all that the claim finds in the source; `missed` is how many words of the scope it
    leaves out.
    """

    words: float
    share: float
    missed: int
    taken: tuple[Word, ...] = ()


def hold_of(
    mark: Mark, words: Sequence[Word], alike: Matrix, anywhere: float, source: Source
) -> Hold | None:
    """Return how the claim meets what the mark governs; None if it does not owe the mark.

    It is owed where most of the claim is found in the scope, or most of the scope in the claim: of
    '"We may have lost the seeds," said the head of the bank flooded on Sunday' an answer may take
    more words from outside the quotation than from inside it.
    """
    inside = source.governed[mark]
    if not inside or (asks(mark, source.text) and not (alike.max(axis=1) == 0.0).any()):
        return None
    if not alike[:, source.told[mark]].any():
        return None  # "a cable sent by the embassy" only names who says what the cable says
    if mark.kind == "distancing":
        alike = alike * (alike > SAME)  # the "self-proclaimed MAYOR" is no town
    near = alike[:, inside].max(axis=1)
    held = float(weights_of(words) @ near)
    covers = alike[:, inside].max(axis=0)
    main = _on_condition(mark, inside, source)
    sizes = source.weights[inside] * main
    scope, found = float(sizes.sum()), float(sizes @ covers)
    few = 0.5 if mark.kind == "distancing" else 1.6
    taken = held >= TAKEN * anywhere and held >= 0.8
    if mark.kind == "bound" and any(source.words[n].value is not None for n in inside):
        taken = any(
            word.value is not None and value for word, value in zip(words, near, strict=True)
        )
    covered = found >= COVERED * scope and found >= min(few, scope)
    if not taken and not covered:
        return None
    own = tuple(word for word, value in zip(words, near, strict=True) if value > 0)
    return Hold(held, held / max(anywhere, held), int((covers == 0).sum()), own)


def _on_condition(mark: Mark, inside: Sequence[int], source: Source) -> Matrix:
    """Return 0 for each word of a scope that tells what must come first, 1 for the others.

    "The ferry will run" takes all of "AS LONG AS the river stays low, the ferry will run".
    """
    entry = entry_of(mark)
    conditional = mark.kind == "condition" and entry is not None and entry.sense == "if"
    end = first_end(mark, source.text) if conditional else mark.end
    main = np.array([not mark.end <= source.words[n].start < end for n in inside], np.float32)
    return main if main.any() else np.ones_like(main)


def takes_number(mark: Mark, words: Sequence[Word], covers: Matrix, source: Source) -> bool:
    """Return whether a claim has a number that a bound governs, and what it counts.

    The "three missed tests" are not those of "almost THREE HOURS".
    """
    inside = source.governed[mark]
    values = {source.words[n].value for n in inside} - {None}
    counted = [n for n in inside if source.words[n].value is None]
    taken = not counted or any(covers[n] > 0 for n in counted)
    return taken and bool(values & {word.value for word in words})


def takes_whole(mark: Mark, alike: Matrix, covers: Matrix, best: int, source: Source) -> bool:
    """Return whether a claim takes most of a scope wherever it stands, and little besides.

    `covers` has the best of `alike` for each word of the source. Far from the sentence that makes
    the claim two words are too few: elsewhere in the article AN OPEN JAR may prove nothing.
    """
    inside = source.governed[mark]
    found = float(source.weights[inside] @ covers[inside])
    if found < max(SMALLEST, WHOLE * float(source.weights[inside].sum())):
        return False
    if any(abs(int(source.sentence_of[n]) - best) <= NEARBY for n in inside):
        return True
    near = alike[:, inside].max(axis=1)
    return found >= FAR and float((near > 0).mean()) >= MAIN


MAIN = 0.5
"""The least share of a claim that must lie in a scope which it takes from a sentence far away."""

SMALLEST = 2.0
"""Words of substance without which a clause is no claim of its own, nor most of a scope."""

FAR = 3.0
"""The least words of a scope that a claim takes from a sentence far away."""

NEARBY = 1
"""Sentences between a claim and a mark up to which two words of a scope are enough."""


def is_loose(mark: Mark) -> bool:
    """Return whether the mark keeps another in an answer but is too weak to be owed itself."""
    entry = entry_of(mark)
    return entry is not None and entry.loose


_ASKING = frozenset("who how why what when where which".split())


def asks(mark: Mark, text: str) -> bool:
    """Return whether the mark leaves open who, why or how many, and so takes the rest for granted.

    "It is unclear who paid for the new wing" leaves no doubt that there is one: only a claim with
    something that the source does not say can answer the question.
    """
    if mark.kind != "unknown":
        return False
    words = mark.words.lower().split()[-1:] + mark.scope.of(text).lower().split()[:1]
    return bool(_ASKING.intersection(words))
