"""What it means for a claim to lose a mark: one small rule for each dimension of stance.

A rule compares the marks that a claim owes with those that it carries and yields findings. The
rulings are those of `docs/stance.md`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.stance.lexicon import entry_of
from index.stance.tokens import numbers, tokenise
from index.stance.words import is_negation
from index.types import Kind, Mark
from qa.align import likeness, vectors, words_in, words_of
from qa.claims import Claim, Source
from qa.types import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one claim: the verdict, the mark it is about (None where the answer added one).

    `gone` says that nothing in the answer stands for the mark, as far as the lexicon knows.
    """

    verdict: Verdict
    mark: Mark | None
    why: str
    gone: bool = False

    @property
    def loses(self) -> Mark | None:
        """Return the mark if nothing stands for it."""
        return self.mark if self.gone else None


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
    """Return the least sure of the tiers; "suggested by" is an attribution without one."""
    return min((2 if mark.tier is None else mark.tier for mark in marks), default=4)


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
    return Finding(verdict, mark, what, gone=True)


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
        gone=verdict == "dropped",
    )


def certainty(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """How likely: what is possible, probable or unknown must not become surer."""
    owed = of(claim.owed, "epistemic", "unknown")
    carried = of(claim.carried, "epistemic", "unknown", "contested")
    carried += [m for m in of(claim.carried, "attribution") if "suggest" in m.text]
    if not owed:
        return
    asked = any(mark.text.lower().endswith("whether") for mark in owed)
    if asked and of(claim.carried, "condition"):
        return  # "It will be settled tomorrow if the race takes place."
    owed_tier, tier = _tier(owed), _tier(carried)
    mark = min(owed, key=lambda found: 4 if found.tier is None else found.tier)
    negated = _negated(claim.span.of(text))
    if not carried:
        open_question = mark.kind == "unknown" or sense(mark) == "not-necessarily"
        if negated and open_question:
            yield Finding(
                "reversed",
                mark,
                f'The source leaves this open ("{mark.text}"); the answer denies it.',
            )
        elif (of(claim.carried, "condition", "plan") and owed_tier >= 2) or (
            owed_tier >= 2 and any(sense(m) == "belief" for m in of(claim.carried, "attribution"))
        ):
            return
        else:
            yield _lost(
                claim, mark, f'The source says "{mark.text}"; the answer leaves the doubt out.'
            )
    elif tier > owed_tier or (
        tier == owed_tier == 3 and max(map(strength, carried)) > max(map(strength, owed))
    ):
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


def denials_added(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A denial that the source does not know turns the claim round."""
    added = of(claim.carried, "contested")
    if not added or of(claim.owed, "contested", "unknown"):
        return
    if claim.source is None or any(
        mark.kind == "contested" and mark.span.meets(claim.source) for mark in source.marks
    ):
        return
    if _negated(claim.source.of(source.text)):
        return
    owed = of(claim.owed, "booster", "allegation", "attribution", "epistemic")
    yield Finding(
        "reversed",
        owed[0] if owed else None,
        f'The source does not deny this; the answer says "{added[0].text}".',
    )


def boosters(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A word that raises certainty over a claim that the source hedges."""
    raised = [m for m in of(claim.carried, "booster") if not _negated(m.text)]
    owed_boosters = of(claim.owed, "booster")
    hedges = of(claim.owed, "epistemic", "unknown", "attribution", "allegation", "contested")
    hedges = [m for m in hedges if m.kind != "attribution" or strength(m) < 3]  # "confirmed that"
    doubts = of(claim.carried, "unknown")
    if raised and hedges and not owed_boosters and not doubts:
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
        if _names_holder(claim, owed, text, source):
            return
        untrue = of(claim.carried, "contested") or _negated(claim.span.of(text))
        if of(claim.owed, "contested") and untrue and not any(found.holder for found in owed):
            return  # "the report that it fell was false" is kept by "it is a myth that it fell"
        who = f" by {mark.holder}" if mark.holder else ""
        yield _lost(
            claim,
            mark,
            f'In the source this is said{who} ("{mark.text}"); the answer states it as fact.',
        )
        return
    unsaid = [m for m in owed if sense(m) == "not-said"]
    if bool(unsaid) != any(sense(m) == "not-said" for m in carried):
        yield Finding(
            "reversed",
            mark,
            f'The source says "{mark.text}", the answer "{carried[0].text}".',
        )
    elif _turned(owed, carried, text, source):
        yield Finding(
            "reversed",
            mark,
            f'The answer turns round whether {mark.holder or "the holder"} "{mark.text}".',
        )
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


_SPEAKER = frozenset("i we he she it they his her its their our my us himself herself".split())


def _names_holder(claim: Claim, owed: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether the answer names a holder who takes no part in what is claimed.

    There are more ways to attribute than any lexicon holds ("for the forester the oak is 640 years
    old"). A holder who acts in the claim proves nothing: "the striker said he would retire" is not
    kept by "the striker will retire".
    """
    said = {word.stem for word in words_in(text)}
    for mark in of(owed, "attribution"):
        stems = set(_stems(mark.holder))
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


def _turned(owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether "does not believe that P" has become "believes that P", or the other way."""

    def denied(mark: Mark, whole: str) -> bool:
        words = whole[max(0, mark.start - 24) : mark.start].lower().split()[-2:]
        return any(is_negation(word.strip(",")) for word in words)

    beliefs = [mark for mark in owed if sense(mark) == "belief"]
    answers = [mark for mark in carried if sense(mark) == "belief"]
    return bool(
        beliefs
        and answers
        and denied(beliefs[0], source.text) != denied(answers[0], text)
        and _negated(beliefs[0].scope.of(source.text)) == _negated(answers[0].scope.of(text))
    )


def _holders(
    claim: Claim, owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source
) -> Iterator[Finding]:
    """The holders of a claim must be the source's, all the links of a chain among them."""
    owners = [mark for mark in owed if mark.holder]
    named = [mark for mark in carried if mark.holder]
    if not named:
        return
    if any(
        _same_holder(_stems(mark.holder), _stems(owner.holder), source)
        for mark in named
        for owner in owners
    ) or (not owners and len(named) < len(carried)):
        named = []
    everything = {word.stem for word in words_in(text)}
    for mark in named:
        stems = _stems(mark.holder)
        if not stems:
            continue
        if any(_same_holder(stems, _stems(owner.holder), source) for owner in owners):
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
            o for o in links.values() if not set(_stems(o.holder)) & everything and _stems(o.holder)
        ]
        if missing and len(missing) < len(links):
            yield Finding(
                "misattributed",
                missing[0],
                f"In the source {missing[0].holder} stands between; the answer cuts the chain.",
            )


def _stems(holder: str | None) -> list[str]:
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


def _same_holder(one: Sequence[str], other: Sequence[str], source: Source) -> bool:
    """Return whether two holders are one: by surname, or all words of one are the other's.

    "The film's producer" is not "the film's director", nor "the Rovers manager" their captain.
    """
    if not one or not other:
        return False
    last = {one[-1], other[-1]} & set(one) & set(other)
    names = {word.stem for word in source.words if word.is_name}
    return bool(last & names) or set(one) <= set(other) or set(other) <= set(one)


_UNDONE = frozenset(
    "fail prevent avoid escap spare thwart foil scupper abandon forgo forgon surviv avert cancel "
    "shelv drop unabl lost miss save kept short near almost late".split()
)


def _undone(text: str, told: str) -> bool:
    """Return whether the answer says in words of its own that something did not come about.

    "He would have lost the title" is not kept by "he lost the title".
    """
    own = {word.stem for word in words_in(text)} - {word.stem for word in words_in(told)}
    return bool(own & _UNDONE)


def conditions(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What holds only under a condition must keep it; a counterfactual did not happen."""
    owed = of(claim.owed, "condition")
    if not owed or of(claim.carried, "condition"):
        return
    if "would" in claim.span.of(text).lower().split():
        return  # "a longer strike would force it to close" keeps the condition without an "if"
    mark = owed[0]
    if any(sense(found) == "counterfactual" for found in owed):
        if _negated(claim.span.of(text)) or _undone(text, mark.scope.of(source.text)):
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
        if {"would", "wouldn't"}.intersection(claim.span.of(text).lower().split()):
            return  # "the tax would raise the price of sugar" keeps the proposal
        yield _lost(claim, mark, f'The source tells a plan ("{mark.text}"); the answer a fact.')
    elif max(map(strength, carried)) > max(map(strength, owed)):
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.text}"; "{carried[0].text}" is further along.',
        )


def _bounded(text: str) -> list[float]:
    """Return the numbers under a bound; in "430 to 460 million" both are millions."""
    values = [value for value, *_ in numbers(tokenise(text))]
    if len(values) == 2 and values[0] < values[1] / 900:
        scale = 10 ** (3 * int(math.log10(values[1]) // 3))
        values[0] *= scale
    return values


_SIDES = {"lower": 1, "over": 1, "upper": -1, "under": -1, "approximate": 0, "range": 0}


def bounds(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A number keeps its "at least", "about" or range, and a bound its side."""
    tokens = tokenise(text)
    values = numbers(tokens)
    if not values:
        return
    carried = of(claim.carried, "bound")
    for mark in of(claim.owed, "bound"):
        bounded = _bounded(mark.scope.of(source.text))
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
        near = [m for m in of(claim.carried, "quantifier") if _comparable(mark, m)]
        same = [m for m in near if sense(m) == sense(mark)] or near
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
    senses = {sense(one), sense(other)}
    return len(senses) == 1 or senses <= {"people", "share"} or senses <= {"share", "frequency"}


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
    denials_added,
    boosters,
    attribution,
    conditions,
    plans,
    bounds,
    quantifiers,
    provisos,
    additions,
)
