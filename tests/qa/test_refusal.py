"""Telling what an article answers from what it does not."""

import re

import pytest

from index.types import Passage, Sentence
from qa.refusal import answers, nearness_of, support

TEXT = "At least 300 people left the valley of the Tarn during the night."
PASSAGE = Passage("dam.txt", None, 0, len(TEXT), TEXT, (Sentence(0, len(TEXT), TEXT),))


def test_a_question_in_the_passages_words_is_answered() -> None:
    assert answers("How many people left the valley?", [PASSAGE], 1)


def test_a_question_of_another_world_is_not() -> None:
    assert not answers("Who wrote the libretto of the opera?", [PASSAGE], 1)


def test_with_no_passage_nothing_is_answered() -> None:
    assert not answers("How many people left the valley?", [], 0)


def test_every_word_met_counts_in_full() -> None:
    near = nearness_of("people left the valley", [PASSAGE], 1)
    assert near.sentence == pytest.approx(1.0)
    assert near.missing == pytest.approx(0.0, abs=1e-6)


def test_a_word_that_no_passage_comes_near_is_missing() -> None:
    near = nearness_of("Which school did the people of the Tarn valley visit?", [PASSAGE], 1)
    assert near.missing > 0.5


def test_a_sentence_counts_with_the_one_before_it_however_passages_are_cut() -> None:
    def share(start: int) -> float:
        second = Sentence(start, start + 19, "He left the valley.")
        passages = [
            Passage("a.txt", None, 0, 15, first.text, (first,)),
            Passage("a.txt", None, start, start + 19, second.text, (second,)),
        ]
        return nearness_of("Did the mayor leave the valley?", passages, 1).sentence

    first = Sentence(0, 15, "The mayor fled.")
    assert share(16) > share(90)


def test_a_name_that_no_passage_has_is_a_stranger() -> None:
    known = nearness_of("Did people leave the Tarn?", [PASSAGE], 1)
    strange = nearness_of("Did people leave the Ossory?", [PASSAGE], 1)
    assert known.stranger < 0.01
    assert strange.stranger > 0.5


def test_the_nearest_of_many_passages_must_come_nearer() -> None:
    question = "How many people left the valley?"
    assert support(question, [PASSAGE], 100) < support(question, [PASSAGE], 20)


ALMGREN = "Tove Almgren heads the inquiry into the fire. She spoke to nine witnesses."
HEAD = Passage(
    "fire.txt",
    None,
    0,
    len(ALMGREN),
    ALMGREN,
    (Sentence(0, 45, ALMGREN[:45]), Sentence(46, len(ALMGREN), ALMGREN[46:])),
)


def test_she_is_the_one_whom_the_passage_before_named() -> None:
    first, second = ALMGREN.split(". ")
    cut = len(first) + 2
    apart = [
        Passage("fire.txt", None, 0, cut - 1, first, (Sentence(0, cut - 1, first + "."),)),
        Passage("fire.txt", None, cut, len(ALMGREN), second, (Sentence(cut, cut + 28, second),)),
    ]
    alone = nearness_of("Did Tove Almgren speak to witnesses?", apart[1:], 10)
    together = nearness_of("Did Tove Almgren speak to witnesses?", apart, 10)
    assert together.sentence > alone.sentence + 0.5


def test_one_whose_name_is_asked_for_must_have_one() -> None:
    def share(text: str) -> float:
        passage = Passage("a.txt", None, 0, len(text), text, (Sentence(0, len(text), text),))
        return nearness_of("What is the name of the adviser?", [passage], 10).sentence

    assert share("The adviser, Ola Brink, wrote a memo.") > 0.5
    assert share("An adviser to Teel wrote a memo.") == 0.0


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Who heads the inquiry into the fire?", True),
        ("How many witnesses did Almgren speak to?", True),
        ("How old is Tove Almgren?", False),
        ("How many firemen did Tove Almgren speak to?", False),
        ("When did Tove Almgren speak to the witnesses?", False),
    ],
)
def test_what_is_asked_for_must_be_there(question: str, answered: bool) -> None:
    assert answers(question, [HEAD], 10) == answered


def test_the_names_of_a_question_do_not_make_up_for_the_rest_of_it() -> None:
    named = nearness_of("Does Tove Almgren play chess?", [HEAD], 10)
    met = nearness_of("Does Tove Almgren head the inquiry?", [HEAD], 10)
    assert named.sentence < met.sentence / 2


def test_that_a_thing_is_unknown_is_an_answer() -> None:
    text = "The price of the ferry is unknown."
    open_ = Passage("ferry.txt", None, 0, len(text), text, (Sentence(0, len(text), text),))
    assert answers("What is the price of the ferry?", [open_], 10)


@pytest.mark.parametrize(
    ("question", "text", "answered"),
    [
        # none of these has the word that asks, all say it
        ("How old is Ines Corde?", "Corde, 34, denies that Ines Corde wrote the letter.", True),
        ("How old is Ines Corde?", "Ines Corde denies that she wrote the letter.", False),
        ("Who led the search?", "A search led by Ola Brink found the boat.", True),
        ("Who led the search?", "The search found a boat near Orlen.", False),
        ("Who is Ola Brink?", "The keeper of the lock, Ola Brink, found the boat.", True),
        ("Who is Ola Brink?", "Ola Brink found the boat.", False),
        ("What is Ola Brink's job?", "A clerk of the lock, Ola Brink, found the boat.", True),
        ("What does Ola Brink do?", "Ola Brink found the boat.", False),
    ],
)
def test_who_somebody_is_may_be_said_beside_the_name(
    question: str, text: str, answered: bool
) -> None:
    passage = Passage("a.txt", None, 0, len(text), text, (Sentence(0, len(text), text),))
    assert answers(question, [passage], 10) == answered


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        # a name that stands in the next sentence is nobody's who did it
        ("Who mended the taps?", "The taps were off. Sandvik went home.", False),
        ("Who mended the taps?", "The taps were off. Sandvik mended them.", True),
        # what is left open is another thing
        (
            "How many chairs are made a year?",
            "Chairs are made here. Whether it is big is uncertain.",
            False,
        ),
        ("How many chairs are made a year?", "The number of chairs is unknown.", True),
        # a hospital, and not which
        ("Which hospital were they taken to?", "They were taken to a hospital.", False),
        ("Which hospital were they taken to?", "They were taken to Orne hospital.", True),
        ("Who owns the mill?", "The mill laid off Ada Brin.", False),
        ("Who owns the mill?", "The mill belongs to Ada Brin.", True),
        # the sum is another's
        ("How much did the pool cost?", "The pool is late. A recount costs 9 euros.", False),
        ("How much did the pool cost?", "The pool is late. It costs 9 euros.", True),
        # the age is another's
        ("How old is Ada Brin?", "Ada Brin left. Paul Stern, 59, stayed.", False),
        ("How old is Ada Brin?", "Ada Brin, 41, left. Paul Stern stayed.", True),
    ],
)
def test_what_has_the_thing_must_have_something_of_the_question(
    question: str, text: str, fits: bool
) -> None:
    ends = [match.end() for match in re.finditer(r"\.", text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(Sentence(a, b, text[a:b]) for a, b in zip(starts, ends, strict=True))
    passage = Passage("a.txt", None, 0, len(text), text, sentences)
    assert (nearness_of(question, [passage], 10).sentence > 0.3) == fits
