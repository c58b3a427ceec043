"""Whether two names are of one holder: by a shorter name, a title, an office or another word."""

import re
from collections.abc import Sequence

from index.types import Mark
from qa.align import Word, likeness, same_name, vectors, words_in
from qa.source import BEHIND_HEAD, Source


def is_named(holder: str, said: set[str]) -> bool:
    """Return whether a text whose stems are `said` names the holder: by a name, else by most words.

    "Hugo Lanz" is enough for "chief executive Hugo Lanz", "Rovia" not for "engineers at Rovia".
    """
    place = _PLACING.search(holder)
    core = holder[: place.start()] if place else holder
    names = {word.stem for word in words_in(core) if word.is_name} - _COMMON
    stems, head = set(stems_of(core)), head_of(core)
    told = head is not None and not head.is_name and head.stem in said
    return told or bool(names & said) or len(stems & said) * 2 > len(stems)


_PLACING = re.compile(r"\b(?:at|in|from|with|on|near|inside|behind|close) ")


def stems_of(holder: str | None) -> list[str]:
    """Return the stems of a holder's words, without light ones beside others: "group", "two".

    Who it is comes last, as a surname does: "Wallaroo Flats, police" of "police in Wallaroo Flats".
    """
    who = speaker(holder or "")
    found = words_in(who)
    place = BEHIND_HEAD.search(who)
    behind = len(who) if place is None else place.start()
    words = sorted(found, key=lambda word: word.start < behind)
    heavy = [word.stem for word in words if word.weight == 1.0]
    return heavy or [word.stem for word in words if word.value is None]


_GENERIC = frozenset(
    "sourc insid offici expert critic some peopl observ report media analyst rumour rumor one "
    "account author articl text stori wit person someon other journalist legend tradit rumour "
    "folklor myth gossip hearsay investig detractor oppon sceptic skeptic".split()
)


_SPEAKERS = _GENERIC - frozenset(
    "report media rumour rumor some one account articl text stori legend tradit folklor myth "
    "gossip hearsay".split()
)


# Words by which a text may call a holder that it has named otherwise before.
_ALIASES = frozenset(
    "compani firm group organis organiz author govern ministri minist agenc spokesman spokeswoman "
    "spokesperson research scientist team studi paper newspap journal parti politician man woman "
    "leader lawyer head chief director manag presid boss owner board institut univers survey "
    "repres writer scholar historian specialist chairman chairwoman captain coach doctor player "
    "resid local neighbour neighbor wit bodi club side firm start broadcast station outlet daili "
    "magazin site pilot investig inquiri".split()
)


# What somebody wrote, by which he may be named.
_WORKS = frozenset(
    "articl work book letter document text piec stori dispatch column essay post item report "
    "review studi paper survey".split()
)


def is_generic(stems: Sequence[str]) -> bool:
    """Return whether a holder may be anybody: "a senior official", "court gossip"."""
    return set(stems) <= _GENERIC or bool(stems and stems[-1] in _HEARSAY)


_HEARSAY = frozenset("rumour rumor gossip talk hearsay legend tradit folklor myth lore".split())


_COMMON = _GENERIC | _ALIASES | _WORKS
"""Heads that are no names even where they open a sentence with a capital."""


def may_stand_for(mark: Mark, owners: Sequence[Mark], source: Source) -> bool:
    """Return whether a holder may be the source's under another word: "an envoy", "a diplomat".

    It may where it has no name of its own, and its head is not who else the source speaks of.
    """
    holder = mark.holder or ""
    known = {stem for owner in owners for stem in _own(owner.holder or "")}
    known |= {stem for owner in owners for stem in _described(owner, source)}
    every = {word.stem for word in words_in(source.text)}
    opens = holder[:1].isupper() and holder.split()[0].lower() in _QUALIFYING
    names = {word.stem for word in words_in(holder)[opens:] if word.is_name} - _COMMON
    head = head_of(holder)
    if head is None or names - known - every or (names - known) & {head.stem}:
        return False
    if head.stem in _OFFICIAL and _of_others(holder, head, known, every, owners):
        return False  # "an army spokeswoman" is not the rebels'
    if head.stem in known or head.stem in _ANYBODY or _is_title(head, owners, source):
        return True
    if head.stem in _other_heads(owners, source):
        return False  # "investigators" who speak elsewhere are not the airline
    if head.stem in every and head.stem not in _GENERIC:
        return False
    heads = [found for owner in owners if (found := head_of(owner.holder or ""))]
    unheard = not head.is_name and head.stem not in every
    if unheard and any(_is_bare_name(owner.holder or "") for owner in owners):
        return True  # "the violin maker" for Marta Oyelaran, of whom no office is told
    if head.stem in _WORKS and any(found.is_name for found in heads):
        return True
    if head.stem in _ALIASES and any(_is_bare_name(owner.holder or "") for owner in owners):
        return True  # "the company" for Lumen Lines, not "the owner" for the insurer
    if head.stem in _GENERIC and any(found.stem in _GENERIC for found in heads):
        return True
    theirs = [word for owner in owners for word in words_in(owner.holder or "")]
    own = [word for word in words_in(holder) if word.stem not in {other.stem for other in theirs}]
    return _akin(head, heads) or bool(likeness(own, theirs, vectors(theirs)).any())


