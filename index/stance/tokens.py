"""Words, numbers and punctuation of a sentence, with offsets."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from index.stance.memory import Memory
from index.stance.words import may_be_finite
from index.types import Span

# A number keeps its currency sign, per cent sign and unit ("$340,000", "4.25%", "€3m"); a
# possessive 's stands alone, so that a holder's name is the same with and without it; so does
# n't, so that "hasn't" is read like "has not"; every other sign is one token. A piece is a token
# with the space behind it, but for an apostrophe: with space it is a possessive, without it a
# sign. The first line only speeds up what the others find, too.
_NUMBER = r"(?:[$€£]\d+(?:[.,]\d+)*(?:bn|tn|m|k)|\d+(?:[.,]\d+)*(?:bn|tn)|[$€£]?\d+(?:[.,]\d+)*%?)"
_PIECE = re.compile(
    r"(?:[^\W\d]\w*+(?!['’])|[,.]"
    rf"|{_NUMBER}(?![^\W_])"
    r"|['’]s\b|(?<=s)['’](?=\s)"
    r"|n['’]t\b|\w+(?=n['’]t\b)|\w+(?:['’](?!s\b)\w+)*"
    r"|[^\w\s'’])\s*+"
    r"|['’]|\s++",
    re.IGNORECASE,
)
_KIND = re.compile(
    rf"(?:(?P<number>{_NUMBER})|(?P<possessive>['’](?:s|(?=\s)))|(?P<word>n['’]t|\w\S*)"
    r"|(?P<sign>\S))\s*",
    re.IGNORECASE,
)

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: 10.0 * (place + 2) for place, word in enumerate(_TENS)},
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "decade": 10.0,
    "century": 100.0,
    "twice": 2.0,
}
CONTRACTED = {"n't": "not", "ca": "can", "wo": "will", "sha": "shall"}
"""What the halves of "can't", "won't" and "shan't" stand for."""

_MULTIPLIERS = frozenset({"dozen", "hundred", "thousand", "million", "billion", "trillion"})


@dataclass(slots=True, eq=False)
class Token:
    """A word, number or sign. Offsets are into the text that was tokenised.

    `lower` is the word in lower case with a straight apostrophe, "not" for n't; `kind` is "word",
    "number", "possessive" or "sign". `is_number` holds of figures and of words such as "two",
    `is_name` of a word with a capital, `is_verbal` of what may be a finite verb.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str
    is_number: bool
    is_name: bool
    is_verbal: bool


class _Word(NamedTuple):
    """What is the same of a token wherever it stands; a piece of nothing but space has no text."""

    text: str
    lower: str
    kind: str
    is_number: bool
    is_name: bool
    is_verbal: bool
    length: int


def _word(piece: str) -> _Word:
    found = _KIND.fullmatch(piece)
    kind = (found and found.lastgroup) or ""
    text = sys.intern(piece.rstrip())
    lower = sys.intern(text.lower().replace("’", "'"))
    is_number = kind == "number" or lower in NUMBER_WORDS
    is_name = kind == "word" and text[0].isupper()
    is_verbal = kind == "possessive" or may_be_finite(lower)
    return _Word(text, lower, kind, is_number, is_name, is_verbal, len(piece))


_WORDS = Memory(_word)


_MARKUP = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=[^\s_])_{1,3}(?!\w)|`+"
    r"|\[(?=[^\[\]\n]*\]\()|\]\([^()\s]*\)"
    r"|</?(?:a|abbr|b|em|i|mark|s|small|span|strong|sub|sup|u)\b[^<>\n]*>"
    r"|&(?:nbsp|[mn]dash);"
)
_MAY_BE_MARKUP = re.compile(r"[*_`<&]|\]\(")  # seldom found, and found fast
_ENTITIES = {"&mdash;": "—", "&ndash;": "–"}


def _without_markup(text: str) -> str:
    """Return the text with spaces for emphasis, links and tags: what "*said* to" says is "said to".

    Every character keeps its place.
    """
    return _MARKUP.sub(lambda sign: _ENTITIES.get(sign[0], "").ljust(len(sign[0])), text)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text` from `start` up to `end`, with offsets into the whole of it.

    Markdown and inline HTML are no part of the words.
    """
    tokens: list[Token] = []
    words = _WORDS
    end = len(text) if end is None else end
    if _MAY_BE_MARKUP.search(text, start, end):
        pieces = _PIECE.findall(_without_markup(text[start:end]))
    else:
        pieces = _PIECE.findall(text, start, end)
    for piece in pieces:
        word, lower, kind, is_number, is_name, is_verbal, length = words[piece]
        if lower == "n't":
            lower = CONTRACTED[lower]
            tokens[-1:] = map(_in_full, tokens[-1:])
        if word:
            stop = start + len(word)
            tokens.append(Token(word, lower, start, stop, kind, is_number, is_name, is_verbal))
        start += length
    return tokens


def _in_full(token: Token) -> Token:
    """Return the half of a contraction before n't as it stands without: "ca" as "can"."""
    lower = CONTRACTED.get(token.lower, token.lower)
    return replace(token, lower=lower, is_verbal=may_be_finite(lower))


def figure(token: Token) -> float | None:
    """Return the value of a number in figures, None for any other token.

    >>> figure(tokenise("$340,000")[0])
    340000.0
    """
    if token.kind != "number":
        return NUMBER_WORDS.get(token.lower)
    digits = token.lower.strip("$€£%").replace(",", "")
    value = digits.rstrip("bntmk")
    try:
        return float(value) * _SUFFIXES[digits[len(value) :]]
    except ValueError:
        return None  # "1.2.3"


_SUFFIXES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}


_OF = frozenset({"of", "a"})


def numbers(tokens: list[Token]) -> list[tuple[float, int, int]]:
    """Return the numbers of a sentence as (value, first token, token after the last).

    Words and figures are read together: "2.5 million", "twenty-one", "two hundred".

    >>> numbers(tokenise("twenty-one of 2.5 million"))
    [(21.0, 0, 3), (2500000.0, 4, 6)]
    """
    found: list[tuple[float, int, int]] = []
    place = 0
    while place < len(tokens):
        value = figure(tokens[place]) if tokens[place].is_number else None
        if value is None:
            place += 1
            continue
        first, place = place, place + 1
        if value < 1:  # "half A million", "a quarter OF A million"
            ahead = next(
                (p for p in range(place, len(tokens)) if tokens[p].lower not in _OF), place
            )
            place = ahead if ahead < len(tokens) and tokens[ahead].lower in _MULTIPLIERS else place
        while place < len(tokens):
            token = tokens[place]
            if token.lower == "-" and place + 1 < len(tokens) and tokens[place - 1].lower in _TENS:
                following = NUMBER_WORDS.get(tokens[place + 1].lower, 99.0)
                if not 1 <= following <= 9:
                    break
                value, place = value + following, place + 2
            elif token.lower in _MULTIPLIERS:
                value, place = value * NUMBER_WORDS[token.lower], place + 1
            else:
                break
        found.append((value, first, place))
    return found


def span_of(tokens: Sequence[Token], start: int, end: int) -> Span:
    """Return the characters from the token at `start` up to the one at `end`."""
    if end <= start:
        return Span(tokens[start - 1].end, tokens[start - 1].end)
    return Span(tokens[start].start, tokens[end - 1].end)


def text_of(tokens: Sequence[Token]) -> str:
    """Return the words of the tokens with single spaces, as they stand in the text."""
    pieces = [tokens[0].text]
    for last, token in pairwise(tokens):
        pieces.append((" " if token.start > last.end else "") + token.text)
    return "".join(pieces)
