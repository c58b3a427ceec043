"""The reach of a bound: the number, and what it counts."""

import re

from index.stance.cues import Cue
from index.stance.finite import is_finite
from index.stance.layout import Layout, Range
from index.stance.reach.extent import AFTER_POINTING


def number(layout: Layout, cue: Cue) -> Range | None:
    """ "at least 2-3 thousand soldiers": the number and the noun that it counts."""
    tokens, end = layout.tokens, cue.end
    if cue.entry.sense == "range" and _names_no_range(layout, cue):
        return None
    counts = any(token.is_number for token in tokens[cue.start : end + 3])
    if tokens[cue.start].text == "At" and not counts and _determines(layout, end):
        return None  # "At least the beer was cold"
    while end < len(tokens) and (tokens[end].is_number or tokens[end].text == "-"):
        end += 1
    many = (
        6 if end < len(tokens) and tokens[end].lower == "of" else 3
    )  # "200 of the island's foxes"
    stop = min(end + many, len(tokens))
    for place in range(stop - 1, end - 1, -1):
        joins = tokens[place].lower in AFTER_POINTING
        parts = tokens[place].lower in _PARTING and tokens[place + 1 : place + 2]
        counted = bool(parts) and tokens[place + 1].is_number  # "about 3,000 poems BY 90 poets"
        if tokens[place].kind == "sign" or joins or counted or is_finite(tokens, place):
            stop = place  # "400 to 600 seals" of "400 to 600 seals come ashore"
    return cue.start, max(stop, cue.end)


_PARTING = frozenset("by for from with against".split())


def _determines(layout: Layout, place: int) -> bool:
    """Return whether a noun phrase or a clause begins at `place`, and no count of anything."""
    following = layout.tokens[place].lower if place < len(layout.tokens) else ""
    return following in {"the", "his", "her", "its", "their", "we", "they", "he", "she", "it"}


def _names_no_range(layout: Layout, cue: Cue) -> bool:
    """Return whether a seeming range is a time or one number: "1914 to 1918", "twenty-one"."""
    tokens = layout.tokens[cue.start : cue.end + 1]
    found = [token for token in tokens if token.is_number]
    years = all(re.fullmatch(r"1\d{3}|20\d{2}", token.text) for token in found)
    spelled = tokens[0].kind == "word" and tokens[1].text == "-"
    return years or spelled
