"""What must come along with a sentence that is quoted."""

from dataclasses import replace

import pytest

from index.sentences import split
from index.types import Mark, Sentence, Span
from qa.company import companions, leans_back, reason_behind, rejoinder, reply_to


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
        ("The cause is not known. The owner suspects a leak.", True),
        ("The cause is not known. The owner left at noon.", False),
    ],
)
def test_the_reason_stands_behind_what_gives_none(text: str, found: bool) -> None:
    first, *others = (one for one in sentences(text) if not one.text.startswith("#"))
    assert (reason_behind(first, (first, *others)) is not None) is found


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("It is not known whether the ferry sank.", False),
        ("It is also alleged that a cousin was paid.", False),
        ("It remains unclear which of them rang first.", False),
        ("It has not yet been decided that the quay is to close.", False),
        ("It is hard to see who gained.", False),
        ("It was a claim that nobody believed.", True),  # "that" opens a relative clause
        ("It is alleged to have sunk.", True),  # it, the ferry
        ("It was closed when the storm came.", True),
        ("It sank in May.", True),
        ("This is not known.", True),
        ("The ferry sank.", False),
    ],
)
def test_an_it_that_stands_for_nothing_points_at_nothing(text: str, points: bool) -> None:
    assert leans_back(sentences(text)[0]) is points


@pytest.mark.parametrize(
    ("text", "along"),
    [
        # no word of denial, and yet it speaks against the claim that stands before it
        ("Lund believes the dam leaks. The engineers do not share this view.", True),
        ("Lund was reportedly warned by letter. She says she does not recall such a letter.", True),
        ("Lund says the dam leaks. The engineers see that differently.", True),
        ("The Post gave the 3rd of May as the date. It later corrected this.", True),
        ("Lund believes the dam leaks. The engineers have not been paid.", False),
        ("Lund believes the dam leaks. The engineers share this view.", False),
        ("Lund believes the dam leaks.\n\n## The quay\n\nThe mayor disagrees.", False),
    ],
)
def test_what_is_said_against_it_next_comes_along(text: str, along: bool) -> None:
    found = tuple(one for one in sentences(text) if not one.text.startswith("#"))
    assert (rejoinder(found[0], found) is not None) is along
    assert (found[1:2] == tuple(companions(found[0], found, ()))) is along


def test_a_denial_of_a_bare_this_brings_what_it_denies() -> None:
    text = "Three clerks saw it burn. The mayor, Ola Brandt, denied this on Thursday."
    found = sentences(text)
    start = text.index("denied")
    denial = Mark("denied", "contested", start, start + 6, Span(start + 7, len(text) - 1), 0)
    assert tuple(companions(found[1], found, [denial])) == found[:1]


def test_what_is_said_against_a_denial_comes_along_with_the_claim() -> None:
    text = "The Post wrote that Orlen burnt. Orlen called that a lie. The Post corrected the date."
    found = sentences(text)
    denial = Mark("a lie", "contested", 0, 0, found[0].span, 0)
    start = found[1].start
    pointing = replace(denial, start=start, end=start + 5)
    assert tuple(companions(found[0], found, [pointing])) == found[1:]
