"""What a question asks for, and follow-ups made whole."""

import doctest

import pytest

from qa import questions
from qa.questions import changes_topic, leans, standalone, subject, topic_of
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
        ("And the bridges?", "What about the bridges? (Did the dam break?)"),
        ("But who saw it", "Who saw it? (Did the dam break?)"),
        ("And?", "Did the dam break?"),
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


def held(*questions: str) -> str:
    """Return the last of the questions as one that needs none of those before."""
    return standalone(questions[-1], [Turn(question, "...") for question in questions[:-1]])


def test_no_first_word_of_a_question_is_a_name() -> None:
    asked = ("Was a grey van used?", "Who saw it?", "What did she see?")
    assert held(*asked) == "What did she see? (Who saw it? Was a grey van used?)"


def test_the_question_before_follows_and_the_one_it_goes_back_to_and_no_more() -> None:
    asked = ("Did the guard sleep?", "Who denied it?", "Did he prove it?", "Did it matter?")
    assert held(*asked) == "Did it matter? (Did he prove it? Did the guard sleep?)"


def test_a_name_from_further_back_is_put_in_and_the_question_between_follows() -> None:
    asked = ("Why did Osk refuse?", "What does the mayor make of that?", "Did she agree?")
    assert held(*asked) == "Did Osk agree? (What does the mayor make of that?)"


def test_only_a_topic_of_its_own_is_a_change() -> None:
    assert changes_topic(held("Did the guard sleep?", "And the mayor?"))
    assert not changes_topic(held("Did the guard sleep?", "What about that?"))
    assert not changes_topic(held("Did the guard sleep?", "Who denied it?"))
    assert not changes_topic("What about the mayor?")


def test_how_sure_asks_of_all_that_was_asked_and_of_a_new_topic_alone() -> None:
    assert held("Did the guard sleep?", "Who denied it?", "How sure is that?") == (
        "How sure is the article of this: Who denied it? Did the guard sleep?"
    )
    assert held("Did the guard sleep?", "And the mayor?", "How sure is that?") == (
        "How sure is the article of this: What about the mayor?"
    )


def test_names_that_follow_in_brackets_are_still_names() -> None:
    assert held("How many were hurt in Tarn?", "And how many died?", "Did he say so?") == (
        "Did Tarn say so? (How many died?)"
    )


def test_a_new_topic_leaves_the_one_before_it_behind() -> None:
    asked = ("Did the guard sleep?", "And the mayor?", "what about the insurer?")
    assert held(*asked) == "What about the insurer? (Did the guard sleep?)"
    assert held("Did Osk resign?", "And the mayor?", "Did he agree?") == (
        "Did he agree? (What about the mayor? Did Osk resign?)"
    )


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("And the Turks?", "the Turks"),
        ("but Osk?", "Osk"),
        ("So the leader of the union?", "the leader of the union"),
        ("And the accused?", "the accused"),
        ("And wind farmers?", "wind farmers"),
        ("And 2029?", "2029"),
        ("How about the cost?", "the cost"),
        ("And the dam broke?", None),
        ("And Osk resigned?", None),
        ("And who paid?", None),
        ("And in Velden?", None),
        ("And if not?", None),
        ("And that?", None),
        ("What about her?", None),
        ("The Turks?", None),
        ("And?", None),
    ],
)
def test_a_noun_phrase_alone_is_a_new_topic(question: str, topic: str | None) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        # to agree one needs something to agree with
        ("Does Osk agree?", "Does Osk agree? (Did the guard sleep?)"),
        ("Who disagrees?", "Who disagrees? (Did the guard sleep?)"),
        ("Does Osk agree with the mayor?", "Does Osk agree with the mayor?"),
    ],
)
def test_who_agrees_agrees_with_what_was_said(question: str, whole: str) -> None:
    assert held("Did the guard sleep?", question) == whole


def test_without_history_nothing_can_be_added() -> None:
    assert standalone("And who denied it?", ()) == "And who denied it?"


def test_certainty_is_not_what_a_question_is_about() -> None:
    assert subject("How certain is it that the dam broke?") == "Is it so that the dam broke?"
    assert subject("How high is the dam?") == "How high is the dam?"


def test_the_examples_of_the_docstrings_run() -> None:
    assert doctest.testmod(questions).failed == 0


def test_a_question_about_the_article_needs_nothing_from_before() -> None:
    assert standalone("Whose opinion is this?", DAM) == "Whose opinion is this?"
