"""Holders: the same one by another name, another one, and a chain that is cut."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from index.stance import read
from index.stance.lexicon import entry_of
from index.stance.tokens import tokenise
from index.types import Mark
from qa.align import Word, likeness, same_name, vectors, words_in, words_of
from qa.claims import Claim
from qa.paraphrase import FACTIVE, speech
from qa.rules.finding import Finding, of, strength
from qa.source import Source

_SPEAKER = frozenset("i we he she it its they his her their our my us himself herself".split())


def names_holder(claim: Claim, owed: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether the answer names a holder who takes no part in what is claimed.

    There are more ways to attribute than any lexicon holds ("for the forester the oak is 640 years
    old"). A holder who acts in the claim proves nothing: "the striker said he would retire" is not
    kept by "the striker will retire".
    """
    said = {word.stem for word in words_in(text)}
    elsewhere = [
        found
        for found in read(text)
        if found.kind == "attribution" and ";" in text[found.end : claim.span.start]
    ]
    for mark in of(owed, "attribution"):
        if any(of_one_holder(mark, found, source) for found in elsewhere):
            continue  # "the keepers think that they bought it; the female is pregnant"
        stems = set(stems_of(mark.holder))
        scope = tokenise(mark.scope.of(source.text))
        inside = mark.scope.start <= mark.start < mark.scope.end
        takes_part = _SPEAKER & {token.lower for token in scope} or (
            mark.text.endswith(" to") and not inside
        )
        repeated = stems & {word.stem for word in words_of(scope)} and not inside
        if not stems or takes_part or repeated or not is_named(mark.holder or "", said):
            continue
        if _set_apart(stems, text) or _speaks(stems, text) or _finds(stems, claim, text):
            return True
    return False


def _set_apart(stems: set[str], text: str) -> bool:
    """Return whether the holder stands behind "for" or "from", or as whose view it is."""
    tokens = tokenise(text)
    places = [
        place
        for place, token in enumerate(tokens)
        if {word.stem for word in words_of([token])} & stems
    ]
    if not places:
        return False
    before = {token.lower for token in tokens[max(0, places[0] - 2) : places[0]]}
    after = tokens[places[-1] + 1] if places[-1] + 1 < len(tokens) else None
    return bool(before & {"for", "from", "to"}) or bool(after and after.kind == "possessive")


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

NEARBY = 4
"""Words behind a holder among which its verb stands."""


def _speaks(stems: set[str], text: str) -> bool:
    """Return whether the holder is followed by any word of saying, in whatever construction.

    "Said" has a complement, "the operator still counted 12,000 homes" has none that a cue asks for.
    """
    tokens = tokenise(text)
    for place, token in enumerate(tokens):
        if {word.stem for word in words_of([token])} & stems:
            behind = words_of(tokens[place + 1 : place + 1 + NEARBY])
            before = tokens[max(0, place - NEARBY) : place]
            if any(token.lower == "by" for token in before):
                behind = (*behind, *words_of(before))  # "a caution voiced by the bishop"
            if speech() & {word.lower for word in behind if word.weight == 1.0}:
                return True
    return False


def _finds(stems: set[str], claim: Claim, text: str) -> bool:
    """Return whether the holder is who does not know: "the inquiry turned up nothing to show"."""
    return any(
        stems & {word.stem for word in words_in(text, 0, mark.start)}
        for mark in of(claim.carried, "unknown", "contested", "epistemic")
        if (entry := entry_of(mark)) and entry.reach != "clause"
    )


def holders(
    claim: Claim, owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source
) -> Iterator[Finding]:
    """The holders of a claim must be the source's, all the links of a chain among them."""
    owners = [mark for mark in claim.owed if mark.holder]
    named = [mark for mark in carried if mark.holder]
    if not named or not all(stems_of(mark.holder) for mark in owners):
        return  # who "it" is that said so is not known
    if any(of_one_holder(mark, owner, source) for mark in named for owner in owners) or (
        not owners and len(named) < len(carried)
    ):
        # "accused of P" is no confession
        accused = all(mark.kind == "allegation" for mark in owed)
        named = [mark for mark in named if accused and strength(mark) >= FACTIVE]
    swapped = _swapped(claim, source)
    if swapped is not None:
        yield Finding(
            "misattributed",
            swapped,
            f"In the source {swapped.holder} says this; in the answer {swapped.holder} denies it.",
        )
        return
    for mark in named:
        stems = stems_of(mark.holder)
        if not stems:
            continue
        if any(same_holder(stems, stems_of(owner.holder), source) for owner in owners):
            continue
        others = [m for m in source.marks if m.holder and m not in claim.owed]
        known = any(set(stems) & set(stems_of(m.holder)) for m in others)
        if (_generic(stems) and not (known and owners)) or any(
            set(stems) <= _stems_in(found.text) for found in owed if not found.holder
        ):
            continue  # "as the defector tells it" names its holder itself
        if owners and may_stand_for(mark, owners, source):
            continue
        if _says_this_too(stems, claim, owed, source) or _accuses(stems, owed, source):
            continue
        expected = owners[-1].holder if owners else "nobody by name"
        yield Finding(
            "misattributed",
            owners[-1] if owners else owed[-1],
            f"The answer gives this to {mark.holder}; the source gives it to {expected}.",
        )
        return
    owners = [mark for mark in owed if mark.holder]
    links = {owner.holder: owner for owner in owners}
    if len(links) > 1 and len(owners) > 1:
        missing = [
            o for o in links.values() if stems_of(o.holder) and not _named_in(o.holder, text)
        ]
        if missing and len(missing) < len(links):
            yield Finding(
                "misattributed",
                missing[0],
                f"In the source {missing[0].holder} stands between; the answer cuts the chain.",
            )


