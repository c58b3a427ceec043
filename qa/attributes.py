"""What is asked of somebody or something, such as who owns it, and which sentences offer that.

Words that tell such things are common, and weigh little beside the name of whom they are asked:
every sentence on a shipyard has most of "Who owns the shipyard?".
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.kin import base, compound, sought, terms
from qa.kinds import kind_of
from qa.questions import alone
from qa.words import Word

ATTRIBUTES = Path(__file__).parent / "attributes.txt"
"""Lines of the kinds of question, the words that ask for an attribute and those that offer it."""

_WHICH = re.compile(r"\b(?:which|what) (?P<behind>(?:[\w’'-]+ ?){1,2})", re.I)


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is asked for: the kinds of question, the stems that ask for it, those that offer it."""

    kinds: frozenset[str]
    asked: frozenset[str]
    offered: frozenset[str]

    def asks(self, word: Word) -> bool:
        """Return whether a word of a question asks for this."""
        return _stem(word) in self.asked


@cache
def _attributes() -> tuple[Attribute, ...]:
    lines = ATTRIBUTES.read_text(encoding="utf-8").splitlines()
    parts = (line.split("|") for line in lines if line and not line.startswith("#"))
    return tuple(
        Attribute(
            frozenset(kinds.split()),
            frozenset(map(compound, asked.split())),
            frozenset(map(compound, offered.split())),
        )
        for kinds, asked, offered in parts
    )


def attribute_of(question: str) -> Attribute | None:
    """Return what attribute a question asks for, None where it asks for none that is known.

    >>> attribute_of("Is Krogh married?") == attribute_of("Who is his wife?")
    True
    >>> attribute_of("What did the party say?")
    """
    now = alone(question)
    kind = kind_of(now)
    which = _WHICH.search(now)
    behind = terms(which["behind"]) if which else ()
    return next(
        (
            one
            for one in _attributes()
            if (kind in one.kinds and any(map(one.asks, sought(now))))
            or ("which" in one.kinds and any(map(one.asks, behind)))
        ),
        None,
    )


def offers(attribute: Attribute, text: str) -> bool:
    """Return whether a text has a word by which such a thing is told."""
    return not attribute.offered.isdisjoint(map(_stem, terms(text)))


def _stem(word: Word) -> str:
    return word.stem if " " in word.text else base(word.stem)
