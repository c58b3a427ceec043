"""The bundled suites have no fault, and what they measure with notices what is spoilt."""

from pathlib import Path

import pytest

from eval.mutate import OPERATORS, breaches, of_suite, rates, trials
from eval.suite_file import read_suite

SUITES = Path(__file__).parents[2] / "eval" / "suites"
ARTICLE = SUITES / "../../../shared/article/truce.txt"


@pytest.mark.parametrize(
    ("name", "fewest", "documents"), [("sample", 60, 1), ("truce", 60, 1), ("disagreeing", 60, 5)]
)
def test_a_bundled_suite_is_sound(name: str, fewest: int, documents: int) -> None:
    if name == "truce" and not ARTICLE.exists():
        pytest.skip("the article it asks about is not part of the project")
    suite = read_suite(SUITES / f"{name}.yaml")
    assert len(suite.samples) >= fewest
    assert len(suite.documents) >= documents
    assert any(not sample.answerable for sample in suite.samples)
    assert any(sample.critical for sample in suite.samples)


@pytest.mark.parametrize("name", ["sample", "truce", "disagreeing"])
def test_spoilt_answers_are_noticed_and_reworded_ones_are_not(name: str) -> None:
    if name == "truce" and not ARTICLE.exists():
        pytest.skip("the article it asks about is not part of the project")
    suite = read_suite(SUITES / f"{name}.yaml")
    assert suite.mutants.keys() == {operator.name for operator in OPERATORS}
    assert list(breaches(suite, rates(list(trials(of_suite(suite)))))) == []
