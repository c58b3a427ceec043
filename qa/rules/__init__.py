"""What it means for a claim to lose a mark: one small rule for each dimension of stance.

A rule compares the marks that a claim owes with those that it carries and yields findings. The
rulings are those of `docs/stance.md`.
"""

from qa.rules.additions import additions, boosters, denials_added
from qa.rules.amounts import bounds, quantified_holders, quantifiers
from qa.rules.attribution import attribution
from qa.rules.certainty import certainty
from qa.rules.denial import denial
from qa.rules.figures import figures
from qa.rules.finding import Finding
from qa.rules.opposites import opposite
from qa.rules.support import turned_focus, turned_round, unsupported
from qa.rules.terms import conditions, plans, provisos

__all__ = ["RULES", "Finding"]

RULES = (
    denial,
    certainty,
    denials_added,
    boosters,
    attribution,
    figures,
    conditions,
    plans,
    bounds,
    quantifiers,
    quantified_holders,
    provisos,
    additions,
    turned_round,
    turned_focus,
    opposite,
    unsupported,
)
