"""Each metric counts what its docstring says, and nothing where there is nothing to count."""

from pathlib import Path

import pytest

from eval.figures import figures
from eval.given import Run
from eval.log import Quoted, Reply, Said
from eval.metrics import METRICS, Count, metric
from eval.score import Scored, Scorer
from eval.suite import locate
from tests.eval.harbour import (
    ARTICLE,
    BOATS,
    DENIAL,
    SPARKS,
    START,
    SUITE,
    answer,
    cited,
    harbour,
    quoting,
)


@pytest.fixture
def scorer(tmp_path: Path) -> Scorer:
    suite = harbour(tmp_path)
    return Scorer(suite.samples, suite.documents)


def count(metric: str, *scored: Scored) -> tuple[float, float]:
    counts = [METRICS[metric].count(one) for one in scored]
    return sum(hits for hits, _ in counts), sum(of for _, of in counts)


def test_answers_in_the_words_of_the_article_have_no_fault(scorer: Scorer) -> None:
    scored = [scorer.score(reply) for reply in quoting()]
    assert [one.faults for one in scored] == [(), (), (), ()]
    assert count("overclaim_rate", *scored) == (0, 4)
    assert count("citation_validity", *scored) == (4, 4)
    assert count("marks_carried", *scored) == (4, 4)
    assert count("recall_at_5", *scored) == (3, 3)
    assert count("refusal_accuracy", *scored) == (4, 4)
    assert count("claim_coverage", *scored) == (3, 3)
    assert count("gold_quoted", *scored) == (3, 3)
    assert count("hedge_precision", *scored) == (1, 1)
    assert count("forbidden_claims", *scored) == (0, 1)
    hits, of = count("hedge_recall", *scored)
    assert hits == of >= 4


def test_a_hedge_beside_a_bare_restatement_does_not_excuse_it(scorer: Scorer) -> None:
    hedged = cited("The police said sparks from a welder may have set off the fire.", SPARKS)
    bare = cited("Sparks from a welder set off the fire.", SPARKS)
    scored = scorer.score(answer("cause", hedged, bare, cited(DENIAL, DENIAL)))
    assert count("overclaim_rate", scored) == (1, 3)


def test_a_bare_restatement_overclaims_and_makes_the_forbidden_claim(scorer: Scorer) -> None:
    bare = scorer.score(answer("cause", cited("Sparks from a welder set off the fire.", SPARKS)))
    assert count("overclaim_rate", bare) == (1, 1)
    assert count("inflation", bare) == (1, 1)
    assert count("deflation", bare) == (0, 1)
    assert count("forbidden_claims", bare) == (1, 1)
    assert count("citation_recall", bare) == (0, 1)
    assert count("hedge_recall", bare)[0] == 0
    assert bare.faults[0].startswith("dropped: ")


def test_a_claim_whose_words_stand_in_two_sentences_is_not_made(scorer: Scorer) -> None:
    apart = (
        cited("A welder was at work on the pier.", SPARKS),
        cited("Somebody set off the fire with sparks.", SPARKS),
    )
    assert count("forbidden_claims", scorer.score(answer("cause", *apart))) == (0, 1)


def test_a_denial_counts_as_carried_when_the_next_statement_tells_it(scorer: Scorer) -> None:
    sparks = "Sparks from a welder may have set off the fire, the police said."
    alone = scorer.score(answer("cause", cited(sparks, SPARKS)))
    both = scorer.score(answer("cause", cited(sparks, SPARKS), cited(DENIAL, DENIAL)))
    assert '"denied" not carried' in alone.faults
    assert both.faults == ()


def test_a_claim_left_out_is_an_omission_and_no_lost_hedge(scorer: Scorer) -> None:
    silent = scorer.score(answer("cause", cited(BOATS, BOATS)))
    assert count("claim_coverage", silent) == (0, 1)
    assert count("gold_quoted", silent) == (0, 1)
    assert count("marks_carried", silent) == (0, 3)
    assert count("overclaim_rate", silent) == (0, 1)
    hits, of = count("hedge_recall", silent)
    assert hits == of


def test_a_firm_claim_that_is_hedged_lowers_hedge_precision(scorer: Scorer) -> None:
    shy = "The fire may have started shortly after midnight on Sunday."
    hedged = scorer.score(answer("start", cited(shy, START)))
    assert count("hedge_precision", hedged) == (0, 1)
    assert count("deflation", hedged) == (1, 1)
    assert "a firm claim is hedged" in hedged.faults


