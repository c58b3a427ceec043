"""What it means for a claim to lose a mark: one small rule for each dimension of stance.

A rule compares the marks that a claim owes with those that it carries and yields findings. The
rulings are those of `docs/stance.md`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.stance.lexicon import entry_of
from index.stance.tokens import numbers, tokenise
from index.stance.words import is_negation
from index.types import Kind, Mark
from qa.align import words_in
from qa.claims import Claim, Source
from qa.types import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one claim: the verdict, the mark it is about (None where the answer added one)."""

    verdict: Verdict
    mark: Mark | None
    why: str


def sense(mark: Mark) -> str:
    """Return the sense that the lexicon gives the mark."""
    entry = entry_of(mark)
    return entry.sense if entry else ""


def strength(mark: Mark) -> int:
    """Return the strength that the lexicon gives the mark, within its kind and sense."""
    entry = entry_of(mark)
    return entry.strength if entry else 0


def of(marks: Iterable[Mark], *kinds: Kind) -> list[Mark]:
    """Return the marks of these kinds."""
    return [mark for mark in marks if mark.kind in kinds]


def _negated(text: str) -> bool:
    return sum(is_negation(token.lower) for token in tokenise(text)) % 2 == 1


def _tier(marks: Sequence[Mark]) -> int:
    return min((mark.tier for mark in marks if mark.tier is not None), default=4)


HEDGES: tuple[Kind, ...] = (
    "epistemic",
    "attribution",
    "allegation",
    "contested",
    "unknown",
    "condition",
    "plan",
    "provisional",
    "distancing",
)


def _still_hedged(claim: Claim) -> bool:
    """Return whether another of the owed marks still stands: what is lost then only strengthens."""
    kinds = {mark.kind for mark in of(claim.owed, *HEDGES)}
    carried = {mark.kind for mark in claim.carried}
    spoken = {"attribution", "allegation"}
    return bool(kinds & carried) or bool(kinds & spoken and carried & spoken)


def _lost(claim: Claim, mark: Mark, what: str) -> Finding:
    verdict: Verdict = "strengthened" if _still_hedged(claim) else "dropped"
    return Finding(verdict, mark, what)


def denial(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A claim that was denied, retracted or called false owes the denial."""
    owed = of(claim.owed, "contested")
    carried = of(claim.carried, "contested", "unknown")
    if not owed:
        return
    if carried:
        return
    negated = _negated(claim.span.of(text))
    if negated:
        return
    mark = owed[0]
    admitted = [m for m in of(claim.carried, "attribution", "booster") if strength(m) >= 3]
    verdict: Verdict = "reversed" if admitted and not of(claim.owed, "attribution") else "dropped"
    who = f" by {mark.holder}" if mark.holder else ""
    yield Finding(
        verdict,
        mark,
        f'The source says that this was contested{who} ("{mark.text}"); the answer leaves it out.',
    )


def certainty(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How likely: what is possible, probable or unknown must not become surer."""
    owed = of(claim.owed, "epistemic", "unknown")
    carried = of(claim.carried, "epistemic", "unknown", "contested")
    if not owed:
        return
    owed_tier, tier = _tier(owed), _tier(carried)
    mark = min(owed, key=lambda found: 4 if found.tier is None else found.tier)
    negated = _negated(claim.span.of(text))
    if not carried:
        if owed_tier <= 1 and negated and mark.kind == "unknown":
            yield Finding(
                "reversed",
                mark,
                f'The source leaves this open ("{mark.text}"); the answer denies it.',
            )
        elif of(claim.carried, "condition", "plan") and owed_tier >= 2:
            return
        elif owed_tier >= 2 and any(sense(m) == "belief" for m in of(claim.carried, "attribution")):
            return
        else:
            yield _lost(
                claim, mark, f'The source says "{mark.text}"; the answer leaves the doubt out.'
            )
    elif tier > owed_tier:
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.text}"; "{carried[0].text}" is surer than that.',
        )
    elif tier < owed_tier:
        denies = of(claim.carried, "contested")
        if denies and mark.kind == "unknown":
            yield Finding(
                "reversed",
                mark,
                f'The source leaves this open ("{mark.text}"); the answer says it was denied.',
            )
        else:
            yield Finding(
                "weakened",
                mark,
                f'The source says "{mark.text}"; "{carried[0].text}" is less sure than that.',
            )


