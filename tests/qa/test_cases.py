"""The labelled cases of `tests/cases`, one by one, without the third that is kept unseen.

What is judged right, as an overclaim or none, must stay right. What is not is listed with its
reason in `tests/cases/known_failures.txt`; a case that has come right must leave the list.
`python -m tests.qa.test_cases` writes the list anew.
"""

from pathlib import Path

import pytest

from eval.benchmarks.pairs import Labelled, in_split, read_items
from qa.pairs import judgements

FOLDER = Path(__file__).parents[1] / "cases"
FAILURES = FOLDER / "known_failures.txt"
FILES = sorted(file for file in FOLDER.glob("*.jsonl") if not file.stem.startswith("marks"))


def known() -> dict[str, str]:
    """Return the reason of each known failure by the id of its case."""
    lines = FAILURES.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def cases() -> list[Labelled]:
    """Return the pairs of all files but the third that is kept unseen.

    The statements on whole articles are all looked at: those unseen stand in `held_out`.
    """
    return [
        item
        for file in FILES
        for item in read_items(file)
        if isinstance(item, Labelled) and (file.stem == "statements" or in_split(item.key, "seen"))
    ]


def _marked() -> list[object]:
    reasons = known()
    return [
        pytest.param(
            pair,
            id=pair.id,
            marks=[pytest.mark.xfail(reason=reasons[pair.id], strict=True)]
            if pair.id in reasons
            else [],
        )
        for pair in cases()
    ]


@pytest.mark.parametrize("pair", _marked())
def test_a_case_is_judged_an_overclaim_or_not_as_labelled(pair: Labelled) -> None:
    assert any(judgement.overclaims for judgement in judgements(pair)) == pair.overclaims


def test_every_known_failure_is_a_case() -> None:
    assert set(known()) <= {pair.id for pair in cases()}


def failures() -> list[str]:
    """Return a line for each case that is judged wrong: its id and why."""
    lines = []
    for pair in cases():
        found = judgements(pair)
        wrong = [judgement for judgement in found if judgement.overclaims]
        if bool(wrong) == pair.overclaims:
            continue
        if wrong:
            reason = f"false alarm ({pair.verdict}): {wrong[0].why}"
        elif any(judgement.owed for judgement in found):
            marks = dict.fromkeys(mark.text for judgement in found for mark in judgement.owed)
            reason = f"missed ({pair.verdict}): the marks seem kept: {'; '.join(marks)}"
        else:
            reason = f"missed ({pair.verdict}): no mark of the source is found to be owed"
        lines.append(f"{pair.id}\t{reason}")
    return lines


if __name__ == "__main__":
    heading = "# Cases judged wrong, with what the judge said; written by tests/qa/test_cases.py."
    FAILURES.write_text("\n".join([heading, *failures()]) + "\n", encoding="utf-8")
