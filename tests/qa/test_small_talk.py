"""Small talk is told apart from questions."""

import doctest

import pytest

from qa import small_talk
from qa.small_talk import ABOUT, ASK, reply_to


@pytest.mark.parametrize(
    "said",
    [
        "hello",
        "Hi!",
        "Hi there",
        "Good morning.",
        "thanks",
        "Thank you very much!",
        "Thanks for that",
        "ok",
        "OK, thanks.",
        "Great, thank you!",
        "I see.",
        "no",
        "Yes!",
        "bye",
        "That was very helpful.",
    ],
)
def test_small_talk_is_answered_by_what_to_ask(said: str) -> None:
    assert reply_to(said) == ASK


@pytest.mark.parametrize(
    "asked",
    [
        "Who are you?",
        "What can you do?",
        "And what do you think?",
        "What’s your opinion of that?",
        "Are you a robot?",
        "How does this work?",
        "Do you agree?",
    ],
)
def test_a_question_of_the_program_is_answered_by_what_it_does(asked: str) -> None:
    assert reply_to(asked) == ABOUT


@pytest.mark.parametrize(
    "asked",
    [
        "And?",
        "So?",
        "Why?",
        "Who is he?",
        "Are you sure?",
        "Really?",
        "No, who denied it?",
        "OK, and the mayor?",
        "Was the morning good?",
        "Who said no?",
        "What do you think of the mayor?",
        "What does the mayor think?",
        "Can you summarise the article?",
        "How does the dam work?",
        "What is your source?",
        "Great Britain",
        "",
    ],
)
def test_what_is_asked_of_the_articles_is_no_small_talk(asked: str) -> None:
    assert reply_to(asked) is None


def test_the_examples_of_the_docstrings_run() -> None:
    assert doctest.testmod(small_talk).failed == 0
