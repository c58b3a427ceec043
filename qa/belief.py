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
from qa.claims import Claim
from qa.holds import Hold
from qa.paraphrase import cue_likeness, kinship, unexplained
from qa.rules import Finding
from qa.rules.identity import is_named
from qa.source import Source

BELIEVED = 0.5
"""The least belief at which an overclaim is reported."""

COPIED = 0.9
"""The support from which on a claim repeats its sentence, which is its source in any document."""

WIDE = 6
"""Sentences from which on a source is a document: its marks lie further from what is taken."""

_FIRST = frozenset("i we my our us".split())

SAYING = frozenset({"attribution", "allegation"})
TERMS = frozenset({"condition", "plan", "provisional", "distancing"})
AMOUNTS = frozenset({"bound", "quantifier"})


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
    """Return the features of a finding by name; one that is missing counts as 0.

    | feature | what |
    |---|---|
    | support | share of the claim's words that the best source sentence holds |
    | share | part of what the claim finds in the source that lies in the mark's scope |
    | claims, sentences | how many, of the answer sentence and of the source; logarithms |
    | wide | whether the source is a document of which the claim tells no sentence almost as it
      stands; `wide_support` is `support` there, and so on |
    | cover | part of the words in the mark's scope that the claim holds |
    | own, bare | whether the scope meets the best sentence; whether only names are taken from it |
    | saying, terms, denied, amount | the kind of mark: of saying; of condition, plan, proviso or
      distance; of denial; of a bound or quantifier |
    | figure | of a bound: whether the answer has its very number |
    | first_person | whether the source says "I" or "we" |
    | gone | whether nothing stands for the mark as far as the lexicon knows |
    | surplus | of a mark gone: unexplained words of the claim over words of the scope left out |
    | akin, cue | of a mark gone: likeness of an unexplained word to words of doubt, to any cue |
    | holder | of a mark gone: whether the answer names its holder |
    | same | of a mark gone: whether the answer has a word of it: "hopes to", "it is its hope" |
    """
    mark = finding.mark
    hold = (claim.held.get(mark) if mark else None) or Hold(0.0, 0.0, 0)
    spoken = [claim.span, *answer.apart]
    new = [word for word in answer.new if any(span.meets(word.span) for span in spoken)]
    surplus = min(len(new), 4) - min(hold.missed, 4)
    wide = float(len(source.sentences) >= WIDE and claim.support < COPIED)
    named = {
        "always": 1.0,
        "support": claim.support,
        "share": hold.share,
        "claims": math.log(len(answer.claims)),
        "sentences": math.log(len(source.sentences)),
        "wide": wide,
    }
    if mark and hold.taken:
        scope = source.governed[mark]
        named["cover"] = 1 - hold.missed / len(scope) if scope else 0.0
        named["own"] = float(claim.source is not None and mark.scope.meets(claim.source))
        named["bare"] = float(all(word.is_name for word in hold.taken))
        named["figure"] = float(mark.kind == "bound" and _has_figure(hold))
    if mark:
        speaker = {*mark.words.lower().split(), str(mark.holder).lower()}
        named["saying"] = float(mark.kind in SAYING)
        named["terms"] = float(mark.kind in TERMS)
        named["denied"] = float(mark.kind == "contested")
        named["amount"] = float(mark.kind in AMOUNTS)
        named["first_person"] = float(bool(_FIRST & speaker))
    if mark and finding.gone:
        said = {word.stem for word in words_in(answer.text)}
        named["gone"] = 1.0
        named["surplus"] = surplus / 2
        named["akin"] = kinship(new, mark.kind)
        named["cue"] = cue_likeness(new, mark.kind)
        named["same"] = float(bool(said & _stems(mark) - _stems_of(hold)))
        named["holder"] = float(bool(mark.holder) and is_named(mark.holder or "", said))
    if wide:
        named.update({f"wide_{name}": named.get(name, 0.0) for name in WIDER})
    return named


def _stems(mark: Mark) -> set[str]:
    return {word.stem for word in words_in(mark.words) if word.value is None}


def _stems_of(hold: Hold) -> set[str]:
    return {word.stem for word in hold.taken}


def _has_figure(hold: Hold) -> bool:
    """Return whether a number above a dozen was taken: "two" and "ten" stand everywhere."""
    return any(word.value is not None and word.value > 12 for word in hold.taken)


WIDER = "support share cover own gone denied saying amount".split()
"""Features that weigh differently where the source is a document."""

NAMES = [
    *(
        "always support share cover own bare claims sentences saying terms denied amount figure "
        "first_person gone surplus akin cue holder same wide"
    ).split(),
    *(f"wide_{name}" for name in WIDER),
]


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
