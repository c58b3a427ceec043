"""What an answer adds: a denial, a booster, a hedge that the source does not have."""

from collections.abc import Iterator, Sequence

from index.types import Kind, Mark, Span
from qa.claims import Claim
from qa.paraphrase import speaks_of_denial
from qa.rules.finding import HEDGES, Finding, is_negated, of, strength
from qa.rules.identity import of_one_holder
from qa.source import Source


def denials_added(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A denial that the source does not know turns the claim round."""
    added = of(claim.carried, "contested")
    if not added or of(claim.owed, "contested", "unknown"):
        return
    if claim.source is None or any(
        mark.kind == "contested" and mark.span.meets(claim.source) for mark in source.marks
    ):
        return
    if is_negated(claim.source.of(source.text)) or _is_denied(claim, source):
        return
    if any(_denies_elsewhere(mark, added, claim, source) for mark in of(source.marks, "contested")):
        return
    owed = of(claim.owed, "booster", "allegation", "attribution", "epistemic")
    yield Finding(
        "reversed",
        owed[0] if owed else None,
        f'The source does not deny this; the answer says "{added[0].text}".',
    )


def _denies_elsewhere(mark: Mark, added: Sequence[Mark], claim: Claim, source: Source) -> bool:
    """Return whether the same holder denies the claim far from where the source tells it best.

    A headline says "Open door sank ferry", its article that the firm rejects the suggestion.
    """
    same = any(of_one_holder(mark, found, source) for found in added if found.holder)
    return same and claim.shares(mark, source) >= DENIED


DENIED = 0.5
"""The least share of a claim that lies in the scope of a denial which it retells."""

NEIGHBOURS = 1
"""Sentences on either side of a claim in which a denial of it may stand."""


def _is_denied(claim: Claim, source: Source) -> bool:
    """Return whether the source may deny the claim in words that left no mark where it stands.

    "The paper withdrew the story a week later" follows the sentence that tells the story.
    """
    place = source.sentences.index(claim.source) if claim.source in source.sentences else 0
    near = source.sentences[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
    return any(speaks_of_denial(sentence.of(source.text)) for sentence in near)


def boosters(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A word that raises certainty over a claim that the source hedges."""
    raised = [m for m in of(claim.carried, "booster") if not is_negated(m.words)]
    hedged = of(claim.carried, "epistemic", "unknown")
    if not hedged and of(
        claim.owed, "epistemic", "unknown"
    ):  # "a poll suggests" told as "a poll proves"
        raised += [m for m in of(claim.carried, "attribution") if strength(m) >= 3]
    owed_boosters = of(claim.owed, "booster")
    hedges = of(claim.owed, "epistemic", "unknown", "attribution", "allegation", "contested")
    hedges = [m for m in hedges if m.kind != "attribution" or strength(m) < 3]  # "confirmed that"
    if raised and not hedges and claim.source is not None:
        hedges = _near(claim, source)
    if raised and _still_said(raised[0], claim):
        return
    doubts = of(claim.carried, "unknown")
    if raised and hedges and not owed_boosters and not doubts:
        yield Finding(
            "strengthened",
            hedges[0],
            f'The source says only "{hedges[0].text}"; "{raised[0].text}" makes it certain.',
        )


def _near(claim: Claim, source: Source) -> list[Mark]:
    """Return the hedges on any of the claim where its sentence has them and no booster.

    Told in other words "there is a HUNCH that it ran dry" may owe the hunch to few of them; who
    tells it as proved makes it certain all the same.
    """
    here = [m for m in source.marks if claim.source and m.scope.meets(claim.source)]
    if of(here, "booster"):
        return []
    doubts = of(here, "epistemic", "unknown", "attribution", "allegation")
    doubts = [m for m in doubts if m.kind != "attribution" or strength(m) < 3]
    told = claim.support >= SURE
    return [mark for mark in doubts if told and claim.shares(mark, source) >= NEAR]


SURE = 0.5
"""The least support of a claim of which a booster is compared with what stands near."""

NEAR = 0.3
"""The least share of a claim under a hedge that a booster in the answer cannot stand beside."""


def _still_said(raised: Mark, claim: Claim) -> bool:
    """Return whether what is raised is itself only said: "it emerged that he ALLEGEDLY stole"."""
    owed = of(claim.owed, "epistemic", "unknown", "contested")
    inside = (m for m in of(claim.carried, "attribution", "allegation") if m.holder is None)
    return not owed and any(raised.scope.holds(mark.span) for mark in inside)


def additions(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A plain claim that the answer hedges is weakened."""
    if of(claim.owed, *HEDGES):
        return
    added = [
        mark for mark in of(claim.carried, *ADDED) if not _stands_there(mark, claim, text, source)
    ]
    if added:
        yield Finding(
            "weakened",
            None,
            f'The source states this plainly; the answer says "{added[0].text}".',
        )


ADDED: tuple[Kind, ...] = ("epistemic", "unknown", "attribution", "allegation", "distancing")
"""Kinds of mark that make a plain claim weaker."""

_SPOKEN = frozenset({"attribution", "allegation", "distancing"})


def _stands_there(added: Mark, claim: Claim, text: str, source: Source) -> bool:
    """Return whether the sentence that makes the claim has such a mark on any word of it.

    An answer may tell few words of what "it might become visible" governs: "it is possible that the
    comet will be seen". A mark that the answer repeats is not what the added one stands for.
    """
    return claim.source is not None and any(
        mark.kind in HEDGES
        and mark.words.lower() not in text.lower()
        and (mark.kind in _SPOKEN) == (added.kind in _SPOKEN)
        and (mark.span.meets(claim.source) or mark.scope.meets(claim.source))
        and (_governs_most(mark, claim.source, source) or claim.shares(mark, source) > 0)
        for mark in source.marks
    )


def _governs_most(mark: Mark, sentence: Span, source: Source) -> bool:
    """Return whether most of the words of a sentence stand in the scope of a mark."""
    every = [
        place
        for place, word in enumerate(source.words)
        if sentence.start <= word.start < sentence.end
    ]
    inside = set(source.governed[mark]).intersection(every)
    return len(inside) >= 0.5 * len(every)
