"""What must come along with a sentence that is quoted."""

import pytest

from index.sentences import split
from index.types import Sentence
from qa.company import companions, reason_behind, reply_to


def sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(span.start, span.end, span.of(text)) for span in split(text))


def replied(text: str) -> str | None:
    first, *others = sentences(text)
    reply = reply_to(first, (first, *others))
    return reply.text if reply else None


@pytest.mark.parametrize(
    "question",
    [
        "Did you sleep that night?",
        "Could they have been saved?",
        "Ms Berg, how many people lost their homes?",
        "Strand: What keeps you awake now?",
        "But who pays?",
        'Her son asked: "Will it hold?"',
    ],
)
def test_the_reply_to_a_question_comes_along(question: str) -> None:
    assert replied(f"{question}\n\nBerg: I do not know. Nobody does.") == "Berg: I do not know."


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has said so far: who ordered it? The bill comes to five million.",
        "Nor has anyone answered a simpler question: who ordered it? The bill was paid.",
        "Who pays? And who decides?",
        "Who pays?\n\n## The end\n\nThe bill was paid.",
        "The bill was paid. Nobody knows by whom.",
        "Who pays?",
    ],
)
def test_what_is_only_told_or_left_open_has_no_reply(text: str) -> None:
    found = tuple(one for one in sentences(text) if not one.text.startswith("#"))
    assert reply_to(found[0], found) is None


def test_a_question_brings_its_reply_and_a_reply_no_other() -> None:
    asked, said, more = sentences("Is that enough?\n\nBerg: For repairs. For dykes, no.")
    assert list(companions(asked, (asked, said, more), ())) == [said]
    assert list(companions(said, (asked, said, more), ())) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plan was turned down. She says that this was done on the advice of experts.", True),
        ("The plan was turned down. It had been made in May.", False),
        ("The plan was turned down because of its price. She says so on the advice of all.", False),
        ("The plan was turned down.\n\n## Why\n\nIt failed because of rain.", False),
        ("The plan was turned down.", False),
    ],
)
def test_the_reason_stands_behind_what_gives_none(text: str, found: bool) -> None:
    first, *others = (one for one in sentences(text) if not one.text.startswith("#"))
    assert (reason_behind(first, (first, *others)) is not None) is found
