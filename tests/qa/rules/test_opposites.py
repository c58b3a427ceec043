"""The opposite of a word of the source turns a claim round; a converse or a negation does not."""

import pytest

from qa import check
from qa.rules.opposites import opposites

RULING = "The court upheld the ban on night flights that the airport had challenged."


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("The court struck down the ban on night flights.", "reversed"),
        ("The court confirmed the ban on night flights.", "kept"),
        ("The court did not strike down the ban on night flights.", "kept"),
    ],
)
def test_the_opposite_of_a_ruling_turns_it_round(answer: str, verdict: str) -> None:
    assert check(answer, RULING).verdict == verdict


def test_both_sides_of_a_match_may_be_told() -> None:
    assert check(
        "Olm lost to Perrin by two goals.", "Perrin won by two goals against Olm."
    ).verdict not in {"reversed"}


def test_no_word_is_its_own_opposite() -> None:
    assert not [word for word, others in opposites().items() if word in others]
