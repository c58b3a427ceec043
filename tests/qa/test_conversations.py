"""Conversations about the sample article, kept as transcripts that can be read.

A line beginning with ">" asks; one with "~" is what the scripted model says, in turn; where there
is none the article answers in its own words. All others are the answer, "(mended)" where the
guard changed what the model said.

    python -m tests.qa.test_conversations     writes the answers anew, to be read before a commit
"""

from pathlib import Path

import pytest

from qa import Chatbot
from qa.models import ModelError, model
from qa.types import Statement, Turn
from tests.loopback import Loopback, fails, in_turn, says

FOLDER = Path(__file__).parent / "conversations"
ARTICLE = Path(__file__).parents[2] / "qa" / "sample" / "article.md"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def bot() -> Chatbot:
    return Chatbot.from_sources(str(ARTICLE))


def rounds(transcript: str) -> list[tuple[str, list[str]]]:
    """Return the questions of a transcript, each with what the model says on the way."""
    found: list[tuple[str, list[str]]] = []
    for line in transcript.splitlines():
        if line.startswith("> "):
            found.append((line[2:], []))
        elif line.startswith("~"):
            found[-1][1].append(line[1:].strip())
    return found


def told(statement: Statement) -> str:
    return statement.text + (" (mended)" if statement.repaired else "")


def held(bot: Chatbot, transcript: str) -> str:
    """Hold the conversation of a transcript, and return it with what was answered."""
    history: list[Turn] = []
    lines: list[str] = []
    for question, replies in rounds(transcript):
        lines += [f"> {question}", *(f"~ {reply}".strip() for reply in replies)]
        script = [
            fails(int(reply)) if reply.isdecimal() else says(reply) for reply in replies or [""]
        ]
        with Loopback(in_turn(*script)) as server:
            llm = model(f"scripted@{server.url}" if replies else "none")
            try:
                answer = Chatbot(bot.index, llm).ask(question, history)
            except ModelError as error:
                lines += ["! " + str(error).replace(server.url, "its address"), ""]
                continue
        lines += [*map(told, answer.statements), ""]
        history.append(Turn(question, answer.text))
    return "\n".join(lines)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_a_conversation_goes_as_its_transcript_says(bot: Chatbot, path: Path) -> None:
    transcript = path.read_text(encoding="utf-8")
    assert held(bot, transcript) == transcript


def test_ten_conversations_are_kept() -> None:
    assert len(TRANSCRIPTS) >= 10


if __name__ == "__main__":
    reader = Chatbot.from_sources(str(ARTICLE))
    for file in TRANSCRIPTS:
        file.write_text(held(reader, file.read_text(encoding="utf-8")), encoding="utf-8")
