"""The holders of a claim: the same ones, each with his own words, and no link of a chain cut."""

from collections.abc import Iterator, Sequence
from itertools import product

from index.stance import read
from index.stance.lexicon import entry_of
from index.stance.tokens import tokenise
from index.types import Mark
from qa.align import words_in, words_of
from qa.claims import Claim
from qa.paraphrase import FACTIVE, speech
from qa.rules.finding import Finding, of, strength
from qa.rules.identity import (
    is_generic,
    is_named,
    is_named_in,
    may_stand_for,
    of_one_holder,
    same_holder,
    stems_of,
)
from qa.source import Source

_PRONOUNS = frozenset("they he she".split())
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
        if found.kind == "attribution"
        and not found.scope.meets(claim.span)
        and (";" in text[found.end : claim.span.start] or found.start > claim.span.end)
    ]
    for mark in of(owed, "attribution"):
        if any(of_one_holder(mark, found, source) for found in elsewhere):
            continue  # "the keepers think that they bought it; the female is pregnant"
        around = [other for other in owed if other.scope.holds(mark.span)]
        if any(not is_named(other.holder or "", said) for other in around if other is not mark):
            continue  # "the tenant had complained" is what NEIGHBOURS told the inquest
        stems = set(stems_of(mark.holder))
        scope = tokenise(mark.scope.of(source.text))
        inside = mark.scope.start <= mark.start < mark.scope.end
        takes_part = _SPEAKER & {token.lower for token in scope} or (
            mark.words.endswith(" to") and not inside
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
    unknown = not owners and any(_PRONOUNS & {*mark.words.lower().split()} for mark in owed)
    if not named or unknown or not all(stems_of(mark.holder) for mark in owners):
        return  # who "it" is that said so is not known, nor who "they say"
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
        if (is_generic(stems) and not (known and owners)) or any(
            set(stems) <= _stems_in(found.words) for found in owed if not found.holder
        ):
            continue  # "as the defector tells it" names its holder itself
        # "two directors" may stand for those who say so, not for the chairman who denies it
        denies = any(m.holder == mark.holder for m in of(claim.carried, "contested"))
        sayers = [owner for owner in owners if denies or owner.kind != "contested"] or owners
        if owners and (may_stand_for(mark, sayers, source) or _is_quoted(stems, owners, source)):
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
            link
            for link in links.values()
            if stems_of(link.holder)
            and not is_named_in(link.holder, text)
            and any(link.scope.meets(other.scope) for other in links.values() if other is not link)
        ]
        if missing and len(missing) < len(links):
            yield Finding(
                "misattributed",
                missing[0],
                f"In the source {missing[0].holder} stands between; the answer cuts the chain.",
            )


def _is_quoted(stems: Sequence[str], owners: Sequence[Mark], source: Source) -> bool:
    """Return whether an owner quotes the holder: "quotes A STUDY BY HARROW PIKE to the effect"."""
    return any(
        set(stems) <= _stems_in(source.text[owner.end : owner.scope.start])
        for owner in owners
        if owner.words.lower().startswith(("quot", "cit"))
        and owner.end < owner.scope.start <= owner.end + QUOTED
    )


QUOTED = 80
"""Characters that whom somebody quotes may take before what is quoted."""


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
