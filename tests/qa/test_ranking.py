"""Ranking sentences for a question."""

import numpy as np
import pytest

from index.types import Passage, Sentence
from qa.ranking import (
    RUN,
    Candidate,
    Weights,
    features,
    read_question,
    together,
    with_one_before,
)


def closeness(question: str, text: str) -> float:
    """Return what the feature `close` is for a passage of one sentence."""
    passage = Passage("a.txt", None, 0, len(text), text, (Sentence(0, len(text), text),))
    return Weights(*features(read_question(question), [Candidate(passage)])[0]).close


def test_a_run_of_words_has_the_most_that_it_has_together() -> None:
    """Two words of the question, the second of them as far behind the first as a run is long."""
    far, near = np.zeros((2, RUN + 1), np.float32), np.zeros((2, RUN), np.float32)
    far[0, 0] = far[1, -1] = near[0, 0] = near[1, -1] = 1.0
    share, nothing = np.array([0.4, 0.6], np.float32), np.zeros(2, np.float32)
    assert together(far, nothing, share) == pytest.approx(0.6)
    assert together(near, nothing, share) == pytest.approx(1.0)
    assert together(near[:, :0], nothing, share) == 0.0


def test_what_the_sentence_holds_as_a_whole_need_not_stand_close() -> None:
    far = np.zeros((2, RUN + 1), np.float32)
    far[1, -1] = 1.0
    held, share = np.array([1.0, 0.0], np.float32), np.array([0.4, 0.6], np.float32)
    assert together(far, held, share) == pytest.approx(1.0)


def test_a_long_sentence_has_less_together_than_in_all() -> None:
    question = "Did the mayor open the bridge?"
    short = "The mayor opened the bridge."
    long = (
        "The mayor, who had come by train with his wife and both daughters, saw the bridge opened."
    )
    assert closeness(question, short) > closeness(question, long)


def test_a_name_holds_for_the_whole_sentence() -> None:
    said = "{}, who ran the utility of the island until the end of April, was warned."
    assert closeness("Was Kvist warned?", said.format("Kvist")) == pytest.approx(1.0)
    assert closeness("Was the mayor warned?", said.format("The mayor")) < 0.9


def passage(source: str, start: int, *texts: str) -> Passage:
    """Return a passage of sentences one character apart."""
    sentences: list[Sentence] = []
    for text in texts:
        sentences.append(Sentence(start, start + len(text), text))
        start += len(text) + 1
    whole = " ".join(texts)
    return Passage(source, None, sentences[0].start, start - 1, whole, tuple(sentences))


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        (passage("a.txt", 9, "Later."), True),
        (passage("a.txt", 10, "Later."), True),
        (passage("a.txt", 40, "Later."), False),
        (passage("b.txt", 9, "Later."), False),
    ],
)
def test_the_one_before_may_stand_in_another_passage(second: Passage, joined: bool) -> None:
    """It is found in whatever order the passages come, but not over what was left out."""
    near = np.array([[0.2, 0.9], [0.8, 0.1]], np.float32)
    both = with_one_before(near, [second, passage("a.txt", 0, "At dawn.")])
    assert both[0].tolist() == pytest.approx([0.8 if joined else 0.2, 0.9])
    assert both[1].tolist() == pytest.approx([0.8, 0.1])


def test_a_sentence_is_found_by_what_stands_before_it_where_passages_are_cut() -> None:
    first = passage("a.txt", 0, "Some want a ferry to the island.")
    second = passage("a.txt", first.end + 1, "The mayor is in favour.")
    far = passage("a.txt", first.end + 60, "The mayor is in favour.")
    asked = read_question("Is the mayor for a ferry to the island?")
    after, apart = (
        Weights(*features(asked, [Candidate(first), Candidate(one)])[1]).before
        for one in (second, far)
    )
    assert after > apart
