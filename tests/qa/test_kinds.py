"""What kind of thing a question asks for, and whether a text has one."""

import doctest

import pytest

from qa import kinds
from qa.kinds import QuestionKind, kind_of, matches_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did the dam break?", "yes-no"),
        ("And was it repaired?", "yes-no"),
        ("Who denied it?", "who"),
        ("In which year was the dam built?", "when"),
        ("When did the dam break?", "when"),
        ("Where is the dam?", "where"),
        ("At what time did it break?", "when"),
        ("How many people fled?", "number"),
        ("How much was paid?", "money"),
        ("What did the repair cost?", "money"),
        ("How much rain fell?", "number"),
        ("How much say will the miners have?", "what"),
        ("How far is the dam?", "number"),
        ("How far has the inquiry got?", "what"),
        ("How long did it last?", "duration"),
        ("Why did the dam break?", "why"),
        ("What was the cause of the flood?", "why"),
        ("What does the minister plan?", "what"),
        ("Who denied it? (When did the dam break?)", "who"),
        ("What happened to the share price?", "what"),
        ("What was the price?", "money"),
        ("Are those who fled back?", "yes-no"),
        ("What happened when the dam broke?", "what"),
        ("Is it known why the dam broke?", "why"),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "found"),
    [
        ("number", "At least 300 people left.", True),
        ("number", "In 1998 people left.", False),
        ("when", "In 1998 people left.", True),
        ("when", "The gate opened at 20.34.", True),
        ("when", "The report is due next summer.", True),
        ("money", "Insurers speak of 30 million crowns.", True),
        ("money", "At least 300 people left.", False),
        ("money", "The order is worth 26 million thalers.", True),
        ("number", "It broke at 9.40 on 3 May.", False),
        ("when", "The results are due by the end of the month.", True),
        ("duration", "It broke in the night.", False),
        ("duration", "The lights came back after thirty-one hours.", True),
        ("who", "It was denied by Brandt.", True),
        ("who", "It was denied.", False),
        ("who", "It was denied in May.", False),
        ("why", "It broke because of the frost.", True),
    ],
)
def test_a_sentence_has_what_is_asked_for(kind: QuestionKind, sentence: str, found: bool) -> None:
    assert matches_kind(kind, sentence, frozenset()) is found


def test_a_name_that_the_question_brought_along_is_no_answer() -> None:
    assert not matches_kind("who", "It was denied by Brandt.", frozenset(["brandt"]))


def test_examples() -> None:
    assert doctest.testmod(kinds).failed == 0
