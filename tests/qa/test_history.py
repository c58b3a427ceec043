"""A conversation is understood in any of the forms it is handed over in."""

from types import SimpleNamespace
from typing import Any

import pytest
from gradio import ChatMessage as GradioMessage
from llama_index.core.base.llms.types import ChatMessage, ImageBlock, MessageRole, TextBlock

from qa.history import History, HistoryError, goes_on, only_leans, spelled_out, topics, turns
from qa.types import Answer, Seconds, Statement, Turn

SAID = (Turn("Did it fall?", "It may have [1]."), Turn("Who says so?", "The mayor."))


@pytest.mark.parametrize(
    "history",
    [
        SAID,
        [(turn.question, turn.answer) for turn in SAID],
        [[turn.question, turn.answer] for turn in SAID],
        [
            {"role": "user", "content": "Did it fall?"},
            {"role": "assistant", "content": "It may have [1]."},
            {"role": "user", "content": [{"type": "text", "text": "Who says so?"}]},
            {"role": "assistant", "content": [{"type": "text", "text": "The mayor."}]},
        ],
        [
            GradioMessage(role="user", content="Did it fall?"),
            GradioMessage(role="assistant", content="It may have [1]."),
            GradioMessage(role="user", content="Who says so?"),
            GradioMessage(role="assistant", content="The mayor."),
        ],
        [
            ChatMessage("You are a reader.", role=MessageRole.SYSTEM),
            ChatMessage("Did it fall?", role=MessageRole.USER),
            ChatMessage("It may have [1].", role=MessageRole.ASSISTANT),
            ChatMessage(
                role=MessageRole.USER,
                blocks=[TextBlock(text="Who says so?"), ImageBlock(url="http://127.0.0.1/a.png")],
            ),
            ChatMessage("The mayor.", role=MessageRole.ASSISTANT),
        ],
        [
            SimpleNamespace(role="user", content="Did it fall?"),
            SimpleNamespace(role="assistant", content="It may have [1]."),
            SimpleNamespace(role="user", content="Who says so?"),
            SimpleNamespace(role="assistant", content="The"),
            SimpleNamespace(role="assistant", content="mayor."),
        ],
    ],
    ids=["turns", "pairs", "lists", "mappings", "gradio", "llama-index", "split answer"],
)
def test_every_form_gives_the_same_turns(history: History) -> None:
    assert turns(history) == SAID


def test_nothing_said_is_no_turn() -> None:
    assert turns([]) == turns(None) == ()


def test_earlier_answers_are_turns() -> None:
    statement = Statement("It may have [1].", (1,), "kept")
    answer = Answer(
        "Did it fall?", "Did Hamnes fall?", True, (statement,), (), "none", Seconds(0, 0, 0)
    )
    assert turns([answer]) == SAID[:1]


@pytest.mark.parametrize(
    "history", ["garbage", [1, 2], [("a",)], [("a", "b", "c")], ["a"], [{}], 1, [None]], ids=repr
)
def test_what_is_no_history_is_one_clear_line(history: Any) -> None:
    with pytest.raises(HistoryError, match="no history: give a list of earlier answers") as caught:
        turns(history)
    assert "\n" not in str(caught.value)


def test_a_question_without_an_answer_has_an_empty_one() -> None:
    assert turns([{"role": "user", "content": "Did it fall?"}, ("Why?", None)]) == (
        Turn("Did it fall?", ""),
        Turn("Why?", ""),
    )


def test_an_uploaded_file_and_a_greeting_are_passed_over() -> None:
    history = [
        {"role": "assistant", "content": "Ask me."},
        {"role": "user", "content": [{"path": "a.txt"}, {"type": "text", "text": "Why?"}]},
    ]
    assert turns(history) == (Turn("Why?", ""),)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Says who?", "How sure is the author of that?"),
        ("says who", "How sure is the author of that?"),
        ("And are you sure?", "How sure is the author of that?"),
        ("Really?!", "How sure is the author of that?"),
        ("Is that true?", "How sure is the author of that?"),
        ("What’s the source?", "How sure is the author of that?"),
        ("who says otherwise?", "Who denied that?"),
        ("and then?", "What came after that?"),
        ("How come?", "Why?"),
        ("Who says that the dam broke?", "Who says that the dam broke?"),
        ("Are you sure that it broke?", "Are you sure that it broke?"),
        ("The source?", "How sure is the author of that?"),
        ("What is the source of the river?", "What is the source of the river?"),
        ("", ""),
    ],
)
def test_a_follow_up_in_a_few_set_words_is_spelled_out(said: str, whole: str) -> None:
    assert spelled_out(said) == whole


@pytest.mark.parametrize("question", ["why?", "Who?", "And then?", "Is it true?", "Did he do it?"])
def test_a_question_about_nothing_of_its_own_only_leans(question: str) -> None:
    assert only_leans(question)


@pytest.mark.parametrize(
    "question", ["Who denied it?", "What happened?", "Who wrote this?", "What is this about?"]
)
def test_a_question_with_a_subject_does_not_only_lean(question: str) -> None:
    assert not only_leans(question)


def test_a_follow_up_leans_on_the_last_question_with_a_subject() -> None:
    history = [Turn("Did the dam break?", "So it is said."), Turn("Says who?", "The mayor.")]
    assert topics(history) == (history[0],)


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("And who denied it?", True),
        ("Why?", True),
        ("Did he do it?", False),
        ("Who won?", False),
        ("And the mayor?", False),
    ],
)
def test_only_what_goes_on_is_not_told_again(question: str, more: bool) -> None:
    assert goes_on(question) == more