def boosters(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A word that raises certainty over a claim that the source hedges."""
    raised = [m for m in of(claim.carried, "booster") if not _negated(m.text)]
    owed_boosters = of(claim.owed, "booster")
    hedges = of(claim.owed, "epistemic", "unknown", "attribution", "allegation", "contested")
    if raised and hedges and not owed_boosters:
        yield Finding(
            "strengthened",
            hedges[0],
            f'The source says only "{hedges[0].text}"; "{raised[0].text}" makes it certain.',
        )


def attribution(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """Who says so: a holder must stay, the same one, and must not be made to know it."""
    owed = of(claim.owed, "attribution", "allegation")
    carried = of(claim.carried, "attribution", "allegation")
    if not owed:
        return
    mark = owed[-1]
    if not carried:
        confirming = [m for m in of(claim.carried, "booster") if strength(m) >= 3]
        if confirming:
            return  # `boosters` says so
        if of(claim.carried, "epistemic", "unknown", "contested") and not of(
            claim.owed, "epistemic", "unknown", "contested"
        ):
            return
        who = f" by {mark.holder}" if mark.holder else ""
        yield _lost(
            claim,
            mark,
            f'In the source this is said{who} ("{mark.text}"); the answer states it as fact.',
        )
        return
    yield from _holders(claim, owed, carried, text, source)
    if (
        max(map(strength, owed)) < 3
        and min(map(strength, carried)) >= 3
        and not of(owed, "allegation")
    ):
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.text}"; "{carried[0].text}" takes it for true.',
        )
    accused, accusing = of(owed, "allegation"), of(carried, "allegation")
    if accused and accusing and max(map(strength, accusing)) > max(map(strength, accused)):
        yield Finding(
            "strengthened",
            accused[0],
            f'The source says "{accused[0].text}"; "{accusing[0].text}" goes further.',
        )


def _holders(
    claim: Claim, owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source
) -> Iterator[Finding]:
    """The holders of a claim must be the source's, all the links of a chain among them."""
    owners = [mark for mark in owed if mark.holder]
    named = [mark for mark in carried if mark.holder]
    if not named:
        return
    everything = {word.stem for word in words_in(text)}
    for mark in named:
        stems = _stems(mark.holder)
        if not stems:
            continue
        if any(_same_holder(stems, _stems(owner.holder), source) for owner in owners):
            continue
        if _generic(stems):
            continue
        elsewhere = stems & {word.stem for word in source.words}
        if owners and not elsewhere:
            continue
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
            o for o in links.values() if not _stems(o.holder) & everything and _stems(o.holder)
        ]
        if missing and len(missing) < len(links):
            yield Finding(
                "misattributed",
                missing[0],
                f"In the source {missing[0].holder} stands between; the answer cuts the chain.",
            )


def _stems(holder: str | None) -> set[str]:
    return {word.stem for word in words_in(holder or "") if word.weight == 1.0}


_GENERIC = frozenset(
    "sourc offici expert critic some peopl observ report media analyst rumour rumor one account "
    "author articl text stori wit person someon other author journalist".split()
)


def _generic(stems: set[str]) -> bool:
    return stems <= _GENERIC


def _same_holder(one: set[str], other: set[str], source: Source) -> bool:
    """Return whether two holders share a word that tells them apart, or are much alike."""
    if one & other:
        return True
    return False