def _of_others(
    holder: str, head: Word, known: set[str], every: set[str], owners: Sequence[Mark]
) -> bool:
    """Return whether an office is told of others than the source tells it of."""
    mine = {w.stem for w in words_in(holder) if w.lower not in _QUALIFYING} - {head.stem}
    theirs = known - {head.stem}
    return bool(mine) and bool(theirs) and not mine & (known | every)


def _own(holder: str) -> list[str]:
    """Return the stems of a holder without those of whom he is named by: "AGENT of the striker"."""
    holder = speaker(holder)
    head, place = head_of(holder), BEHIND_HEAD.search(holder)
    former = holder.lower().startswith(("former ", "ex-", "retired "))  # no longer speaks for it
    related = head is not None and (former or head.stem in _RELATED)
    return [
        word.stem for word in words_in(holder[: place.start()] if related and place else holder)
    ]


def _is_title(head: Word, owners: Sequence[Mark], source: Source) -> bool:
    """Return whether a word stands before the name of an owner: "the MAYOR, Petra Sund"."""
    titled = rf"\b(?i:{re.escape(head.lower)}),? (?:[A-Z][\w-]+ )*"
    return any(
        re.search(titled + re.escape((owner.holder or "")[word.start : word.end]), source.text)
        for owner in owners
        for word in words_in(owner.holder or "")
        if word.is_name
    )


_ANYBODY = frozenset({"peopl", "person", "those", "man", "men", "woman", "women"})
"""Heads that may stand for whoever has no name of his own."""


def _described(owner: Mark, source: Source) -> set[str]:
    """Return the stems of what the source calls a holder beside his name: "Vadas, HEAD OF"."""
    if not owner.holder:
        return set()
    beside = re.search(re.escape(owner.holder) + _BESIDE, source.text)
    return set(stems_of(beside[1] or beside[2])) if beside else set()


# "Vadas, HEAD OF the clinic, said", "said Vadas, who HEADS the clinic"
_BESIDE = (
    r", (?:(?!\w+(?:ing|ed)\b|who\b|which\b)([^,.;:]{3,80}),"
    r"|who (?:ha[sd] )?(?:[a-z]+ly )?"
    r"([a-z]+ (?:the|a|an|its|his|her|their|[A-Z])[^,.;:]{3,80})[,.;])"
)


def _other_heads(owners: Sequence[Mark], source: Source) -> set[str]:
    """Return the stems of those who say something in the source and are none of the owners."""
    holders = {mark.holder for mark in source.marks if mark.holder} - {m.holder for m in owners}
    return {head.stem for holder in holders if (head := head_of(holder))}


_QUALIFYING = frozenset(
    "early initial first preliminary provisional recent new official unofficial latest local "
    "several some many most other former senior anonymous unnamed lead leading chief high ranking "
    "top main young old veteran".split()
)
"""Words that open a sentence with a capital and are no name: "Early findings"."""


def _is_bare_name(holder: str) -> bool:
    """Return whether a holder is a name without an office: "Lena Orth", not "mayor Lena Orth"."""
    found = words_in(holder)
    if BEHIND_HEAD.search(holder) or not found:
        return False  # "Police in Sarnvik"
    return all(word.is_name and word.stem not in _COMMON | _OFFICIAL for word in found)


AKIN = 0.3
"""The least cosine of two heads that may be one: envoy and diplomat .36, inmates and prisoners .37,
but owner and insurer .11, captain and manager .13. Holders are few, so it lies below `NEAR`."""


_OFFICES = tuple(
    frozenset(words.split())
    for words in (
        "compani firm oper manag carrier group busi corpor maker manufactur produc owner",
        "ministri minist govern depart author offici",
        "polic offic investig detect constabl",
        "court judg tribun bench justic magistr",
        "paper newspap daili weekli tabloid magazin journal outlet",
        "hospit clinic doctor surgeon physician medic",
        "scientist research team author studi academ scholar",
        "resid local villag neighbour inhabit townspeopl",
        "club side team squad",
        "prosecutor prosecut",
        "lawyer counsel attorney solicitor barrist defenc advoc",
        "coach manag trainer",
        "chief head boss director chair chairman chairwoman president leader",
        "spokesman spokeswoman spokesperson press",
        "worker staff employe crew union",
        "farmer grower herder",
        "soldier troop armi militari",
        "agent repres",
        "estim calcul figur count talli reckon forecast result find number data",
    )
)
"""Heads that may name one and the same holder."""

