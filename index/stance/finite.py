"""Which words are finite verbs, told by their form and by the word before them."""

from collections.abc import Sequence

from index.stance.tokens import Token
from index.stance.words import DETERMINERS, FINITE_FORMS, PRESENT_FORMS, PRONOUNS, STOPWORDS

_NO_SUBJECTS = DETERMINERS | {"to", "any"}
_ADJECTIVES = frozenset(
    "provisional preliminary initial official final latest early first total partial false wild "
    "serious own recent similar earlier previous new old repeated various conflicting".split()
)
_NOT_BEFORE_PAST = DETERMINERS | {"by", "of", "with", "be", "been", "being"}


def is_finite(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the token can only be read as a finite verb.

    A form in -ed counts unless it stands behind "the", "by" or "of" ("the wounded men").
    """
    if not tokens[place].is_verbal:
        return _follows_subject(tokens, place)
    lower = tokens[place].lower
    if tokens[place].is_name and place:
        return False  # the month of May, the town of Lahnsted
    if tokens[place].kind == "possessive":
        return place > 0 and tokens[place - 1].lower in PRONOUNS
    if lower in FINITE_FORMS:
        return True
    if lower in PRESENT_FORMS:
        previous = tokens[place - 1] if place else tokens[place]
        subject = previous.kind == "word" and previous.lower not in _NO_SUBJECTS | _ADJECTIVES
        return place > 0 and subject
    if place and tokens[place - 1].is_number and place + 1 < len(tokens):
        following = tokens[place + 1]
        if following.lower not in STOPWORDS and following.lower.endswith("s"):
            return False  # "two UNNAMED officials"
    if (
        place > 1
        and tokens[place - 1].lower.endswith("ly")
        and tokens[place - 2].lower in _ARTICLES
    ):
        return False  # "in a newly PUBLISHED book"
    return not place or tokens[place - 1].lower not in _NOT_BEFORE_PAST


_ARTICLES = frozenset({"a", "an", "the"})


_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})


def _follows_subject(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the token stands behind a pronoun that can only be a subject: "they PRINT"."""
    if not place or tokens[place - 1].lower not in _SUBJECTS or tokens[place].kind != "word":
        return False
    lower = tokens[place].lower
    return lower not in STOPWORDS and not lower.endswith(("ly", "ing"))


def has_finite(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a finite verb stands in the range."""
    return any(tokens[place].is_verbal and is_finite(tokens, place) for place in range(start, end))
