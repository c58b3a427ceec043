"""The values of the reading flow: frozen, made once, never changed.

Every offset is a character offset into `Document.text`, the text as loaded; `end` is exclusive.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "epistemic",
    "attribution",
    "allegation",
    "contested",
    "unknown",
    "condition",
    "plan",
    "bound",
    "quantifier",
    "provisional",
    "distancing",
    "booster",
]
"""What sort of stance a mark sets."""

Tier = Literal[0, 1, 2, 3, 4]
"""Certainty: 4 asserted, 3 probable, 2 possible, 1 unknown, 0 unlikely or contested."""

Role = Literal["title", "byline", "disclaimer", "heading", "body", "boilerplate"]
"""What a block of an article is. Only `title`, `heading` and `body` are the article's own words."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text from `start` up to, and without, `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def meets(self, other: "Span") -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Return whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]


_SIGNS = re.compile(r"[*_`]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that set how far the text vouches for a claim: `text` as it stands there.

    `scope` is the stretch that the mark governs; for a denial that points back it lies in an
    earlier sentence. `tier` is None where the mark sets none ("said", "about"). `holder` is who
    vouches instead of the author, None where the mark names nobody. `entry` names the row of the
    lexicon that was found, by which meaning and strength are looked up.
    """

    text: str
    kind: Kind
    start: int
    end: int
    scope: Span
    tier: Tier | None = None
    holder: str | None = None
    entry: str = ""

    @property
    def words(self) -> str:
        """Return the text in one line, without the signs of Markdown that may stand in it."""
        return " ".join(_SIGNS.sub("", self.text).split())

    @property
    def span(self) -> Span:
        """Return where the words of the mark stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item of a document and what it is."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Document:
    """An article as loaded.

    `source` is its address or the resolved path of its file, `text` all its characters but those
    that nobody sees, with line ends made "\\n", `blocks` its paragraphs in order. `date` is as
    the article writes it.
    """

    source: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: where it stands and what block it belongs to."""

    start: int
    end: int
    text: str
    role: Role = "body"

    @property
    def span(self) -> Span:
        """Return where the sentence stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences that is embedded and retrieved as one.

    It is never cut between a mark and its scope. `text` is `Document.text[start:end]`.
    """

    source: str
    title: str | None
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...] = field(default=())

    @property
    def span(self) -> Span:
        """Return where the passage stands."""
        return Span(self.start, self.end)
