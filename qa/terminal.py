"""What the command line shows: results on standard output, progress and notes on standard error."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, TypeVar

from index.names import shown
from index.types import Document, Mark
from qa.records import Record
from qa.types import Answer, Citation, Report

if TYPE_CHECKING:
    from rich.text import Text

Item = TypeVar("Item")


def prepare() -> None:
    """See to it that every character prints, by its code where the encoding of the output lacks it.

    Libraries are kept from telling their steps: wordllama would turn on the logs of all of them.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(level=logging.ERROR)


def harmless(text: str) -> str:
    """Return a text with a sign in the place of each character that would command a terminal.

    >>> harmless("\x1b[2JThe end")
    '�[2JThe end'
    """
    return _COMMANDS.sub("�", text)


_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but for tab and line end."""


def note(line: str) -> None:
    """Print a line that is no result."""
    print(harmless(line), file=sys.stderr)


def result(line: str) -> None:
    """Print a line of the result, at once, so that a reader of a pipe sees it."""
    print(harmless(line), flush=True)


def result_record(record: Record) -> None:
    """Print a JSON object on one line, in ASCII where the terminal or file knows nothing else."""
    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    print(json.dumps(record, ensure_ascii=not unicode), flush=True)


def result_text(text: str) -> None:
    """Print a text as it is; on a terminal it is made harmless and ends with its line.

    Elsewhere it is in UTF-8 where the encoding of the output lacks any of it: codes in the place of
    characters would move all that offsets count behind them.
    """
    if sys.stdout.isatty():
        text = harmless(text if text.endswith("\n") else f"{text}\n")
    elif isinstance(sys.stdout, TextIOWrapper) and not _prints(text, sys.stdout.encoding):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def _prints(text: str, encoding: str) -> bool:
    try:
        return bool(text.encode(encoding)) or not text
    except UnicodeEncodeError:
        return False


def give_up() -> None:
    """Throw away what is still to be written, which would fail again as the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def number_of(count: int, noun: str) -> str:
    """Return a number with its noun: `1 sample`, `2 samples`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


@contextmanager
def working(on: str) -> Iterator[None]:
    """Show on a terminal that something takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{on} ..."):
        yield


def watched(outcomes: Iterable[Item], total: int) -> Iterator[Item]:
    """Yield the outcomes, showing on a terminal which of them is awaited."""
    remaining = iter(outcomes)
    for number in range(1, total + 1):
        with working(f"Reading {number} of {total}"):
            outcome = next(remaining)
        yield outcome


def show_document(document: Document) -> None:
    """Print the source of an indexed document, with its title and date, apart by tabs."""
    result("\t".join((shown(document.source), document.title or "", document.date or "")))


def show_answer(answer: Answer) -> None:
    """Print an answer with the words it cites, the marks in them set off on a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for statement in answer.statements:
        line = Text(harmless(statement.text))
        if statement.repaired:
            line.append("  (mended: the model's own sentence was surer than the article)", "dim")
        console.print(line)
    for citation in answer.citations:
        console.print()
        console.print(_heading(citation))
        console.print(_marked(citation.quote, citation.start, citation.marks))


def _heading(citation: Citation) -> "Text":
    from rich.text import Text

    place = f"{shown(citation.document)}, characters {citation.start}-{citation.end}"
    title = f"{citation.title}, " if citation.title else ""
    return Text.assemble((f"[{citation.marker}] ", "bold"), (harmless(title + place), "dim"))


def _marked(quote: str, start: int, marks: Sequence[Mark]) -> "Text":
    from rich.text import Text

    text = Text(harmless(" ".join(quote.split()) if "\n" in quote else quote))
    if "\n" not in quote:
        for mark in marks:
            text.stylize("bold yellow", max(mark.start - start, 0), max(mark.end - start, 0))
    return text


def show_report(report: Report) -> None:
    """Print what an editor can act on: each sentence, its verdict and why, and the source."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for statement in report.statements:
        style = "bold red" if statement.overclaims else "bold"
        console.print(Text.assemble((f"{statement.verdict:<14}", style), harmless(statement.text)))
        if statement.verdict != "kept":
            console.print(Text(f"{'':<14}{harmless(statement.why)}"))
            if statement.quote:
                quote = harmless(" ".join(statement.quote.split()))
                console.print(Text(f"{'':<14}source: {quote}", "dim"))
    count = sum(statement.overclaims for statement in report.statements)
    console.print(f"Surer than the source: {count} of {len(report.statements)} sentences.")
