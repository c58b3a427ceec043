"""Plain negations that a sentence has and its source has not, or the other way round.

Plain negation is no mark, so the judge does not compare it: "the deal is not illegal" keeps every
hedge of "the deal is illegal".

>>> turned("The bridge did not fall.", "It is said to fall soon.")
'The source does not say "not fall".'
>>> turned("It gained trust.", "It gained time, but not trust.")
'The source says "not trust".'
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import Stemmer

from index.stance import read
from index.stance.layout import CONTRAST
from index.stance.signs import is_contrasted
from index.stance.tokens import Token, tokenise
from index.stance.words import STOPWORDS, base, is_negation
from index.types import Mark

REACH = 3
"""How many words of substance behind a negation it may be about."""

_EXCUSES = frozenset(
    "instead rather unless unable lack lacks lacked fail fails failed refuse refuses "
    "refused".split()
)
"""Words by which a sentence may say the same as a negation; none that it owes to one."""

_WEAK = frozenset(
    "only just merely necessarily always all every less fewer more longer later".split()
)
"""Behind "not" these deny something else than the word that follows them."""

_stem = Stemmer.Stemmer("english")


def _stem_of(word: str) -> str:
    return str(_stem.stemWord(base(word)))


class Denial(NamedTuple):
    """A negation and the words of substance that it may be about, the nearest first.

    `marked` says that it belongs to a mark, such as "not clear", which the judge compares;
    `excuse` that it is no negation; `aside` that it stands in a relative clause.
    """

    negation: str
    about: tuple[str, ...]
    marked: bool
    excuse: bool
    aside: bool

    @property
    def stems(self) -> tuple[str, ...]:
        """Return the stems of what it may be about."""
        return tuple(map(_stem_of, self.about))


def turned(text: str, source: str) -> str:
    """Return in what way a sentence turns its source round, or "" where it does not."""
    marks, source_marks = read(text), read(source)
    denials, source_denials = _denials(text, marks), _denials(source, source_marks)
    # What the source doubts it does not deny: "no evidence that P" must not become "not P".
    known, denied = _stems(source), _denied(source, source_denials, ())
    for one in denials:
        if not (one.marked or one.excuse or one.aside) and one.stems[0] in known - denied:
            return f'The source does not say "{one.negation} {one.about[0]}".'
    told, denied = _stems(text), _denied(text, denials, marks)
    for one in source_denials:
        # of clerks "charged with a sale to the owner, who was not CHARGED", nothing is turned
        elsewhere = one.aside and _count(source, one.stems[0]) > 1
        if not (one.excuse or elsewhere) and one.stems[0] in told - denied:
            return f'The source says "{one.negation} {one.about[0]}".'
    return ""


def turned_clause(text: str, source: str) -> str:
    """Return what a clause of the source denies that a sentence takes as a whole, or "".

    The sentence may say more: "She was in the study THAT WAS RETRACTED" of "She was not in it".

    >>> turned_clause("Moke was involved in the last study.", "Moke was not involved in the study.")
    'The source says "not involved".'
    """
    told = _stems(text)
    denied = _denied(text, _denials(text, ()), read(text))
    tokens = tokenise(source)
    for one in _denials(source, read(source)):
        place = next(n for n, token in enumerate(tokens) if token.lower == one.negation)
        signs = [n for n, token in enumerate(tokens) if token.text in ",;:."]
        first = max((n for n in signs if n < place), default=-1)
        last = min((n for n in signs if n > place), default=len(tokens))
        clause = _stems(source[tokens[first + 1].start : tokens[last - 1].end]) - {one.negation}
        whole = len(clause) >= WHOLE and len(clause & told) >= TAKEN * len(clause)
        # nobody "must not", and what would be "had he not smelled it" was not
        whole = whole and place - first > 2 and tokens[place - 1].lower in _AUXILIARIES
        if whole and not (one.marked or one.excuse) and one.stems[0] in told - denied:
            return f'The source says "{one.negation} {one.about[0]}".'
    return ""


_AUXILIARIES = frozenset("is are was were did does do has have had".split())

WHOLE = 3
"""The least words of substance of a clause that denies."""

TAKEN = 0.75
"""The least share of them that a sentence must have to take the clause as a whole."""


def _denials(text: str, marks: Sequence[Mark]) -> list[Denial]:
    """Return the negations of a text that are about something."""
    tokens = tokenise(text)
    found = []
    for place, token in enumerate(tokens):
        excuse = token.lower in _EXCUSES
        following = tokens[place + 1 :]
        if (excuse or is_negation(token.lower)) and not (following and following[0].lower in _WEAK):
            about = tuple(_about(following))
            # "did not accuse him of theft BUT OF fraud" denies the theft alone
            corrected = any(is_contrasted(following, n) for n in range(len(following)))
            excuse = excuse or corrected or _is_of_time(following)
            aside = _is_aside(tokens[:place])
            marked = any(mark.start <= token.start < mark.end for mark in marks)
            if about:
                found.append(Denial(token.lower, about, marked, excuse, aside))
    return found


def _is_aside(tokens: Sequence[Token]) -> bool:
    """Return whether a negation stands in a relative clause: "to a man, WHO was not charged"."""
    lowers = [token.lower for token in tokens]
    comma = max((n for n, word in enumerate(lowers) if word in ",;:"), default=len(lowers))
    return bool({"who", "which", "whose"} & set(lowers[comma + 1 : comma + 2]))


def _is_of_time(tokens: Sequence[Token]) -> bool:
    """Return whether a negation only says when: "not told UNTIL Friday", "none BEFORE May"."""
    lowers = [token.lower for token in tokens[: REACH * 4]]
    stop = next((n for n, word in enumerate(lowers) if word in ".;:,"), len(lowers))
    return bool({"until", "before", "till"} & set(lowers[:stop]))


def _about(tokens: Sequence[Token]) -> Iterator[str]:
    count = 0
    for token in tokens:
        if count == REACH or token.text in ".;:!?" or token.lower in CONTRAST:
            return
        if _is_content(token) and not token.lower.endswith("ly"):
            count += 1
            yield token.lower


def _is_content(token: Token) -> bool:
    return token.kind in {"word", "number"} and token.lower not in STOPWORDS


def _count(text: str, stem: str) -> int:
    return sum(_stem_of(token.lower) == stem for token in tokenise(text) if _is_content(token))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem_of(token.lower) for token in tokenise(text) if _is_content(token))


def _denied(text: str, denials: Sequence[Denial], marks: Sequence[Mark]) -> frozenset[str]:
    """Return the stems that a text denies, or doubts in other words than a negation."""
    doubted = (
        _stems(mark.scope.of(text)) - _stems(mark.words)
        for mark in marks
        if mark.kind in {"contested", "unknown"} or mark.tier == 0
    )
    return frozenset[str]().union(*(denial.stems for denial in denials), *doubted)
