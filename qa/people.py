"""Who the names of an article are, and whom its pronouns mean.

A question asks of "the energy minister", and the article, which said once that she is Ragna Teel,
goes on with "Teel" and "she".
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from index.types import Sentence
from qa.kin import SYNONYM, kinship
from qa.kinds import is_name
from qa.words import FUNCTION_WORDS, Word, bare, is_common, stem, words

_CAPITAL = r"[^\W\d_a-z][\w’'-]*[^\W_]"
_RUN = rf"{_CAPITAL}(?: (?:of |de |van |von |al-|& )?{_CAPITAL})*"
_NAMES = re.compile(_RUN)
_PLAIN = r"[a-z][a-z’'-]+"
_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+['’]s) "
    rf"((?:{_PLAIN} ){{0,3}}{_PLAIN}), ({_RUN})(?=[,.;:]|$)"
)
"""What somebody is, and then who: "the energy minister, Ragna Teel,"."""
_BEHIND = re.compile(
    rf"({_RUN}), (?:the|an?|its|their|who|which|head of|leader of) ([^,.;:()]{{3,60}})(?=[,.;:)]|$)"
)
"""Who, and then what he is: "Ruben Hale, the mayor", "Tove Almgren, who heads the inquiry"."""
_TITLE = re.compile(r"[a-z][a-z’'-]+( [a-z][a-z’'-]+){0,2}")
"""What somebody is, in few plain words, as the article may call him again: "the auction house"."""
_HE = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.I)

AWAY = 3
"""Characters between two sentences of which the second goes on from the first; where there are
more, some were left out."""

_ROLE = re.compile(
    r"((who (is|was|are|were) (the|an?)"
    r"|(what|which)\b.*\bnames? of (the|an?)) (?P<role>[^?,]+))"
    r"|who (?P<verb>heads|leads|chairs|headed|led|chaired)\b"
    r"|(in |at |on |to )?(what|which) ((radio|television) )?(?P<kind>airport|church|college"
    r"|hospital|hotel|prison|school|station|street|theatre|university)\b",
    re.I,
)
_ROLE_ENDS = re.compile(
    r"\b(of|in|at|for|to|on|behind|who|whom|whose|which|that|with|from|as|by)\b", re.I
)
_OWNER = re.compile(r"\w+['’]s?\s", re.I)
_NOT_SO_NAMED = frozenset("of to for at in by from with about against on".split())
"""Words before a name that make it another's: an adviser to Teel is not Teel."""

BESIDE = 4
"""Words within which a name stands beside what its bearer is."""


def _runs(text: str) -> Iterator[str]:
    """Yield the names of a text, and the word that a sentence begins with unless it says little."""
    for match in _NAMES.finditer(text):
        if match.start() or " " in match.group() or bare(match.group()) not in FUNCTION_WORDS:
            yield match.group()


def _key(name: str) -> str:
    """Return what a name is mostly called by: a surname, without 's."""
    return bare(name.rsplit(maxsplit=1)[-1])


def described(sentences: Sequence[Sentence]) -> dict[str, tuple[Word, ...]]:
    """Return by surname in small letters the words by which the sentences say who that is.

    >>> text = "The energy minister, Ragna Teel, left."
    >>> [word.text for word in described([Sentence(0, len(text), text)])["teel"]]
    ['energy', 'minister', 'Ragna', 'Teel']
    """
    found: dict[str, dict[str, Word]] = {}
    for sentence in sentences:
        text = sentence.text
        pairs = [(match[2], match[1]) for match in _BEFORE.finditer(text)]
        pairs += [(match[1], match[2]) for match in _BEHIND.finditer(text)]
        pairs += [(name, "") for name in _runs(text) if " " in name]
        for name, what in pairs:
            said = (w for w in words(f"{what} {name}") if bare(w.text) not in FUNCTION_WORDS)
            found.setdefault(_key(name), {}).update((word.stem, word) for word in said)
    return {key: tuple(known.values()) for key, known in found.items()}


