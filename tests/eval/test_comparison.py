"""Two runs are compared sample by sample, and little is not taken for much."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.comparison import breaches, compare, flips
from eval.given import Run
from eval.log import Reply
from eval.score import Scorer
from eval.suite import Suite
from tests.eval.harbour import SPARKS, answer, cited, harbour, quoting

BARE = answer("cause", cited("Sparks from a welder set off the fire.", SPARKS))


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return harbour(tmp_path)


def run_of(suite: Suite, *replies: Reply) -> Run:
    scorer = Scorer(suite.samples, suite.documents)
    return Run(suite.path, suite, None, scorer, tuple(map(scorer.score, replies)))


def test_a_run_is_the_same_as_itself(suite: Suite) -> None:
    run = run_of(suite, *quoting())
    changes = compare(run, run)
    assert {change.outcome for change in changes.values()} == {"same"}
    assert list(breaches(run, run, changes)) == []


def test_one_sample_is_too_little_to_tell_but_a_gate_may_still_forbid_it(suite: Suite) -> None:
    before = run_of(suite, *quoting())
    after = run_of(suite, BARE, *quoting()[1:])
    changes = compare(before, after)
    change = changes["overclaim_rate"]
    assert change.lost == ("cause",)
    assert change.outcome == "inconclusive"
    assert "overclaim_rate: lost cause" in flips(changes)
    drop, critical = breaches(before, after, changes)
    assert drop.startswith("hedge_recall: worse by ")
    assert critical.startswith("critical sample cause: dropped: ")


def test_what_changes_in_many_samples_is_told(tmp_path: Path) -> None:
    many = "suite: harbour\ndocuments: [harbour.txt]\nsamples:\n"
    many += "".join(
        f'  - {{id: s{n}, question: "What set off the fire?", gold: ["set off the fire"]}}\n'
        for n in range(8)
    )
    suite = harbour(tmp_path, many)
    good = [cited(said.text, said.citations[0].quote) for said in quoting()[0].statements]
    before = run_of(suite, *(answer(f"s{n}", *good) for n in range(8)))
    after = run_of(suite, *(answer(f"s{n}", *BARE.statements) for n in range(8)))
    change = compare(before, after)["overclaim_rate"]
    assert change.outcome == "worse"
    assert change.p == pytest.approx(2 / 2**8)
    assert compare(after, before)["overclaim_rate"].outcome == "better"


def test_a_slower_machine_is_no_worse_chatbot_but_longer_answers_are(tmp_path: Path) -> None:
    many = "suite: harbour\ndocuments: [harbour.txt]\nsamples:\n"
    many += "".join(f"  - {{id: s{n}, question: Why}}\n" for n in range(8))
    suite = harbour(tmp_path, many)
    quick = run_of(suite, *(Reply(f"s{n}", seconds=0.1 + n, tokens=90 + n) for n in range(8)))
    slow = run_of(suite, *(Reply(f"s{n}", seconds=0.2 + n, tokens=99 + 2 * n) for n in range(8)))
    changes = compare(quick, slow)
    assert changes["latency"].outcome == "inconclusive"
    assert changes["tokens"].outcome == "worse"
    assert changes["tokens"].p == pytest.approx(2 / 2**8)
    few = compare(replace(quick, scored=quick.scored[:5]), slow)
    assert few["tokens"].outcome == "inconclusive"


def test_only_samples_that_both_runs_answered_are_compared(suite: Suite) -> None:
    first, second = run_of(suite, *quoting()[:2]), run_of(suite, *quoting()[1:])
    changes = compare(first, second)
    assert changes["passed"].before.of == changes["passed"].after.of == 1
    assert "marks_carried" not in changes