def test_refusals_count_both_ways(scorer: Scorer) -> None:
    shy = scorer.score(Reply("boats", False))
    bold = scorer.score(answer("mayor", cited(BOATS, BOATS)))
    assert count("refusal_accuracy", shy, bold) == (0, 2)
    assert count("unanswerable_refused", shy, bold) == (0, 1)
    assert count("answerable_refused", shy, bold) == (1, 1)


def test_a_citation_is_valid_only_when_the_document_says_so(scorer: Scorer) -> None:
    good = cited(BOATS, BOATS).citations[0]
    moved = Quoted(good.document, good.start + 1, good.end + 1, good.quote)
    strange = Quoted("port.txt", good.start, good.end, good.quote)
    reply = Reply("boats", True, (Said(BOATS, (good, moved, strange)),))
    assert count("citation_validity", scorer.score(reply)) == (1, 3)


def test_retrieval_counts_different_passages_and_no_more_than_five(scorer: Scorer) -> None:
    late = answer("boats", context=(START, START, DENIAL, "Nobody", "ice", "quay", BOATS))
    twice = answer("boats", context=(START, START, BOATS))
    unknown = Reply("boats", True)
    assert count("recall_at_5", scorer.score(late)) == (0, 1)
    assert count("recall_at_5", scorer.score(twice)) == (1, 1)
    assert count("recall_at_5", scorer.score(unknown)) == (0, 0)
    assert METRICS["ndcg_at_5"].count(scorer.score(twice))[0] == pytest.approx(0.6309, abs=1e-4)
    assert count("hedge_in_context_at_5", scorer.score(late)) == (0, 1)


def test_samples_without_an_answer_count_nowhere_and_gates_want_something(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    scorer = Scorer(suite.samples, suite.documents)
    scored = scorer.score(Reply("boats", error="no server"))
    run = Run(suite.path, suite, None, scorer, (scored,))
    assert {figure.of for figure in run.figures.values()} == {0}
    assert {figure.value for figure in run.figures.values()} == {None}
    assert run.breaches == (
        "hedge_recall: nothing to measure",
        "overclaim_rate: nothing to measure",
    )


def test_gates_say_what_falls_short(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    scorer = Scorer(suite.samples, suite.documents)
    bare = answer("cause", cited("Sparks from a welder set off the fire.", SPARKS))
    replies = [bare, *quoting()[1:]]
    scored = tuple(map(scorer.score, replies))
    low, high = Run(suite.path, suite, None, scorer, scored).breaches
    assert low.startswith("hedge_recall: ")
    assert low.endswith("is below 100.0%")
    assert high == "overclaim_rate: 33.3% is above 0.0%"


def test_a_number_that_the_answer_does_not_name_is_not_claimed(tmp_path: Path) -> None:
    fourteen = SUITE.replace('marks: ["At least"]', 'never: ["Fourteen boats burned."]')
    suite = harbour(tmp_path, fourteen)
    scorer = Scorer(suite.samples, suite.documents)
    twelve = answer("boats", cited(BOATS, BOATS))
    more = answer("boats", cited("Fourteen boats burned.", BOATS))
    assert scorer.score(twelve).made == ()
    assert scorer.score(more).made == ("Fourteen boats burned.",)


def test_the_articles_own_words_are_kept_and_owe_what_stands_outside_them(scorer: Scorer) -> None:
    (denial,) = scorer.score(answer("cause", cited(DENIAL, DENIAL))).judged
    assert denial.judgement.verdict == "kept"
    sparks = locate(SPARKS, ARTICLE)[0].of(ARTICLE)
    (alone,) = scorer.score(answer("cause", cited(sparks, SPARKS))).judged
    assert alone.judgement.verdict == "dropped"
    assert [mark.text for mark in alone.judgement.lost] == ["denied"]


def test_a_new_metric_is_one_function(scorer: Scorer) -> None:
    @metric("lower", "mean")
    def sentences(scored: Scored) -> Count:
        """Statements of an answer / answers."""
        return len(scored.judged), int(scored.reply.answered)

    try:
        found = figures([scorer.score(reply) for reply in quoting()], seed=0)
        assert found["sentences"].value == pytest.approx(4 / 3)
        assert found["sentences"].metric.formula == "Statements of an answer / answers."
    finally:
        del METRICS["sentences"]