_OFFICIAL = frozenset[str]().union(*_OFFICES)


def _akin(head: Word, others: Sequence[Word]) -> bool:
    """Return whether a head may be another word for one of the others."""
    if any(head.stem in office and any(o.stem in office for o in others) for office in _OFFICES):
        return True
    if head.stem in _OFFICIAL and all(other.stem in _OFFICIAL for other in others):
        return False  # a judge is no lawyer, however near the words
    return bool(others) and float((vectors(others) @ vectors([head])[0]).max()) >= AKIN


def head_of(holder: str) -> Word | None:
    """Return the word that says who it is: "envoy" of "the envoy with knowledge of the file"."""
    words = speaker(holder).split()
    end = next((place for place, word in enumerate(words) if place and word in _MODIFYING), None)
    found = words_in(" ".join(words[:end]))
    return found[-1] if found else None


def speaker(holder: str) -> str:
    """Return who speaks by what he wrote or counted: the union of "figures from the union".

    >>> speaker("the harbour master's log")
    'the harbour master'
    >>> speaker("Tamanar Press bulletin")
    'Tamanar Press'
    """
    if re.fullmatch(rf"(?:his|her|its|their) (?:\w+ )?{_WRITTEN}", holder, re.IGNORECASE):
        return ""  # whose it is was said before
    author = _AUTHOR.fullmatch(holder)
    return author[1] or author[2] if author else _QUANTITY.sub("", holder)


_WRITTEN = (
    "(?:report|study|paper|book|article|advertising|campaign|website|statement|account|testimony"
    "|letter|diary|log|logbook|survey|bulletin|dispatch|despatch|memoirs?|column|review|figures"
    "|data|records|notes|analysis|calculations?|estimates?)"
)
_AUTHOR = re.compile(
    rf"(.+?)(?:['’]s|(?<=s)['’]) (?:\w+ )?{_WRITTEN}|((?:[A-Z][\w-]+ )*[A-Z][\w-]+) {_WRITTEN}"
)
_QUANTITY = re.compile(
    r"^(?:number|group|handful|couple|majority|pair|range|series|several|some|many|most|few|none"
    r"|one|two|three|four|half|\d+) of (?:the |those |these |its |their )?(?:former |ex-)?"
    # the union speaks by "figures from the union"
    r"|^(?:figures|data|statistics|estimates|numbers) (?:from|by|of) (?:the )?",
    re.I,
)


_MODIFYING = frozenset(
    "of in at for from with to on near by close who which that whose under behind inside "
    "speaking familiar aboard living working based acquainted privy near".split()
)


def is_named_in(holder: str | None, text: str) -> bool:
    """Return whether a text has a word for the holder: "ex-inmates" for "former prisoners"."""
    words, head = words_in(text), head_of(holder or "")
    if head is None or head.is_name:
        return bool(set(stems_of(holder)) & {word.stem for word in words}) and (
            head is None or head.stem in {word.stem for word in words}
        )
    said = {word.stem for word in words}
    if head.stem in _RELATED:
        return head.stem in said or _akin(head, words)
    unnamed = head.stem in _GENERIC and bool(said & _SPEAKERS)
    return unnamed or bool(set(stems_of(holder)) & said) or _akin(head, words)


def same_holder(one: Sequence[str], other: Sequence[str], source: Source) -> bool:
    """Return whether two holders are one: by surname, or all words of one are the other's.

    "The film's producer" is not "the film's director", nor "the Rovers manager" their captain, nor
    "the physio of Halford" the Halford coach.
    """
    if not one or not other:
        return False
    if ({one[-1], other[-1]} - (set(one) & set(other))) & _RELATED:
        return False  # the tenor is not the tenor's agent
    opening = {sentence.start for sentence in source.sentences}
    names = {  # an office opens a sentence with a capital, too
        word.stem
        for word in source.words
        if word.is_name and not (word.start in opening and word.stem in _OFFICIAL)
    }
    return (one[-1] == other[-1] and one[-1] in names) or _within(one, other) or _within(other, one)


_RELATED = frozenset(
    "agent lawyer attorney solicitor barrist counsel wife husband brother sister son daughter "
    "mother father parent widow widower friend neighbour neighbor deputi assist aid secretari "
    "doctor physician trainer coach manag predecessor successor rival oppon critic biograph "
    "driver landlord tenant heir".split()
)
"""Those whom a text names by another person: "the minister's deputy"."""


def of_one_holder(one: Mark, other: Mark, source: Source) -> bool:
    """Return whether two marks name the same holder."""
    return same_holder(stems_of(one.holder), stems_of(other.holder), source)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Return whether each stem is one of the others or a spelling of it: Tarvia, Tarvian."""
    return all(any(one == other or same_name(one, other) for other in many) for one in few)
