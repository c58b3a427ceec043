"""What was denied, retracted or called false: a lost denial is always dropped."""

from collections.abc import Iterator, Sequence

from index.types import Mark
from qa.claims import Claim
from qa.rules.finding import Finding, is_negated, of, opposes, sense, strength
from qa.rules.identity import head_of, is_named_in, may_stand_for, of_one_holder, stems_of
from qa.source import Source
from qa.types import Verdict


def denial(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A claim that was denied, retracted or called false owes the denial."""
    owed = of(claim.owed, "contested")
    carried = [
        m
        for m in of(claim.carried, "contested", "unknown")
        if sense(m) != "silent" or _names_denial(m) or of(claim.owed, "unknown")
    ]  # "on which the office made no comment" is no denial
    if not owed:
        return
    mark = owed[0]
    silent = [m for m in carried if sense(m) == "silent" and _names_denial(m)]
    if carried and len(silent) < len(carried):
        yield from _by_another(mark, of(carried, "contested"), source)
        yield from _as_fact(owed, of(carried, "contested"), claim, text)
        return
    if silent and not of(claim.owed, "unknown"):
        yield Finding(
            "reversed", mark, f'The source says "{mark.words}", the answer "{silent[0].words}".'
        )
        return
    if opposes(claim, mark, text, source):
        # "no ballots burned, contrary to what THE RIVALS SAY": they vouch for none of that
        others = of(claim.owed, "attribution", "allegation")
        said = is_named_in(mark.holder, text) or any(
            not any(of_one_holder(told, other, source) for other in others)
            for told in of(claim.carried, "attribution", "allegation")
        )
        if mark.holder and not said:
            why = f'In the source only {mark.holder} says that it is not so ("{mark.words}").'
            yield Finding("dropped", mark, why)
        return
    admitted = [m for m in of(claim.carried, "attribution", "booster") if strength(m) >= 3]
    spoken = of(claim.owed, "attribution")
    turned = any(not spoken or of_one_holder(one, mark, source) for one in admitted)
    undone = any(is_negated(m.words) for m in of(claim.carried, "epistemic"))  # "not ruled out"
    verdict: Verdict = "reversed" if turned or undone else "dropped"
    who = f" by {mark.holder}" if mark.holder else ""
    yield Finding(
        verdict,
        mark,
        f'The source says that this was contested{who} ("{mark.words}"); the answer leaves it out.',
        gone=verdict == "dropped",
    )


def _by_another(mark: Mark, carried: Sequence[Mark], source: Source) -> Iterator[Finding]:
    """Yield the finding that somebody denies it in the answer of whom the source says nothing.

    Nor may he who goes by a name and says nothing there, where it names another.
    """
    known = {word.stem for word in source.words}
    speakers = [m for m in source.marks if m.holder]
    named = [m for m in carried if _is_name(m) and _has_name(mark.holder)]
    strange = [m for m in carried if stems_of(m.holder) and not known & {*stems_of(m.holder)}]
    strange += [m for m in named if not any(of_one_holder(m, s, source) for s in speakers)]
    if not strange or len(strange) < len(carried) or not stems_of(mark.holder):
        return
    if not may_stand_for(strange[0], [mark], source):
        why = f"In the source {mark.holder} contests this; here {strange[0].holder} does."
        yield Finding("misattributed", mark, why)


def _is_name(mark: Mark) -> bool:
    words = (mark.holder or "").split()
    return bool(words) and all(word[:1].isupper() for word in words)


def _has_name(holder: str | None) -> bool:
    """Return whether a holder goes by a name: "county returning officer, JUDITH PELL"."""
    head = head_of((holder or "").rpartition(", ")[2])
    return head is not None and head.is_name


def _as_fact(
    owed: Sequence[Mark], carried: Sequence[Mark], claim: Claim, text: str
) -> Iterator[Finding]:
    """Yield the finding that what somebody denies "IS made up", as if the author said so."""
    false = [mark for mark in carried if sense(mark) == "false" and not mark.holder]
    said = of(claim.carried, "attribution", "allegation", "epistemic")
    named = any(mark.holder is None or is_named_in(mark.holder, text) for mark in owed)
    if false and len(false) == len(carried) and not said and not named:
        why = (
            f'In the source {owed[0].holder} contests this; "{false[0].words}" takes it for false.'
        )
        yield Finding("strengthened", owed[0], why)


def _names_denial(mark: Mark) -> bool:
    """Return whether the mark says that there was no denial: "did not deny that"."""
    return any(word in mark.words.lower() for word in ("deny", "denial", "dispute", "contradict"))
