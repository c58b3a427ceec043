"""Whom a pronoun stands for when it says something: "he claims", "they deny"."""

from collections.abc import Sequence
from itertools import pairwise

from index.stance.holders import PERSONAL, POSSESSIVE, noun_phrase
from index.stance.tokens import Token
from index.stance.words import DETERMINERS, PRONOUNS, forms


def stands_for(holder: str) -> bool:
    """Return whether a holder is only a pronoun, "he" or the "her" of "in her view"."""
    return holder.lower() in PERSONAL or holder.lower() in POSSESSIVE


def resolve(holder: str | None, known: Sequence[str]) -> str | None:
    """Return who a pronoun stands for: the last one `known` whom it can mean, else itself.

    "The tax office sued Karl Venn. HE claims": an office is no "he". Whoever has a person's
    name or trade comes before what has none: "A gas leak was likely, HE added".
    """
    if holder is None or not stands_for(holder) or not known:
        return holder
    pronoun = POSSESSIVE.get(holder.lower(), holder.lower())
    fitting = [name for name in reversed(known) if _fits(name, pronoun)]
    if pronoun in {"he", "she", "i"}:
        fitting.sort(key=lambda name: (not _is_person(name)) * (2 - _is_name(name)))
    return fitting[0] if fitting else holder


def _is_name(name: str) -> bool:
    """Return whether a holder is a name and nothing else: "Ferrant", not "Its register"."""
    return all(word[:1].isupper() for word in name.split())


def _is_person(name: str) -> bool:
    """Return whether a holder is surely a person: a full name, or a trade in -er, -or or -ist."""
    words = name.split()
    if words[-1][0].isupper():
        return len(words) > 1 or words[0].lower() in _PEOPLE
    ends = any(word.endswith(("er", "or", "ist", "ian", "man", "woman")) for word in words)
    return ends or not _PEOPLE.isdisjoint(words)


_GROUPS = frozenset(
    "office ministry agency company firm bank paper newspaper police council court union party "
    "government commission museum institute university club team airline station board department "
    "group parliament committee service authority administration association federation radio "
    "hospital school city town village study report survey inquiry panel army navy daily weekly "
    "magazine website operator insurer publisher regulator utility railway ferry data figures "
    "foundation trust academy church society centre center laboratory mission embassy".split()
)
_PEOPLE = frozenset(
    "mr mrs ms dr professor judge mayor nurse minister president captain coach farmer sheriff "
    "spokesman spokeswoman director chairman chairwoman witness lawyer doctor sir lady king queen "
    "bishop father sister officer colonel general senator clerk aide chef guard pilot expert "
    "critic official envoy widow brother wife husband son daughter mother boy girl guest king "
    "priest monk abbot consultant student resident scientist passenger source victim suspect "
    "negotiator".split()
)


_MANY = frozenset("police people women men children".split())


def _fits(name: str, pronoun: str) -> bool:
    """Return whether a pronoun can stand for a holder of that name."""
    words = name.split()
    head = next((p for p, word in enumerate(words) if p and word in _BEHIND_HEAD), len(words)) - 1
    last = words[head].lower()
    plural = words[head].islower() or last.endswith(("ers", "ors", "ists", "ents", "ants"))
    many = (plural and last.endswith("s") and not last.endswith(("ss", "us"))) or last in _MANY
    person = words[0].lower() in _PEOPLE or last in _PEOPLE
    if pronoun in {"he", "she", "i"}:
        return not many and last not in _GROUPS and words[0].lower().strip(",") not in _GROUPS
    if pronoun == "it":
        return not many and not person
    return not person and not (len(words) == 2 and name.istitle() and last not in _GROUPS)


_BEHIND_HEAD = frozenset("of at in for from on with near behind".split())


def document_in(tokens: Sequence[Token]) -> str | None:
    """Return the last document that a sentence names: "The case turns on A MEMO. It states"."""
    for place in range(len(tokens) - 1, 0, -1):
        if tokens[place].lower in _DOCUMENTS and not tokens[place].is_name:
            return tokens[place].text
    return None


_DOCUMENTS = frozenset(
    "letter memo memorandum report email message study paper statement document note diary log "
    "record leaflet pamphlet indictment ruling verdict contract treaty presentation manifest "
    "transcript dossier survey audit notice circular brochure article".split()
)

STATING = frozenset[str]().union(
    *map(forms, "state quote mention list describe detail read refer cite speak contain".split())
)
"""Verbs by which a document speaks."""


def persons(tokens: Sequence[Token]) -> list[str]:
    """Return who is named in full, in order: "the office questioned LENA ORTH"; no "Cape Dorn"."""
    named = [place for place, token in enumerate(tokens) if token.is_name]
    starts = [p for before, p in zip([-2, *named], named, strict=False) if p > before + 1]
    found = []
    for start, following in pairwise([*starts, len(tokens)]):
        names = [tokens[p] for p in named if start <= p < following]
        placed = start > 0 and tokens[start - 1].lower in _PLACING
        if placed or not 2 <= len(names) <= 4 or names[0].lower in _NO_PERSON:
            continue
        if not any(token.lower in _NAMED_THINGS for token in names):
            found.append(noun_phrase(names))
    return found


_PLACING = frozenset("in at near on through off across the".split())
_PLACES = frozenset(
    "cape port mount lake river street road bridge island islands bay north south east west new "
    "saint st in at on the after when if as but and".split()
)
_NAMED_THINGS = _GROUPS | _PLACES
_NO_PERSON = DETERMINERS | PRONOUNS
