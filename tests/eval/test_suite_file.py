"""Suites are read with every fault found, each with its line."""

import json
from pathlib import Path

import pytest

from eval import suite_file
from eval.faults import SuiteError
from eval.log import append, begin, header
from eval.suite import locate
from eval.suite_file import read_suite, schema
from tests.eval.harbour import ARTICLE, SUITE, harbour


def faults(folder: Path, suite: str) -> list[str]:
    with pytest.raises(SuiteError) as raised:
        harbour(folder, suite)
    return [f"{fault.line}: {fault.what}" for fault in raised.value.faults]


def test_a_suite_names_samples_documents_and_gates(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    assert [sample.id for sample in suite.samples] == ["cause", "start", "boats", "mayor"]
    assert suite.samples[0].critical
    assert not suite.samples[3].answerable
    assert suite.documents["harbour.txt"].text == ARTICLE
    assert suite.gates["hedge_recall"].drop == 0.02


def test_jsonl_is_the_header_and_then_a_sample_a_line(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    rows = [
        {"suite": "harbour", "documents": ["harbour.txt"]},
        {"id": "boats", "question": "How many boats burned?", "gold": ["At least twelve boats"]},
        {"id": "boats", "question": "How many?", "gold": ["twelve ships"]},
    ]
    path = tmp_path / "harbour.jsonl"
    path.write_text("\n".join(map(json.dumps, rows[:2])), encoding="utf-8")
    assert read_suite(path).samples[0].gold == (("At least twelve boats",),)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(SuiteError) as raised:
        read_suite(path)
    assert str(raised.value).splitlines() == [
        f"{path}:3: boats: id: another sample is named boats already",
        f'{path}:3: boats: gold, item 1: these words are not in its documents: "twelve ships"',
    ]


def test_all_faults_of_the_content_are_found_at_once(tmp_path: Path) -> None:
    faulty = SUITE.replace("At least twelve boats burned", "At least twelve ships").replace(
        "id: start", "id: cause"
    )
    assert faults(tmp_path, faulty) == [
        "13: cause: id: another sample is named cause already",
        '19: boats: gold, item 1: these words are not in its documents: "At least twelve ships"',
    ]


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("never:", "nevr:", "11: cause: nevr: is unknown; is it never?"),
        ("critical: true", "critical: perhaps", "12: cause: critical: must be true or false"),
        ("id: boats", "id: boats\n    id: ships", '18: the key "id" stands twice'),
        ("hedge_recall:", "hedge_reccall:", "4: gates, hedge_reccall: there is no such metric"),
        (
            "gates:",
            "mutants: {drop: {minimum: 1}}\ngates:",
            "3: mutants, drop: there is no such oper",
        ),
        (
            "gates:",
            "mutants: {deflation: {minimum: 9}}\ngates:",
            "3: mutants, deflation, minimum: mu",
        ),
        ("[harbour.txt]", "[port.txt]", "2: documents, item 1: cannot be read: "),
        (
            "answerable: false",
            "answerable: false\n    gold: [Nobody]",
            "24: mayor: gold, item 1: is only for a sample that is answerable",
        ),
        ('question: "Who', "question: Who\n   is", "23: is not YAML: "),
        ("suite: harbour\n", "", "1: suite: is missing"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, change: str, to: str, fault: str) -> None:
    found = faults(tmp_path, SUITE.replace(change, to))
    assert any(line.startswith(fault) for line in found), found


FAULTY = """suite: harbour
documents: [harbour.txt, gone.txt]
gates:
  hedge_reccall: {minimum: 1}
  overclaim_rate: {maximum: 5, minimum: much}
samples:
  - id: cause
    question: "never closed
    gold: ["At least twelve boats burned"]
  - id: start
    question: ""
    documents: [harbour.txt]
    gold: ["", "set off by sparks", ["Nobody was hurt", 7]]
    critical: perhaps
  - question: How: many?
  - id: two words
    question: How many boats burned?
    history: [{question: "And then?"}]
    documents: [harbour.txt, lost.txt]
"""


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("[harbour.txt]", "harbour.txt", "2: documents: must be a list, in square brackets, not "),
        ("[harbour.txt]", "[port.txt]", "2: documents, item 1: cannot be read: "),
        ("drop: 0.02", "drop: -0.02", "4: gates, hedge_recall, drop: must not be negative, not "),
    ],
)
def test_a_fault_is_told_once(tmp_path: Path, change: str, to: str, fault: str) -> None:
    (only,) = faults(tmp_path, SUITE.replace(change, to))
    assert only.startswith(fault)


