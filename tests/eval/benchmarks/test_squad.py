"""The benchmarks, on a file of SQuAD's form that is small enough to check by eye."""

import json
from functools import partial
from pathlib import Path

import pytest

from eval.benchmarks.data import Squad, answerable, read_squad
from eval.benchmarks.squad import (
    Paragraphs,
    example,
    fit,
    is_right,
    measure_answers,
    measure_passages,
)
from index.types import Span
from qa.ranking import Weights
from qa.retrieve import Retriever

DAM = "The dam cracked in March. At least 300 people left the valley. Two bridges fell."
OPERA = "The opera opened in Lund. Its libretto was written by Ada Holm. It ran for years."


def asked(question: str, context: str, answer: str | None) -> dict[str, object]:
    found = [{"text": answer, "answer_start": context.index(answer)}] if answer else []
    return {"question": question, "id": question, "answers": found, "is_impossible": not found}


@pytest.fixture
def squad(tmp_path: Path) -> Squad:
    dam = [
        asked("How many people left the valley?", DAM, "300"),
        asked("When did the dam crack?", DAM, "March"),
        asked("Who left the hill?", DAM, None),
    ]
    opera = [asked("Who wrote the libretto of the opera?", OPERA, "Ada Holm")]
    data = [
        {"title": "Dam", "paragraphs": [{"context": DAM, "qas": dam}]},
        {"title": "Opera", "paragraphs": [{"context": OPERA, "qas": opera}]},
    ]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": data}), encoding="utf-8")
    return read_squad(path)


def test_a_file_is_read_with_the_answers_in_their_place(squad: Squad) -> None:
    assert squad.articles == ("Dam", "Opera")
    first = squad.questions[0]
    (span,) = first.answers
    assert isinstance(span, Span)
    assert span.of(squad.paragraphs[first.paragraph].text) == "300"


def test_a_question_without_an_answer_is_set_apart(squad: Squad) -> None:
    assert len(answerable(squad, [0])) == 2
    assert len(answerable(squad, [0, 1])) == 3


def test_plain_search_and_ours_are_measured_alike(squad: Squad) -> None:
    index = Paragraphs(squad.paragraphs)
    questions = answerable(squad, [0, 1])
    assert measure_passages(index.lexical, questions).passage_at_1 == 1.0
    ours = measure_answers(Retriever(index), questions)
    assert (ours.passage_at_1, ours.sentence_at_1, ours.questions) == (1.0, 1.0, 3)


def test_fitted_weights_value_the_words_of_the_question(squad: Squad) -> None:
    index = Paragraphs(squad.paragraphs)
    questions = answerable(squad, [0, 1])
    weights = fit([example(one.text, index, partial(is_right, one)) for one in questions])
    assert isinstance(weights, Weights)
    assert weights.words > 0