def conditions(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What holds only under a condition must keep it; a counterfactual did not happen."""
    owed = of(claim.owed, "condition")
    if not owed or of(claim.carried, "condition"):
        return
    mark = owed[0]
    if any(sense(found) == "counterfactual" for found in owed):
        if _negated(claim.span.of(text)):
            return
        yield Finding(
            "reversed",
            mark,
            f'The source tells what would have been ("{mark.text}"); the answer says it was.',
        )
        return
    yield _lost(claim, mark, f'The source makes a condition ("{mark.text}"); the answer does not.')


def plans(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What is planned is not done, and what is proposed is not decided."""
    owed, carried = of(claim.owed, "plan"), of(claim.carried, "plan")
    if not owed:
        return
    mark = owed[0]
    if not carried:
        if of(claim.carried, "epistemic", "condition", "unknown"):
            return
        yield _lost(claim, mark, f'The source tells a plan ("{mark.text}"); the answer a fact.')
    elif max(map(strength, carried)) > max(map(strength, owed)):
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.text}"; "{carried[0].text}" is further along.',
        )


_SIDES = {"lower": 1, "over": 1, "upper": -1, "under": -1, "approximate": 0, "range": 0}


def bounds(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A number keeps its "at least", "about" or range, and a bound its side."""
    tokens = tokenise(text)
    values = numbers(tokens)
    if not values:
        return
    carried = of(claim.carried, "bound")
    for mark in of(claim.owed, "bound"):
        bounded = [value for value, *_ in numbers(tokenise(mark.scope.of(source.text)))]
        taken = [
            value
            for value, *_ in values
            if any(value == other for other in bounded)
            or (len(bounded) > 1 and min(bounded) <= value <= max(bounded))
        ]
        if not taken:
            continue
        if not carried:
            yield _lost(
                claim, mark, f'The source says "{mark.text}"; the answer gives the number bare.'
            )
        else:
            side = _SIDES.get(sense(mark), 0)
            if side and all(_SIDES.get(sense(found), 0) == -side for found in carried):
                yield Finding(
                    "strengthened",
                    mark,
                    f'The source says "{mark.text}"; "{carried[0].text}" turns the bound round.',
                )


def quantifiers(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How many, how often, in which sample."""
    for mark in of(claim.owed, "quantifier"):
        same = [m for m in of(claim.carried, "quantifier", "bound") if _comparable(mark, m)]
        if not same:
            if of(claim.carried, "epistemic") and sense(mark) == "frequency":
                continue
            yield _lost(claim, mark, f'The source says "{mark.text}"; the answer says it of all.')
        elif max(map(strength, same)) > strength(mark) and sense(mark) != "sample":
            yield Finding(
                "strengthened",
                mark,
                f'The source says "{mark.text}"; "{same[0].text}" is more than that.',
            )


def _comparable(one: Mark, other: Mark) -> bool:
    people = {"people", "share"}
    return (
        sense(one) == sense(other) or {sense(one), sense(other)} <= people or other.kind == "bound"
    )


def provisos(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What is preliminary, and what the author keeps at arm's length, stays so."""
    for kind, what in (("provisional", "for now only"), ("distancing", "with a distance")):
        owed = [mark for mark in claim.owed if mark.kind == kind]
        near = [mark for mark in claim.carried if mark.kind == kind]
        if owed and not near and not (kind == "distancing" and of(claim.carried, "attribution")):
            yield _lost(claim, owed[0], f'The source says this {what} ("{owed[0].text}").')


def additions(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A plain claim that the answer hedges is weakened."""
    hedged = of(claim.owed, *HEDGES)
    added = of(claim.carried, "epistemic", "unknown", "attribution", "allegation", "distancing")
    if added and not hedged:
        yield Finding(
            "weakened",
            None,
            f'The source states this plainly; the answer says "{added[0].text}".',
        )


RULES = (
    denial,
    certainty,
    boosters,
    attribution,
    conditions,
    plans,
    bounds,
    quantifiers,
    provisos,
    additions,
)
