"""Fit the coefficients of `qa/belief.toml` from labelled pairs.

    python -m eval.benchmarks.fit_judge FILE... > belief.toml
    python -m eval.benchmarks.fit_judge --documents FILE... > belief.toml

With `--documents` only what weighs differently there is fitted, on sources of six sentences and
more; all else stays as it is. Only the seen two thirds of a file are used, split as `eval stance`
splits them, and all statements on whole articles. A finding of the rules counts as right where the
label is an overclaim and names the finding's mark or its verdict; as wrong where the label is none.
What a label leaves open is passed over. Logistic regression with a quadratic penalty, fitted by
Newton's method, checked on held-out sources first; the table of that check goes to standard error.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.benchmarks.pairs import Labelled, in_split, read_items
from index.sentences import split
from index.types import Mark
from qa.belief import BELIEVED, NAMES, coefficients, features
from qa.compare import prepare, suspicions
from qa.types import OVERCLAIMS

PENALTY = 3.0
FOLDS = 5
FRESH = 2.0
"""Weight of cases that no lexicon was tuned on: files named `fresh_*` and real summaries."""

STATEMENTS = 4.0
"""Weight of single sentences checked against whole articles, as users check them."""

CAUGHT = 1.5
"""Weight of a right finding where the source is a document, of which most findings are wrong."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A pair, the features of what the rules find in it, and which of that is right (1, 0, nan)."""

    pair: Labelled
    file: str
    rows: Floats
    right: Floats


def examples(path: Path) -> Iterable[Example]:
    """Yield the seen pairs of a file."""
    for pair in read_items(path):
        seen = path.stem == "statements" or in_split(pair.key, "seen")  # others are held out
        if not isinstance(pair, Labelled) or not seen:
            continue
        source = prepare(pair.source, pair.sentences)
        rows, right = [], []
        for span in split(pair.answer):
            answer, findings = suspicions(span.of(pair.answer), source)
            for claim, finding in findings:
                if finding.verdict not in OVERCLAIMS:
                    continue
                named = features(finding, claim, answer, source)
                rows.append([named.get(name, 0.0) for name in NAMES])
                right.append(_label(pair, finding.mark, finding.verdict == pair.verdict))
        matrix = np.array(rows).reshape(len(rows), len(NAMES))
        yield Example(pair, path.stem, matrix, np.array(right))


def _label(pair: Labelled, mark: Mark | None, agrees: bool) -> float:
    if not pair.overclaims:
        return 0.0
    if mark is not None and pair.marks:
        words = mark.text.lower()
        if any(words in told.lower() or told.lower() in words for told in pair.marks):
            return 1.0
        return 0.0 if pair.sentences is not None else np.nan
    return 1.0 if agrees else np.nan


def fit(
    chosen: Sequence[Example], weights: dict[str, float], given: Floats | None = None
) -> Floats:
    """Return the coefficients that fit the examples best.

    Of coefficients that are `given` only those of documents are fitted.
    """
    rows = np.concatenate([e.rows for e in chosen if len(e.rows)])
    right = np.concatenate([e.right for e in chosen if len(e.rows)])
    weight = np.concatenate([np.full(len(e.rows), weights[e.file]) for e in chosen if len(e.rows)])
    known = ~np.isnan(right)
    rows, right, weight = rows[known], right[known], weight[known]
    wide = rows[:, NAMES.index("wide")] > 0
    weight = weight * np.where((right == 1) & wide, CAUGHT, 1.0)
    free = np.ones(len(NAMES), bool) if given is None else np.array(_WIDE)
    found = np.zeros(len(NAMES)) if given is None else np.where(free, 0.0, given)
    moving = rows[:, free]
    for _ in range(30):
        guess = 1 / (1 + np.exp(-rows @ found))
        slope = moving.T @ (weight * (right - guess)) - PENALTY * found[free]
        curve = (moving * (weight * guess * (1 - guess))[:, None]).T @ moving
        found[free] += np.linalg.solve(curve + PENALTY * np.eye(int(free.sum())), slope)
    return found


_WIDE = [name.startswith("wide") for name in NAMES]


def found(example: Example, coefficients: Floats) -> bool:
    """Return whether the model believes any finding of the example."""
    if not len(example.rows):
        return False
    return bool((1 / (1 + np.exp(-example.rows @ coefficients)) >= BELIEVED).any())


def held_out(
    every: Sequence[Example], weights: dict[str, float], given: Floats | None
) -> list[bool]:
    """Return what a model says of each example that was fitted on other sources alone."""
    folds = [
        int(sha256(example.pair.key.encode()).hexdigest(), 16) // 3 % FOLDS for example in every
    ]
    fitted = [
        fit([e for e, f in zip(every, folds, strict=True) if f != fold], weights, given)
        for fold in range(FOLDS)
    ]
    return [found(example, fitted[fold]) for example, fold in zip(every, folds, strict=True)]


def report(label: str, chosen: Sequence[Example], says: Sequence[bool]) -> None:
    """Print caught overclaims and false alarms of each file."""
    for file in dict.fromkeys(e.file for e in chosen):
        over = [
            s for e, s in zip(chosen, says, strict=True) if e.file == file and e.pair.overclaims
        ]
        kept = [
            s for e, s in zip(chosen, says, strict=True) if e.file == file and not e.pair.overclaims
        ]
        caught, alarms = sum(over), sum(kept)
        print(
            f"{label} {file:18} caught {caught}/{len(over)} alarms {alarms}/{len(kept)}",
            file=sys.stderr,
        )


def _weight(file: str) -> float:
    if file == "statements":
        return STATEMENTS
    return FRESH if "fresh_" in file or "gum" in file else 1.0


def main(arguments: Sequence[str]) -> None:
    """Fit on the files and print the coefficients as TOML."""
    paths = [argument for argument in arguments if argument != "--documents"]
    every = [example for path in paths for example in examples(Path(path))]
    weights = {e.file: _weight(e.file) for e in every}
    now = np.array([coefficients().get(name, 0.0) for name in NAMES])
    given = now if len(paths) < len(arguments) else None
    report("rules alone ", every, [bool(len(e.rows)) for e in every])
    report("held out    ", every, held_out(every, weights, given))
    fitted = fit(every, weights, given)
    report("fitted      ", every, [found(e, fitted) for e in every])
    print("# Fitted by eval/benchmarks/fit_judge.py; what a feature means stands in qa/belief.py.")
    for name, value in zip(NAMES, fitted, strict=True):
        print(f"{name} = {value:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
