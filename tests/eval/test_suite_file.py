"""Suites are read with every fault found, each with its line."""

import json
from pathlib import Path

import pytest

from eval.suite import SuiteError, locate
from eval.suite_file import read_suite
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
        f"{path}:3: the id boats stands already in line 2",
        f"{path}:3: boats: gold: not in its documents: 'twelve ships'",
    ]


def test_all_faults_of_the_content_are_found_at_once(tmp_path: Path) -> None:
    faulty = SUITE.replace("At least twelve boats burned", "At least twelve ships").replace(
        "id: start", "id: cause"
    )
    assert faults(tmp_path, faulty) == [
        "13: the id cause stands already in line 7",
        "19: boats: gold: not in its documents: 'At least twelve ships'",
    ]


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("never:", "nevr:", "11: 0: unknown key 'nevr'; known: id, question,"),
        ("critical: true", "critical: perhaps", "12: 0.critical: 'perhaps' is not of type"),
        ("id: boats", "id: boats\n    id: ships", '18: the key "id" stands twice'),
        ("hedge_recall:", "hedge_reccall:", "4: gates: there is no metric hedge_reccall"),
        ("[harbour.txt]", "[port.txt]", '2: the document "port.txt": '),
        (
            "answerable: false",
            "answerable: false\n    gold: [Nobody]",
            "21: mayor: is not answerable",
        ),
        ('question: "Who', "question: Who\n   is", "23: no YAML: "),
        ("suite: harbour\n", "", "1: 'suite' is a required property"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, change: str, to: str, fault: str) -> None:
    found = faults(tmp_path, SUITE.replace(change, to))
    assert any(line.startswith(fault) for line in found), found


def test_a_file_that_is_no_suite_is_one_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == ["1: None is not of type 'object'"]
    with pytest.raises(SuiteError, match=r"missing\.yaml:1: cannot be read: No such file"):
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
