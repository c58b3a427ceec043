"""Suites: what to ask, of which documents, and what an answer owes.

A suite is checked as it is parsed: pydantic is given a `Reading`, and the words of each sample are
looked for in its documents, so that faults of form and of content come out together.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic.dataclasses import dataclass as valid

from index.documents import load
from index.errors import SourceError
from index.types import Document, Span
from qa.types import Turn

ELISION = 600
"""The most characters that ` ... ` in a quote stands for: about three sentences."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: `span` holds offsets into its text as loaded."""

    document: str
    span: Span

    def holds(self, other: "Place") -> bool:
        """Return whether the other lies wholly in this one."""
        return self.document == other.document and self.span.holds(other.span)

    def meets(self, other: "Place") -> bool:
        """Return whether the two share a character."""
        return self.document == other.document and self.span.meets(other.span)


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


def places(
    words: Sequence[str], names: Sequence[str], documents: Mapping[str, Document]
) -> tuple[Place, ...]:
    """Return where the words, or one of their alternatives, stand in the documents named."""
    return tuple(
        Place(name, span)
        for name in names
        for alternative in words
        for span in locate(alternative, documents[name].text)
    )


def source(suite: Path, name: str) -> str:
    """Return the path or address of a document that a suite names."""
    return name if "://" in name else str(suite.parent / name)


@dataclass(slots=True)
class Reading:
    """What is known of a suite while it is parsed, and checks of values by it.

    `defaults` are the documents of samples that name none, `documents` those read so far, by name.
    A check is given a value and the fields before it, returns the value as it is to be, and raises
    ValueError.
    """

    path: Path
    defaults: tuple[str, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def unique(self, name: str, _: object) -> str:
        """Check that no other sample has the id."""
        if name in self.ids:
            raise ValueError(f"another sample is named {name} already")
        self.ids.add(name)
        return name

    def loaded(self, name: str, _: object) -> str:
        """Read a document, once; that it cannot be read is told the first time."""
        if name not in self.documents and name not in self.unread:
            try:
                self.documents[name] = load(source(self.path, name))
            except SourceError as error:
                self.unread.add(name)
                raise ValueError(f"cannot be read: {error}") from error
        return name

    def named(self, names: tuple[str, ...], _: object) -> tuple[str, ...]:
        """Give a sample that names no documents those of the suite."""
        if not names and not self.defaults:
            raise ValueError("there are none, here or for the whole suite")
        return names or self.defaults

    def verbatim(self, words: tuple[str, ...], sample: Mapping[str, Any]) -> tuple[str, ...]:
        """Check that each alternative stands in the documents of the sample."""
        if not sample.get("answerable", True):
            raise ValueError("is only for a sample that is answerable")
        names = sample.get("documents", ())
        if names and self.documents.keys() >= set(names):
            for alternative in words:
                if not places((alternative,), names, self.documents):
                    raise ValueError(f'these words are not in its documents: "{alternative}"')
        return words


def _reading(check: Callable[[Reading, Any, Mapping[str, Any]], Any]) -> AfterValidator:
    """Return a check for pydantic; what is not read from a file is not checked."""
    return AfterValidator(
        lambda value, info: check(info.context, value, info.data) if info.context else value
    )


Text = Annotated[str, Field(pattern=r"\S")]
"""Text that is not blank."""

Words = Annotated[
    tuple[Text, ...],
    BeforeValidator(
        lambda words: (words,) if isinstance(words, str) else words,
        json_schema_input_type=Text | tuple[Text, ...],
    ),
    Field(
        min_length=1,
        description="Words of a document, verbatim but for white space; ` ... ` stands for words "
        f"left out (at most {ELISION} characters). Of a list of several one is enough.",
    ),
    _reading(Reading.verbatim),
]
"""Verbatim words of a document; of several, any one is enough."""

Documents = tuple[Annotated[Text, _reading(Reading.loaded)], ...]


_FORM = ConfigDict(extra="forbid", use_attribute_docstrings=True)


@valid(frozen=True, slots=True, config=_FORM)
class Sample:
    """A question and what an answer to it owes."""

    id: Annotated[str, Field(pattern=r"^\S+$"), _reading(Reading.unique)]
    """Unique in the suite."""
    question: Text
    documents: Annotated[Documents, Field(validate_default=True), _reading(Reading.named)] = ()
    """Files relative to this file, or addresses; the suite's unless given."""
    history: tuple[Turn, ...] = ()
    """The turns before, oldest first."""
    answerable: StrictBool = True
    """Whether the documents answer it."""
    gold: tuple[Words, ...] = ()
    """Quotes that answer the question."""
    marks: tuple[Words, ...] = ()
    """Marks that the answer must carry, in these words or equivalent ones. Of several places with
    the same words the one nearest to a gold quote is meant."""
    never: tuple[Text, ...] = ()
    """Claims, as sentences of your own, that the answer must not make."""
    firm: tuple[Words, ...] = ()
    """Quotes stated plainly: an answer that takes them must not hedge them."""
    critical: StrictBool = False
    """Whether failing this one sample fails a comparison."""
    cluster: str = ""
    """What it is drawn from, for intervals; its documents unless given."""
    note: str = ""


@valid(frozen=True, slots=True, config=_FORM)
class Gate:
    """What a metric must reach, and by how much it may become worse than before."""

    minimum: float | None = None
    maximum: float | None = None
    drop: Annotated[float | None, Field(ge=0)] = None

    def breaches(
        self, name: str, value: float | None, shown: Callable[[float], str]
    ) -> Iterator[str]:
        """Yield, in words, how a value of that name falls short of the limits."""
        low, high = self.minimum, self.maximum
        if value is None and (low, high) != (None, None):
            yield f"{name}: nothing to measure"
        if value is not None and low is not None and value < low:
            yield f"{name}: {shown(value)} is below {shown(low)}"
        if value is not None and high is not None and value > high:
            yield f"{name}: {shown(value)} is above {shown(high)}"


@valid(frozen=True, kw_only=True, config=_FORM)
class Whole:
    """A suite as its file holds it; in JSONL the first line holds all but the samples."""

    suite: Text
    """The name of the suite."""
    note: str = ""
    documents: Documents = ()
    """The documents of every sample that names none."""
    gates: Mapping[str, Gate] = field(default_factory=dict)
    """By metric, what makes a run fail. `drop` is the most by which it may become worse than in
    the run it is compared with. A critical sample that passed and fails now always fails the
    comparison."""
    mutants: Mapping[str, Gate] = field(default_factory=dict)
    """By operator of `eval mutate`, or metric, the least share of spoilt answers to be noticed
    (minimum), and the most of faithful rewordings (maximum)."""
    samples: Annotated[tuple[Sample, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Suite:
    """Samples with the documents that they ask about, by the name that the suite gives them."""

    name: str
    path: Path
    samples: tuple[Sample, ...]
    documents: Mapping[str, Document]
    gates: Mapping[str, Gate] = field(default_factory=dict)
    mutants: Mapping[str, Gate] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Return the path or address that a document is loaded from."""
        return source(self.path, name)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of the suite file and of each document's text."""
        texts = {name: document.text.encode() for name, document in self.documents.items()}
        files = {self.path.name: self.path.read_bytes()} | texts
        return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
