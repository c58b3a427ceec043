"""What was denied, retracted or called false: a lost denial is always dropped."""

from collections.abc import Iterator

from qa.claims import Claim, Source
from qa.rules.finding import Finding, is_negated, of, strength
from qa.types import Verdict


def denial(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A claim that was denied, retracted or called false owes the denial."""
    owed = of(claim.owed, "contested")
    carried = of(claim.carried, "contested", "unknown")
    if not owed:
        return
    if carried:
        return
    negated = is_negated(claim.span.of(text))
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
