"""Finding the cues of the lexicon in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.stance.lexicon import Entry, Part, Pattern, beginning, ends
from index.stance.tokens import Token
from index.stance.words import is_negation


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry of the lexicon found at the tokens from `start` up to `end`."""

    entry: Entry
    start: int
    end: int


def _end(pattern: Pattern, tokens: Sequence[Token], place: int) -> int:
    """Return where the longest match of the pattern from `place` ends, -1 where it does not."""
    found = ends(pattern.parts, tokens, place)
    following = pattern.following
    if following is not None:
        found = {end for end in found if _goes_on(following, tokens, end)}
    return max(found, default=-1)


def _goes_on(following: Sequence[Part], tokens: Sequence[Token], place: int) -> bool:
    """Return whether the tokens from `place` on are those asked for; an empty list asks for any."""
    if following:
        return bool(ends(following, tokens, place))
    return place < len(tokens) and tokens[place].kind != "sign"


def _rank(cue: Cue) -> tuple[int, int, bool, bool, bool]:
    """Order the longest first; of equals no mark, then one that looks at what follows, a denial.

    "Evidence that the tunnel was used is thin" is no evidence, "evidence that" alone is some.
    """
    entry = cue.entry
    length, plain = cue.start - cue.end, ">" not in entry.cue
    return length, cue.start, entry.reach != "none", plain, entry.kind != "contested"


def find(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of a sentence in order; of cues that overlap the longest stands.

    A denial behind "not" is none: "does not exclude arson as the cause" leaves arson open.
    """
    candidates = []
    words = {token.lower for token in tokens}
    for place, token in enumerate(tokens):
        following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        denied = place > 0 and is_negation(tokens[place - 1].lower)
        likely, by_needed = beginning(token.lower, following)
        if token.is_number:
            likely += beginning("#", following)[0]
        if by_needed:
            for needed in by_needed.keys() & words:
                likely += by_needed[needed]
        for pattern in likely:
            undone = pattern.entry.kind == "contested" and denied
            if not undone and not pattern.needed.isdisjoint(words):
                end = _end(pattern, tokens, place)
                if end > place:
                    candidates.append(Cue(pattern.entry, place, end))
    candidates.sort(key=_rank)
    taken: set[int] = set()
    found = []
    for cue in candidates:
        places = range(cue.start, cue.end)
        if taken.isdisjoint(places):
            taken.update(places)
            found.append(cue)
    return sorted((cue for cue in found if cue.entry.reach != "none"), key=lambda cue: cue.start)
