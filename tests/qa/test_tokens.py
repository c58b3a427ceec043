"""Text is counted and cut by tokens, at words and sentences."""

from hypothesis import given
from hypothesis import strategies as st

from qa.tokens import count, head, tail

TEXT = "The bridge may fall. The mayor denied it. Nobody was hurt."


def test_words_that_steer_a_model_count_as_plain_text() -> None:
    assert count("<|endoftext|>") > 1
    assert count("") == 0


def test_the_head_of_a_text_ends_at_a_word_and_says_that_it_is_cut() -> None:
    assert head(TEXT, 4) == "The bridge may …"
    assert head(TEXT, 100) == TEXT


def test_the_tail_of_a_text_begins_at_a_sentence() -> None:
    assert tail(TEXT, 10) == "The mayor denied it. Nobody was hurt."
    assert tail(TEXT, 100) == TEXT
    assert tail(TEXT, 1) == ""


@given(st.text(max_size=80), st.integers(1, 30))
def test_a_tail_fits(text: str, budget: int) -> None:
    assert count(tail(text, budget)) <= budget
