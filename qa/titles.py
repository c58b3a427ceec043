"""Naming the article that a lead speaks of, where several are searched."""

import re
from collections.abc import Sequence

from index.store import Index
from qa.firmness import NEAREST, NEUTRAL, NO_MORE, NO_REASON, silence

_PLURAL = {
    NEUTRAL.rstrip(":"): "This is what the articles say",
    NEAREST.rstrip(":"): "This is the nearest to it that the articles say",
    NO_REASON: "The articles give no reason for this beyond what was quoted.",
    NO_MORE: "The articles say no more about this than what was quoted.",
    silence(True): (
        "The articles do not say, as far as I can find; the nearest that they do say follows."
    ),
}
"""Leads that speak of all that was searched, or quoted from several articles."""


def named(lead: str, quoted: Sequence[str], index: Index) -> str:
    """Return a lead that names its article by its title where more than one is indexed.

    `quoted` are the sources of what follows, first that of which the lead speaks. "The article"
    stays where that has no title.
    """
    if len(index.records()) < 2:
        return lead
    for one, several in _PLURAL.items():
        if lead.startswith(one) and (not one.startswith("This") or len(set(quoted)) > 1):
            return lead.replace(one, several)
    title = index.document(quoted[0]).title if quoted else None
    if not title:
        return lead
    return re.sub(r"\bthe article\b", lambda _: f"“{title}”", lead, count=1, flags=re.I)
