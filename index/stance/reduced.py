"""Participles that only describe a subject: "experts CONSULTED IN 1990 considered it genuine"."""

from collections.abc import Sequence

from index.stance.finite import is_finite
from index.stance.layout import Layout
from index.stance.tokens import Token
from index.stance.words import STOPWORDS, SUBORDINATING_TIMES, is_participle


def subject_from(layout: Layout, place: int) -> int:
    """Return where the clause begins that holds the subject of the verb at `place`.

    "Guards QUESTIONED AFTER the escape said": here "after" opens no clause.
    """
    index = layout.clause_at(place)
    start = layout.clauses[index].start
    timed = index and layout.tokens[start].lower in SUBORDINATING_TIMES
    if timed and layout.tokens[start - 1].lower in _ASKED:
        return layout.clauses[index - 1].start
    return start


def reduced_at(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return where a participle begins that only describes the subject which ends at `end`.

    "Experts CONSULTED in 1990", "two people FAMILIAR with the talks"; None where nothing does.
    """
    for place in range(start + 1, end - 1):
        token, following = tokens[place], tokens[place + 1].lower
        noun = tokens[place - 1]
        named = (
            noun.kind == "word" and noun.lower not in STOPWORDS and not is_finite(tokens, place - 1)
        )
        describes = is_participle(token.lower) and following in _DESCRIBING
        described = token.lower in _ASKED and following in SUBORDINATING_TIMES
        near = token.lower in _NEAR and following in {"with", "to"}
        if named and not token.is_name and (describes or described or near):
            broken = any(t.text in ",;:" or t.lower in _PARTING for t in tokens[place + 2 : end])
            return None if broken else place
    return None


# what is done to those who are asked: "the army MOVED after ..." is no such verb
_ASKED = frozenset(
    "asked questioned interviewed consulted polled surveyed contacted quoted hired arrested "
    "detained published recorded released written found made held taken signed".split()
)
_DESCRIBING = frozenset(
    "in on at by for from with to near under about of a last this up out off down back online "
    "yesterday today later earlier recently abroad".split()
)
_PARTING = frozenset("and but or that which who while whereas".split()) | SUBORDINATING_TIMES
_NEAR = frozenset("familiar close loyal opposed privy".split())
