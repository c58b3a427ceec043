"""How far a finding of an overclaim is to be believed.

Rules name a verdict wherever a mark seems lost or changed. They err where the claim was not taken
from the mark's scope after all, or where the answer says the same in words that no lexicon holds.
A logistic model of the features below weighs that; its coefficients stand in `belief.toml`, fitted
by `eval/benchmarks/fit_judge.py` on labelled pairs and on labelled summaries by language models.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.types import Mark, Span
from qa.align import Word, words_in
from qa.claims import Claim, Hold, Source
from qa.paraphrase import kinship, unexplained
from qa.rules import Finding
from qa.rules.holders import stems_of

BELIEVED = 0.5
"""The least belief at which an overclaim is reported."""

_GROUPS = {
    "epistemic": "certainty",
    "unknown": "certainty",
    "attribution": "saying",
    "allegation": "saying",
    "contested": "denial",
    "condition": "terms",
    "plan": "terms",
    "provisional": "terms",
    "distancing": "terms",
    "bound": "bound",
    "quantifier": "quantifier",
    "booster": "certainty",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer sentence as the model sees it: its marks, its claims, its unexplained words.

    `apart` are the clauses that claim nothing of the source: "for all anyone knows".
    """

    text: str
    marks: tuple[Mark, ...]
    claims: tuple[Claim, ...]
    apart: tuple[Span, ...]
    new: tuple[Word, ...]


def answer_of(
    text: str, marks: tuple[Mark, ...], claims: tuple[Claim, ...], source: Source
) -> Answer:
    """Put together what the features need of an answer sentence; `claims` are all of it."""
    supported = tuple(claim for claim in claims if claim.source is not None)
    apart = tuple(claim.span for claim in claims if claim.source is None)
    return Answer(text, marks, supported, apart, unexplained(text, marks, source))


def features(finding: Finding, claim: Claim, answer: Answer, source: Source) -> dict[str, float]:
    """Return the named features of a finding; all lie between about -3 and 3."""
    mark = finding.mark
    hold = (claim.held.get(mark) if mark else None) or Hold(0.0, 0.0, 0.0, 0.0, 0)
    group = _GROUPS[mark.kind] if mark else "added"
    amount = group in {"bound", "quantifier"}
    gone = float(finding.gone)
    spoken = [claim.span, *answer.apart]
    new = [word for word in answer.new if any(span.meets(word.span) for span in spoken)]
    said = {word.stem for word in words_in(answer.text)}
    holder = set(stems_of(mark.holder)) if mark else set()
    same = any(mark and _GROUPS[found.kind] == group for found in answer.marks)
    near = kinship(new, mark.kind) if mark and finding.gone else 0.0
    surplus = min(len(new), 4) - min(hold.missed, 4)
    return {
        "always": 1.0,
        "gone": gone,
        "reversed": float(finding.verdict == "reversed"),
        "misattributed": float(finding.verdict == "misattributed"),
        "saying": float(group == "saying"),
        "denial": float(group == "denial"),
        "terms": float(group == "terms"),
        "amount": float(amount),
        "support": claim.support,
        "share": hold.share,
        "coverage": hold.coverage,
        "beside": hold.beside,
        "beside_amount": hold.beside * amount,
        "plain": claim.plain / max(claim.support, 0.01),
        "claims": math.log(len(answer.claims)),
        "sentences": math.log(len(source.sentences)),
        "surplus": gone * surplus / 2,
        "unexplained": gone * min(len(new), 4) / 2,
        "akin": near,
        "spoken_for": float(near >= 0.65),
        "holder": gone * bool(holder & said),
        "same_kind": gone * same,
        "any_mark": gone * bool(answer.marks),
    }


@cache
def coefficients() -> dict[str, float]:
    """Return the fitted coefficients by the name of their feature."""
    text = resources.files("qa").joinpath("belief.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text).items()}


def belief(named: dict[str, float]) -> float:
    """Return the probability that a finding with these features is right."""
    weights = coefficients()
    score = sum(weights.get(name, 0.0) * value for name, value in named.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
