"""Two runs are compared sample by sample, and little is not taken for much."""

from pathlib import Path

import pytest

from eval.comparison import breaches, compare, flips, rows
from eval.log import Reply
from eval.score import Scored, Scorer
from eval.suite import Suite
from tests.eval.harbour import SPARKS, answer, cited, harbour, quoting

BARE = answer("cause", cited("Sparks from a welder set off the fire.", SPARKS))


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return harbour(tmp_path)


def scored(suite: Suite, *replies: Reply) -> list[Scored]:
    scorer = Scorer(suite.samples, suite.documents)
    return [scorer.score(reply) for reply in replies]


def test_a_run_is_the_same_as_itself(suite: Suite) -> None:
    run = scored(suite, *quoting())
    changes = compare(run, run, seed=0)
    assert {change.outcome for change in changes.values()} == {"same"}
    assert breaches(suite, changes, run, run) == ()


def test_one_sample_is_too_little_to_tell_but_a_gate_may_still_forbid_it(suite: Suite) -> None:
    before = scored(suite, *quoting())
    after = scored(suite, BARE, *quoting()[1:])
    changes = compare(before, after, seed=0)
    change = changes["overclaim_rate"]
    assert change.lost == ("cause",)
    assert change.outcome == "inconclusive"
    assert "overclaim_rate: lost cause" in flips(changes)
    drop, critical = breaches(suite, changes, before, after)
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
    before = scored(suite, *(answer(f"s{n}", *good) for n in range(8)))
    after = scored(suite, *(answer(f"s{n}", *BARE.statements) for n in range(8)))
    change = compare(before, after, seed=0)["overclaim_rate"]
    assert change.outcome == "worse"
    assert change.p == pytest.approx(2 / 2**8)
    assert compare(after, before, seed=0)["overclaim_rate"].outcome == "better"


def test_a_slower_machine_is_no_worse_chatbot_but_longer_answers_are(tmp_path: Path) -> None:
    many = "suite: harbour\ndocuments: [harbour.txt]\nsamples:\n"
    many += "".join(f"  - {{id: s{n}, question: Why}}\n" for n in range(8))
    suite = harbour(tmp_path, many)
    quick = scored(suite, *(Reply(f"s{n}", seconds=0.1 + n, tokens=90 + n) for n in range(8)))
    slow = scored(suite, *(Reply(f"s{n}", seconds=0.2 + n, tokens=99 + 2 * n) for n in range(8)))
    changes = compare(quick, slow, seed=0)
    assert changes["latency"].outcome == "inconclusive"
    assert changes["tokens"].outcome == "worse"
    assert changes["tokens"].p == pytest.approx(2 / 2**8)
    few = compare(quick[:5], slow[:5], seed=0)
    assert few["tokens"].outcome == "inconclusive"


def test_only_samples_that_both_runs_answered_are_compared(suite: Suite) -> None:
    first, second = scored(suite, *quoting()[:2]), scored(suite, *quoting()[1:])
    change = compare(first, second, seed=0)["passed"]
    assert change.before.of == change.after.of == 1
    assert [row[0] for row in rows({"passed": change})] == ["passed"]
