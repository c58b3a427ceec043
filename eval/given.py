"""Answers to score: from a log of ours, or as another system gave them, in JSON lines.

Of a stranger's line only `id` (the sample's) and `answer` are needed. `ask --json` prints the
fuller form: `statements` with the numbers of their citations, and `citations` that name document,
start and end, or document and quote.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from eval.faults import Fault, SuiteError, numbered, read_text, told
from eval.figures import Figure, figures
from eval.log import Header, Log, Quoted, Reply, Said, is_log, read_log, said_in
from eval.metrics import METRICS
from eval.score import Scored, Scorer
from eval.suite import Suite, locate
from eval.suite_file import read_suite
from index.names import known_as
from index.types import Span
from qa.markers import read
from qa.replies import turns_away


@dataclass(frozen=True, slots=True)
class _Citation:
    document: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    citations: tuple[int, ...] = ()
    owed: tuple[Any, ...] | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as given; what else it holds is passed over.

    Statements name their citations by `marker`, or counted from 1 where there is none.
    """

    id: Annotated[str, Field(coerce_numbers_to_str=True)]
    answer: str | None = None
    statements: tuple[_Statement, ...] | None = None
    citations: tuple[_Citation, ...] = ()
    answered: bool | None = None
    seconds: Any = None


_ROW = TypeAdapter(_Row)


def _quoted(given: _Citation, suite: Suite) -> Quoted:
    """Return a citation with the suite's name of its document, at its offsets or its words."""
    named = given.document
    same = [
        name
        for name in suite.documents
        if named == name or known_as(named) == known_as(suite.source(name))
    ]
    alike = [name for name in suite.documents if Path(name).name == Path(named).name]
    name = next(iter(same + alike), named)
    text = suite.documents[name].text if name in suite.documents else ""
    if given.start is not None and given.end is not None:
        span, quote = Span(given.start, given.end), given.quote
    elif given.quote is not None:
        span = next(iter(locate(given.quote, text)), Span(0, 0))
        quote = span.of(text) or given.quote
    else:
        raise ValueError("a citation needs its quote, or start and end")
    return Quoted(name, span.start, span.end, span.of(text) if quote is None else quote)


def _said(given: _Statement, citations: Mapping[int, Quoted]) -> Said:
    cited = tuple(citations[n] for n in given.citations if n in citations)
    # Another system does not say what is owed: there, all but nothing cites.
    claims = not citations if given.owed is None else given.owed
    remark = not given.citations and not claims
    return Said(read(given.text, 0).text.strip(), cited, given.repaired, remark)


def reply_of(row: object, suite: Suite) -> Reply:
    """Return the reply of a line. Raises ValueError where it is none."""
    given = _ROW.validate_python(row)
    citations = [_quoted(each, suite) for each in given.citations]
    if given.statements is not None:
        numbers = (each.marker or n for n, each in enumerate(given.citations, 1))
        by_number = dict(zip(numbers, citations, strict=True))
        said = tuple(_said(each, by_number) for each in given.statements)
    elif given.answer is not None:
        said = said_in(read(given.answer, 0).text.strip(), citations)
    else:
        raise ValueError("it holds no text under answer, and no statements")
    # Only where the line does not say itself whether it answers.
    refuses = not said or turns_away(said[0].text)
    answered = not refuses if given.answered is None else given.answered
    seconds = float(given.seconds) if isinstance(given.seconds, int | float) else None
    return Reply(given.id, answered, said, seconds=seconds)


def _given(path: Path, suite: Suite) -> dict[str, Reply]:
    """Read the answers of another system."""
    known, replies = {sample.id for sample in suite.samples}, dict[str, Reply]()
    for number, line in numbered(read_text(path)):
        with told(path, number, "answer"):
            reply = reply_of(json.loads(line), suite)
        if reply.id not in known:
            raise SuiteError(Fault(path, number, f"the suite has no sample {reply.id!r}"))
        if reply.id in replies:
            raise SuiteError(Fault(path, number, f"{reply.id} is answered a second time"))
        replies[reply.id] = reply
    return replies


@dataclass(frozen=True)
class Run:
    """What was answered to a suite, scored, in the order of the suite."""

    path: Path
    suite: Suite
    header: Header | None
    scorer: Scorer
    scored: tuple[Scored, ...]

    @property
    def title(self) -> str:
        """Return a line that names the run, and how much of the suite it holds."""
        held = f"{len(self.scored)} of {len(self.suite.samples)} samples"
        return f"{self.suite.name}: {self.path.name}, {held}"

    @property
    def origin(self) -> str:
        """Return a line that says what the run was made of."""
        if self.header is None:
            return f"{len(self.scored)} answers of another system"
        git = self.header.git.get("commit", "")[:12]
        parts = (f"model {self.header.model}", f"seed {self.header.seed}", self.header.started, git)
        return ", ".join(part for part in parts if part)

    @cached_property
    def answers(self) -> dict[str, Scored]:
        """Return the samples that got an answer, which are those that count, by name."""
        return {one.sample.id: one for one in self.scored if one.reply.error is None}

    @property
    def unanswered(self) -> int:
        """Return the number of samples that got no answer, for an error or since none is there."""
        asked = self.header.samples if self.header else len(self.suite.samples)
        return asked - len(self.answers)

    @property
    def seed(self) -> int:
        """Return the seed by which its intervals are drawn."""
        return self.header.seed if self.header else 0

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the figure of every metric, by name."""
        return figures(tuple(self.answers.values()), self.seed)

    @cached_property
    def breaches(self) -> tuple[str, ...]:
        """Return, in words, the gates of the suite that the figures do not pass."""
        return tuple(
            why
            for name, gate in self.suite.gates.items()
            for why in gate.breaches(name, self.figures[name].value, METRICS[name].shown)
        )


def read_run(path: Path, suite_path: Path | None = None) -> Run:
    """Read and score what was answered.

    A log names its suite; `suite_path` names another one, and that of a stranger's answers. Raises
    SuiteError, also where a document is no longer the one that was answered from.
    """
    text = read_text(path)
    log = read_log(path) if is_log(text) else Log()
    if suite_path is None and log.header is not None:
        suite_path = path.parent / log.header.path
    if suite_path is None or not suite_path.exists():
        why = "names no suite, or one that is gone: give --suite SUITE"
        if re.search(r'^(?:\{"suite"|suite:)', text, re.MULTILINE):
            why = "is a suite: allegedly eval run takes it"
        raise SuiteError(Fault(path, None, why))
    suite = read_suite(suite_path)
    if log.header and log.header.suite != suite.name:
        why = f"is of another suite: {log.header.suite}, not {suite.name}"
        raise SuiteError(Fault(path, None, why))
    replies = log.replies if is_log(text) else _given(path, suite)
    before, now = log.header.hashes if log.header else {}, suite.hashes()
    for name in suite.documents:
        if before.get(name, now[name]) != now[name]:
            raise SuiteError(Fault(path, None, f'the document "{name}" has changed since this run'))
    scorer = Scorer(suite.samples, suite.documents)
    if unknown := replies.keys() - scorer.keys.keys():
        raise SuiteError(Fault(path, None, f"the suite has no sample {min(unknown)!r}"))
    scored = tuple(scorer.score(replies[name]) for name in scorer.keys if name in replies)
    return Run(path, suite, log.header, scorer, scored)
