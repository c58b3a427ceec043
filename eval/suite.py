"""Suites: what to ask, of which documents, and what an answer owes."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from index.errors import AllegedlyError
from index.types import Document, Span
from qa.types import Turn

ELISION = 600
"""The most characters that ` ... ` in a quote stands for: about three sentences."""

Words = tuple[str, ...]
"""Verbatim words of a document; of several, any one is enough."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, and where."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        """Return it as editors and compilers write it."""
        return f"{self.path}:{self.line}: {self.what}"


class SuiteError(AllegedlyError):
    """A suite that cannot be run; its text is one line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_text(path: Path) -> str:
    """Return the text of a file. Raises SuiteError where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SuiteError([Fault(path, 1, f"cannot be read: {error}")]) from error
    except OSError as error:
        raise SuiteError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from error


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: `span` holds offsets into its text as loaded."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sample:
    """A question and what an answer to it owes. The words are as `suite.schema.json` says."""

    id: str
    question: str
    documents: tuple[str, ...]
    history: tuple[Turn, ...] = ()
    answerable: bool = True
    gold: tuple[Words, ...] = ()
    marks: tuple[Words, ...] = ()
    never: tuple[str, ...] = ()
    firm: tuple[Words, ...] = ()
    critical: bool = False
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a metric must reach, and by how much it may become worse than before."""

    minimum: float | None = None
    maximum: float | None = None
    drop: float | None = None


@dataclass(frozen=True)
class Suite:
    """Samples with the documents that they ask about, by the name that the suite gives them."""

    name: str
    path: Path
    samples: tuple[Sample, ...]
    documents: Mapping[str, Document]
    gates: Mapping[str, Gate] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Return the path or address that a document is loaded from."""
        return source(self.path, name)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of the suite file and of each document's text."""
        texts = {name: document.text.encode() for name, document in self.documents.items()}
        files = {self.path.name: self.path.read_bytes()} | texts
        return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def source(suite: Path, name: str) -> str:
    """Return the path or address of a document that a suite names."""
    return name if "://" in name else str(suite.parent / name)


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    parts = re.split(r"\s+(?:\.\.\.|…)\s+", words.strip())
    quoted = (r"\s+".join(re.escape(word) for word in part.split()) for part in parts)
    pattern = rf"(?:.{{0,{ELISION}}}?)".join(quoted)
    return re.compile(re.sub("['’‘]", "['’‘]", re.sub('["”“]', '["”“]', pattern)), re.DOTALL)


def locate(words: str, text: str) -> tuple[Span, ...]:
    """Return every stretch of `text` that the quoted words name, in order.

    White space and the shape of quotation marks may differ; ` ... ` stands for words left out.
    """
    return tuple(Span(*found.span()) for found in _pattern(words).finditer(text))


def places(words: Words, sample: Sample, documents: Mapping[str, Document]) -> tuple[Place, ...]:
    """Return where the words, or one of their alternatives, stand in the sample's documents."""
    return tuple(
        Place(name, span)
        for name in sample.documents
        for alternative in words
        for span in locate(alternative, documents[name].text)
    )
