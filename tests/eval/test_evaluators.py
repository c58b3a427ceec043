"""The metrics work as evaluators of llama-index, one by one and in its batch runner."""

import asyncio
from pathlib import Path

import pytest
from llama_index.core.evaluation import BatchEvalRunner

from eval.evaluators import MetricEvaluator, evaluators
from tests.eval.harbour import ARTICLE, harbour

BARE = "Sparks from a welder set off the fire."


def test_a_response_is_judged_against_its_contexts() -> None:
    over = MetricEvaluator("overclaim_rate").evaluate("Why?", BARE, [ARTICLE])
    assert over.score == 1
    assert over.passing is False
    assert over.feedback
    kept = MetricEvaluator("overclaim_rate").evaluate(
        "?", "At least twelve boats burned.", [ARTICLE]
    )
    assert kept.score == 0
    assert kept.passing


def test_a_suite_says_what_is_owed(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    question = suite.samples[0].question
    result = MetricEvaluator("forbidden_claims", suite).evaluate(question, BARE)
    assert result.score == 1


def test_where_nothing_counts_the_result_is_invalid_and_not_nought() -> None:
    for result in (
        MetricEvaluator("claim_coverage").evaluate("Why?", BARE, [ARTICLE]),
        MetricEvaluator("overclaim_rate").evaluate("Why?", BARE),
        MetricEvaluator("overclaim_rate").evaluate("Why?", None, [ARTICLE]),
    ):
        assert result.invalid_result
        assert result.score is None
        assert result.invalid_reason


@pytest.mark.filterwarnings("ignore:asyncio_module:DeprecationWarning")  # the runner's own
def test_a_batch_survives_an_empty_response() -> None:
    runner = BatchEvalRunner(evaluators(), workers=2)
    results = asyncio.run(
        runner.aevaluate_response_strs(
            queries=["Why?", "Why?"],
            response_strs=[BARE, ""],
            contexts_list=[[ARTICLE], [ARTICLE]],
        )
    )
    assert [result.score for result in results["inflation"]] == [1, None]
