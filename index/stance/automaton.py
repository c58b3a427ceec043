"""The lexicon as an automaton, which reads a sentence word by word.

A state holds every place that the patterns begun at one word may have come to; where each word
leads from there is worked out once, when a text first asks for it. So a sentence is matched against
thousands of patterns at the cost of about two look-ups a word. Each pattern is of bounded length,
so that the time grows with the text alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from index.stance.lexicon import Part, Pattern, named, patterns
from index.stance.memory import Memory
from index.stance.tokens import NUMBER_WORDS

Symbol = str
"""A word of the lexicon in lower case, or one that stands for all others of its sort."""

END: Symbol = "\n"
"""What stands behind the last word of a sentence."""

_FIGURE = re.compile(r"[$€£]?\d+(?:[.,]\d+)*%?")
_SOME_FIGURE, _SOME_SIGN, _SOME_WORD = "0", "\t", "_"
_MOST_STATES = 20_000


@dataclass(slots=True, eq=False)
class Place:
    """A place in a pattern: which symbol it waits for, and the places behind that.

    `joined` allows a hyphen before it: "so-called" is spelled "so called" in the lexicon. `beyond`
    says that it is no part of the mark. At the end of a pattern stands a place with the pattern.
    """

    accepts: Callable[[Symbol], bool]
    ahead: tuple["Place", ...] = ()
    joined: bool = False
    beyond: bool = False
    pattern: Pattern | None = None


Reached = frozenset[tuple[Place, int]]
"""Places, each with the symbols read since the mark ended."""


class State(dict[Symbol, "State | None"]):
    """A state of the automaton: by symbol the next state, None where nothing goes on.

    `found` are the patterns that match here, each with the symbols read since its mark ended.
    """

    __slots__ = ("found", "reached")

    def __init__(self, reached: Reached) -> None:
        """Begin with no step known."""
        self.reached = reached
        self.found = tuple((place.pattern, since) for place, since in reached if place.pattern)

    def __missing__(self, symbol: Symbol) -> "State | None":
        """Return where a symbol leads, and keep it."""
        following = self[symbol] = _state(_step(self.reached, symbol))
        return following


class _Opening(State):
    """The state before any word, of which the patterns are looked up by their first word."""

    __slots__ = ()

    def __missing__(self, symbol: Symbol) -> State | None:
        """Return where the first word of a match leads, and keep it."""
        begun = patterns().get(symbol, ())
        if _is_number(symbol):
            begun += patterns().get("#", ())
        places = frozenset((place, 0) for pattern in begun for place in _places(pattern))
        following = self[symbol] = _state(_step(places, symbol))
        return following


def opening() -> State:
    """Return the state at the beginning of a match. All states are forgotten when too many."""
    if _states.cache_info().currsize > _MOST_STATES:
        _states.cache_clear()
        _opening.cache_clear()
    return _opening()


@cache
def _opening() -> State:
    return _Opening(frozenset())


def _state(reached: Reached) -> State | None:
    return _states(reached) if reached else None


@cache
def _states(reached: Reached) -> State:
    return State(reached)


def _step(reached: Iterable[tuple[Place, int]], symbol: Symbol) -> Reached:
    """Return the places that the symbol leads to."""
    ahead: set[tuple[Place, int]] = set()
    for place, before in reached:
        since = before + place.beyond
        if place.accepts(symbol):
            ahead.update((following, since) for following in place.ahead)
        elif place.joined and symbol == "-":
            ahead.add((_behind_hyphen(place), since))
    return frozenset(ahead)


@cache
def _behind_hyphen(place: Place) -> Place:
    return Place(place.accepts, place.ahead, beyond=place.beyond)


@cache
def _places(pattern: Pattern) -> tuple[Place, ...]:
    """Return the places that a pattern may begin at."""
    ahead: tuple[Place, ...] = (Place(_never, pattern=pattern),)
    if pattern.following is not None:
        ahead = _linked(pattern.following, ahead, beyond=True) or ahead
        if not pattern.following:
            ahead = (Place(_is_word, ahead, beyond=True),)
    return _linked(pattern.parts, ahead, beyond=False)


def _linked(parts: tuple[Part, ...], ahead: tuple[Place, ...], beyond: bool) -> tuple[Place, ...]:
    """Return the places that the parts may begin at; behind the last part comes `ahead`."""
    for step, part in reversed(list(enumerate(parts))):
        if part.choices:
            begun = [place for choice in part.choices for place in _linked(choice, ahead, beyond)]
            ahead = (*begun, *ahead) if part.optional else tuple(begun)
        elif part.gap:
            behind = ahead
            for _ in range(part.gap):
                ahead = (Place(_is_within_gap, ahead, beyond=beyond), *behind)
        else:
            ahead = (Place(_test(part), ahead, joined=step > 0, beyond=beyond),)
    return ahead


def _test(part: Part) -> Callable[[Symbol], bool]:
    """Return what tells whether a symbol is what the part asks for."""
    if part.number:
        return _is_number
    if part.ending:
        return lambda symbol: symbol.endswith(part.ending)
    return part.words.__contains__


def _never(symbol: Symbol) -> bool:
    return False


def _is_number(symbol: Symbol) -> bool:
    return symbol in NUMBER_WORDS or _FIGURE.fullmatch(symbol) is not None


def _is_word(symbol: Symbol) -> bool:
    """Return whether it is no sign; a possessive apostrophe is none."""
    return len(symbol) > 1 or symbol.isalnum() or symbol in {_SOME_WORD, "’"}


def _is_within_gap(symbol: Symbol) -> bool:
    return symbol == "-" or _is_word(symbol)


def _symbol(word: str) -> Symbol:
    """Return the word where the lexicon names it, else one that stands for all others of its sort.

    So few symbols are left that a state soon knows where each of them leads.
    """
    words, endings = named()
    if word in words or word in NUMBER_WORDS:
        return word
    if _FIGURE.fullmatch(word):
        return _SOME_FIGURE
    if not _is_word(word):
        return _SOME_SIGN
    return _SOME_WORD + next(ending for ending in endings if word.endswith(ending))


SYMBOLS = Memory(_symbol)
"""The symbols of words."""
