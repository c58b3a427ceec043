"""Markers in any dress become numbers, and leave the text as if they had not been there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.markers import Marked, read, settled


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("It fell [1].", [1]),
        ("It fell.[1]", [1]),
        ("It fell. [1]", [1]),
        ("It fell[1].", [1]),
        ("It fell [1, 2].", [1, 2]),
        ("It fell [1; 3].", [1, 3]),
        ("It fell [1 and 3].", [1, 3]),
        ("It fell [1][2].", [1, 2]),
        ("It fell [1] [2].", [1, 2]),
        ("It fell [1-3].", [1, 2, 3]),
        ("It fell [1–3].", [1, 2, 3]),
        ("It fell [ 2 ].", [2]),
        ("It fell [^2].", [2]),
        ("It fell【2】.", [2]),
        ("It fell 【2†source】.", [2]),
        ("It fell【4:2†truce.txt】.", [4]),
        ("It fell [Passage 2].", [2]),
        ("It fell [source 1, 2].", [1, 2]),
        ("It fell (1).", [1]),
        ("It fell [1](http://example.org/a).", [1]),
        ("It fell `[1]`.", [1]),
        ("It fell **[1]**.", [1]),
        ("It fell ［2］.", [2]),
        ("It fell [[1]].", [1]),
        ("It fell [citation 2].", [2]),
        ("It fell [cite:2].", [2]),
        ("It fell <cite>2</cite>.", [2]),
        ("It fell.<sup>1, 2</sup>", [1, 2]),
        ("It fell \\cite{1}.", [1]),
    ],
)
def test_a_marker_in_any_dress_is_read_and_taken_out(written: str, numbers: list[int]) -> None:
    marked = read(written, passages=5)
    assert marked.text.strip() == "It fell."
    assert [number for number, _ in marked.markers] == numbers


@pytest.mark.parametrize(
    "written", ["It fell [0].", "It fell [6].", "It fell [99, 100].", "It fell 【7】."]
)
def test_an_invented_number_is_taken_out_and_forgotten(written: str) -> None:
    assert read(written, passages=5) == read("It fell.", passages=5)


@pytest.mark.parametrize(
    "written",
    [
        "He saw two ways: (1) to wait and (2) to go.",
        "It [the town] fell in [2020].",
        "He said it [sic] fell.",
        "About 2-3 thousand fell.",
    ],
)
def test_what_only_looks_like_a_marker_stays(written: str) -> None:
    assert read(written, passages=5).text == written


def test_a_code_block_a_list_and_a_footnote_are_undressed() -> None:
    written = "```text\n- **It** fell [1].\n2. It rose [^2].\n```\n[^2]: page two\n"
    marked = read(written, passages=5)
    assert marked.text.split() == ["It", "fell.", "It", "rose."]
    assert [number for number, _ in marked.markers] == [1, 2]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("It *may* fall, _they_ say; a_b is 5 * 3.", "It may fall, they say; a_b is 5 * 3."),
        ("It <b>may</b> fall<br/>.<script>x()</script>", "It may fall."),
        ("~~It may be that~~ it fell.", " it fell."),
        ("![x](http://a/b) [It fell](http://a/c).", " It fell."),
        ("Rain. According to passage [2], it fell.", "Rain. It fell."),
        ("It covers 3 km<sup>2</sup> of 5 < 6.", "It covers 3 km2 of 5 < 6."),
    ],
)
def test_tags_emphasis_links_and_what_is_struck_out_are_undressed(written: str, bare: str) -> None:
    assert read(written, passages=5) == Marked(bare, ())


def test_items_of_a_list_stand_apart() -> None:
    assert read("He said:\n- it fell\n- it rose", 5).text == "He said:\n\nit fell\n\nit rose"


def test_what_a_model_says_to_itself_first_is_left_out() -> None:
    assert read("<think>\nIt fell [1]? Sure.\n</think>\n\nIt may fall.", passages=5) == read(
        "\n\nIt may fall.", passages=5
    )
    assert read("<think>It fell. So", passages=5).text == ""
    assert read("It fell. So.\n</think>\n\nIt may fall.", passages=5).text.strip() == "It may fall."


@given(st.text(alphabet="ab .[]()【】^†`*#-0123456789,\n", max_size=60), st.integers(0, 20))
def test_no_marker_is_left_and_none_is_invented(text: str, passages: int) -> None:
    marked = read(text, passages)
    assert all(1 <= number <= passages for number, _ in marked.markers)
    assert all(0 <= position <= len(marked.text) for _, position in marked.markers)


WORDS = st.lists(st.sampled_from(["It", "fell", "late", "Ten", "men"]), min_size=1, max_size=5)
NUMBERS = st.lists(st.integers(1, 9), min_size=1, max_size=3)
DRESSES = st.sampled_from(["[{}]", "[^{}]", "【{}】", "【{}†source】", "[Source {}]", "[ {} ]"])


@given(WORDS, NUMBERS, DRESSES)
def test_words_come_out_as_they_went_in(words: list[str], numbers: list[int], dress: str) -> None:
    plain = " ".join(words)
    written = f"{plain} {dress.format(', '.join(map(str, numbers)))}."
    marked = read(written, passages=9)
    assert marked.text == f"{plain}."
    assert [number for number, _ in marked.markers] == numbers
    assert {position for _, position in marked.markers} == {len(plain)}


@pytest.mark.parametrize(
    "cut", ["[", "[1", "[1,", "【", "【2†sou", "(1", "(1)", "［1", "[[1]", "<sup>1</su", "\\cite{1"]
)
def test_a_marker_that_is_still_coming_is_held_back(cut: str) -> None:
    assert settled(f"It fell. {cut}") == "It fell."
