"""The reach of adverbs that keep to an aside, a description or an adjunct of their sentence."""

from index.stance.cues import Cue
from index.stance.finite import has_finite
from index.stance.layout import Layout, Range
from index.stance.reach.extent import PARTS, adjunct_start, end_of
from index.stance.words import DETERMINERS, PREPOSITIONS, PRONOUNS, STOPWORDS


def opening_description(layout: Layout, cue: Cue) -> int | None:
    """Return where a description ends that opens a sentence: "REPORTEDLY ILL, she missed it".

    It is of the subject behind it, of which the rest is told without the cue.
    """
    tokens = layout.tokens
    if cue.start or cue.end >= len(tokens) or not tokens[0].lower.endswith("ly"):
        return None
    first = tokens[cue.end]
    if first.kind != "word" or first.lower in STOPWORDS | PREPOSITIONS or first.is_name:
        return None
    commas = (p for p in range(cue.end + 1, len(tokens) - 1) if tokens[p].text == ",")
    comma = next(commas, None)
    if comma is None or has_finite(tokens, cue.end + 1, comma):
        return None
    following = tokens[comma + 1]
    return comma if following.is_name or following.lower in DETERMINERS | PRONOUNS else None


def counted_apart(layout: Layout, cue: Cue) -> Range | None:
    """Return an aside of a part that an adverb stands in: "$30m, SOME OF IT, reportedly, FROM X".

    What is told of the whole is no less certain for it.
    """
    tokens = layout.tokens
    inserted = cue.end < len(tokens) and tokens[cue.end].text == ","
    start = adjunct_start(layout, cue.start) if inserted else _segment_start(layout, cue.start)
    if not start or tokens[start].lower not in PARTS:
        return None
    if [token.lower for token in tokens[start + 1 : start + 2]] != ["of"]:
        return None
    ends = (p for p in range(cue.end + 1, end_of(layout)) if tokens[p].text in _BREAKS)
    end = next(ends, end_of(layout))
    told = has_finite(tokens, start, end) or not has_finite(tokens, 0, start)
    return None if told else (start, end)


def _segment_start(layout: Layout, place: int) -> int:
    """Return where what stands between two commas begins, 0 at the head of a sentence."""
    return next((p + 1 for p in range(place - 1, 0, -1) if layout.tokens[p].text == ","), 0)


def adjunct_end(layout: Layout, cue: Cue) -> int:
    """Return where an adjunct ends to which an adverb keeps, else 0.

    "He resigned on Tuesday, APPARENTLY BECAUSE OF a dispute" leaves no doubt that he resigned.
    """
    tokens = layout.tokens
    estimated = tokens[cue.start].lower == "by" and cue.entry.sense == "unnamed"
    adverb = tokens[cue.start].lower
    several = cue.end - cue.start > 1 and not adverb.endswith("ly")
    if not cue.start or cue.end >= len(tokens) or (several and not estimated):
        return 0
    following = tokens[max(cue.end - 1, cue.start + 1)].lower  # "officially FOR health reasons"
    joined = following in PREPOSITIONS | _OF_CAUSE or following.endswith(("ing", "ed"))
    if estimated and tokens[cue.start - 1].text == "," and tokens[cue.end].is_number:
        # "photographed the crater, BY ONE ESTIMATE 80 million years old, and two cliffs"
        return next((p for p in range(cue.end, end_of(layout)) if tokens[p].text in _BREAKS), 0)
    if tokens[cue.start - 1].text != "," or not joined or not adverb.endswith(("ly", "aps", "ybe")):
        return 0
    if not has_finite(tokens, 0, cue.start):
        return 0
    stop = end_of(layout)
    return next((p for p in range(cue.end, stop) if tokens[p].text in _BREAKS), stop)


_OF_CAUSE = frozenset("because due owing thanks when while over under near through against".split())
_BREAKS = frozenset(",;:)—–")
