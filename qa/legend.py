"""Stance in plain words, for the page and the terminal alike."""

from index.types import Kind, Mark, Tier
from qa.types import Verdict

KINDS: dict[Kind, str] = {
    "epistemic": "possibility or probability",
    "attribution": "somebody else's word",
    "allegation": "accusation, not proven",
    "contested": "denied or disputed",
    "unknown": "not known",
    "condition": "holds on a condition",
    "plan": "planned, not done",
    "bound": "not an exact number",
    "quantifier": "some, not all",
    "provisional": "for now",
    "distancing": "words the author keeps at a distance",
    "booster": "put with certainty",
}
"""What each kind of mark says about the claim that it governs."""

TIERS: dict[Tier, str] = {
    4: "asserted",
    3: "probable",
    2: "possible",
    1: "unknown",
    0: "unlikely or contested",
}
"""The names of the certainty tiers."""

VERDICTS: dict[Verdict, str] = {
    "kept": "as sure as the source",
    "weakened": "less sure than the source",
    "strengthened": "surer than the source",
    "dropped": "a reservation of the source is lost",
    "misattributed": "put in the wrong mouth",
    "reversed": "turned round",
    "unsupported": "not in the source",
}
"""How a sentence stands to its source."""


def describe(mark: Mark) -> str:
    """Return what a mark does, as the page's tooltips say it.

    >>> from index.types import Span
    >>> describe(Mark("denied by Teel", "contested", 0, 14, Span(20, 30), 0, "Teel"))
    'contested: denied or disputed · holder: Teel · certainty: unlikely or contested'
    """
    parts = [f"{mark.kind}: {KINDS[mark.kind]}"]
    if mark.holder:
        parts.append(f"holder: {mark.holder}")
    if mark.tier is not None:
        parts.append(f"certainty: {TIERS[mark.tier]}")
    return " · ".join(parts)
