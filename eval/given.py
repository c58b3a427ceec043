"""Replies to score: from a log of ours, or answers that another system gave, as JSON lines.

Of a stranger's line only `id` (the sample's) and `answer` are needed. `ask --json` prints the
fuller form: `statements` with the numbers of their citations, and `citations` that name document,
start and end, or document and quote.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.log import Header, Log, Quoted, Reply, Said, read_log
from eval.score import Scored, Scorer
from eval.suite import Fault, Suite, SuiteError, locate, read_rows, read_text, told
from eval.suite_file import read_suite
from index.sentences import split
from index.types import Span

# What systems of our day say when they do not answer. Only where a line does not say `answered`.
_REFUSAL = re.compile(
    r"\b(?:(?:does|do|did) not|doesn.t|don.t) (?:say|mention|state|answer|contain|provide|address)"
    r"|\bno (?:information|mention|answer)\b|\bnot (?:mentioned|stated|answered|addressed)\b"
    r"|\b(?:cannot|can.t|unable to|could not) (?:answer|find|determine)|\bI don.t know\b",
    re.IGNORECASE,
)


def _citation(row: Mapping[str, Any], suite: Suite) -> Quoted:
    """Return a citation with the suite's name of its document, at its offsets or its words."""
    given = str(row["document"])
    named = [name for name in suite.documents if Path(name).name == Path(given).name]
    name = given if given in suite.documents else next(iter(named), given)
    text = suite.documents[name].text if name in suite.documents else ""
    if "start" in row:
        span = Span(int(row["start"]), int(row["end"]))
        quote = str(row.get("quote", span.of(text)))
    else:
        span = next(iter(locate(str(row["quote"]), text)), Span(0, 0))
        quote = span.of(text) or str(row["quote"])
    return Quoted(name, span.start, span.end, quote)


def _stranger(row: Mapping[str, Any], suite: Suite) -> Reply:
    from qa.markers import read as without_markers

    if isinstance(row.get("statements"), list):
        quoted = {int(c["marker"]): _citation(c, suite) for c in row.get("citations", ())}
        said = tuple(
            Said(
                without_markers(statement["text"], 0).text.strip(),
                tuple(quoted[n] for n in statement.get("citations", ()) if n in quoted),
                remark=bool(quoted) and not statement.get("citations"),
            )
            for statement in row["statements"]
        )
    else:
        text = without_markers(str(row["answer"]), 0).text.strip()
        every = tuple(_citation(c, suite) for c in row.get("citations", ()))
        said = tuple(Said(span.of(text), every) for span in split(text))
    text = " ".join(one.text for one in said)
    answered = bool(row["answered"]) if "answered" in row else bool(said) and not _refuses(text)
    return Reply(str(row["id"]), answered, said, seconds=row.get("seconds"))


def _refuses(text: str) -> bool:
    """Return whether the first sentence says that there is no answer."""
    first = next(iter(split(text)), None)
    return first is not None and _REFUSAL.search(first.of(text)) is not None


def _strangers(path: Path, suite: Suite) -> dict[str, Reply]:
    known = {sample.id for sample in suite.samples}
    replies: dict[str, Reply] = {}
    for number, row in read_rows(path, "answer"):
        with told(path, number, "answer"):
            reply = _stranger(row, suite)
        if reply.id not in known:
            raise SuiteError([Fault(path, number, f"the suite has no sample {reply.id!r}")])
        replies[reply.id] = reply
    return replies


def _is_log(path: Path) -> bool:
    lines = read_text(path).splitlines()
    return bool(lines) and lines[0].startswith(('{"header"', '{"reply"'))


def read_replies(path: Path, suite_path: Path | None = None) -> tuple[Suite, Log]:
    """Return what was answered, and the suite that it answers.

    A log names its suite; `suite_path` names another one, and that of a stranger's answers. Raises
    SuiteError, also where a document is no longer the one that was answered from.
    """
    ours = _is_log(path)
    log = read_log(path) if ours else None
    if suite_path is None:
        if log is None or log.header is None:
            raise SuiteError([Fault(path, 1, "names no suite: give --suite SUITE")])
        suite_path = path.parent / log.header.path
        if not suite_path.exists():
            raise SuiteError(
                [Fault(path, 1, f"its suite {suite_path} is gone: give --suite SUITE")]
            )
    suite = read_suite(suite_path)
    if log is None:
        return suite, Log(replies=_strangers(path, suite))
    hashes = suite.hashes()
    for name in suite.documents:
        if log.header and log.header.hashes.get(name, hashes[name]) != hashes[name]:
            raise SuiteError([Fault(path, 1, f'the document "{name}" has changed since this run')])
    unknown = log.replies.keys() - {sample.id for sample in suite.samples}
    if unknown:
        raise SuiteError([Fault(path, 1, f"the suite has no sample {min(unknown)!r}")])
    return suite, log


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
        """Return a line that names the run."""
        return f"{self.suite.name}: {self.path.name}"

    @property
    def origin(self) -> str:
        """Return a line that says what the run was made of."""
        if self.header is None:
            return f"{len(self.scored)} answers of another system"
        git = self.header.git.get("commit", "")[:12]
        parts = (f"model {self.header.model}", f"seed {self.header.seed}", self.header.started, git)
        return ", ".join(part for part in parts if part)

    @property
    def unanswered(self) -> int:
        """Return the number of samples that got no answer, for an error or since none is there."""
        asked = self.header.samples if self.header else len(self.suite.samples)
        return asked - sum(one.reply.error is None for one in self.scored)


def read_run(path: Path, suite_path: Path | None = None) -> Run:
    """Read and score what was answered. Raises SuiteError as `read_replies` does."""
    suite, log = read_replies(path, suite_path)
    scorer = Scorer(suite.samples, suite.documents)
    order = [sample.id for sample in suite.samples if sample.id in log.replies]
    scored = tuple(scorer.score(log.replies[name]) for name in order)
    return Run(path, suite, log.header, scorer, scored)
