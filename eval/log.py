"""Logs of runs: JSON lines, only ever added to, each flushed as it is written.

The first line holds the header, each further one a reply, and the last, of a run that got to its
end, the footer.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.faults import Fault, SuiteError, told
from eval.suite import Place, Suite
from index.records import rules
from index.sentences import split
from index.types import Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation: where, in which of the suite's documents, and the words said to stand there."""

    document: str
    start: int
    end: int
    quote: str

    @property
    def place(self) -> Place:
        """Return where the words are said to stand."""
        return Place(self.document, Span(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, without markers, and what it cites.

    A `remark` makes no claim of an article ("The article leaves this open:") and is not judged.
    """

    text: str
    citations: tuple[Quoted, ...] = ()
    repaired: bool = False
    remark: bool = False

    def within(self, document: str) -> tuple[Span, ...]:
        """Return the stretches of a document that it cites."""
        return tuple(c.place.span for c in self.citations if c.document == document)


def said_in(text: str, citations: Iterable[Quoted] = ()) -> tuple[Said, ...]:
    """Return the sentences of an answer, each with these citations."""
    cited = tuple(citations)
    return tuple(Said(span.of(text), cited) for span in split(text))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a sample.

    `context` are the passages retrieved, best first; None where that is not known. `tokens` counts
    question, context and answer. `error` says why there is no answer.
    """

    id: str
    answered: bool = False
    statements: tuple[Said, ...] = ()
    context: tuple[Place, ...] | None = None
    tokens: int | None = None
    seconds: float | None = None
    error: str | None = None

    @property
    def text(self) -> str:
        """Return the whole answer, without markers."""
        return " ".join(said.text for said in self.statements)


@dataclass(frozen=True, slots=True)
class Header:
    """What a run was made of.

    `path` is the suite's, as seen from the folder of the log.
    """

    suite: str
    path: str
    hashes: Mapping[str, str]
    lexicon: str
    versions: Mapping[str, str]
    model: str
    seed: int
    samples: int
    git: Mapping[str, str] = field(default_factory=dict)
    started: str = ""

    def differs(self, other: "Header") -> str:
        """Return, in words, what keeps another run from being this one resumed; else nothing."""
        if self.suite != other.suite:
            return f"its suite is {self.suite}"
        parts = ("lexicon", "versions", "model", "seed")
        changed = [name for name in self.hashes if self.hashes[name] != other.hashes.get(name)]
        changed += [name for name in parts if getattr(self, name) != getattr(other, name)]
        if not changed and self.samples != other.samples:
            return f"go on with --limit {self.samples}"
        return f"{', '.join(changed)} changed since; start a new one" if changed else ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log as read.

    `replies` are the last of each sample, `finished` says whether it ends in a footer, and
    `length` counts the bytes of its whole lines: what follows was torn off.
    """

    header: Header | None = None
    replies: Mapping[str, Reply] = field(default_factory=dict)
    finished: bool = False
    length: int = 0

    @property
    def answered(self) -> frozenset[str]:
        """Return the names of the samples that need not be asked again."""
        return frozenset(name for name, reply in self.replies.items() if reply.error is None)


def _git(*arguments: str) -> str | None:
    here = ["git", "-C", str(Path(__file__).parent), *arguments]
    try:
        return subprocess.run(here, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def header(suite: Suite, log: Path, model: str, seed: int, samples: int) -> Header:
    """Return the header of a run that begins now and is logged at `log`."""
    commit = _git("rev-parse", "HEAD")
    packages = ("allegedly", "llama-index-core", "chromadb", "wordllama")
    return Header(
        suite=suite.name,
        path=Path(os.path.relpath(suite.path, log.parent)).as_posix(),
        hashes=suite.hashes(),
        lexicon=rules(),
        versions={name: found.version for name in packages for found in distributions(name=name)},
        model=model,
        seed=seed,
        samples=samples,
        git={"commit": commit, "changed": str(bool(_git("status", "-s")))} if commit else {},
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def append(path: Path, kind: str, value: Any) -> None:
    """Add one line to a log and flush it to the disk."""
    with path.open("ab") as file:
        file.write(json.dumps({kind: value}, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def is_log(text: str) -> bool:
    """Return whether a text is a log of ours, by how it begins."""
    return text.startswith(('{"header"', '{"reply"'))


_REPLY, _HEADER = TypeAdapter(Reply), TypeAdapter(Header)


def read_log(path: Path) -> Log:
    """Read a log; a last line without its end is passed over. Raises SuiteError naming the line."""
    with told(path, None, "read"):
        content = path.read_bytes()
    length = content.rfind(b"\n") + 1
    head: Header | None = None
    replies: dict[str, Reply] = {}
    finished = False
    for number, line in enumerate(content[:length].splitlines(), 1):
        with told(path, number, "line of a log"):
            row = json.loads(line)
            if "header" in row:
                head = _HEADER.validate_python(row["header"])
            elif "reply" in row:
                found = _REPLY.validate_python(row["reply"])
                replies[found.id] = found
            finished = "footer" in row
    return Log(head, replies, finished, length)


def begin(path: Path, begins: Header, resume: bool) -> Log:
    """Make a log ready to be added to, and return what it holds. What was torn off is cut off.

    Raises SuiteError where it is of another run, or not to be resumed, or cannot be written.
    """
    found = read_log(path) if path.is_file() else Log()
    if path.is_file() and path.stat().st_size and not resume:
        raise SuiteError(Fault(path, None, "stands already: name another --log, or add --resume"))
    if found.header is None:
        found = Log()
    elif differing := found.header.differs(begins):
        raise SuiteError(Fault(path, None, f"is of another run: {differing}"))
    with told(path, None, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.truncate(path, found.length)
        if found.header is None:
            append(path, "header", asdict(begins))
    return found
