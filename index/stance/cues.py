"""Finding the cues of the lexicon in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.stance.lexicon import Entry, Pattern, ends, patterns
from index.stance.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry of the lexicon found at the tokens from `start` up to `end`."""

    entry: Entry
    start: int
    end: int


def _end(pattern: Pattern, tokens: Sequence[Token], place: int) -> int:
    """Return where the longest match of the pattern from `place` ends, -1 where it does not."""
    following = pattern.following
    longest = -1
    for end in ends(pattern.parts, tokens, place):
        if end <= longest:
            continue
        if following is None:
            longest = end
        elif not following:
            if end < len(tokens) and tokens[end].kind != "sign":
                longest = end
        elif any(True for _ in ends(following, tokens, end)):
            longest = end
    return longest


def _rank(cue: Cue) -> tuple[int, int, bool, bool]:
    """Order the longest first; of equals what is no mark, then what also looks at what follows.

    "Evidence that the tunnel was used is thin" is no evidence, "evidence that" alone is some.
    """
    entry = cue.entry
    return cue.start - cue.end, cue.start, entry.reach != "none", ">" not in entry.cue


def find(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of a sentence in order; of cues that overlap the longest stands."""
    by_word = patterns()
    candidates = []
    words = {token.lower for token in tokens}
    for place, token in enumerate(tokens):
        following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        for word in (token.lower, "#") if token.is_number else (token.lower,):
            for pattern in by_word.get(word, ()):
                if pattern.second is not None and following not in pattern.second:
                    continue
                if pattern.needed and pattern.needed.isdisjoint(words):
                    continue
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
