"""What a question asks for, and follow-ups made whole."""

import pytest

from qa.questions import QuestionKind, kind_of, leans, standalone
from qa.types import Turn


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did the dam break?", "yes-no"),
        ("And was it repaired?", "yes-no"),
        ("Who denied it?", "who"),
        ("In which year was the dam built?", "when"),
        ("When did the dam break?", "when"),
        ("Where is the dam?", "where"),
        ("How many people fled?", "number"),
        ("Why did the dam break?", "why"),
        ("What was the cause of the flood?", "why"),
        ("What does the minister plan?", "what"),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize("question", ["And who denied it?", "why?", "What about Norway?"])
def test_a_follow_up_leans_on_the_question_before(question: str) -> None:
    assert leans(question)


def test_a_whole_question_is_left_as_it_is() -> None:
    history = (Turn("Did the dam break?", "The article leaves this open."),)
    question = "How many people fled from the valley?"
    assert standalone(question, history) == question


def test_a_follow_up_takes_along_what_was_asked() -> None:
    history = (Turn("Did the dam break?", "The article leaves this open."),)
    assert "dam" in standalone("And who denied it?", history)