def _called(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return by what somebody is, where one alone is that, his surname in small letters."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        pairs = [(match[1], match[2]) for match in _BEFORE.finditer(sentence.text)]
        pairs += [(match[2], match[1]) for match in _BEHIND.finditer(sentence.text)]
        for what, name in pairs:
            if _TITLE.fullmatch(what):
                found.setdefault(what, set()).add(_key(name))
    return {what: min(keys) for what, keys in found.items() if len(keys) == 1}


def is_described(name: str, text: str) -> bool:
    """Return whether a text says who one of that name is.

    >>> is_described("Ragna Teel", "The energy minister, Ragna Teel, left.")
    True
    >>> is_described("Ragna Teel", "Ragna Teel left.")
    False
    """
    asked = {word.stem for word in words(name)}
    pairs = [match[2] for match in _BEFORE.finditer(text)]
    pairs += [match[1] for match in _BEHIND.finditer(text)]
    return any(asked <= {word.stem for word in words(one)} for one in pairs)


def implied(
    sentences: Sequence[Sentence], known: Mapping[str, tuple[Word, ...]]
) -> tuple[tuple[Word, ...], ...]:
    """Return for each sentence, in order, the words that its names and pronouns stand for.

    "The director" is whom the sentences once call that, "its director, Ada Brin". "He" and "she"
    are the first one, mostly the subject, of the last sentence that names anybody of whom it is
    known who that is, within sentences that follow each other.
    """
    called = {
        re.compile(rf"\bthe {what}\b(?! of\b|['’-])", re.I): key
        for what, key in _called(sentences).items()
    }
    last: tuple[Word, ...] = ()
    end = 0
    rows = []
    for sentence in sentences:
        if not 0 <= sentence.start - end <= AWAY:
            last = ()
        keys = [*map(_key, _runs(sentence.text))]
        keys += [key for title, key in called.items() if title.search(sentence.text)]
        names = [known[key] for key in keys if key in known]
        meant = [*names, last] if _HE.search(sentence.text) else names
        rows.append(tuple(dict.fromkeys(word for one in meant for word in one)))
        last, end = names[0] if names else last, sentence.end
    return tuple(rows)


_NAME_ASKED = re.compile(
    r"(what|which)\b.*\bnames? of\b|what (is|was|are|were) .+['’]s? names?\b", re.I
)


def asks_for_name(question: str) -> bool:
    """Return whether a question asks for a name outright; what is left open then is no answer.

    "Whether zelotane killed her is unknown" does not tell the name of the woman who died.
    """
    return bool(_NAME_ASKED.match(question.strip()))


def role_of(question: str) -> str | None:
    """Return the word for what somebody or something is whose name is asked for, None without.

    >>> role_of("Who is the chief executive of Baltgrid?")
    'executive'
    >>> role_of("What was the name of the helicopter's pilot?")
    'pilot'
    >>> role_of("Who leads the inquiry?"), role_of("Which hospital were they taken to?")
    ('leads', 'hospital')
    """
    asked = _ROLE.match(question.split("?", maxsplit=1)[0].strip())
    if not asked or asked["verb"] or asked["kind"]:
        return asked["verb"] or asked["kind"] if asked else None
    role = words(_ROLE_ENDS.split(_OWNER.sub("", asked["role"]), maxsplit=1)[0])
    return role[-1].text if role else None


def bears(role: str, asked: Collection[str], text: str) -> bool:
    """Return whether the text names one who is that; `asked` are the stems of the question.

    "An adviser to Teel" is not named, nor is "Kvist's lawyer".
    """
    found = words(text)
    names = [is_name(word) for word in found]
    if names and names[0] and is_common(found[0].text):
        names[0] = False
    for place, word in enumerate(found):
        if kinship(stem(role), word.stem) < SYNONYM:
            continue
        for near in range(max(0, place - BESIDE), min(len(found), place + BESIDE + 1)):
            if near == place or not names[near] or found[near].stem in asked:
                continue
            first = near
            while first > 0 and names[first - 1]:
                first -= 1
            if near < place:
                if not found[near].text.endswith(("'s", "’s", "'", "’")):
                    return True
            elif bare(found[first - 1].text) not in _NOT_SO_NAMED:
                return True
            elif first == place + 2 and bare(found[place + 1].text) == "by":
                return True  # "a team led by Ragna Teel"
    return False
