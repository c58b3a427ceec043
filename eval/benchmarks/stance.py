"""Measuring the stance engine against people's labels, beside what words alone would tell."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from eval.benchmarks.correlation import spearman
from eval.benchmarks.pairs import Labelled, Rating, Split, in_split, read_items
from eval.statistics import kappa, share
from index.stance import certainty
from qa.pairs import judgements
from qa.types import SEVERITY, Judgement, worst

# What a reader without a lexicon would list. Kept apart from the lexicon's words, which would
# make the baselines as good as the engine's coverage.
_HEDGES = re.compile(
    r"\b(?:may|might|could|can|would|should|possib\w+|perhaps|maybe|probab\w+|likel\w+|unlikely"
    r"|apparent\w*|seem\w*|appear\w*|suggest\w*|indicat\w*|alleg\w+|reported\w*|reports?|said"
    r"|says?|according|claim\w*|believ\w*|think\w*|thought|suspect\w*|accus\w+|den(?:y|ied|ies)"
    r"|disput\w+|doubt\w*|unclear|unknown|whether|if|unless|evidence|rumou?r\w*|speculat\w+"
    r"|plan\w*|expect\w*|about|approximately|around|least|most|up to|some|many|several|often"
    r"|estimate\w*|preliminary|so far|unconfirmed|potential\w*|assum\w+)\b",
    re.IGNORECASE,
)

Detector = Callable[[Labelled], bool]


def no_hedge_word(pair: Labelled) -> bool:
    """Baseline: the source has a hedge word and the answer has none anywhere."""
    return bool(_HEDGES.search(pair.source)) and not _HEDGES.search(pair.answer)


def fewer_hedge_words(pair: Labelled) -> bool:
    """Baseline: the answer has fewer hedge words than the source."""
    return len(_HEDGES.findall(pair.answer)) < len(_HEDGES.findall(pair.source))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A pair, what the engine says of it and what the baselines say."""

    pair: Labelled
    judgements: tuple[Judgement, ...]
    no_hedge_word: bool
    fewer_hedge_words: bool

    @property
    def verdict(self) -> str:
        """Return the gravest verdict of the answer's sentences."""
        return worst(judgement.verdict for judgement in self.judgements)

    @property
    def overclaims(self) -> bool:
        """Return whether the engine finds an overclaim."""
        return any(judgement.overclaims for judgement in self.judgements)


def measure(pairs: Iterable[Labelled]) -> tuple[Outcome, ...]:
    """Judge every pair, by the engine and by the baselines."""
    return tuple(
        Outcome(pair, judgements(pair), no_hedge_word(pair), fewer_hedge_words(pair))
        for pair in pairs
    )


def _rates(outcomes: Sequence[Outcome], found: Callable[[Outcome], bool]) -> tuple[str, str]:
    over = [outcome for outcome in outcomes if outcome.pair.overclaims]
    faithful = [outcome for outcome in outcomes if outcome.pair.verdict == "kept"]
    return (
        share(sum(map(found, over)), len(over)),
        share(sum(map(found, faithful)), len(faithful)),
    )


DETECTORS: Mapping[str, Callable[[Outcome], bool]] = {
    "stance engine": lambda outcome: outcome.overclaims,
    "any hedge word anywhere": lambda outcome: outcome.no_hedge_word,
    "fewer hedge words": lambda outcome: outcome.fewer_hedge_words,
}


def overall(title: str, outcomes: Sequence[Outcome]) -> Table:
    """Return the table of overclaims caught and false alarms, engine beside baselines."""
    table = Table("", "overclaims caught", "false alarms (kept)", "kappa", title=title)
    for name, found in DETECTORS.items():
        agreement = kappa([(outcome.pair.overclaims, found(outcome)) for outcome in outcomes])
        shown = "–" if agreement is None else f"{agreement:.3f}"
        table.add_row(name, *_rates(outcomes, found), shown)
    exact = sum(outcome.verdict == outcome.pair.verdict for outcome in outcomes)
    table.caption = f"exact verdict of seven: {share(exact, len(outcomes))}"
    return table


def by_verdict(outcomes: Sequence[Outcome]) -> Table:
    """Return how each labelled verdict was judged."""
    table = Table("label", "called an overclaim", *SEVERITY, title="by verdict")
    for verdict in SEVERITY:
        labelled = [outcome for outcome in outcomes if outcome.pair.verdict == verdict]
        called = share(sum(outcome.overclaims for outcome in labelled), len(labelled))
        counts = [sum(outcome.verdict == given for outcome in labelled) for given in SEVERITY]
        table.add_row(verdict, called, *(str(count or "·") for count in counts))
    return table


def by_phenomenon(outcomes: Sequence[Outcome]) -> Table:
    """Return overclaims caught and false alarms of each phenomenon."""
    table = Table("phenomenon", "overclaims caught", "false alarms (kept)", title="by phenomenon")
    for phenomenon in sorted({outcome.pair.phenomenon for outcome in outcomes}):
        chosen = [outcome for outcome in outcomes if outcome.pair.phenomenon == phenomenon]
        table.add_row(phenomenon, *_rates(chosen, DETECTORS["stance engine"]))
    return table


def rated(title: str, ratings: Sequence[Rating]) -> Table:
    """Return the rank correlation of how sure a sentence sounds with people's rating."""
    found = spearman([certainty(r.text) for r in ratings], [r.certainty for r in ratings])
    words = spearman(
        [-float(len(_HEDGES.findall(r.text))) for r in ratings], [r.certainty for r in ratings]
    )
    table = Table("", "Spearman", "sentences", title=title)
    for name, result in (("stance engine", found), ("fewer hedge words", words)):
        shown = "–"
        if result is not None:
            shown = f"{result[0]:.3f} [{result[1].low:.3f}–{result[1].high:.3f}]"
        table.add_row(name, shown, str(len(ratings)))
    return table


def failures(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """Yield each pair whose overclaim was missed, or that was wrongly called one."""
    for outcome in outcomes:
        pair = outcome.pair
        if outcome.overclaims == pair.overclaims:
            continue
        sentences = "".join(
            f"\n   {judgement.verdict}: {judgement.why}" for judgement in outcome.judgements
        )
        yield (
            f"{pair.id} ({pair.phenomenon}) label {pair.verdict}, found {outcome.verdict}"
            f"\n   source: {pair.source}\n   answer: {pair.answer}{sentences}"
        )


def tables(path: Path, split: Split) -> tuple[tuple[Table, ...], tuple[Outcome, ...]]:
    """Measure one file: the tables to print, and the outcomes of its pairs."""
    items = [item for item in read_items(path) if in_split(item.key, split)]
    title = f"{path.name}, {split}, {len(items)}"
    ratings = [item for item in items if isinstance(item, Rating)]
    if ratings:
        return (rated(title, ratings),), ()
    outcomes = measure(item for item in items if isinstance(item, Labelled))
    return (overall(title, outcomes), by_verdict(outcomes), by_phenomenon(outcomes)), outcomes
