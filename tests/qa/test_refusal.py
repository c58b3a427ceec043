"""Telling what an article answers from what it does not."""

from index.types import Passage, Sentence
from qa.refusal import THRESHOLD, answers, nearness_of, support

TEXT = "At least 300 people left the valley during the night."
PASSAGE = Passage("dam.txt", None, 0, len(TEXT), TEXT, (Sentence(0, len(TEXT), TEXT),))


def test_a_question_in_the_passages_words_is_answered() -> None:
    assert answers("How many people left the valley?", [PASSAGE])


def test_a_question_of_another_world_is_not() -> None:
    assert not answers("Who wrote the libretto of the opera?", [PASSAGE])


def test_with_no_passage_nothing_is_answered() -> None:
    assert support("How many people left the valley?", []) == 0.0 < THRESHOLD


def test_every_word_met_counts_in_full() -> None:
    near = nearness_of("people left the valley", PASSAGE)
    assert near.words > 0.99
