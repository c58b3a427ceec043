"""Answers of other systems are scored without code."""

import json
from pathlib import Path

import pytest

from eval.faults import SuiteError
from eval.given import read_run
from eval.log import begin, header
from tests.eval.harbour import BOATS, SUITE, harbour


def answers(folder: Path, *rows: object) -> Path:
    path = folder / "answers.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_an_id_and_an_answer_are_enough(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    path = answers(
        tmp_path,
        {"id": "cause", "answer": "Sparks from a welder set off the fire [1]."},
        {"id": "mayor", "answer": "The article does not mention a mayor."},
    )
    run = read_run(path, suite.path)
    cause, mayor = run.scored
    assert cause.judged[0].judgement.verdict == "dropped"
    assert cause.reply.text == "Sparks from a welder set off the fire."
    assert mayor.faults == ()
    assert run.origin == "2 answers of another system"
    assert run.unanswered == 2


def test_citations_are_placed_by_their_words(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    citation = {"marker": 1, "document": "/elsewhere/harbour.txt", "quote": BOATS}
    invented = {"marker": 2, "document": "harbour.txt", "quote": "Forty boats burned."}
    statement = {"text": f"{BOATS} [1]", "citations": [1, 2]}
    row = {"id": "boats", "statements": [statement], "citations": [citation, invented]}
    run = read_run(answers(tmp_path, row), suite.path)
    assert run.scored[0].valid == (True, False)


def test_documents_that_changed_are_refused(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    log = tmp_path / "a.jsonl"
    hashes = suite.hashes() | {"harbour.txt": "0" * 64}
    head = {"suite": "harbour", "path": "harbour.yaml", "hashes": hashes, "lexicon": ""}
    rest = {"versions": {}, "model": "none", "seed": 0, "samples": 4}
    log.write_text(json.dumps({"header": head | rest}) + "\n")
    with pytest.raises(SuiteError, match=r'"harbour\.txt" has changed since'):
        read_run(log)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": "boats"}, "1: no answer: it holds no text under answer, and no statements"),
        ({"id": "boats", "answer": None}, "1: no answer: it holds no text under answer"),
        (
            {"id": "boats", "answer": ["Ten."]},
            "1: no answer: answer: must be text, in quotes, not ",
        ),
        (
            {"id": "boats", "answer": "Ten.", "citations": [{"document": "x", "start": "a"}]},
            "1: no answer: citations, item 1, start: must be a number, not 'a'",
        ),
        (
            {"id": "boats", "answer": "Ten.", "citations": [{"document": "harbour.txt"}]},
            "1: no answer: a citation needs its quote, or start and end",
        ),
        ({"id": "ships", "answer": "Ten."}, "1: the suite has no sample 'ships'"),
        (["boats"], "1: no answer: "),
    ],
)
def test_a_line_that_is_no_answer_is_told(tmp_path: Path, row: object, fault: str) -> None:
    suite = harbour(tmp_path)
    with pytest.raises(SuiteError) as raised:
        read_run(answers(tmp_path, row), suite.path)
    assert f"answers.jsonl:{fault}" in str(raised.value)


def test_a_sample_is_answered_once(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    twice = answers(tmp_path, *({"id": "boats", "answer": each} for each in ("Ten.", "Twelve.")))
    with pytest.raises(SuiteError, match=r"answers\.jsonl:2: boats is answered a second time"):
        read_run(twice, suite.path)


def test_strangers_answers_need_a_suite(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="give --suite"):
        read_run(answers(tmp_path, {"id": "boats", "answer": "Ten."}))


@pytest.mark.parametrize("name", ["harbour.yaml", "harbour.jsonl"])
def test_a_suite_is_no_answers_and_told_to_be_one(tmp_path: Path, name: str) -> None:
    path = harbour(tmp_path).path.with_name(name)
    if path.suffix == ".jsonl":
        path.write_text('{"suite": "harbour", "documents": ["harbour.txt"]}\n{"id": "boats"}\n')
    with pytest.raises(SuiteError) as raised:
        read_run(path)
    assert str(raised.value) == f"{path}: is a suite: allegedly eval run takes it"


def test_a_log_of_another_suite_is_refused(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    begin(log, header(suite, log, "none", 0, 4), resume=False)
    other = suite.path.with_name("port.yaml")
    other.write_text(SUITE.replace("suite: harbour", "suite: port"))
    with pytest.raises(SuiteError) as raised:
        read_run(log, other)
    assert str(raised.value) == f"{log}: is of another suite: harbour, not port"
