"""The bundled suites have no fault, and what they measure with notices what is spoilt."""

from pathlib import Path

import pytest

from eval.mutate import of_suite, rates, trials
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


def test_spoilt_answers_are_noticed_and_reworded_ones_are_not() -> None:
    found = list(trials(of_suite(read_suite(SUITES / "sample.yaml"))))
    for rate in rates(found):
        assert rate.spoilt or rate.reworded, rate.name
        assert rate.passes(minimum=0.6, maximum=0.1), rate.name
