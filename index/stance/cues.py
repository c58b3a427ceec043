"""Finding the cues of the lexicon in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.stance.automaton import END, SYMBOLS, State, Symbol, opening
from index.stance.lexicon import Entry, Pattern, leaves_open
from index.stance.tokens import Token
from index.stance.words import is_negation


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry of the lexicon found at the tokens from `start` up to `end`."""

    entry: Entry
    start: int
    end: int


def _symbols(tokens: Sequence[Token]) -> list[Symbol]:
    """Return what the automaton reads: an apostrophe that is a possessive is no sign to it."""
    words = [token.lower for token in tokens]
    if "'" in words:
        for place, token in enumerate(tokens):
            if token.lower == "'" and token.kind == "possessive":
                words[place] = "’"
    return [*map(SYMBOLS.__getitem__, words), END]


def _matches(begun: State, symbols: Sequence[Symbol], place: int) -> dict[Pattern, int]:
    """Return the patterns that match from `begun` on, each with the end of its longest match.

    `place` is that of the symbol behind the one that led to `begun`.
    """
    matches: dict[Pattern, int] = {}
    state: State | None = begun
    while state is not None:
        if state.found:
            for pattern, since in state.found:
                matches[pattern] = max(place - since, matches.get(pattern, 0))
        state = state[symbols[place]]
        place += 1
    return matches


@cache
def _order(pattern: Pattern, first: Symbol) -> tuple[bool, bool, bool, bool, int]:
    """Order patterns that match the same words: no mark, one that looks at what follows, a denial.

    "Evidence that the tunnel was used is thin" is no evidence, "evidence that" alone is some.
    """
    entry, plain = pattern.entry, pattern.following is None
    is_mark, is_denial = entry.reach != "none", entry.kind == "contested"
    return is_mark, plain, not is_denial, leaves_open(pattern, first), pattern.number


def find(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of a sentence in order; of cues that overlap the longest stands.

    A denial behind "not" is none: "does not exclude arson as the cause" leaves arson open.
    """
    begin, symbols = opening(), _symbols(tokens)
    candidates = [
        (place - end, place, _order(pattern, symbol), pattern.entry)
        for place, symbol in enumerate(symbols)
        if (state := begin[symbol]) is not None
        for pattern, end in _matches(state, symbols, place + 1).items()
        if not (place and pattern.entry.kind == "contested" and is_negation(symbols[place - 1]))
    ]
    taken: set[int] = set()
    found = []
    for shortness, start, _, entry in sorted(candidates):
        places = range(start, start - shortness)
        if taken.isdisjoint(places):
            taken.update(places)
            if entry.reach != "none":
                found.append(Cue(entry, start, places.stop))
    return sorted(found, key=lambda cue: cue.start)
