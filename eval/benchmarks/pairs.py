"""Labelled pairs of a source and an answer sentence, and sentences rated for certainty."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from eval.faults import Fault, SuiteError, read_rows, read_text, told
from index.types import Span
from qa.types import OVERCLAIMS, Verdict

Split = Literal["all", "seen", "unseen"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, an answer to it and the verdict that people gave.

    `sentences` are spans into `source` where the file gives them, else None. `key` is what the
    split goes by: the document, or the source text.
    """

    id: str
    phenomenon: str
    source: str
    answer: str
    verdict: Verdict
    key: str
    question: str | None = None
    sentences: tuple[Span, ...] | None = None
    marks: tuple[str, ...] = ()

    @property
    def overclaims(self) -> bool:
        """Return whether people say that the answer sounds surer than its source."""
        return self.verdict in OVERCLAIMS


@dataclass(frozen=True, slots=True)
class Rating:
    """A sentence and how certain people found it; more is surer."""

    text: str
    certainty: float

    @property
    def key(self) -> str:
        """Return what the split goes by."""
        return self.text


def in_split(key: str, split: Split) -> bool:
    """Return whether the key belongs to the split: a third by its hash is `unseen`."""
    unseen = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0
    return split == "all" or unseen == (split == "unseen")


def _joined(sentences: Mapping[str, str]) -> tuple[str, tuple[Span, ...]]:
    text, spans = "", []
    for sentence in sentences.values():
        start = len(text)
        text += sentence + " "
        spans.append(Span(start, start + len(sentence)))
    return text.rstrip(), tuple(spans)


def _item(row: Mapping[str, Any], line: int) -> Pair | Rating:
    if "finding" in row:
        return Rating(str(row["finding"]), float(row["sentence-level-certainty"]))
    verdict: Verdict = row["verdict"]
    if verdict not in get_args(Verdict):
        raise ValueError(f"the verdict is {verdict!r}, not one of {', '.join(get_args(Verdict))}")
    if "source_sentences" in row:
        source, sentences = _joined(row["source_sentences"])
        name = f"{row['doc']}:{line}"
        phenomenon = str(row["doc"]).split("_")[1]
        return Pair(
            name, phenomenon, source, row["answer"], verdict, row["doc"], sentences=sentences
        )
    return Pair(
        id=str(row["id"]),
        phenomenon=str(row.get("phenomenon", "")),
        source=row["source"],
        answer=row["answer"],
        verdict=verdict,
        key=row["source"],
        question=row.get("question"),
        marks=tuple(mark["text"] for mark in row.get("marks", ())),
    )


def read_items(path: Path) -> tuple[Pair | Rating, ...]:
    """Return what a JSONL file holds; its kind is told by the fields.

    Raises `SuiteError` naming the line that is no labelled pair and no rated sentence.
    """
    items = []
    for number, row in read_rows(path, "labelled pair"):
        with told(path, number, "labelled pair"):
            items.append(_item(row, number))
    if not items:
        raise SuiteError(Fault(path, 1, "holds no pairs: give a JSONL file with one a line"))
    return tuple(items)


def are_pairs(path: Path) -> bool:
    """Return whether a file holds labelled pairs, rather than a suite, by its first line."""
    return path.suffix == ".jsonl" and '"answer"' in read_text(path).split("\n", 1)[0]


def read_split(path: Path, split: Split) -> tuple[Pair, ...]:
    """Return the labelled pairs of a JSONL file that are in the split. Raises SuiteError."""
    items = (item for item in read_items(path) if in_split(item.key, split))
    return tuple(item for item in items if isinstance(item, Pair))
