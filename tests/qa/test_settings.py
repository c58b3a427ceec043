"""Settings: option before environment before file before default, and faults in one line."""

from pathlib import Path

import pytest

from qa.settings import Settings, SettingsError, load

NOTHING: dict[str, object] = {"index": None, "llm": None, "embed": None, "seed": None}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with no settings from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for key in Settings.model_fields:
        monkeypatch.delenv(f"ALLEGEDLY_{key.upper()}", raising=False)
    return tmp_path


def test_the_defaults_need_no_model_and_keep_the_index_among_the_users_data(folder: Path) -> None:
    settings = load(NOTHING)
    assert (settings.llm, settings.embed, settings.seed) == ("none", "wordllama", 0)
    assert Path(settings.index).is_relative_to(folder / "home")


def test_an_option_wins_over_the_environment_and_that_over_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "allegedly.toml").write_text('llm = "file@http://a/v1"\nseed = 1\nindex = "here"\n')
    monkeypatch.setenv("ALLEGEDLY_LLM", "environment@http://a/v1")
    monkeypatch.setenv("ALLEGEDLY_SEED", "2")
    settings = load({**NOTHING, "seed": 3})
    assert (settings.index, settings.llm, settings.seed) == ("here", "environment@http://a/v1", 3)


def test_a_file_in_the_working_folder_stands_in_for_the_users_own(folder: Path) -> None:
    own = folder / "home" / ".config" / "allegedly"
    own.mkdir(parents=True)
    (own / "allegedly.toml").write_text("seed = 5\n")
    assert load(NOTHING).seed == 5
    (folder / "allegedly.toml").write_text('embed = "wordllama"\n')
    assert load(NOTHING).seed == 0


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_LLM", "")
    assert load(NOTHING).llm == "none"


def test_the_home_folder_may_be_written_as_a_tilde_and_an_address_stays(folder: Path) -> None:
    assert load({**NOTHING, "index": "~/kept"}).index == str(folder / "home" / "kept")
    assert load({**NOTHING, "index": "http://host:8000"}).index == "http://host:8000"


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("modell = 'none'\n", ["allegedly.toml", '"modell"', "llm"]),
        ("seed = 'many'\n", ["allegedly.toml", '"seed"', "integer"]),
        ("index = 3\n", ["allegedly.toml", '"index"', "string"]),
        ("seed = \n", ["allegedly.toml", "TOML", "line 1"]),
        ("seed = '\udcff'\n", ["allegedly.toml", "TOML"]),
    ],
    ids=["unknown key", "not a number", "not text", "not TOML", "not UTF-8"],
)
def test_a_fault_in_the_file_names_the_file_and_the_key(
    folder: Path, content: str, parts: list[str]
) -> None:
    (folder / "allegedly.toml").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as caught:
        load(NOTHING)
    assert "\n" not in str(caught.value)
    assert [part for part in parts if part not in str(caught.value)] == []


def test_a_fault_elsewhere_names_the_variable_or_the_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SettingsError, match=r"^--seed: .*greater than or equal to 0"):
        load({**NOTHING, "seed": -1})
    monkeypatch.setenv("ALLEGEDLY_SEED", "x")
    with pytest.raises(SettingsError, match=r"^ALLEGEDLY_SEED: .*integer"):
        load(NOTHING)
