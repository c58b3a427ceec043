"""What a question asks for, and follow-ups made whole."""

import doctest

import pytest

from qa import questions
from qa.questions import leans, standalone, subject
from qa.types import Turn

DAM = (Turn("Did the dam break?", "The article leaves this open."),)


@pytest.mark.parametrize(
    "question",
    ["And who denied it?", "why?", "What about Norway?", "How sure is he?", "Is that certain?"],
)
def test_a_follow_up_leans_on_the_question_before(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize("question", ["Who broke the dam?", "Why did people flee?"])
def test_a_whole_question_is_left_as_it_is(question: str) -> None:
    assert not leans(question)
    assert standalone(question, DAM) == question


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("why?", "Why did the dam break?"),
        ("And when?", "When did the dam break?"),
        ("And who denied it?", "Who denied it? (Did the dam break?)"),
        ("How sure is the author of that?", "How sure is the article of this: Did the dam break?"),
        ("how sure is he?", "How sure is the article of this: Did the dam break?"),
        ("What about the bridges?", "What about the bridges? (Did the dam break?)"),
    ],
)
def test_a_follow_up_is_made_whole(question: str, whole: str) -> None:
    assert standalone(question, DAM) == whole


def test_another_name_takes_the_place_of_the_only_one() -> None:
    history = (Turn("What did Russia gain from the truce?", "..."),)
    assert standalone("And what about Turkey?", history) == "What did Turkey gain from the truce?"


def test_he_is_the_only_name_before() -> None:
    history = (Turn("Did Mayor Brandt resign?", "..."),)
    assert standalone("What did he say?", history) == "What did Mayor Brandt say?"


def test_follow_ups_chain() -> None:
    history = (*DAM, Turn("And who denied it?", "..."))
    assert "dam" in standalone("How sure is he of that?", history)


def test_without_history_nothing_can_be_added() -> None:
    assert standalone("And who denied it?", ()) == "And who denied it?"


def test_certainty_is_not_what_a_question_is_about() -> None:
    assert subject("How certain is it that the dam broke?") == "Is it so that the dam broke?"
    assert subject("How high is the dam?") == "How high is the dam?"


def test_the_examples_of_the_docstrings_run() -> None:
    assert doctest.testmod(questions).failed == 0


def test_a_question_about_the_article_needs_nothing_from_before() -> None:
    assert standalone("Whose opinion is this?", DAM) == "Whose opinion is this?"
