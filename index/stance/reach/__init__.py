"""What a cue governs: one small function for each reach that the lexicon names.

A reach is a range over the tokens of the sentence; `BACK` says that the cue points at the sentence
before, None that the words found are no mark here ("the report" reports nothing).
"""

from collections.abc import Callable

from index.stance.cues import Cue
from index.stance.layout import Layout, Range
from index.stance.reach.amounts import number
from index.stance.reach.behind import finding, suggesting
from index.stance.reach.clauses import clause, complement, condition, intention, named, phrase
from index.stance.reach.denials import denial
from index.stance.reach.extent import BACK
from index.stance.reach.pointing import predicate, wanting
from index.stance.reach.reports import inverted, naming, reporting
from index.stance.reach.standpoints import according, allegation, owned, standpoint

__all__ = ["BACK", "REACHES"]

REACHES: dict[str, Callable[[Layout, Cue], Range | None]] = {
    "clause": clause,
    "complement": complement,
    "intention": intention,
    "predicate": predicate,
    "denial": denial,
    "wanting": wanting,
    "reporting": reporting,
    "inverted": inverted,
    "naming": naming,
    "according": according,
    "noun": named,
    "finding": finding,
    "suggesting": suggesting,
    "possessive": according,
    "standpoint": standpoint,
    "owned": owned,
    "compound": clause,
    "allegation": allegation,
    "condition": condition,
    "sentence": condition,
    "number": number,
    "phrase": phrase,
}
"""What the lexicon may name as a reach."""
