"""What docs/evaluation.md shows is true."""

import json
import re
from pathlib import Path

import pytest
import typer

from eval.cli import commands
from eval.faults import SuiteError
from eval.given import read_run
from eval.metrics import METRICS
from eval.suite_file import read_suite

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def shown(language: str) -> str:
    """Return the first block of the page that is marked as of that language."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(shown("text"), encoding="utf-8")
    path = tmp_path / "harbour.yaml"
    path.write_text(shown("yaml"), encoding="utf-8")
    return path


def test_the_answers_shown_are_scored_by_the_suite_shown(suite: Path) -> None:
    answers = suite.with_name("answers.jsonl")
    answers.write_text(shown("json"), encoding="utf-8")
    run = read_run(answers, suite)
    assert [bool(one.faults) for one in run.scored] == [True, False, False]
    assert run.scored[0].judged[0].judgement.verdict == "dropped"
    assert run.unanswered == 0


def test_answers_beside_the_point_pass_unless_a_gate_forbids_them(suite: Path) -> None:
    answers = suite.with_name("answers.jsonl")
    rows = [{"id": name, "answer": "At least twelve boats burned."} for name in ("cause", "start")]
    rows.append({"id": "mayor", "answer": "The article does not say who the mayor is."})
    answers.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_run(answers, suite).breaches == ()
    text = suite.read_text(encoding="utf-8")
    for metric in ("passed", "gold_quoted"):
        gated = text.replace("gates:\n", f"gates:\n  {metric}: {{minimum: 0.9}}\n")
        suite.write_text(gated, encoding="utf-8")
        (breach,) = read_run(answers, suite).breaches
        assert breach.startswith(f"{metric}: ")


def test_every_figure_and_every_option_of_a_run_is_told() -> None:
    assert [name for name in METRICS if f"`{name}`" not in PAGE] == []
    run = typer.main.get_group(commands).commands["run"]
    options = [name for parameter in run.params for name in parameter.opts]
    assert [name for name in options if name.startswith("--") and f" {name}" not in PAGE] == []


def test_the_faults_shown_are_those_of_the_suite_shown(suite: Path) -> None:
    changes = {
        "Sparks from a welder ... set off the fire": "A welder set off the fire",
        "critical: true": "critical: perhaps",
        '"When did the fire start?"': "When: at night?",
    }
    text = suite.read_text(encoding="utf-8")
    for before, after in changes.items():
        text = text.replace(before, after, 1)
    suite.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError) as raised:
        read_suite(suite)
    faults = [f"harbour.yaml:{fault.line}: {fault.what}" for fault in raised.value.faults]
    assert "\n".join(faults) in PAGE
