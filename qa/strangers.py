"""Names and figures that a sentence has and its source has not: a model brought them along.

>>> strangers("Aliyev met Macron on November 9.", "On November 9 Aliyev went home.")
('Macron',)
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from index.stance.tokens import Token, figure, numbers, tokenise
from index.types import Span
from qa.align import SAME, Word, likeness, vectors, words_in
from qa.source import Source

SPELLED = 4
"""Letters by which two spellings of a name agree: Shusha and Shushi, Azeri and Azerbaijani."""

FOREIGN = 0.5
"""A sentence is not its source's from this share of words on that nothing cited is like.

Of 1,130 faithful rewordings of the labelled cases 7 % reach it, of 20 unsupported ones 45 %."""


def strangers(sentence: str, source: str) -> tuple[str, ...]:
    """Return the names and figures of a sentence that its source has in no spelling.

    The first word is passed over: its capital says nothing.
    """
    tokens = tokenise(sentence)
    beginnings, values, spelled = _vocabulary(source)
    found = [
        " ".join(token.text for token in name)
        for name in _names(tokens[1:])
        if not _abbreviates(name, source)
        and any(token.lower[:SPELLED] not in beginnings for token in name)
    ]
    found += [
        token.text
        for token in tokens
        if token.kind == "number"
        and not (figure(token) in spelled or _known(figure(token), values))
    ]
    return tuple(dict.fromkeys(found))


def unfounded(sentence: str, places: Sequence[Span], text: str) -> tuple[str, ...]:
    """Return the words that the cited stretches of a text have nothing like, where they are many.

    The judge takes a sentence for supported from 30 % on, so that it sees an overclaim in a loose
    paraphrase: "The minister resigned on Monday" has that of any sentence with a minister in it.
    """
    told, missing = words_in(sentence), _missing(sentence, places, text)
    share = sum(word.weight for word in missing) / max(sum(word.weight for word in told), 1.0)
    return tuple(word.span.of(sentence) for word in missing) if share >= FOREIGN else ()


def second_place(
    sentence: str, places: Sequence[Span], source: Source, shown: Sequence[Span]
) -> Span | None:
    """Return the further sentence, of those shown, that tells what the cited stretches do not.

    "Why it tripped is unclear: they have read a third of the files" joins two sentences of the
    article. One word in common says nothing, two do.
    """
    missing = _missing(sentence, places, source.text)
    if len(missing) < 2:
        return None
    same = likeness(missing, source.words, source.vectors) >= SAME
    places_shown = (
        place
        for place, span in enumerate(source.sentences)
        if any(span.meets(one) for one in shown)
    )
    counts = [
        (int(same[:, source.sentence_of == place].any(axis=1).sum()), -place)
        for place in places_shown
    ]
    count, place = max(counts, default=(0, 0))
    return source.sentences[-place] if count >= 2 else None


def _missing(sentence: str, places: Sequence[Span], text: str) -> list[Word]:
    told = words_in(sentence)
    cited = [word for place in places for word in words_in(text, place.start, place.end)]
    near = likeness(told, cited, vectors(cited)).max(axis=1, initial=0.0)
    return [word for word, likest in zip(told, near, strict=True) if not likest]


@lru_cache(maxsize=64)  # of the articles that one conversation cites
def _vocabulary(source: str) -> tuple[frozenset[str], frozenset[float], frozenset[float]]:
    tokens = tokenise(source)
    beginnings = (token.lower[:SPELLED] for token in tokens if token.kind == "word")
    # "2-3 hundred" is read as 2 and 300, "thirty-one" as 31; the single words are known as well.
    values = {figure(token) for token in tokens if token.is_number}
    values.update(value for value, _, _ in numbers(tokens))
    spelled = {value for token in tokens for value in _SPELLED.get(token.lower, ())}
    known = frozenset(value for value in values if value is not None)
    return frozenset(beginnings), known, frozenset(spelled)


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SPELLED: dict[str, tuple[float, ...]] = {
    **{word: (float(day),) for day, word in enumerate(_ORDINALS, 1)},
    "thirtieth": (30.0,),
    "half": (50.0,),
    "third": (3.0, 33.0),
    "thirds": (66.0, 67.0),
    "quarter": (25.0,),
    "quarters": (75.0,),
    "fifth": (5.0, 20.0),
    "tenth": (10.0,),
}
"""Days and percentages that a text may spell: "the second of May", "fell by a fifth"."""


def _names(tokens: Iterable[Token]) -> list[list[Token]]:
    return [list(run) for capital, run in groupby(tokens, key=lambda t: t.is_name) if capital]


def _abbreviates(name: list[Token], source: str) -> bool:
    """Return whether "United States" is the source's "US", or "EU" its "European Union"."""
    letters = name[0].text if len(name) == 1 else "".join(token.text[0] for token in name)
    if not letters.isupper():
        return False
    between = r"\w*\W+" if len(name) == 1 else r"\.?"
    return bool(re.search(r"\b" + between.join(map(re.escape, letters)), source))


def _known(value: float | None, values: frozenset[float]) -> bool:
    # "2-3 hundred million" may be told as "200 to 300 million", and the other way round.
    units = (1.0, 1e2, 1e3, 1e6, 1e8, 1e9)
    return value is None or any(value / unit in values or value * unit in values for unit in units)
