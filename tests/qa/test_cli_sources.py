"""What the command line does with the sources it is given: good, bad, many, and written anyhow."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from index.documents import load
from index.store import Index
from tests.qa.command import HEDGED, allegedly, assert_refused

FERRY = "The ferry to Skerrow may stop in the winter, the harbour office said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a", HEDGED), ("b", FERRY)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.txt").write_text(text)
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.fixture
def mixed(folder: Path) -> Path:
    """A folder of a good article and a bad one."""
    (folder / "b" / "bad.txt").write_bytes(b"\x01\x02\x03\x04")
    return folder


def documents(done: "subprocess.CompletedProcess[str]") -> set[str]:
    return {citation["document"] for citation in json.loads(done.stdout)["citations"]}


def test_articles_of_one_name_in_two_folders_are_both_kept_and_told_apart(folder: Path) -> None:
    index = ("--index", str(folder / "index"))
    for name in ("a", "b"):
        done = allegedly(folder / name, *index, "index", "article.txt")
        assert done.stdout == "added      article.txt\n"
    listed = allegedly(folder / "a", *index, "sources").stdout
    assert [line.split("\t")[0] for line in listed.splitlines()] == [
        "article.txt",
        str(folder / "b" / "article.txt"),
    ]
    asked = allegedly(folder, *index, "ask", "Does the ferry stop in the winter?", "--json")
    assert documents(asked) == {"b/article.txt"}
    text = allegedly(folder / "a", *index, "sources", "--text", "../b/article.txt")
    assert text.stdout == FERRY
    forgot = allegedly(folder / "b", *index, "forget", "../a/article.txt")
    assert forgot.stdout == "forgot     ../a/article.txt\n"
    assert allegedly(folder, *index, "forget", "b").stdout == "forgot     b\n"
    assert "nothing is indexed" in allegedly(folder, *index, "sources").stderr


def test_what_an_earlier_version_kept_is_listed_with_how_to_mend_it(folder: Path) -> None:
    article = load(str(folder / "b" / "article.txt"))
    with Index.open(str(folder / "kept")) as index, index.writing():
        index.put(replace(article, source="b/article.txt"))
    done = allegedly(folder / "a", "--index", "../kept", "sources")
    assert (done.returncode, done.stdout.split("\t")[0]) == (0, "b/article.txt")
    assert done.stderr.startswith("b/article.txt: indexed by an earlier version, which did not ")
    allegedly(folder, "--index", "kept", "index", "b")
    assert len(allegedly(folder, "--index", "kept", "sources").stdout.splitlines()) == 2
    allegedly(folder / "a", "--index", "../kept", "forget", "b/article.txt")
    left = allegedly(folder / "a", "--index", "../kept", "sources")
    assert (left.stdout.split("\t")[0], left.stderr) == (str(folder / "b" / "article.txt"), "")


def test_a_folder_with_nothing_to_read_leaves_the_others_indexed(folder: Path) -> None:
    done = allegedly(folder, "index", "a/article.txt", "empty")
    failed = (
        "failed     empty: nothing to read in this folder; it needs files that end in .docx, .htm, "
        ".html, .markdown, .md, .pdf, .text, .txt, .xhtml.\n"
    )
    assert (done.returncode, done.stdout) == (3, f"added      a/article.txt\n{failed}")
    alone = allegedly(folder, "index", "empty")
    assert (alone.returncode, alone.stdout) == (2, failed)


def test_an_index_with_nothing_in_it_says_so(folder: Path) -> None:
    allegedly(folder, "index", "a")
    allegedly(folder, "forget", "a")
    done = allegedly(folder, "sources")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing is indexed; add with: allegedly index SOURCE" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("Does the ferry stop?", "--source", "a/article.txt", "b/article.txt"),
        ("Does the ferry stop?", "--source", "a/article.txt", "--source", "b/article.txt"),
        ("--source", "a", "b", "Does the ferry stop?"),
        ("Does the ferry stop?", "--source", "a", "b", "--seed", "1"),
    ],
)
def test_several_sources_may_stand_behind_one_option(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    done = allegedly(folder, "ask", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert documents(done) == {"b/article.txt"}


def test_what_cannot_be_read_is_told_and_the_other_sources_answer(mixed: Path) -> None:
    done = allegedly(mixed, "ask", "Does the ferry stop?", "--source", "b", "none.txt", "--json")
    assert done.returncode == 3
    assert documents(done) == {"b/article.txt"}
    first, second = done.stderr.splitlines()
    assert first.startswith("allegedly: b/bad.txt: this is a binary file")
    assert second.startswith("allegedly: none.txt: there is no such file")
    none = allegedly(mixed, "ask", "Does it?", "--source", "none.txt", "empty")
    assert (none.returncode, none.stdout) == (2, "")
    assert [line[:11] for line in none.stderr.splitlines()] == ["allegedly: "] * 2


def test_one_text_is_wanted_where_a_folder_is_named(folder: Path) -> None:
    line = "this is a folder; name one of the articles in it"
    assert_refused(allegedly(folder, "sources", "--text", "a"), line)
    assert_refused(allegedly(folder, "check", "--source", "a", "-", given="It may."), line)


def test_an_index_is_asked_by_its_option(folder: Path) -> None:
    allegedly(folder, "--index", "kept", "index", "a")
    assert_refused(allegedly(folder, "ask", "Was it set?", "--source", "kept"), "--index kept")


def test_what_would_command_the_terminal_is_shown_as_a_sign(folder: Path) -> None:
    article = folder / "escape.txt"
    article.write_text("\x1b[2JThe fire\x07 might have been set\x9b1m, police said.\n")
    asked = ("ask", "Was the fire set?", "--source", "escape.txt")
    checked = ("check", "--source", "escape.txt", "-")
    for arguments in (asked, checked):
        shown = allegedly(folder, *arguments, given="The fire\x07 was set.").stdout
        assert "might have been set�1m, police said." in shown
        assert not {*"\x1b\x07\x9b"} & {*shown}
    quote = json.loads(allegedly(folder, *asked, "--json").stdout)["citations"][0]["quote"]
    assert "The fire\x07 might have been set\x9b1m" in quote
    assert allegedly(folder, "sources", "--text", "escape.txt").stdout == article.read_text()


def test_a_folder_that_may_not_be_looked_into_is_told_as_that(folder: Path) -> None:
    (folder / "b").chmod(0o000)
    done = allegedly(folder, "index", "a", "b", bound=True)
    (folder / "b").chmod(0o755)
    added, failed = done.stdout.splitlines()
    assert (done.returncode, added) == (3, "added      a/article.txt")
    assert failed == "failed     b: cannot be read: Permission denied."


def test_an_index_that_may_only_be_read_is_never_to_be_deleted(folder: Path) -> None:
    allegedly(folder, "--index", "kept", "index", "a")
    for path in ("kept", "kept/chroma.sqlite3"):
        mode = (folder / path).stat().st_mode
        (folder / path).chmod(mode & ~0o222)
        for command in (("sources",), ("ask", "Was it set?"), ("index", "b")):
            done = allegedly(folder, "--index", "kept", *command, bound=True)
            assert_refused(done, f"{path}: no permission to write here", "copy the folder")
            assert "delete" not in done.stderr
        (folder / path).chmod(mode)
