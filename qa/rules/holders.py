"""Holders: the same one by another name, another one, and a chain that is cut."""

from collections.abc import Iterator, Sequence

from index.stance.lexicon import entry_of
from index.stance.tokens import tokenise
from index.types import Mark
from qa.align import likeness, same_name, vectors, words_in, words_of
from qa.claims import Claim, Source
from qa.rules.finding import Finding, of

_SPEAKER = frozenset("i we he she it they his her its their our my us himself herself".split())


def names_holder(claim: Claim, owed: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether the answer names a holder who takes no part in what is claimed.

    There are more ways to attribute than any lexicon holds ("for the forester the oak is 640 years
    old"). A holder who acts in the claim proves nothing: "the striker said he would retire" is not
    kept by "the striker will retire".
    """
    said = {word.stem for word in words_in(text)}
    for mark in of(owed, "attribution"):
        stems = set(stems_of(mark.holder))
        scope = tokenise(mark.scope.of(source.text))
        inside = mark.scope.start <= mark.start < mark.scope.end
        takes_part = _SPEAKER & {token.lower for token in scope} or mark.text.endswith(" to")
        repeated = stems & {word.stem for word in words_of(scope)} and not inside
        if not stems or takes_part or repeated or len(stems & said) * 2 <= len(stems):
            continue
        if _set_apart(stems, text) or _finds(stems, claim, text):
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
    owners = [mark for mark in owed if mark.holder]
    named = [mark for mark in carried if mark.holder]
    if not named:
        return
    if any(
        same_holder(stems_of(mark.holder), stems_of(owner.holder), source)
        for mark in named
        for owner in owners
    ) or (not owners and len(named) < len(carried)):
        named = []
    everything = {word.stem for word in words_in(text)}
    for mark in named:
        stems = stems_of(mark.holder)
        if not stems:
            continue
        if any(same_holder(stems, stems_of(owner.holder), source) for owner in owners):
            continue
        if _generic(stems):
            continue
        elsewhere = set(stems) & {word.stem for word in source.words}
        if owners and not elsewhere and _may_stand_for(stems, owners, text):
            continue
        elsewhere = elsewhere or set(stems)
        if not owners or elsewhere:
            expected = owners[-1].holder if owners else "nobody by name"
            yield Finding(
                "misattributed",
                owners[-1] if owners else owed[-1],
                f"The answer gives this to {mark.holder}; the source gives it to {expected}.",
            )
            return
    links = {owner.holder: owner for owner in owners}
    if len(links) > 1 and len(owners) > 1:
        missing = [
            o
            for o in links.values()
            if not set(stems_of(o.holder)) & everything and stems_of(o.holder)
        ]
        if missing and len(missing) < len(links):
            yield Finding(
                "misattributed",
                missing[0],
                f"In the source {missing[0].holder} stands between; the answer cuts the chain.",
            )


def stems_of(holder: str | None) -> list[str]:
    """Return the stems of a holder's words, without light ones such as "group"."""
    return [word.stem for word in words_in(holder or "") if word.weight == 1.0]


_GENERIC = frozenset(
    "sourc offici expert critic some peopl observ report media analyst rumour rumor one account "
    "author articl text stori wit person someon other journalist legend tradit rumour folklor myth "
    "gossip hearsay investig detractor oppon sceptic skeptic".split()
)

# Words by which a text may call a holder that it has named otherwise before.
_ALIASES = frozenset(
    "compani firm group organis organiz author govern ministri minist agenc spokesman spokeswoman "
    "spokesperson research scientist team studi paper newspap journal parti politician man woman "
    "leader lawyer head chief director manag presid boss owner board institut univers survey "
    "repres writer scholar historian specialist chairman chairwoman captain coach doctor player "
    "resid local neighbour neighbor wit bodi club side firm start broadcast station outlet daili "
    "magazin review site articl work book letter document text pilot investig inquiri".split()
)


def _generic(stems: Sequence[str]) -> bool:
    return set(stems) <= _GENERIC


def _may_stand_for(stems: Sequence[str], owners: Sequence[Mark], text: str) -> bool:
    """Return whether a holder that the source does not name may be another word for the owner."""
    names = {word.stem for word in words_in(text) if word.is_name and word.start > 0}
    if set(stems) & names:
        return False
    if set(stems) & _ALIASES:
        return True
    answer = [word for word in words_in(text) if word.stem in stems]
    holders = [word for owner in owners for word in words_in(owner.holder or "")]
    return bool(answer and holders and likeness(answer, holders, vectors(holders)).max() > 0)


def same_holder(one: Sequence[str], other: Sequence[str], source: Source) -> bool:
    """Return whether two holders are one: by surname, or all words of one are the other's.

    "The film's producer" is not "the film's director", nor "the Rovers manager" their captain.
    """
    if not one or not other:
        return False
    last = {one[-1], other[-1]} & set(one) & set(other)
    names = {word.stem for word in source.words if word.is_name}
    return bool(last & names) or _within(one, other) or _within(other, one)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Return whether each stem is one of the others or a spelling of it: Tarvia, Tarvian."""
    return all(any(one == other or same_name(one, other) for other in many) for one in few)
