"""From a text to its marks."""

import re
from collections.abc import Sequence

from index.sentences import split
from index.types import Kind, Mark, Span, Tier

_CUES: tuple[tuple[str, Kind, Tier | None], ...] = (
    (r"may|might|could|perhaps|possibly|suggests?|appears? to|cannot be ruled out", "epistemic", 2),
    (r"likely|probably|many indications that|everything indicates", "epistemic", 3),
    (
        r"allegedly|reportedly|said|says|according to|reported that|claims?|claimed",
        "attribution",
        None,
    ),
    (r"accused of|charged with|suspected of|blamed", "allegation", None),
    (r"denied|denies|disputed|rejected|retracted|was untrue|was false", "contested", 0),
    (r"not (?:entirely )?clear|unknown|whether|no evidence that|unconfirmed", "unknown", 1),
    (r"if|unless|provided that", "condition", None),
    (r"plans? to|aims? to|scheduled to", "plan", None),
    (r"about|at least|up to|over|nearly", "bound", None),
    (r"some|many|most|several|rarely|often", "quantifier", None),
    (r"preliminary|so far|initial", "provisional", None),
    (r"so-called|de facto|in a sense", "distancing", None),
    (r"clearly|certainly|undoubtedly|confirmed|proved", "booster", 4),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{cue})\b", re.I), kind, tier) for cue, kind, tier in _CUES)


def read(text: str, sentences: Sequence[Span] | None = None) -> tuple[Mark, ...]:
    """Return the marks of `text` in order, with offsets and scopes into it.

    `sentences` are the spans to read, in order; without them the text is split here.
    """
    marks: list[Mark] = []
    for sentence in split(text) if sentences is None else sentences:
        for pattern, kind, tier in _PATTERNS:
            marks.extend(
                Mark(found.group(), kind, found.start(), found.end(), sentence, tier)
                for found in pattern.finditer(text, sentence.start, sentence.end)
            )
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
