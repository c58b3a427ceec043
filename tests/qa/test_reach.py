"""What a mark reaches of a quoted sentence, and which marks say nothing of its claim."""

from index.sentences import split
from index.stance import read
from index.types import Sentence
from qa.reach import reach_of


def first_of(text: str) -> Sentence:
    first = split(text)[0]
    return Sentence(first.start, first.end, first.of(text))


def test_an_adverb_before_a_reason_governs_the_reason_alone() -> None:
    text = "Brandt resigned in May, officially for her health."
    sentence, marks = first_of(text), read(text)
    (mark,) = (mark for mark in marks if mark.text == "officially for")
    assert reach_of(mark, sentence, marks).of(text).startswith("officially for her health")


def test_a_denial_of_a_report_does_not_reach_what_the_article_leaves_open() -> None:
    text = (
        "It is not known whether Brandt was at the fair at which, according to The Post, drink was"
        " sold. Its owner called the report a fabrication."
    )
    sentence, marks = first_of(text), read(text)
    (denial,) = (mark for mark in marks if mark.kind == "contested")
    assert "drink was sold" in reach_of(denial, sentence, marks).of(text)
    assert "Brandt" not in reach_of(denial, sentence, marks).of(text)


def test_who_is_quoted_within_a_clause_says_that_clause() -> None:
    text = "Brandt was at the fair at which, according to The Post, drink was sold."
    sentence, marks = first_of(text), read(text)
    (said,) = (mark for mark in marks if mark.text == "according to")
    assert "drink was sold" in reach_of(said, sentence, marks).of(text)
    assert "Brandt" not in reach_of(said, sentence, marks).of(text)