def _stems_in(text: str) -> set[str]:
    return {word.stem for word in words_in(text)}


def _swapped(claim: Claim, source: Source) -> Mark | None:
    """Return the mark of who says in the source what it is that they deny in the answer."""

    said, saying = of(claim.owed, "attribution"), of(claim.carried, "attribution")
    denied, denying = of(claim.owed, "contested"), of(claim.carried, "contested")
    for mark, other in product(said, denied):
        for speaker, denier in product(saying, denying):
            turned = of_one_holder(mark, denier, source) and of_one_holder(other, speaker, source)
            two = not of_one_holder(mark, other, source)
            if turned and two and not of_one_holder(speaker, denier, source):
                return mark
    return None


def _says_this_too(
    stems: Sequence[str], claim: Claim, owed: Sequence[Mark], source: Source
) -> bool:
    """Return whether the holder says in the source what the claim takes no less than the owner.

    Of "A expects a wet summer, and hoteliers fear a fall in bookings" the second half is told in
    few of its words.
    """
    best = max((claim.shares(mark, source) for mark in owed), default=0.0)
    return any(
        0 < claim.shares(mark, source) >= best
        for mark in source.marks
        if mark not in owed and mark.holder and same_holder(stems, stems_of(mark.holder), source)
    )


def _accuses(stems: Sequence[str], owed: Sequence[Mark], source: Source) -> bool:
    """Return whether the holder stands in the sentence of an accusation that names nobody.

    "The federation has suspended her on suspicion of doping": who suspects is not said in words.
    """
    return any(
        mark.kind == "allegation"
        and mark.holder is None
        and set(stems) & {word.stem for word in words_in(sentence.of(source.text))}
        for mark in owed
        for sentence in source.sentences
        if mark.span.meets(sentence)
    )


def stems_of(holder: str | None) -> list[str]:
    """Return the stems of a holder's words, without light ones beside others: "group", "two"."""
    words = words_in(holder or "")
    heavy = [word.stem for word in words if word.weight == 1.0]
    return heavy or [word.stem for word in words if word.value is None]


