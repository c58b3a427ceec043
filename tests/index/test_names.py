"""A source is known by one name, however its path is written."""

import os
from pathlib import Path

import pytest

from index.names import is_address, known_as, shown

ADDRESS = "https://example.org/../a.html"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder beside which there is another one."""
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path.resolve()


def test_every_spelling_of_a_path_is_one_name(folder: Path) -> None:
    spellings = ("a.txt", "./a.txt", "../here/a.txt", str(folder / "here" / "a.txt"))
    assert {known_as(spelling) for spelling in spellings} == {str(folder / "here" / "a.txt")}
    (folder / "link.txt").symlink_to(folder / "here" / "a.txt")
    assert known_as("../link.txt") == str(folder / "here" / "a.txt")


def test_an_address_is_its_own_name() -> None:
    assert is_address(ADDRESS)
    assert known_as(ADDRESS) == shown(ADDRESS) == ADDRESS


def test_a_file_is_shown_as_seen_from_here(folder: Path) -> None:
    assert shown(known_as("deep/a.txt")) == os.path.join("deep", "a.txt")
    assert shown(known_as("../there/a.txt")) == str(folder / "there" / "a.txt")


def test_a_working_folder_that_is_gone_is_no_fault(folder: Path) -> None:
    (folder / "here").rmdir()
    assert known_as("a.txt") == "a.txt"
    assert shown(str(folder / "a.txt")) == str(folder / "a.txt")
