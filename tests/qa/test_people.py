"""Who the names of an article are, and whom its pronouns mean."""

import doctest

import pytest

from index.types import Sentence
from qa import people
from qa.people import bears, described, implied, role_of


def apart(*texts: str, between: int = 1) -> list[Sentence]:
    """Return sentences that follow each other, so many characters apart."""
    sentences: list[Sentence] = []
    start = 0
    for text in texts:
        sentences.append(Sentence(start, start + len(text), text))
        start += len(text) + between
    return sentences


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ("The energy minister, Ragna Teel, left.", "teel", "minister"),
        ("Its chief engineer, Martin Keele, resigned.", "keele", "engineer"),
        ("Ruben Hale, the mayor, knew of it.", "hale", "mayor"),
        ("Tove Almgren, who heads the inquiry, said so.", "almgren", "heads"),
        ("Professor Amara Silbert examined it.", "silbert", "Professor"),
    ],
)
def test_an_article_says_who_somebody_is(text: str, key: str, word: str) -> None:
    assert word in [one.text for one in described(apart(text))[key]]


def meant(*texts: str, between: int = 1) -> list[str]:
    """Return the words that the last of the sentences stands for without having them."""
    sentences = apart(*texts, between=between)
    return [word.text for word in implied(sentences, described(sentences))[-1]]


def test_a_surname_and_a_pronoun_stand_for_who_that_is() -> None:
    said = "The energy minister, Ragna Teel, left."
    assert "minister" in meant(said, "Teel came back.")
    assert "minister" in meant(said, "It rained.", "She came back.")
    assert meant(said, "The train came back.") == []


def test_a_pronoun_means_the_first_whom_a_sentence_names() -> None:
    """The subject stands first, not what is told of it."""
    said = "Anders Kvist, who ran Skerrow Power until April, is accused."
    assert "Anders" in meant(said, "He was charged.")


def test_what_somebody_is_stands_for_who_alone_is_that() -> None:
    texts = ("He sued the auction house, Pell & Sons, in May.", "The auction house kept silent.")
    assert "Sons" in meant(*texts)
    assert "Sons" not in meant("Its rival is the auction house, Orr.", *texts)


def test_a_pronoun_does_not_reach_over_what_was_left_out() -> None:
    assert meant("The energy minister, Ragna Teel, left.", "She came back.", between=90) == []


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Who is the head of the prosecutor's office?", "head"),
        ("What is the name of the adviser who wrote the memo?", "adviser"),
        ("Who chairs the agency?", "chairs"),
        ("Which hospital were they taken to?", "hospital"),
        ("Who denied it?", None),
        ("What is the price?", None),
    ],
)
def test_a_role_is_asked_for(question: str, role: str | None) -> None:
    assert role_of(question) == role


@pytest.mark.parametrize(
    ("role", "text", "named"),
    [
        ("adviser", "In the memo an adviser to Teel called it useful.", False),
        ("adviser", "In the memo an adviser, Ola Brink, called it useful.", True),
        ("lawyer", "In court Kvist's lawyer called it useful.", False),
        ("woman", "One of them, a woman of 54, died on 28 May.", False),
        ("leads", "Tove Almgren, who heads the inquiry, said so.", True),
        ("minister", "The minister did not come to Hamnes on that day.", False),
    ],
)
def test_whether_one_in_a_role_is_named(role: str, text: str, named: bool) -> None:
    assert bears(role, frozenset(), text) is named


def test_examples() -> None:
    assert doctest.testmod(people).failed == 0
