"""On what terms: conditions, plans, what is preliminary or kept at arm's length."""

import re
from collections.abc import Iterator, Sequence

from index.types import Kind, Mark
from qa.align import likeness, vectors, words_in
from qa.claims import Claim
from qa.paraphrase import is_cue_of
from qa.rules.finding import Finding, is_negated, lost, of, opposes, sense, strength
from qa.source import Source, first_end

_UNDONE = frozenset(
    "fail prevent avoid escap spare thwart foil scupper abandon forgo forgon surviv avert cancel "
    "shelv drop unabl lost miss save kept short near almost".split()
)


NEXT = 24
"""Characters behind "would have" in which its verb stands."""


def _undone(text: str, owed: Sequence[Mark], source: Source) -> bool:
    """Return whether the answer says in words of its own that something did not come about.

    "He would have lost the title" is not kept by "he lost the title", nor "it WOULD NOT HAVE
    burned" by "an alarm saved it".
    """
    told = owed[0].scope.of(source.text)
    own = {word.stem for word in words_in(text)} - {word.stem for word in words_in(told)}
    behind = [words_in(source.text, mark.end, mark.end + NEXT)[:1] for mark in owed]
    if any(word.stem in _UNDONE for words in behind for word in words):
        return False  # "would have been SPARED" is what "had saved" tells as fact
    return bool(own & _UNDONE) and not any("not" in mark.words.lower().split() for mark in owed)


def conditions(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What holds only under a condition must keep it; a counterfactual did not happen."""
    owed = of(claim.owed, "condition")
    unmoved = [m for m in of(claim.carried, "condition") if m.words.lower() == "even if"]
    if owed and unmoved and opposes(claim, owed[0], text, source):
        why = f'The source says "{owed[0].words}"; "{unmoved[0].words}" turns it round.'
        yield Finding("reversed", owed[0], why)
    carried = of(claim.carried, "condition")
    if owed and carried and claim.support >= SURE and _turns_condition(owed, carried, text, source):
        why = f'The source says "{owed[0].words}"; "{carried[0].words}" turns it round.'
        yield Finding("reversed", owed[0], why)
    if not owed or carried:
        return
    if "would" in text.lower().split() and not _backshifted(claim, text):
        return  # "a longer strike would force it to close" keeps the condition without an "if"
    mark = owed[0]
    if any(sense(found) == "counterfactual" for found in owed):
        if of(claim.carried, "epistemic") and {"might", "could"} & set(mark.words.lower().split()):
            return  # "it might have been written for a wedding" may be a guess, too
        denied = is_negated(claim.span.of(text)) and not is_negated(mark.scope.of(source.text))
        if denied or _undone(text, owed, source):
            return
        yield Finding(
            "reversed",
            mark,
            f'The source tells what would have been ("{mark.words}"); the answer says it was.',
        )
        return
    if _states_condition(mark, text, source):
        return
    yield lost(claim, mark, f'The source makes a condition ("{mark.words}"); the answer does not.')


SURE = 0.8
"""The least support of a claim whose condition may be turned: in other words, "the works survive"
is what "unless a buyer is found, they close" comes to if one is found."""


def _turns_condition(
    owed: Sequence[Mark], carried: Sequence[Mark], text: str, source: Source
) -> bool:
    """Return whether "unless" became "if", or "if" "unless", and nothing else was negated."""
    before, after = (
        "unless" in {mark.words.lower() for mark in marks} for marks in (owed, carried)
    )
    plain = carried if before else owed
    if before == after or not all(mark.words.lower() in _POSITIVE for mark in plain):
        return False
    return is_negated(text) == is_negated(owed[0].scope.of(source.text))


_POSITIVE = frozenset({"if", "should", "provided", "provided that", "once", "when", "as long as"})


def _backshifted(claim: Claim, text: str) -> bool:
    """Return whether "would" only reports what "will" be: "she warned that he would start"."""
    said = any(mark.end <= mark.scope.start for mark in of(claim.carried, "attribution"))
    return said and "would have" not in text.lower()


_OPENERS = frozenset(
    "when once after until should unless if whenever provided without failing otherwise may might "
    "could only would need needs requires depends long".split()
)


def _states_condition(mark: Mark, text: str, source: Source) -> bool:
    """Return whether the answer tells what must come first: "once they ratify it"."""
    first = words_in(source.text, mark.end, first_end(mark, source.text))
    told = words_in(text)
    if not first or not told or not _OPENERS & set(text.lower().split()):
        return False
    near = likeness(first, told, vectors(told)).max(axis=1)
    return float((near > 0).mean()) >= STATED


STATED = 0.6
"""The least share of the words of a condition that an answer must have to state it."""


def plans(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What is planned is not done, and what is proposed is not decided."""
    asked = of(claim.owed, "unknown")
    owed = [m for m in of(claim.owed, "plan") if not any(_asks_of(m, other) for other in asked)]
    carried = of(claim.carried, "plan")
    if not owed:
        return
    mark = owed[0]
    if not carried:
        doubts: tuple[Kind, ...] = ("epistemic", "condition", "unknown")
        if of(claim.carried, *doubts) and not of(claim.owed, *doubts):
            return
        if any(is_cue_of("plan", found.words) for found in claim.carried):
            return  # "proposed by the committee" is read as who says so
        if any(_DEMANDING.match(m.words) for m in of(claim.carried, "attribution")):
            return  # "calls for his resignation" is kept by "demanded that he resign"
        if {"would", "wouldn't"}.intersection(text.lower().split()):
            return  # "the tax would raise the price of sugar" keeps the proposal
        yield lost(claim, mark, f'The source tells a plan ("{mark.words}"); the answer a fact.')
    elif of(claim.carried, "condition"):
        return  # "the proposed merger needs consent": "they are to be merged if ..."
    elif max(map(strength, carried)) > max(map(strength, owed)):
        yield Finding(
            "strengthened",
            mark,
            f'The source says "{mark.words}"; "{carried[0].words}" is further along.',
        )


def _asks_of(plan: Mark, asked: Mark) -> bool:
    """Return whether what is planned is only to find something out: "is to examine WHETHER"."""
    return plan.end <= asked.start and plan.scope.holds(asked.span)


_DEMANDING = re.compile(r"(?:demand|urg|call(?:s|ed)? (?:on|for)|ask|appeal|request|press)", re.I)


def provisos(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """What is preliminary, and what the author keeps at arm's length, stays so."""
    for kind, what in (("provisional", "for now only"), ("distancing", "with a distance")):
        owed = [mark for mark in claim.owed if mark.kind == kind]
        near = [mark for mark in claim.carried if mark.kind == kind]
        if owed and not near and not (kind == "distancing" and _distant(claim, source)):
            yield lost(claim, owed[0], f'The source says this {what} ("{owed[0].words}").')


def _distant(claim: Claim, source: Source) -> bool:
    """Return whether another mark holds the words at arm's length: "supposed" for "so-called".

    A holder that the source names too keeps only what is said, not the scare quotes in it.
    """
    held = [mark for mark in claim.owed if mark.kind == "distancing"]
    told = any(
        mark.scope.meets(one.span) for mark in of(source.marks, "attribution") for one in held
    )
    said = of(claim.carried, "attribution") and not told
    return bool(said or of(claim.carried, "epistemic"))
