"""How near in meaning the words of a question and of an article are."""

import doctest

import pytest

from index.types import Sentence
from qa import kin
from qa.kin import (
    KIN,
    RELATED,
    SAME_STEM,
    SYNONYM,
    compounds,
    kinship,
    likeness,
    merged,
    sought,
)
from qa.ranking import nearness, read_question
from qa.words import words


def test_a_stem_is_nearer_than_a_synonym_and_that_than_what_goes_along() -> None:
    assert kinship("town", "town") == SAME_STEM
    assert kinship("town", "citi") == SYNONYM
    assert kinship("prosecutor", "crimin") == kinship("crimin", "prosecutor") == KIN
    assert kinship("prosecutor", "town") == 0.0


def test_whether_something_rose_is_answered_by_that_it_fell() -> None:
    assert kinship("rise", "fell") == kinship("genuin", "forg") == KIN


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Will she step down?", "She does not resign."),
        ("Was the plan rejected?", "They turned the whole plan down."),
        ("Why did the lights go off?", "The lights failed."),
        ("Who sold the twelve boats?", "The 12 boats were sold."),
        ("Who is the loser?", "Armenia lost."),
        ("Did the lights go off?", "The lights went off."),
        ("Who put their names to it?", "The two leaders signed it."),
        ("Did anybody lose their life?", "No patient died."),
        ("Is the report at odds with it?", "They disagree on the report."),
    ],
)
def test_a_verb_and_its_particle_are_one_word(asked: str, said: str) -> None:
    near = nearness(read_question(asked), [Sentence(0, len(said), said)])
    assert near.min() >= KIN


def test_a_particle_that_makes_no_other_verb_is_none() -> None:
    assert compounds("They stared down and turned the wheel.") == ()
    assert [word.text for word in sought("Did they stare down?")] == ["stare"]


def test_no_word_is_part_of_two_phrases() -> None:
    """A word of substance goes before a particle, the nearer before the farther."""
    asked = ("Who came out on top?", "Why did it go off on Monday?", "Has it gone missing?")
    assert [[word.text for word in sought(text)] for text in asked] == [
        ["came top"],
        ["go off", "Monday"],
        ["gone missing"],
    ]


def test_a_phrase_means_what_it_is_related_to() -> None:
    assert kinship("put-name", "sign") == SYNONYM


def nearest(asked: str, said: str) -> list[float]:
    """Return how near what is said comes to each word that is asked for."""
    row = nearness(read_question(asked), [Sentence(0, len(said), said)])[0]
    return [float(one) for one in row]


def test_a_phrase_has_nothing_in_common_with_its_particle() -> None:
    assert nearest("What went off?", "They took it off.")[0] < KIN
    assert nearest("What went off?", "The lid is off.")[0] < KIN


def test_a_verb_has_nothing_in_common_with_its_phrase() -> None:
    assert [word.text for word in merged("He took part.")] == ["He", "took part"]
    (row,) = likeness(words("take"), merged("He took part."))
    assert row.max() < KIN


def test_a_number_is_met_by_no_other() -> None:
    assert nearest("Who counted 58?", "The bill is five; it was 5.")[-1] < 0.5
    assert nearest("Who counted 58?", "It was 58.")[-1] == pytest.approx(SAME_STEM)


@pytest.mark.parametrize(
    ("asked", "said", "near"),
    [
        ("sold", "seller", SAME_STEM),
        ("robbed", "robber", SAME_STEM),
        ("leader", "led", KIN),
        ("may", "mayor", 0.0),
        ("form", "former", 0.0),
    ],
)
def test_who_did_it_is_called_by_the_deed(asked: str, said: str, near: float) -> None:
    one, other = (words(text)[0].stem for text in (asked, said))
    assert kinship(one, other) in ((near, SYNONYM) if near == KIN else (near,))


def test_hearsay_is_no_part_of_what_is_asked() -> None:
    assert [word.text for word in sought("Who is thought to have forged it?")] == ["forged"]
    assert "thought" in [word.text for word in sought("What did she say she thought?")]


def test_to_have_founded_is_no_finding() -> None:
    one, other = (words(text)[0].stem for text in ("founded", "found"))
    assert kinship(one, other) < KIN


def test_every_line_relates_a_word_to_another() -> None:
    for line in RELATED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert len(set(map(kin.compound, line.split()))) > 1, line


def test_examples() -> None:
    assert doctest.testmod(kin).failed == 0
