"""Marks that no cue leaves: who speaks in an interview."""

from index.stance import read
from index.stance.signs import turn_at, turns_of
from index.types import Mark, Span

INTERVIEW = """The farmers say that the sluice was opened too late.

Berg: That is not true. We opened it at four.

Were you asleep?

Berg: I think I was awake, and so was Ms Roo.

It is said that you were offered a post.

Berg: I have read that. There was no such offer.
"""


def marks_of(words: str, text: str = INTERVIEW) -> list[Mark]:
    """Return the marks whose scope holds the words."""
    start = text.index(words)
    return [mark for mark in read(text) if mark.scope.holds(Span(start, start + len(words)))]


def test_what_a_speaker_says_is_the_speakers() -> None:
    holders = {mark.holder for mark in marks_of("We opened it at four.")}
    assert holders == {"Berg"}


def test_a_turn_ends_with_its_paragraph() -> None:
    turns = turns_of(INTERVIEW)
    assert [turn.said.of(INTERVIEW)[:13] for turn in turns] == [
        "That is not t",
        "I think I was",
        "I have read t",
    ]
    asked = INTERVIEW.index("Were you")
    assert turn_at(turns, Span(asked, asked + 5)) is None


def test_a_first_person_is_whoever_speaks() -> None:
    assert {mark.holder for mark in marks_of("was awake") if mark.text == "I think"} == {"Berg"}


def test_a_speaker_denies_what_was_put_to_him() -> None:
    (denial,) = [mark for mark in marks_of("the sluice was opened") if mark.kind == "contested"]
    assert (denial.text, denial.holder) == ("is not true", "Berg")


def test_no_such_thing_denies_what_was_last_reported() -> None:
    kinds = {mark.kind for mark in marks_of("you were offered a post")}
    assert kinds == {"attribution", "contested"}


def test_a_name_before_one_colon_is_no_speaker() -> None:
    assert turns_of("Norvik: the harbour froze.\n\nNobody was hurt.") == ()


def test_a_caption_is_no_speaker() -> None:
    assert turns_of("Photo: Ane Berg\n\nA text.\n\nPhoto: Ane Berg\n") == ()


def test_lines_without_blanks_between_are_turns_too() -> None:
    turns = turns_of("Roo: Yes.\nBerg: No.\nRoo: Why?\nBerg: Because.")
    assert [turn.speaker for turn in turns] == ["Roo", "Berg", "Roo", "Berg"]
    assert all("\nBerg" not in turn.said.of("Roo: Yes.\nBerg: No.") for turn in turns[:1])
