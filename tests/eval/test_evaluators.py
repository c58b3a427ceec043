"""The metrics work as evaluators of llama-index, one by one and in its batch runner."""

import asyncio
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.evaluation import BatchEvalRunner

from eval.evaluators import MetricEvaluator, evaluators
from qa import Chatbot
from qa.engines import ArticleQueryEngine
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


QUOTED = "At least twelve boats burned."
DENIED = "Sparks from a welder may have set off the fire, the police said."
DENIAL = "The owner of the yard denied this."


@pytest.mark.parametrize(
    "lead", ["", "This is what the article says: ", "The article says so:\n\n"]
)
def test_a_number_in_a_response_cites_that_context(lead: str) -> None:
    response = f"{lead}{QUOTED} [2]"
    for name, score in [("citation_recall", 1), ("citation_precision", 1), ("overclaim_rate", 0)]:
        result = MetricEvaluator(name).evaluate("How many?", response, ["The fire.", ARTICLE])
        assert (result.score, result.passing) == (score, True)
        assert result.feedback is None


def test_a_response_of_quotations_behind_a_lead_keeps_what_it_owes() -> None:
    response = f"The article reports this and says that it was denied: {DENIED} [1] {DENIAL} [2]"
    result = MetricEvaluator("hedge_recall").evaluate("What was it?", response, [DENIED, DENIAL])
    assert (result.score, result.feedback) == (1, None)


@pytest.mark.parametrize("name", ["refusal_accuracy", "answerable_refused", "unanswerable_refused"])
def test_whether_to_refuse_is_known_of_samples_alone(name: str, tmp_path: Path) -> None:
    result = MetricEvaluator(name).evaluate("How many?", QUOTED, [ARTICLE])
    assert result.invalid_result
    assert result.score is None
    suite = harbour(tmp_path)
    refused = MetricEvaluator("refusal_accuracy", suite)
    unknown = "Who is the mayor of Norvik?"
    assert refused.evaluate(unknown, "The article does not say.").score == 1
    assert refused.evaluate(unknown, "The mayor of Norvik is Ada Holm.").score == 0


def test_the_words_of_a_lead_are_judged_where_no_quotation_follows() -> None:
    """An article that does not say it is not quoted by a colon."""
    response = f"The article says that a welder set off the fire: {BARE}"
    assert MetricEvaluator("overclaim_rate").evaluate("Why?", response, [ARTICLE]).score == 1


def test_our_own_engine_is_evaluated_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(ARTICLE)
    bot = Chatbot.from_sources(tmp_path / "harbour.txt")
    with bot.index:
        response = ArticleQueryEngine(chatbot=bot).query("What set off the fire?")
    assert isinstance(response, Response)
    for name, score in [("hedge_recall", 1), ("citation_recall", 1), ("inflation", 0)]:
        result = MetricEvaluator(name).evaluate_response("What set off the fire?", response)
        assert (result.score, result.feedback) == (score, None)


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