def test_every_fault_of_syntax_form_and_content_is_found_in_one_pass(tmp_path: Path) -> None:
    gone = "documents, item 2: cannot be read: {0}: there is no such file; check the path."
    blank = "must not be blank, nor an id hold blanks, not"
    assert faults(tmp_path, FAULTY) == [
        "2: " + gone.format(tmp_path / "gone.txt"),
        "4: gates, hedge_reccall: there is no such metric; is it hedge_recall?",
        "5: gates, overclaim_rate, minimum: must be a number, not 'much'",
        "5: gates, overclaim_rate, maximum: must be between 0 and 1, not 5",
        "9: is not YAML: expected <block end>, but found '<scalar>' while parsing a block mapping; "
        "an indent, a quotation mark or a bracket is wrong here or above",
        f"11: start: question: {blank} ''",
        f"13: start: gold, item 1, item 1: {blank} ''",
        '13: start: gold, item 2: these words are not in its documents: "set off by sparks"',
        "13: start: gold, item 3, item 2: must be text, in quotes, not 7",
        "14: start: critical: must be true or false, not 'perhaps'",
        "15: is not YAML: mapping values are not allowed here; words with a colon belong in quotes",
        f"16: two words: id: {blank} 'two words'",
        "18: two words: history, item 1, answer: is missing",
        "19: two words: " + gone.format(tmp_path / "lost.txt"),
    ]


@pytest.mark.parametrize(
    "suite", ["a: &a [*a]\nsamples: *a", "- words", "? [a]\n: b", "suite: 3", "\tsuite:", "*a", "{"]
)
def test_nothing_that_a_file_may_hold_is_more_than_faults(tmp_path: Path, suite: str) -> None:
    assert faults(tmp_path, suite)


def test_lines_of_json_with_faults_do_not_hide_one_another(tmp_path: Path) -> None:
    path = tmp_path / "harbour.jsonl"
    path.write_text('{"suite": "harbour"}\n{"id": "a"\n[]\n{"id": "b", "question": 3}\n')
    with pytest.raises(SuiteError) as raised:
        read_suite(path)
    assert [fault.line for fault in raised.value.faults] == [2, 3, 4, 4]
    assert (
        raised.value.faults[0].what == "is not JSON: Expecting ',' delimiter: column 11 (char 10)"
    )


def test_the_log_of_a_run_is_no_suite_and_told_in_one_line(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    begin(log, header(suite, log, "none", 0, 4), resume=False)
    append(log, "reply", {"id": "cause"})
    with pytest.raises(SuiteError) as raised:
        read_suite(log)
    assert str(raised.value) == f"{log}: is the log of a run: allegedly eval score reads it"


def test_the_schema_is_that_of_the_samples() -> None:
    path = Path(suite_file.__file__).with_name("suite.schema.json")
    assert path.read_text(encoding="utf-8") == schema(), "write it anew: allegedly eval schema"


def test_a_file_that_is_no_suite_is_one_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == [
        "1: suite: is missing",
        "1: samples: is missing",
    ]
    with pytest.raises(SuiteError, match=r"missing\.yaml: cannot be read: No such file"):
        read_suite(tmp_path / "missing.yaml")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("set off\n   the fire", ["set off the fire"]),
        ("Nobody ... ice house", ["Nobody was hurt. The old ice house"]),
        ("fire started … midnight", ["fire started shortly after midnight"]),
        ("fire.*", []),
        ("Fire", ["Fire"]),
    ],
)
def test_words_are_located_verbatim_but_for_white_space(words: str, found: list[str]) -> None:
    assert [span.of(ARTICLE) for span in locate(words, ARTICLE)] == found


def test_the_shape_of_quotation_marks_does_not_matter() -> None:
    assert locate("the city's “fall”", 'the city’s "fall"')
