"""Words, numbers and punctuation of a sentence, with offsets."""

import re
from typing import NamedTuple

# A number keeps its currency sign and per cent sign ("$340,000", "4.25%"); a possessive 's stands
# alone, so that a holder's name is the same with and without it; so does n't, so that "hasn't" is
# read like "has not"; every other sign is one token.
_TOKEN = re.compile(
    r"(?P<number>[$€£]?\d+(?:[.,]\d+)*%?)(?![^\W_])"
    r"|(?P<possessive>['’]s\b|(?<=s)['’](?=\s))"
    r"|(?P<word>n['’]t\b|\w+(?=n['’]t\b)|\w+(?:['’](?!s\b)\w+)*)"
    r"|(?P<sign>[^\w\s])",
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


class Token(NamedTuple):
    """A word, number or sign. Offsets are into the text that was tokenised.

    `lower` is the word in lower case with a straight apostrophe, "not" for n't; `kind` is "word",
    "number", "possessive" or "sign".
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str

    @property
    def is_number(self) -> bool:
        """Return whether it is a number, in figures or in a word."""
        return self.kind == "number" or self.lower in NUMBER_WORDS

    @property
    def is_name(self) -> bool:
        """Return whether it is written with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text` from `start` up to `end`, with offsets into the whole of it."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    tokens = [
        Token(word := match.group(), word.lower().replace("’", "'"), *match.span(), kind)
        for match in found
        if (kind := match.lastgroup)
    ]
    return [
        token._replace(lower=CONTRACTED[token.lower]) if _contracts(tokens, place) else token
        for place, token in enumerate(tokens)
    ]


def _contracts(tokens: list[Token], place: int) -> bool:
    """Return whether the token is a half of a contraction: "ca" only where "n't" follows."""
    lower = tokens[place].lower
    if lower not in CONTRACTED:
        return False
    return lower == "n't" or any(token.lower == "n't" for token in tokens[place + 1 : place + 2])


def figure(token: Token) -> float | None:
    """Return the value of a number in figures, None for any other token.

    >>> figure(tokenise("$340,000")[0])
    340000.0
    """
    digits = token.lower.strip("$€£%").replace(",", "")
    try:
        return float(digits)
    except ValueError:
        return NUMBER_WORDS.get(token.lower)


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
