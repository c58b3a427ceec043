"""What the README shows is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.qa.test_conversations import TRANSCRIPTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


def allegedly(arguments: list[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "eval.cli", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )


def transcript(command: str) -> list[str]:
    """Return the lines that the README shows below a command, up to the next one."""
    for _, block in BLOCKS:
        if f"$ {command}" in block:
            shown: str = block.split(f"$ {command}\n")[1].split("\n\n$ ")[0]
            return shown.strip().splitlines()
    raise AssertionError(f"the README does not show {command}")


def test_the_question_is_answered_as_shown() -> None:
    command = 'allegedly ask "Did a trawler cut the cable?" --source qa/sample/article.md'
    _, *arguments = shlex.split(command)
    run = allegedly(arguments)
    assert run.returncode == 0, run.stderr
    shown = transcript(command)
    assert shown.pop() == "..."  # the citations go on
    assert run.stdout.splitlines()[: len(shown)] == shown


def test_the_sentence_is_checked_as_shown() -> None:
    command = (
        'echo "A trawler dragged its anchor across the cable." '
        "| allegedly check --source qa/sample/article.md -"
    )
    run = allegedly(
        ["check", "--source", "qa/sample/article.md", "-"],
        "A trawler dragged its anchor across the cable.\n",
    )
    assert run.returncode == 1, run.stderr
    assert run.stdout.splitlines() == transcript(command)


def test_the_conversations_are_ones_that_are_kept_as_transcripts() -> None:
    kept = [path.read_text(encoding="utf-8").strip() for path in TRANSCRIPTS]
    shown = [block.strip() for language, block in BLOCKS if language == "text"]
    assert len(shown) == 2
    assert all(conversation in kept for conversation in shown)
    assert ["\n~ " in conversation for conversation in shown] == [False, True]


def test_the_python_runs() -> None:
    (code,) = (block for language, block in BLOCKS if language == "python")
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert "trawler" in run.stdout
    assert "True" in run.stdout


COMMANDS = sorted(
    {
        line.split("  ")[0].strip()
        for _, block in BLOCKS
        for line in block.splitlines()
        if line.startswith(("allegedly ", "python3 start.py"))
    }
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one_that_there_is(command: str) -> None:
    """The words up to the first argument are a command that can say how it is used."""
    words = shlex.split(command)[1 if command.startswith("allegedly") else 2 :]
    if words[:1] == ["test"] or not words:
        assert (ROOT / "start.py").exists()
        return
    options = [] if not words[0].startswith("--") else words[:2]
    rest = words[len(options) :]
    name = rest[:2] if rest[0] == "eval" else rest[:1]
    run = allegedly([*options, *name, "--help"])
    assert run.returncode == 0, run.stderr


def test_every_file_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
