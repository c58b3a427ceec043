"""Logs of runs: JSON lines, only ever added to, each flushed as it is written.

The first line holds the header, each further one a reply, and the last, of a run that got to its
end, the footer.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.suite import Fault, Place, Suite, SuiteError, told

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation: where, in which of the suite's documents, and the words said to stand there."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, without markers, and what it cites.

    A `remark` makes no claim of an article ("The article leaves this open:") and is not judged.
    """

    text: str
    citations: tuple[Quoted, ...] = ()
    repaired: bool = False
    remark: bool = False


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

    `path` is the suite's, as seen from the folder of the log. All but `path`, `git` and `started`
    must be equal for a run to be resumed.
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

    def differs(self, other: "Header") -> list[str]:
        """Return the names of what is not the same in two runs."""
        names = ("suite", "hashes", "lexicon", "versions", "model", "seed", "samples")
        return [name for name in names if getattr(self, name) != getattr(other, name)]


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


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def header(suite: Suite, log: Path, model: str, seed: int, samples: int) -> Header:
    """Return the header of a run that begins now and is logged at `log`."""
    lexicon = hashlib.sha256()
    for file in sorted((ROOT / "index" / "stance").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            lexicon.update(file.read_bytes())
    commit = _git("rev-parse", "HEAD")
    git = {"commit": commit, "changed": str(bool(_git("status", "--porcelain")))} if commit else {}
    packages = ("allegedly", "llama-index-core", "chromadb", "wordllama")
    versions = {name: found.version for name in packages for found in distributions(name=name)}
    return Header(
        suite=suite.name,
        path=Path(os.path.relpath(suite.path, log.parent)).as_posix(),
        hashes=suite.hashes(),
        lexicon=lexicon.hexdigest(),
        versions=versions,
        model=model,
        seed=seed,
        samples=samples,
        git=git,
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def append(path: Path, kind: str, value: Any) -> None:
    """Add one line to a log and flush it to the disk."""
    with path.open("ab") as file:
        file.write(json.dumps({kind: value}, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


_REPLY, _HEADER = TypeAdapter(Reply), TypeAdapter(Header)


def read_log(path: Path) -> Log:
    """Read a log; a last line without its end is passed over. Raises SuiteError naming the line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SuiteError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from error
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
