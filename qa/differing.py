"""Whether sentences of two articles cannot both answer a question."""

import re
from collections.abc import Sequence

from index.stance.tokens import numbers, tokenise
from index.stance.words import is_negation
from index.types import Sentence
from qa.firmness import ALIKE
from qa.kin import SYNONYM
from qa.kinds import counted, is_name, kind_of
from qa.ranking import nearness, read_question
from qa.words import Word, bare, stem, synonyms, words

SCALE = 10
"""How many times a figure may exceed another that it contradicts: 11 dead are not 4,000 campers."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"\b(\d{{1,2}}[.:]\d\d|\d{{4}}|\d{{1,2}} ({_MONTH})|({_MONTH}) \d{{1,2}}"
    r"|(half|quarter) (past|to) \w+|\w+ o['’]clock)\b",
    re.I,
)

_MEASURE = re.compile(
    r"((milli|centi|kilo)?(metre|meter|litre|liter|gram)|tonne|ton|degree|mile|hectare|acre)s?"
    r"|[mck]m|kg|percent|feet|inches",
    re.I,
)


TOLD = 0.6
"""Share of a question, by the rarity of its words, that two sentences must both tell of. Lower, "a
hall opens" would tell whether the mine will reopen."""

_VAGUE = frozenset("people person persons man men woman women time year day".split())
"""Words that say little of what is asked: people died in many places."""

_PLACE = re.compile(r"\b(?:in|at|near|off|outside|of|from|on)\s+(?:the\s+)?([A-Z]\w+)")
_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|although|though|while|whereas|because)\b")


def differ(question: str, one: Sentence, other: Sentence) -> bool:
    """Return whether two sentences cannot both answer: other figures or times, or one denies.

    They must tell of one thing, and of what is asked: three firms do not gainsay twelve boats.
    """
    kind = kind_of(question)
    if kind not in ("yes-no", "number", "when") or not _of_one_thing(question, one, other):
        return False
    if kind == "yes-no":
        return _negates(question, one) != _negates(question, other)
    if kind == "when":
        here, there = _times(one.text), _times(other.text)
        return bool(here and there) and not here & there
    things = counted(question)
    mine, theirs = _counts(things, one.text), _counts(things, other.text)
    return (
        bool(mine and theirs)
        and not mine & theirs
        and max(mine) < SCALE * max(theirs) < (SCALE**2 * max(mine))
    )


def _of_one_thing(question: str, one: Sentence, other: Sentence) -> bool:
    """Return whether both sentences tell of what is asked, and not each of another place.

    Articles on different things may answer one question, such as "Was anybody arrested?"; so they
    share a name, or two words at least that say what is asked about.
    """
    asked = read_question(question)
    # "Missing people" that may be "alive" are near to "people" who "lost their lives".
    least = ALIKE if asked.kind == "yes-no" else SYNONYM
    both = nearness(asked, (one, other)).min(axis=0) >= least
    if float(both @ asked.rarity) < TOLD * float(asked.rarity.sum()):
        return False
    here, there = (_places(sentence.text) for sentence in (one, other))
    mine, theirs = ({w.stem for w in words(s.text)[1:] if is_name(w)} for s in (one, other))
    if mine & theirs:
        return True
    telling = [
        w for w, has in zip(asked.words, both, strict=True) if has and bare(w.text) not in _VAGUE
    ]
    return not (here and there) and len(telling) >= 2


def _places(text: str) -> set[str]:
    """Return the names in a text that may be of places; "in May" is none."""
    return {word.stem for name in _PLACE.findall(text) for word in words(name) if is_name(word)}


def _negates(question: str, sentence: Sentence) -> bool:
    """Return whether a clause of a sentence that tells of what is asked has a negation in it.

    "The siren sounded, but nobody left" denies no siren.
    """
    asked = read_question(question)
    clauses = [part for part in _CLAUSE.split(sentence.text) if part.strip()]
    denying = [p for p in clauses if any(is_negation(token.lower) for token in tokenise(p))]
    about = [Sentence(0, len(part), part) for part in denying]
    return bool((nearness(asked, about) >= SYNONYM).any())


def _times(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _TIME.finditer(text))


def _counts(things: Sequence[Word], text: str) -> frozenset[float]:
    """Return the numbers in a text of the thing counted, or measured where none is named.

    A number with no word behind it counts that thing too.
    """
    tokens = tokenise(_TIME.sub("", text))
    stems = {of for thing in things for of in (thing.stem, *synonyms(thing.stem))}
    return frozenset(
        value
        for value, _, end in numbers(tokens)
        if end == len(tokens)
        or tokens[end].kind != "word"
        or (stem(tokens[end].text) in stems if stems else _MEASURE.fullmatch(tokens[end].text))
    )
