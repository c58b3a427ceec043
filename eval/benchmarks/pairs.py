"""Labelled pairs of a source and an answer sentence, and sentences rated for certainty."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from eval.faults import Fault, SuiteError, numbered, read_text, told
from qa.pairs import Pair, pair_of
from qa.types import OVERCLAIMS, Verdict

Split = Literal["all", "seen", "unseen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled(Pair):
    """A pair and the verdict that people gave, with the marks of the source that matter to it.

    `document` is what the source was taken from, where the file says so.
    """

    id: str
    verdict: Verdict
    phenomenon: str = ""
    document: str | None = None
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what the split goes by."""
        return self.document or self.source

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


def _item(row: Mapping[str, Any], line: int) -> Labelled | Rating:
    if "finding" in row:
        return Rating(str(row["finding"]), float(row["sentence-level-certainty"]))
    pair = pair_of(row)
    verdict: Verdict = row["verdict"]
    if verdict not in get_args(Verdict):
        raise ValueError(f"the verdict is {verdict!r}, not one of {', '.join(get_args(Verdict))}")
    document = row.get("doc")
    return Labelled(
        id=str(pair.id or f"{document}:{line}"),
        source=pair.source,
        answer=pair.answer,
        question=pair.question,
        sentences=pair.sentences,
        verdict=verdict,
        phenomenon=row.get("phenomenon") or str(document or "_").split("_")[1],
        document=document,
        marks=tuple(mark["text"] for mark in row.get("marks", ())),
    )


def _with_source(row: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the row with its source; it may name an `article` beside the file instead."""
    article = row.get("article")
    if article is None:
        return row
    return {"source": read_text(path.parent / article), "doc": Path(article).stem, **row}


def read_items(path: Path) -> tuple[Labelled | Rating, ...]:
    """Return what a JSONL file holds; its kind is told by the fields.

    Raises `SuiteError` naming the line that is no labelled pair and no rated sentence.
    """
    items = []
    for number, line in numbered(read_text(path)):
        with told(path, number, "labelled pair"):
            items.append(_item(_with_source(json.loads(line), path), number))
    if not items:
        raise SuiteError(Fault(path, None, "holds no pairs: give a JSONL file with one a line"))
    return tuple(items)


def are_pairs(path: Path) -> bool:
    """Return whether a file holds labelled pairs, rather than a suite, by its first line."""
    return path.suffix == ".jsonl" and '"answer"' in read_text(path).split("\n", 1)[0]


def read_split(path: Path, split: Split) -> tuple[Labelled, ...]:
    """Return the labelled pairs of a JSONL file that are in the split. Raises SuiteError."""
    items = (item for item in read_items(path) if in_split(item.key, split))
    return tuple(item for item in items if isinstance(item, Labelled))
