"""How likely: ruling "Unclear whether P" and the order of the tiers."""

import re
from collections.abc import Iterator, Sequence

from index.stance.tokens import tokenise
from index.types import Mark
from qa.claims import Claim
from qa.holds import asks
from qa.rules.finding import Finding, is_negated, least_tier, lost, of, opposes, sense, strength
from qa.rules.identity import may_stand_for, of_one_holder
from qa.source import Source


def certainty(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How likely: what is possible, probable or unknown must not become surer."""
    owed = of(claim.owed, "epistemic", "unknown")
    added = of(claim.carried, "condition") and not of(claim.owed, "condition")
    if added or _permits(claim.span.of(text)):
        # "patients may change hospitals" is kept by "patients are allowed to"
        owed = [mark for mark in owed if mark.words.lower() not in {"may", "may not"}]
    carried = of(claim.carried, "epistemic", "unknown", "contested")
    carried += [m for m in of(claim.carried, "attribution") if "suggest" in m.words]
    if of(claim.carried, "attribution"):
        carried = [mark for mark in carried if not _is_of_others(mark, owed, source)]
    if not owed:
        return
    if any(sense(mark) != "silent" for mark in owed):
        # "no reply survives" leaves nothing open
        mute = [m for m in carried if m.words.lower().startswith("no ") and sense(m) == "silent"]
        carried = [mark for mark in carried if mark not in mute]
    views = [m for m in of(claim.carried, "attribution") if not _SAID.match(m.words)]
    if views and all(_is_first_person(mark) for mark in owed):
        return  # "I think we were lucky" is kept by "she believes", not by "she says"
    asked = any(mark.words.lower().endswith("whether") for mark in owed)
    if asked and of(claim.carried, "condition"):
        return  # "It will be settled tomorrow if the race takes place."
    mark = min(owed, key=lambda found: 4 if found.tier is None else found.tier)
    either = " or " in mark.scope.of(source.text)  # "where he came aboard, in Lagos or in Dakar"
    if asked and carried and not either and all(asks(one, text) for one in carried):
        why = f'The source says "{mark.words}"; "{carried[0].words}" takes it for granted.'
        yield Finding("dropped", mark, why)
        return
    told = _taken_up(owed, carried)
    if told is not None:
        yield from _gone(claim, told, text, source)
    elif carried:
        yield from _compared(owed, carried, mark)
        yield from _by_another(of(owed, "unknown"), of(carried, "unknown"), source)
    else:
        yield from _gone(claim, mark, text, source)


def _taken_up(owed: Sequence[Mark], carried: Sequence[Mark]) -> Mark | None:
    """Return the doubt on part of a claim for which nothing stands beside what doubts it all.

    "He saw PERHAPS ten centimetres. THIS COULD NOT BE VERIFIED" is not kept by "his account, which
    could not be verified, is that there were ten".
    """
    own = [mark for mark in of(owed, "epistemic") if mark.start < mark.scope.end]
    later = [mark for mark in of(owed, "unknown") if mark.start >= mark.scope.end]
    beside = [mark for mark in carried if mark.kind not in {"unknown", "contested"}]
    return own[0] if own and later and carried and not beside else None


def _is_of_others(mark: Mark, owed: Sequence[Mark], source: Source) -> bool:
    """Return whether a doubt is what others have in the source: "says P, which SOME DOUBT"."""
    if mark.kind not in {"unknown", "contested"}:
        return False
    twins = [other for other in source.marks if mark.entry and other.entry == mark.entry]
    return bool(twins) and not any(other in owed for other in twins)


_SAID = re.compile(
    r"(?:said|says?|told|tells?|testif|reported|stated?|announced|wrote|heard)\b", re.I
)


def _by_another(owed: Sequence[Mark], carried: Sequence[Mark], source: Source) -> Iterator[Finding]:
    """Yield the finding that another does not know or say what the source's holder does not."""
    owners, named = [m for m in owed if m.holder], [m for m in carried if m.holder]
    same = any(of_one_holder(one, owner, source) for one in named for owner in owners)
    if owners and named and not same and not may_stand_for(named[0], owners, source):
        why = f"In the source {owners[0].holder} leaves this open; here {named[0].holder} does."
        yield Finding("misattributed", owners[0], why)


def _gone(claim: Claim, mark: Mark, text: str, source: Source) -> Iterator[Finding]:
    """Nothing of the doubt is left."""
    likely = 2 if mark.tier is None else mark.tier
    often = any(sense(found) == "frequency" for found in of(claim.carried, "quantifier"))
    if mark.words.lower().startswith("tend") and often:
        return  # "tend to have more" is kept by "usually have more"
    if sense(mark) == "belief" and _beliefs(claim.carried):
        return  # "she inferred that P" is kept by "she drew the conclusion that P"
    if _leaves_open(mark) and opposes(claim, mark, text, source):
        yield Finding(
            "reversed",
            mark,
            f'The source leaves this open ("{mark.words}"); the answer denies it.',
        )
    elif likely >= 2 and (
        (of(claim.carried, "condition") and not of(claim.owed, "condition"))
        or any(strength(found) < 2 for found in of(claim.carried, "plan"))
    ):
        return  # "could close" is kept by "would close if" and by "closing is proposed"
    elif likely == 3 and (
        of(claim.carried, "plan") or (_beliefs(claim.carried) and not _beliefs(claim.owed))
    ):
        return  # "is expected to open" is kept by "is due to open", not "may open"
    else:
        yield lost(claim, mark, f'The source says "{mark.words}"; the answer leaves the doubt out.')


def _permits(text: str) -> bool:
    """Return whether a claim speaks of what is allowed or forbidden."""
    return not _PERMISSION.isdisjoint(token.lower for token in tokenise(text))


_PERMISSION = frozenset(
    "allow allows allowed permit permits permitted permission entitle entitles entitled "
    "free right rights can cannot able authorised authorized eligible option optional choose "
    "forbids forbid forbidden ban bans banned prohibits prohibited bars barred lets let enables "
    "enabled".split()
)


def _compared(owed: Sequence[Mark], carried: Sequence[Mark], mark: Mark) -> Iterator[Finding]:
    """Another doubt stands in its place: as strong, surer, or less sure."""
    if all(any("doubtful" in mark.words.lower() for mark in marks) for marks in (owed, carried)):
        return  # "whether it could is doubtful", "it is doubtful whether it could"
    doubting = any(_DOUBTS.match(found.words) for found in owed)
    if doubting and any(found.tier == 0 for found in of(carried, "epistemic")):
        return  # "they doubt that it will" is kept by "it is unlikely to"
    before, after = least_tier(owed), least_tier(carried)
    said = f'The source says "{mark.words}"; "{carried[0].words}" is'
    if after > before or (
        after == before == 3 and max(map(strength, carried)) > max(map(strength, owed))
    ):
        yield Finding("strengthened", mark, f"{said} surer than that.")
    elif after == before:
        return
    elif _leaves_open_or_excludes(mark) and of(carried, "contested"):
        yield Finding(
            "reversed",
            mark,
            f'The source leaves this open ("{mark.words}"); the answer says it was denied.',
        )
    elif after == 0 and _leaves_open(mark):
        yield Finding(
            "strengthened",
            mark,
            f'The source leaves this open ("{mark.words}"); "{carried[0].words}" does not.',
        )
    else:
        yield Finding("weakened", mark, f"{said} less sure than that.")


_DOUBTS = re.compile(r"doubt(?:s|ed|ing)? that", re.I)


def _leaves_open_or_excludes(mark: Mark) -> bool:
    """Return whether a denial turns the mark round: "has not been ruled out" too is no denial."""
    return mark.kind == "unknown" or is_negated(mark.words)


def _leaves_open(mark: Mark) -> bool:
    return mark.kind == "unknown" or sense(mark) == "not-necessarily"


def _beliefs(marks: Sequence[Mark]) -> bool:
    told = of(marks, "attribution")  # who "is certain that" does more than expect
    return any(sense(mark) == "belief" and strength(mark) < CONVINCED for mark in told)


CONVINCED = 2
"""The strength from which on a belief is surer than to expect or to think."""


def _is_first_person(mark: Mark) -> bool:
    return bool({"i", "we", "my", "our"} & {word.strip(",") for word in mark.words.lower().split()})
