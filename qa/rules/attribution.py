"""Who says so: the holder stays, and is not made to know what it only says."""

from collections.abc import Iterator, Sequence

from index.stance.words import is_negation
from index.types import Mark
from qa.claims import Claim
from qa.paraphrase import FACTIVE
from qa.rules.figures import keeps_figures
from qa.rules.finding import HEDGES, Finding, is_negated, lost, of, sense, strength
from qa.rules.holders import holders, names_holder
from qa.rules.identity import of_one_holder
from qa.source import Source

NOTED = 2
"""The strength of a verb that leaves little doubt: "noted", "observed"."""


def attribution(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """Who says so: a holder must stay, the same one, and must not be made to know it."""
    owed = of(claim.owed, "attribution", "allegation")
    carried = of(claim.carried, "attribution", "allegation")
    if not owed:
        return
    # "NEIGHBOURS TOLD the inquest that the tenant had complained of gas": whose the rest is
    outer = (
        m for m in reversed(owed) if not any(o.scope.holds(m.span) for o in owed if o is not m)
    )
    mark = next(outer, owed[-1])
    promised = [m for m in of(claim.carried, "plan") if m.words.lower().startswith("promis")]
    if promised and any(sense(found) == "not-said" for found in owed):
        why = f'The source says "{mark.words}", the answer "{promised[0].words}".'
        yield Finding("reversed", mark, why)
        return
    if not carried:
        if not _kept_unsaid(claim, owed, text, source):
            who = f" by {mark.holder}" if mark.holder else ""
            why = f'In the source this is said{who} ("{mark.words}"); the answer states it as fact.'
            yield lost(claim, mark, why)
        return
    unsaid = any(sense(found) == "not-said" for found in claim.owed)
    if unsaid != any(sense(m) == "not-said" for m in carried):
        yield Finding(
            "reversed",
            mark,
            f'The source says "{mark.words}", the answer "{carried[0].words}".',
        )
    elif _turned(owed, carried, text, source):
        yield Finding(
            "reversed",
            mark,
            f'The answer turns round whether {mark.holder or "the holder"} "{mark.words}".',
        )
    if not keeps_figures(text, source):
        yield from holders(claim, owed, carried, text, source)
    beliefs, surer = _beliefs(owed), _beliefs(carried)
    vouched = FACTIVE if beliefs else NOTED  # who "is convinced" has not "demonstrated" it
    still = of(claim.owed, "epistemic") and of(claim.carried, "epistemic")
    if (
        not still  # "says it cannot rule out" and "concedes that it may" vouch for as little
        and max(map(strength, of(owed, "attribution")), default=0) < vouched
        and min(map(strength, carried)) >= FACTIVE
        and not any(found.kind == "allegation" for found in carried)
    ):
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.words}"; "{carried[0].words}" takes it for true.',
        )
    if beliefs and surer and max(map(strength, beliefs)) < min(map(strength, surer)):
        yield Finding(
            "strengthened",
            beliefs[0],
            f'The source says "{beliefs[0].words}"; "{surer[0].words}" is surer than that.',
        )
    said = [found for found in of(owed, "attribution") if found not in beliefs]
    told = beliefs and any(of_one_holder(found, beliefs[0], source) for found in said)
    if told and not surer and not of(claim.carried, "epistemic", "unknown"):
        why = f'The source says "{beliefs[0].words}"; "{carried[0].words}" is surer than that.'
        yield Finding("strengthened", beliefs[0], why)
    accused, accusing = of(owed, "allegation"), of(carried, "allegation")
    if _only_said(accused, said, claim, source):
        why = f'The source says "{accused[0].words}"; "{carried[0].words}" alone accuses nobody.'
        yield Finding("strengthened", accused[0], why)
    elif accused and accusing and max(map(strength, accusing)) > max(map(strength, accused)):
        yield Finding(
            "strengthened",
            accused[0],
            f'The source says "{accused[0].words}"; "{accusing[0].words}" goes further.',
        )


def _only_said(accused: Sequence[Mark], said: Sequence[Mark], claim: Claim, source: Source) -> bool:
    """Return whether what another suspects is told as said alone: "held ON SUSPICION OF murder".

    "The office said that a man is held on suspicion of P" is not "the office said that he did P".
    """
    told = of(claim.carried, "attribution")
    own = bool(told) and len(told) == len(of(claim.carried, *HEDGES))
    theirs = any(of_one_holder(mark, other, source) for mark in told for other in said)
    return own and theirs and bool(accused) and all(mark.holder is None for mark in accused)


def _kept_unsaid(claim: Claim, owed: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether a claim that no mark of saying governs is still not told as plain fact."""
    if any(strength(mark) >= 3 for mark in of(claim.carried, "booster")):
        return True  # `boosters` says so
    doubts = of(claim.carried, "epistemic", "unknown", "contested")
    if any(sense(m) == "not-said" for m in owed) and any(sense(m) == "silent" for m in doubts):
        return True  # "did not say that" is kept by "no statement came from him"
    # "made no difference" only says again that it "did not lower" anything
    plain = is_negated(owed[-1].scope.of(source.text))
    told = any(not (sense(m) == "silent" or (plain and sense(m) == "no-evidence")) for m in doubts)
    if told and not of(claim.owed, "epistemic", "unknown", "contested"):
        return True
    if names_holder(claim, owed, text, source):
        return True
    if not of(claim.owed, "contested"):
        return False
    # "the report that it fell was false" is kept by "it is a myth that it fell"
    held = any(found.holder for found in owed)
    return bool(of(claim.carried, "contested")) or (not held and is_negated(claim.span.of(text)))


def _beliefs(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if sense(mark) == "belief"]


def _turned(owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source) -> bool:
    """Return whether "does not believe that P" has become "believes that P", or the other way."""

    def denied(mark: Mark, whole: str) -> bool:
        words = whole[max(0, mark.start - 24) : mark.start].lower().split()[-2:]
        return any(is_negation(word.strip(",")) for word in words)

    beliefs, answers = _beliefs(owed), _beliefs(carried)
    return bool(
        beliefs
        and answers
        and denied(beliefs[0], source.text) != denied(answers[0], text)
        and is_negated(beliefs[0].scope.of(source.text)) == is_negated(answers[0].scope.of(text))
    )
