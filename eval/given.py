"""Answers to score: from a log of ours, or as another system gave them, in JSON lines.

Of a stranger's line only `id` (the sample's) and `answer` are needed. `ask --json` prints the
fuller form: `statements` with the numbers of their citations, and `citations` that name document,
start and end, or document and quote.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.faults import Fault, SuiteError, read_rows, read_text, told
from eval.figures import Figure, breaches, figures
from eval.log import Header, Log, Quoted, Reply, Said, read_log, said_in
from eval.score import Scored, Scorer
from eval.suite import Suite, locate
from eval.suite_file import read_suite
from index.types import Span

# What systems of our day say when they do not answer. Only where a line does not say `answered`.
_REFUSAL = re.compile(
    r"\b(?:(?:does|do|did) not|doesn.t|don.t) (?:say|mention|state|answer|contain|provide|address)"
    r"|\bno (?:information|mention|answer)\b|\bnot (?:mentioned|stated|answered|addressed)\b"
    r"|\b(?:cannot|can.t|unable to|could not) (?:answer|find|determine)\b|\bI don.t know\b",
    re.IGNORECASE,
)


def _citation(row: Mapping[str, Any], suite: Suite) -> Quoted:
    """Return a citation with the suite's name of its document, at its offsets or its words."""
    given = str(row["document"])
    same = [name for name in suite.documents if given in (name, suite.source(name))]
    alike = [name for name in suite.documents if Path(name).name == Path(given).name]
    name = next(iter(same + alike), given)
    text = suite.documents[name].text if name in suite.documents else ""
    if "start" in row:
        span = Span(int(row["start"]), int(row["end"]))
        return Quoted(name, span.start, span.end, str(row.get("quote", span.of(text))))
    span = next(iter(locate(str(row["quote"]), text)), Span(0, 0))
    return Quoted(name, span.start, span.end, span.of(text) or str(row["quote"]))


def reply_of(row: Mapping[str, Any], suite: Suite) -> Reply:
    """Return the reply of a line. Raises ValueError, KeyError or TypeError where it is none."""
    from qa.markers import read

    citations = [_citation(each, suite) for each in row.get("citations", ())]
    if isinstance(row.get("statements"), list):
        numbers = [int(each["marker"]) for each in row.get("citations", ())]
        quoted = dict(zip(numbers, citations, strict=True))
        said = tuple(
            Said(
                read(each["text"], 0).text.strip(),
                tuple(quoted[n] for n in each.get("citations", ()) if n in quoted),
                bool(each.get("repaired")),
                # Another system does not say what is owed: there, all but nothing cites.
                remark=not each.get("citations") and not each.get("owed", not citations),
            )
            for each in row["statements"]
        )
    else:
        said = said_in(read(str(row["answer"]), 0).text.strip(), citations)
    refuses = not said or _REFUSAL.search(said[0].text) is not None
    answered = bool(row.get("answered", not refuses))
    seconds = row.get("seconds")
    return Reply(
        str(row["id"]),
        answered,
        said,
        seconds=float(seconds) if isinstance(seconds, int | float) else None,
    )


def read_replies(path: Path, suite_path: Path | None = None) -> tuple[Suite, Log]:
    """Return what was answered, and the suite that it answers.

    A log names its suite; `suite_path` names another one, and that of a stranger's answers. Raises
    SuiteError, also where a document is no longer the one that was answered from.
    """
    ours = read_text(path).startswith(('{"header"', '{"reply"'))
    log = read_log(path) if ours else Log()
    if suite_path is None and log.header is not None:
        suite_path = path.parent / log.header.path
    if suite_path is None or not suite_path.exists():
        raise SuiteError(Fault(path, 1, "names no suite, or one that is gone: give --suite SUITE"))
    suite = read_suite(suite_path)
    known = {sample.id for sample in suite.samples}
    if not ours:
        replies: dict[str, Reply] = {}
        for number, row in read_rows(path, "answer"):
            with told(path, number, "answer"):
                reply = reply_of(row, suite)
            if reply.id not in known:
                raise SuiteError(Fault(path, number, f"the suite has no sample {reply.id!r}"))
            replies[reply.id] = reply
        return suite, Log(replies=replies)
    before, hashes = log.header.hashes if log.header else {}, suite.hashes()
    for name in suite.documents:
        if before.get(name, hashes[name]) != hashes[name]:
            raise SuiteError(Fault(path, 1, f'the document "{name}" has changed since this run'))
    if unknown := log.replies.keys() - known:
        raise SuiteError(Fault(path, 1, f"the suite has no sample {min(unknown)!r}"))
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

    @property
    def seed(self) -> int:
        """Return the seed by which its intervals are drawn."""
        return self.header.seed if self.header else 0

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the figure of every metric, by name."""
        return figures(self.scored, self.seed)

    @cached_property
    def breaches(self) -> tuple[str, ...]:
        """Return, in words, the gates of the suite that the figures do not pass."""
        return breaches(self.suite, self.figures)


def read_run(path: Path, suite_path: Path | None = None) -> Run:
    """Read and score what was answered. Raises SuiteError as `read_replies` does."""
    suite, log = read_replies(path, suite_path)
    scorer = Scorer(suite.samples, suite.documents)
    order = [sample.id for sample in suite.samples if sample.id in log.replies]
    scored = tuple(scorer.score(log.replies[name]) for name in order)
    return Run(path, suite, log.header, scorer, scored)