_GENERIC = frozenset(
    "sourc insid offici expert critic some peopl observ report media analyst rumour rumor one "
    "account author articl text stori wit person someon other journalist legend tradit rumour "
    "folklor myth gossip hearsay investig detractor oppon sceptic skeptic".split()
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


def _generic(stems: Sequence[str]) -> bool:
    return set(stems) <= _GENERIC


_COMMON = _GENERIC | _ALIASES | _WORKS
"""Heads that are no names even where they open a sentence with a capital."""


def may_stand_for(mark: Mark, owners: Sequence[Mark], source: Source) -> bool:
    """Return whether a holder may be the source's under another word: "an envoy", "a diplomat".

    It may where it has no name of its own, and its head is not who else the source speaks of.
    """
    holder = mark.holder or ""
    known = {word.stem for owner in owners for word in words_in(owner.holder or "")}
    known |= {stem for owner in owners for stem in _described(owner, source)}
    every = {word.stem for word in words_in(source.text)}
    opens = holder[:1].isupper() and holder.split()[0].lower() in _QUALIFYING
    names = {word.stem for word in words_in(holder)[opens:] if word.is_name} - _COMMON
    head = head_of(holder)
    if head is None or names - known - every or (names - known) & {head.stem}:
        return False
    if head.stem in known or head.stem in _ANYBODY:
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
    own = [word for word in words_in(holder) if word.stem not in known]
    return _akin(head, heads) or bool(likeness(own, theirs, vectors(theirs)).any())


_ANYBODY = frozenset({"peopl", "person", "those"})
"""Heads that may stand for whoever has no name of his own."""


def _described(owner: Mark, source: Source) -> set[str]:
    """Return the stems of what the source calls a holder beside his name: "Vadas, HEAD OF"."""
    if not owner.holder:
        return set()
    beside = re.search(
        re.escape(owner.holder) + r", (?!\w+(?:ing|ed)\b|who\b|which\b)([^,.;:]{3,80}),",
        source.text,
    )
    return set(stems_of(beside.group(1))) if beside else set()


_BESIDE = r", (?!\w+(?:ing|ed)\b|who\b|which\b)([^,.;:]{3,80}),"


def _other_heads(owners: Sequence[Mark], source: Source) -> set[str]:
    """Return the stems of those who say something in the source and are none of the owners."""
    holders = {mark.holder for mark in source.marks if mark.holder} - {m.holder for m in owners}
    return {head.stem for holder in holders if (head := head_of(holder))}


_QUALIFYING = frozenset(
    "early initial first preliminary provisional recent new official unofficial latest local "
    "several some many most other former senior anonymous unnamed".split()
)
"""Words that open a sentence with a capital and are no name: "Early findings"."""


def _is_bare_name(holder: str) -> bool:
    """Return whether a holder is a name without an office: "Lena Orth", not "mayor Lena Orth"."""
    found = words_in(holder)
    return bool(found) and all(word.is_name and word.stem not in _COMMON for word in found)


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
        "estim calcul figur count talli reckon forecast result find",
    )
)
"""Heads that may name one and the same holder."""


def _akin(head: Word, others: Sequence[Word]) -> bool:
    """Return whether a head may be another word for one of the others."""
    if any(head.stem in office and any(o.stem in office for o in others) for office in _OFFICES):
        return True
    return bool(others) and float((vectors(others) @ vectors([head])[0]).max()) >= AKIN


def head_of(holder: str) -> Word | None:
    """Return the word that says who it is: "envoy" of "the envoy with knowledge of the file"."""
    words = _QUANTITY.sub("", holder).split()
    end = next((place for place, word in enumerate(words) if place and word in _MODIFYING), None)
    found = words_in(" ".join(words[:end]))
    return found[-1] if found else None


_QUANTITY = re.compile(
    r"^(?:number|group|handful|couple|majority|pair|range|series|several|some|many|most|few|none"
    r"|one|two|three|four|half|\d+) of (?:the |those |these |its |their )?(?:former |ex-)?",
    re.I,
)
_MODIFYING = frozenset(
    "of in at for from with to on near by close who which that whose under behind inside "
    "speaking familiar aboard".split()
)


def _named_in(holder: str | None, text: str) -> bool:
    """Return whether a text has a word for the holder: "ex-inmates" for "former prisoners"."""
    words, head = words_in(text), head_of(holder or "")
    if head is None or head.is_name:
        return bool(set(stems_of(holder)) & {word.stem for word in words}) and (
            head is None or head.stem in {word.stem for word in words}
        )
    said = {word.stem for word in words}
    unnamed = head.stem in _GENERIC and bool(said & _GENERIC)
    return unnamed or bool(set(stems_of(holder)) & said) or _akin(head, words)


def same_holder(one: Sequence[str], other: Sequence[str], source: Source) -> bool:
    """Return whether two holders are one: by surname, or all words of one are the other's.

    "The film's producer" is not "the film's director", nor "the Rovers manager" their captain, nor
    "the physio of Halford" the Halford coach.
    """
    if not one or not other:
        return False
    last = {one[-1], other[-1]} & set(one) & set(other)
    if ({one[-1], other[-1]} - (set(one) & set(other))) & _RELATED:
        return False  # the tenor is not the tenor's agent
    names = {word.stem for word in source.words if word.is_name}
    return bool(last & names) or _within(one, other) or _within(other, one)


_RELATED = frozenset(
    "agent lawyer attorney solicitor barrist counsel wife husband brother sister son daughter "
    "mother father parent widow widower friend neighbour neighbor deputi assist aid secretari "
    "doctor physician trainer coach manag predecessor successor rival oppon critic biograph "
    "driver landlord tenant".split()
)
"""Those whom a text names by another person: "the minister's deputy"."""


def of_one_holder(one: Mark, other: Mark, source: Source) -> bool:
    """Return whether two marks name the same holder."""
    return same_holder(stems_of(one.holder), stems_of(other.holder), source)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Return whether each stem is one of the others or a spelling of it: Tarvia, Tarvian."""
    return all(any(one == other or same_name(one, other) for other in many) for one in few)
