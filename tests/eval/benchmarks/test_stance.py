"""Pairs and ratings are read by their fields, split by what they are drawn from, and measured."""

import json
from pathlib import Path

import pytest

from eval.benchmarks.pairs import Labelled, Rating, are_pairs, in_split, read_items
from eval.benchmarks.stance import failures, fewer_hedge_words, measure, no_hedge_word, tables
from eval.faults import SuiteError
from qa.types import Verdict

WRITTEN = {
    "id": "one",
    "phenomenon": "modal",
    "source": "The dam may break.",
    "answer": "The dam breaks.",
    "verdict": "dropped",
    "marks": [{"text": "may", "kind": "epistemic"}],
}
REAL = {
    "doc": "GUM_news_dam",
    "answer": "The dam may break.",
    "source_sentences": {"3": "The dam may break.", "7": "It is old."},
    "verdict": "kept",
    "claims": [],
}
RATED = {"finding": "The dam may break.", "sentence-level-certainty": 3.5}


def labelled(name: str, source: str, answer: str, verdict: Verdict) -> Labelled:
    return Labelled(id=name, source=source, answer=answer, verdict=verdict, phenomenon="m")


def written(folder: Path, *rows: object) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_three_kinds_of_line_are_told_by_their_fields(tmp_path: Path) -> None:
    pair, real, rating = read_items(written(tmp_path, WRITTEN, REAL, RATED))
    assert isinstance(pair, Labelled)
    assert isinstance(real, Labelled)
    assert isinstance(rating, Rating)
    assert pair.overclaims
    assert pair.key == "The dam may break."
    assert real.key == "GUM_news_dam"
    assert real.phenomenon == "news"
    assert [span.of(real.source) for span in real.sentences or ()] == [
        "The dam may break.",
        "It is old.",
    ]
    assert rating.certainty == 3.5


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            WRITTEN | {"verdict": "fine"},
            ":1: no labelled pair: the verdict is 'fine', not one of reversed",
        ),
        ({"id": "one"}, ':1: no labelled pair: expected text under the key "source"'),
        (
            {"id": "one", "source": "a", "answer": "b"},
            ":1: no labelled pair: no field 'verdict'",
        ),
        ("words", ":1: "),
    ],
)
def test_a_faulty_line_is_told(tmp_path: Path, row: object, fault: str) -> None:
    with pytest.raises(SuiteError) as raised:
        read_items(written(tmp_path, row))
    assert fault in str(raised.value)


def test_a_line_that_is_no_json_is_told_by_its_number_alone(tmp_path: Path) -> None:
    path = written(tmp_path, WRITTEN)
    path.write_text(path.read_text() + '{"id" "one"}\n')
    with pytest.raises(SuiteError) as raised:
        read_items(path)
    fault = "no labelled pair: Expecting ':' delimiter: column 7 (char 6)"
    assert str(raised.value) == f"{path}:2: {fault}"


def test_a_third_is_unseen_and_the_split_never_changes() -> None:
    keys = [f"document {n}" for n in range(3000)]
    unseen = [key for key in keys if in_split(key, "unseen")]
    assert 900 < len(unseen) < 1100
    assert unseen[:3] == ["document 0", "document 4", "document 9"]
    assert all(in_split(key, "seen") != in_split(key, "unseen") for key in keys)
    assert all(in_split(key, "all") for key in keys)


def test_the_baselines_know_words_and_nothing_else() -> None:
    moved = labelled("a", "It may rain. Ice melts.", "It rains. Ice may melt.", "dropped")
    fewer = labelled("b", "He said it may rain.", "He said it rains.", "strengthened")
    assert not no_hedge_word(moved)
    assert not fewer_hedge_words(moved)
    assert not no_hedge_word(fewer)
    assert fewer_hedge_words(fewer)


def test_failures_are_overclaims_missed_and_false_alarms() -> None:
    caught = labelled("a", "The dam may break.", "The dam breaks.", "dropped")
    alarm = labelled("b", "The dam may break.", "The dam breaks.", "kept")
    (shown,) = failures(measure([caught, alarm]))
    assert shown.startswith("b (m) label kept, found dropped")


def test_a_file_is_measured_in_tables(tmp_path: Path) -> None:
    pairs, outcomes = tables(written(tmp_path, WRITTEN, REAL), "all")
    assert [table.title for table in pairs] == [
        "rows.jsonl, all, 2",
        "by verdict",
        "by phenomenon",
    ]
    assert [outcome.verdict for outcome in outcomes] == ["dropped", "kept"]
    rated = [
        RATED | {"finding": f"It {word} rain on day {n}."} for n, word in enumerate(["may"] * 9)
    ]
    (shown,), none = tables(written(tmp_path, *rated), "all")
    assert shown.title == "rows.jsonl, all, 9"
    assert none == ()


def test_pairs_are_told_from_suites(tmp_path: Path) -> None:
    assert are_pairs(written(tmp_path, WRITTEN))
    assert not are_pairs(written(tmp_path, {"suite": "harbour"}))
    assert not are_pairs(tmp_path / "harbour.yaml")
