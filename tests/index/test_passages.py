"""Passages within a budget, never cut where a mark reaches over."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.documents import load, plain
from index.passages import cut, encoding
from index.sentences import sentences_of
from index.stance import read
from index.types import Document, Mark, Passage, Span

TRUCE = Path(__file__).parents[3] / "shared" / "article" / "truce.txt"
NAME = "TIKTOKEN_CACHE_DIR"
TEXT = (
    "A title\n\n"
    "By Jane Roe\n\n"
    "One came home. Two came home. Three came home.\n\n"
    "A heading\n\n"
    "Four came home. Five came home.\n\n"
    "Subscribe to our newsletter\n"
)


def passages(
    text: str, budget: int, marks: Sequence[Mark] = ()
) -> tuple[Document, tuple[Passage, ...]]:
    document = plain.read(text, "article.txt")
    return document, cut(document, sentences_of(document), marks, budget)


def tokens(text: str) -> int:
    return len(encoding().encode_ordinary(text))


def mark(words: str, scope: str) -> Mark:
    start = TEXT.index(words)
    first = TEXT.index(scope)
    span = Span(first, first + len(scope))
    return Mark(words, "contested", start, start + len(words), span)


def test_passages_are_whole_sentences_within_the_budget() -> None:
    _, found = passages(TEXT, 8)
    assert [passage.text for passage in found] == [
        "A title",
        "One came home. Two came home.",
        "Three came home.",
        "A heading\n\nFour came home.",
        "Five came home.",
    ]


def test_a_budget_for_all_still_leaves_out_what_is_not_the_articles_own() -> None:
    document, found = passages(TEXT, 1_000)
    assert [passage.text for passage in found] == [
        "A title",
        document.text[document.text.index("One") : document.text.index("\n\nSubscribe")],
    ]


def test_a_sentence_over_the_budget_stays_whole() -> None:
    _, found = passages(TEXT, 1)
    assert [passage.text for passage in found][1:4] == [
        "One came home.",
        "Two came home.",
        "Three came home.",
    ]


def test_a_mark_is_never_parted_from_its_scope() -> None:
    back = mark("Three", "One came home")
    document, found = passages(TEXT, 1, [back])
    assert found[1].text == "One came home. Two came home. Three came home."
    assert found[1].marks == (back,)
    assert document.text[found[1].start : found[1].end] == found[1].text


def test_a_passage_carries_the_marks_that_meet_it() -> None:
    first, second = mark("One", "One came"), mark("Five", "Five came")
    _, found = passages(TEXT, 1, [first, second])
    assert [passage.marks for passage in found] == [(), (first,), (), (), (), (second,)]


@given(
    some.integers(1, 60),
    some.lists(some.tuples(some.integers(0, 400), some.integers(0, 400)), max_size=4),
)
def test_passages_hold_all_the_articles_own_sentences_once(
    budget: int, reaches: list[tuple[int, int]]
) -> None:
    text = "A title\n\n" + "\n\n".join(
        f"The {word} came home. It may stay. Nobody knows of the {word}."
        for word in ("one", "two", "three", "four", "five")
    )
    marks = [
        Mark("x", "epistemic", start, start + 1, Span(scope, scope + 9))
        for start, scope in reaches
        if max(start, scope) + 9 < len(text)
    ]
    document, found = passages(text, budget, marks)
    assert [s for passage in found for s in passage.sentences] == list(sentences_of(document))
    for reach in marks:
        meeting = [p for p in found if p.span.meets(reach.span) or p.span.meets(reach.scope)]
        own = [p for p in meeting if p.span.meets(reach.span)]
        assert all(reach in passage.marks for passage in meeting)
        assert len(meeting) <= 1 or not own or own == meeting


@pytest.mark.parametrize("named", [None, "", ".", "nowhere"])
def test_the_table_of_tokens_comes_with_llama_index(named: str | None, tmp_path: Path) -> None:
    """It is not fetched either where the folder named for it is empty or missing."""
    code = "from index.passages import encoding; print(len(encoding().encode_ordinary('a b')))"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TIKTOKEN")}
    environment |= {
        "https_proxy": "http://127.0.0.1:1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    environment |= {} if named is None else {NAME: named}
    run = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=tmp_path, env=environment
    )
    assert run.stdout == b"2\n"


def test_a_table_of_tokens_in_the_folder_named_is_taken(tmp_path: Path) -> None:
    code = "import os; from index.passages import encoding; encoding(); print(os.environ[NAME])"
    encoding()
    for table in Path(os.environ[NAME]).iterdir():
        shutil.copy(table, tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", code.replace("NAME", f"'{NAME}'")],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, NAME: str(tmp_path)},
        text=True,
    )
    assert run.stdout.strip() == str(tmp_path)


@pytest.mark.skipif(not TRUCE.exists(), reason="the real article is not part of the project")
def test_the_real_article() -> None:
    document = load(str(TRUCE))
    sentences = sentences_of(document)
    marks = read(document.text, [sentence.span for sentence in sentences])
    found = cut(document, sentences, marks)
    words = " ".join(passage.text for passage in found)
    assert "newsletter" not in words
    assert "authorial" not in words
    for passage in found:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text[-1] in ".!?:”)" or passage.sentences[-1].role == "title"
    for one in marks:
        meeting = [p for p in found if p.span.meets(one.span) or p.span.meets(one.scope)]
        assert len(meeting) <= 1
