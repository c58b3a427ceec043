"""The lexicon: cues as data in `lexicon/*.toml`, compiled to patterns over words.

The file name gives the kind of mark. A cue is a row of words with this small notation:

    deny~         any form of the verb: deny, denies, denied, denying
    (a|b c)       one of these
    [a|b]         one of these, or nothing
    ..            up to three words, none of them a sign but a hyphen
    ...           up to eight such words
    #             a number, in figures or words
    *ing          any word that ends so
    > rest        `rest` must follow and is not part of the mark; alone, any word must follow
"""

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import cast

from index.stance.tokens import CONTRACTED, Token
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
    """A cue ready to be matched: its own parts, and those that must follow it.

    `second` are the words that its second word must be among, None where any may come; `needed` are
    words of which the sentence must hold one.
    """

    entry: Entry
    parts: tuple[Part, ...]
    following: tuple[Part, ...] | None
    second: frozenset[str] | None
    needed: frozenset[str]


def _parse(cue: str) -> tuple[Part, ...]:
    for sign in "()[]|":
        cue = cue.replace(sign, f" {sign} ")
    words = cue.split()
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
        elif word in _GAPS:
            parts.append(Part(gap=_GAPS[word]))
        elif word == "#":
            parts.append(Part(number=True))
        elif word.startswith("*"):
            parts.append(Part(ending=word[1:]))
        elif word.endswith("n't"):
            parts.extend(_contraction(word))
        elif word.endswith("~"):
            parts.append(Part(words=forms(word[:-1])))
        else:
            parts.append(Part(words=frozenset({word})))
    return tuple(parts), place


def _contraction(word: str) -> list[Part]:
    """Return the parts of "isn't", which a text also spells "is not", and of "n't" alone."""
    verb = word.removesuffix("n't")
    return [Part(words=frozenset({CONTRACTED.get(part, part)})) for part in (verb, "n't") if part]


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


def _is(part: Part, token: Token) -> bool:
    if part.number:
        return token.is_number
    if part.ending:
        return token.lower.endswith(part.ending)
    return token.lower in part.words


def ends(parts: Sequence[Part], tokens: Sequence[Token], place: int) -> set[int]:
    """Return the places in `tokens` after each way in which the parts match from `place`."""
    reached = {place}
    for step, part in enumerate(parts):
        ahead: set[int] = set()
        for here in reached:
            if part.gap:
                ahead.update(_across(part.gap, tokens, here))
            elif part.choices:
                for choice in part.choices:
                    ahead |= ends(choice, tokens, here)
                if part.optional:
                    ahead.add(here)
            elif here < len(tokens):
                if _is(part, tokens[here]):
                    ahead.add(here + 1)
                # "so-called" is spelled "so called" in the lexicon
                elif (
                    step
                    and tokens[here].text == "-"
                    and here + 1 < len(tokens)
                    and _is(part, tokens[here + 1])
                ):
                    ahead.add(here + 2)
        if not ahead:
            return ahead
        reached = ahead
    return reached


def _across(gap: int, tokens: Sequence[Token], place: int) -> range:
    """Return the places that a gap may end at: it holds no sign but a hyphen."""
    end = place
    while end < min(place + gap, len(tokens)):
        if tokens[end].kind == "sign" and tokens[end].text != "-":
            break
        end += 1
    return range(place, end + 1)


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
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns by the word that each may begin with, "#" for a number."""
    by_word: dict[str, list[Pattern]] = defaultdict(list)
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
                second = _openers(parts[1:]) if parts[0].words else None
                needed = _needed([*parts, *(after or ())])
                pattern = Pattern(entry, parts, after, second, needed)
                for word in _first(pattern.parts):
                    by_word[word].append(pattern)
    return {word: tuple(found) for word, found in by_word.items()}


_Patterns = tuple[Pattern, ...]


@lru_cache(maxsize=100_000)
def beginning(word: str, second: str) -> tuple[_Patterns, dict[str, _Patterns]]:
    """Return the patterns that may begin with two words, "#" for a number as the first.

    Those whose second word is open and that need another word in the sentence come apart, by that
    word: of the hundreds of patterns that begin with "is" a sentence then tries a few.
    """
    found: list[Pattern] = []
    by_needed: dict[str, _Patterns] = {}
    for pattern in patterns().get(word, ()):
        if pattern.second is not None:
            if second in pattern.second:
                found.append(pattern)
        elif word == "#" or word in pattern.needed:
            found.append(pattern)
        else:
            for needed in pattern.needed:
                by_needed[needed] = (*by_needed.get(needed, ()), pattern)
    return tuple(found), by_needed


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
