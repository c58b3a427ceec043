"""A prompt says what the program fills in, no more and no less, or is refused by name."""

from pathlib import Path

import pytest

import prompts


@pytest.mark.parametrize("name", prompts.PLACEHOLDERS)
def test_every_prompt_of_the_folder_loads(name: str) -> None:
    assert prompts.load(name).template


def test_every_file_of_the_folder_is_known() -> None:
    assert {path.stem for path in prompts.FOLDER.glob("*.md")} == set(prompts.PLACEHOLDERS)


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("Answer {question}", "{passages} is missing"),
        ("{passages} {question} {name}", "{name} is unknown"),
        ("{passages} {question} {}", "{} is unknown"),
        ("{passages} {question} {", "double every brace"),
    ],
)
def test_a_wrong_placeholder_is_named_with_its_file(
    tmp_path: Path, template: str, complaint: str
) -> None:
    (tmp_path / "answer.md").write_text(template)
    with pytest.raises(prompts.PromptError) as refused:
        prompts.load("answer", tmp_path)
    assert complaint in str(refused.value)
    assert str(tmp_path / "answer.md") in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(prompts.PromptError, match=r"answer\.md: the prompt cannot be read"):
        prompts.load("answer", tmp_path)


def test_braces_in_what_is_filled_in_are_left_alone() -> None:
    filled = prompts.load("answer").fill(passages="{question}", question="{why}?")
    assert "{question}" in filled
    assert "{why}?" in filled
