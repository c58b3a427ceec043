"""Texts to check: an answer in a file, and files of pairs of an answer with its source."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.documents import load
from index.errors import SourceError
from index.sentences import split
from index.types import Span
from qa.compare import judge_together, prepare
from qa.types import Judgement, Report, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An answer with all that there is of its source, and the question where there was one.

    `sentences` are spans into `source` where the file gives them, else None.
    """

    id: str | int | None
    source: str
    answer: str
    question: str | None = None
    sentences: tuple[Span, ...] | None = None


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
    is checked before the whole file is known to be good, and where it holds no pair.
    """
    pairs = []
    for number, line in enumerate(_text(name).split("\n"), 1):
        if line.strip():
            try:
                pairs.append(pair_of(json.loads(line)))
            except (json.JSONDecodeError, RecursionError) as error:
                why = str(error).replace("line 1 column", "column")
                raise SourceError(f"{_place(name)}, line {number}: not JSON: {why}.") from None
            except ValueError as error:
                raise SourceError(f"{_place(name)}, line {number}: {error}.") from None
    if not pairs:
        raise SourceError(f"{_place(name)}: there is no pair to check.")
    return tuple(pairs)


def pair_of(record: object) -> Pair:
    """Return the pair of a line. Its source is a text, or its sentences by number.

    Raises ValueError saying what was expected and where.
    """
    if not isinstance(record, dict):
        raise ValueError("expected an object with the keys id, source and answer")
    source, sentences = _source(record)
    answer, question, name = (record.get(key) for key in ("answer", "question", "id"))
    if not isinstance(answer, str):
        raise ValueError('expected text under the key "answer"')
    if not isinstance(question, str | None):
        raise ValueError('expected text under the key "question", or none')
    if not isinstance(name, str | int | None):
        raise ValueError('expected text or a number under the key "id", or none')
    return Pair(id=name, source=source, answer=answer, question=question, sentences=sentences)


def _source(record: dict[str, object]) -> tuple[str, tuple[Span, ...] | None]:
    numbered = record.get("source_sentences")
    if isinstance(numbered, dict) and numbered:
        text, spans = "", []
        for sentence in map(str, numbered.values()):
            spans.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        return text.rstrip(), tuple(spans)
    source = record.get("source")
    if not isinstance(source, str):
        raise ValueError('expected text under the key "source"')
    return source, None


def judgements(pair: Pair) -> tuple[Judgement, ...]:
    """Judge each sentence of a pair's answer against its source."""
    sentences = [span.of(pair.answer) for span in split(pair.answer)]
    return judge_together(sentences, prepare(pair.source, pair.sentences), pair.question)


def judged(pairs: tuple[Pair, ...]) -> Iterator[tuple[Pair, Report]]:
    """Yield each pair with its report, in order."""
    for pair in pairs:
        found = judgements(pair)
        yield pair, Report(worst(one.verdict for one in found), found)
