"""Texts to check: an answer in a file, and files of pairs of an answer with its source."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.documents import load
from index.errors import SourceError
from qa.compare import check
from qa.types import Report


@dataclass(frozen=True, slots=True)
class Pair:
    """An answer with the whole text of its source, and the question where there was one."""

    id: str | int | None
    source: str
    answer: str
    question: str | None = None


def read_answer(name: str) -> str:
    """Return the text of an answer: a file of any kind that an article may be, or `-`.

    Raises SourceError, also where there is nothing in it.
    """
    text = _text("-") if name == "-" else load(name).text
    if not text.strip():
        raise SourceError(f"{_place(name)}: there is no text to check.")
    return text


def _place(name: str) -> str:
    return "standard input" if name == "-" else name


def _text(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror}.") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = f"not UTF-8 text at byte {error.start:,}; save it as UTF-8."
        raise SourceError(f"{_place(name)}: {fault}") from None


def read_pairs(name: str) -> tuple[Pair, ...]:
    """Return the pairs of a JSONL file, a line each; blank lines are passed over.

    Raises SourceError at the first line at fault, naming the file and the line, so that nothing
    is checked before the whole file is known to be good.
    """
    lines = enumerate(_text(name).split("\n"), 1)
    return tuple(
        _pair(line, f"{_place(name)}, line {number}") for number, line in lines if line.strip()
    )


def _pair(line: str, place: str) -> Pair:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(f"{place}: not JSON: {error}.") from None
    if not isinstance(record, dict):
        raise SourceError(f"{place}: expected an object with the keys id, source and answer.")
    for key in ("source", "answer"):
        if not isinstance(record.get(key), str):
            raise SourceError(f'{place}: expected text under the key "{key}".')
    if not isinstance(record.get("question"), str | None):
        raise SourceError(f'{place}: expected text under the key "question", or none.')
    if not isinstance(record.get("id"), str | int | None):
        raise SourceError(f'{place}: expected text or a number under the key "id", or none.')
    return Pair(record.get("id"), record["source"], record["answer"], record.get("question"))


def judged(pairs: tuple[Pair, ...]) -> Iterator[tuple[Pair, Report]]:
    """Yield each pair with its report, in order."""
    for pair in pairs:
        yield pair, check(pair.answer, pair.source, pair.question)
