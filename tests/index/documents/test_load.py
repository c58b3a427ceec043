"""Files and folders, good and bad."""

from pathlib import Path

import pytest

from index.documents import LARGEST, expand, load
from index.errors import SourceError
from index.stance import read
from index.store import Index

ARTICLE = "The truce\n\nThe truce reportedly holds. Nobody knows for how long.\n"


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        load(str(path))
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def test_a_text_file_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    document = load(str(path))
    assert document.text == ARTICLE
    assert document.source == str(path)
    assert load(str(tmp_path / ".." / tmp_path.name / "article.txt")) == document
    assert document.title == "The truce"


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff"], ids=ascii)
@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_what_nobody_sees_hides_no_hedge(tmp_path: Path, ending: str, unseen: str) -> None:
    path = tmp_path / f"article{ending}"
    said = f"The truce ma{unseen}y hold. Nobody knows for how long, it is sa{unseen}id."
    page = f'<html><head><meta charset="utf-8"></head><body><article><p>{said}</p></article></body>'
    path.write_text(page if ending == ".html" else said)
    document = load(str(path))
    assert document.text == said.replace(unseen, "")
    assert "may" in [mark.text for mark in read(document.text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_and_line_ends_are_no_part_of_the_text(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode(encoding))
    assert load(str(path)).text == ARTICLE
    path.write_bytes(ARTICLE.replace("\n", "\r").encode(encoding))
    assert load(str(path)).text == ARTICLE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "no text"),
        ("Café".encode("latin-1"), "not valid UTF-8 at byte 3"),
        ("“The truce”".encode("cp1252"), "not valid UTF-8 at byte 0"),
        ("The truce".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\xff\xfeT\x00h", "not valid UTF-16"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04text", "binary"),
        (b"{\\rtf1 The truce may hold.}", "RTF cannot be read"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "this is a PDF, not text; let its name end in .pdf"),
        (b"PK\x03\x04\x14\0\x06\0", "a Word file end in .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word file"),
        (b"\x89PNG\r\n\x1a\n\0", "an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
    ],
)
def test_bytes_that_are_no_text_are_refused_and_named(
    tmp_path: Path, data: bytes, why: str
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert why in refusal(path)


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "txt", "md"])
def test_a_damaged_file_of_any_kind_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"article.{ending}"
    path.write_bytes(b"\x00\x9f\x92\x96" * 40)
    refusal(path)


def test_a_stray_control_character_does_not_make_a_text_binary(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE + "\x07")
    assert load(str(path)).text == ARTICLE + "\x07"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "missing.txt")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert f"100 MB is over the limit of {LARGEST // 1_000_000} MB" in refusal(path)


def test_a_folder_is_its_readable_files_sorted(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "deep/c.html", "picture.png", ".hidden/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE)
    address = "https://example.org/article"
    found = expand([address, str(tmp_path), str(tmp_path / "deep" / ".." / "a.txt")])
    names = ("a.txt", "b.md", "deep/c.html")
    assert found == (address, *(str(tmp_path / name) for name in names))


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert expand([str(tmp_path)]) == (str(tmp_path),)
    assert "nothing to read in this folder" in refusal(tmp_path)


def test_a_folder_of_articles_is_none_itself(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert "this is a folder; name one of the articles in it" in refusal(tmp_path)


def test_an_index_is_no_article(tmp_path: Path) -> None:
    Index.open(str(tmp_path / "index")).close()
    assert f"ask it with --index {tmp_path / 'index'}" in refusal(tmp_path / "index")


def test_a_file_of_another_ending_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "article.news"
    path.write_text(ARTICLE)
    assert load(str(path)).title == "The truce"
