"""The values of the answering flow: frozen, made once, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from index.types import Mark, Passage, Span

Verdict = Literal[
    "reversed",
    "dropped",
    "misattributed",
    "strengthened",
    "unsupported",
    "weakened",
    "kept",
]
"""How an answer sentence stands to its cited source."""

SEVERITY: tuple[Verdict, ...] = (
    "reversed",
    "dropped",
    "misattributed",
    "strengthened",
    "unsupported",
    "weakened",
    "kept",
)
"""Worst first: where several verdicts apply to one sentence, the first of these names it."""

OVERCLAIMS: frozenset[Verdict] = frozenset(SEVERITY[:4])
"""The verdicts by which a sentence sounds surer than its source."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest of the verdicts; of none, `kept`."""
    return min(verdicts, key=SEVERITY.index, default="kept")


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage. `score` orders the hits of one question; higher is nearer."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before, and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as a composer proposes it, before the guard.

    `text` has no `[n]` markers: they are derived from `citations`, the stretches that the sentence
    relies on, each with the source of its document.
    """

    text: str
    citations: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer sentence against its source.

    `source` is the stretch of the source that makes the claim (offsets into the source text), None
    where nothing does. Marks of `owed` and `lost` carry offsets into the source, marks of `kept`
    are the owed ones that the sentence still carries. `why` is one plain sentence for an editor.
    """

    text: str
    verdict: Verdict
    source: Span | None
    quote: str
    owed: tuple[Mark, ...]
    kept: tuple[Mark, ...]
    lost: tuple[Mark, ...]
    why: str

    @property
    def overclaims(self) -> bool:
        """Return whether the sentence sounds surer than its source."""
        return self.verdict in OVERCLAIMS


@dataclass(frozen=True, slots=True)
class Report:
    """A whole text against its source, sentence by sentence."""

    verdict: Verdict
    statements: tuple[Judgement, ...]

    @property
    def overclaims(self) -> bool:
        """Return whether any sentence sounds surer than the source."""
        return any(statement.overclaims for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document that an answer relies on.

    `document` is its source, `quote` is exactly its text from `start` to `end`; `marks` are those
    whose scope meets it. `marker` is the number that the answer shows as `[n]`, from 1.
    """

    marker: int
    document: str
    title: str | None
    start: int
    end: int
    quote: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer as it leaves the guard.

    `text` carries its `[n]` markers. `repaired` says that a model's draft overclaimed and was
    rewritten, or replaced by the author's own words.
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    owed: tuple[Mark, ...] = ()
    kept: tuple[Mark, ...] = ()
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long the steps of an answer took, in seconds."""

    retrieve: float
    compose: float
    guard: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question: statements with the citations that they rely on.

    It is not `complete` where a model broke off after the first of them.
    """

    question: str
    standalone_question: str
    answered: bool
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    model: str
    seconds: Seconds
    complete: bool = True

    @property
    def text(self) -> str:
        """Return the statements as one text."""
        return " ".join(statement.text for statement in self.statements)

    def __str__(self) -> str:
        """Return the same as `text`."""
        return self.text
