"""A conversation is understood in any of the forms it is handed over in."""

from types import SimpleNamespace

import pytest
from gradio import ChatMessage as GradioMessage
from llama_index.core.base.llms.types import ChatMessage, ImageBlock, MessageRole, TextBlock

from qa.history import History, turns
from qa.types import Turn

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
    assert turns([]) == ()


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
