"""The lexicon: cues as data in `lexicon/*.toml`, compiled to patterns over words.

The file name gives the kind of mark. A cue is a row of words with this small notation:

    deny~         any form of the verb: deny, denies, denied, denying
    (a|b c)       one of these
    [a|b]         one of these, or nothing
    ..            up to three words, none of them a sign but a hyphen
    ...           up to eight such words
    #             a number, in figures or words
    *ing          any word that ends so
    's ’          the possessive of one, and of several: the editor's, the editors'
    > rest        `rest` must follow and is not part of the mark; alone, any word must follow
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from index.stance.tokens import CONTRACTED
from index.stance.words import STOPWORDS, forms
from index.types import Kind, Mark, Tier

_GAPS = {"..": 3, "...": 8}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the lexicon. `cue` is its spelling there; the rest is as in the file's group.

    A `loose` mark keeps another in an answer but is too weak to be owed: "various" for "several".
    """

    cue: str
    kind: Kind
    reach: str
    tier: Tier | None
    sense: str
    strength: int
    loose: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a pattern: a word out of a set, a number, a gap, or a choice of sequences."""

    words: frozenset[str] = frozenset()
    ending: str = ""
    number: bool = False
    gap: int = 0
    choices: tuple[tuple["Part", ...], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A cue taken apart: its own parts, and those that must follow it.

    `number` is its place in the lexicon.
    """

    entry: Entry
    parts: tuple[Part, ...]
    following: tuple[Part, ...] | None
    number: int


_WORD = re.compile(r"[()\[\]|]|[^()\[\]|\s]+")


def _parse(cue: str) -> tuple[Part, ...]:
    words = _WORD.findall(cue)
    parts, place = _sequence(words, 0)
    if place != len(words):
        raise ValueError(f"unbalanced bracket in the cue {cue!r}")
    return parts


def _sequence(words: list[str], place: int) -> tuple[tuple[Part, ...], int]:
    parts: list[Part] = []
    while place < len(words) and words[place] not in ")]|":
        word = words[place]
        place += 1
        if word in "([":
            closing = ")" if word == "(" else "]"
            choices = []
            while True:
                choice, place = _sequence(words, place)
                choices.append(choice)
                place += 1
                if words[place - 1] == closing:
                    break
            parts.append(_choice(choices, optional=word == "["))
        else:
            parts.extend(_read(word))
    return tuple(parts), place


@cache
def _read(word: str) -> tuple[Part, ...]:
    """Return the part that a word of a cue stands for, the two of a contraction."""
    if word in _GAPS:
        return (Part(gap=_GAPS[word]),)
    if word == "#":
        return (Part(number=True),)
    if word.startswith("*"):
        return (Part(ending=word[1:]),)
    if word.endswith("n't"):
        return _contraction(word)
    if word.endswith("~"):
        return (Part(words=forms(word[:-1])),)
    return (Part(words=frozenset({word})),)


def _contraction(word: str) -> tuple[Part, ...]:
    """Return the parts of "isn't", which a text also spells "is not", and of "n't" alone."""
    halves = [half for half in (word.removesuffix("n't"), "n't") if half]
    return tuple(Part(words=frozenset({CONTRACTED.get(half, half)})) for half in halves)


def _choice(choices: Sequence[tuple[Part, ...]], optional: bool) -> Part:
    """Join the choices that are a single word into one: a set is looked up, a list is walked."""
    single = [choice[0].words for choice in choices if len(choice) == 1 and choice[0].words]
    others = tuple(choice for choice in choices if len(choice) != 1 or not choice[0].words)
    joined = Part(words=frozenset().union(*single))
    if single and not others and not optional:
        return joined
    return Part(choices=((joined,), *others) if single else others, optional=optional)


def _needed(parts: Sequence[Part]) -> frozenset[str]:
    """Return the rarest set of words of which one must stand in any match, empty for none."""
    rarest: frozenset[str] = frozenset()
    for part in parts:
        found = part.words
        if part.choices and not part.optional:
            each = [_needed(choice) for choice in part.choices]
            found = frozenset[str]().union(*each) if all(each) else found
        if found and (not rarest or _commonness(found) < _commonness(rarest)):
            rarest = found
    return rarest


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return len(words & STOPWORDS), len(words)


def _first(parts: Sequence[Part]) -> frozenset[str]:
    """Return the words that the parts may begin with, "#" for a number."""
    found: frozenset[str] = frozenset()
    for part in parts:
        if part.choices:
            found = found.union(*(_first(choice) for choice in part.choices))
            if not part.optional:
                return found
        else:
            return found | (frozenset({"#"}) if part.number else part.words)
    return found


def _openers(parts: Sequence[Part]) -> frozenset[str] | None:
    """Return the words that the parts must begin with, None where they leave it open."""
    found: frozenset[str] = frozenset({"-"})
    for part in parts:
        if not part.words and not part.choices:
            return None
        for opening in [part.words] if part.words else map(_openers, part.choices):
            if opening is None:
                return None
            found |= opening
        if not part.optional:
            return found
    return None


@cache
def leaves_open(pattern: Pattern, word: str) -> bool:
    """Return whether a pattern that begins with the word lets any come second, and needs another.

    Of patterns that find the same words, such a one comes last.
    """
    parts = pattern.parts
    if parts[0].words and _openers(parts[1:]) is not None:
        return False
    return word not in _needed([*parts, *(pattern.following or ())])


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns by the word that each may begin with, "#" for a number."""
    by_word: dict[str, list[Pattern]] = defaultdict(list)
    number = 0
    folder = resources.files("index.stance") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        kind = file.name.removesuffix(".toml")
        for group in tomllib.loads(file.read_text(encoding="utf-8"))["group"]:
            for cue in group["cues"]:
                own, arrow, following = cue.partition(">")
                if ">" in following:
                    raise ValueError(f"{file.name}: a second '>' in the cue {cue!r}")
                entry = Entry(
                    cue,
                    cast(Kind, group.get("kind", kind)),
                    group["reach"],
                    group.get("tier"),
                    group.get("sense", ""),
                    group.get("strength", 0),
                    group.get("loose", False),
                )
                parts, after = _parse(own), _parse(following) if arrow else None
                number += 1
                pattern = Pattern(entry, parts, after, number)
                for word in _first(pattern.parts):
                    by_word[word].append(pattern)
    return {word: tuple(found) for word, found in by_word.items()}


@cache
def named() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that the cues name, and the endings, the longest first."""
    cues = " ".join(cue for _, cue in _entries())
    parts = [part for word in set(_WORD.findall(cues)) for part in _read(word)]
    words = frozenset[str]().union(*(part.words for part in parts))
    return words, tuple(sorted({part.ending for part in parts}, key=len, reverse=True))


def version() -> str:
    """Return a hash of the lexicon, by which an index or a log knows what it was made with."""
    folder = resources.files("index.stance") / "lexicon"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@cache
def _entries() -> dict[tuple[str, str], Entry]:
    every = (pattern.entry for found in patterns().values() for pattern in found)
    return {(entry.kind, entry.cue): entry for entry in every}


def row(kind: str, cue: str) -> Entry:
    """Return the row of the lexicon that is spelled so."""
    return _entries()[(kind, cue)]


def entry_of(mark: Mark) -> Entry | None:
    """Return the row of the lexicon by which a mark was found; None for scare quotes."""
    return _entries().get((mark.kind, mark.entry))
