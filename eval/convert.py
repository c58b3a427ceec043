"""Suites from other formats: llama-index's LabelledRagDataset (JSON), and plain CSV.

In a CSV file the columns are the keys of a sample; several quotes or marks are parted by `|`.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from eval.suite import Fault, Sample, SuiteError, locate, read_text, told
from index.documents import load

LISTS = frozenset({"documents", "gold", "marks", "never", "firm"})
FLAGS = frozenset({"answerable", "critical"})
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def _flag(value: str, column: str) -> bool:
    if value.lower() in (*_TRUE, *_FALSE):
        return value.lower() in _TRUE
    raise ValueError(f"{column} is {value!r}: write true or false")


def _csv_sample(row: Mapping[str | None, str | None], number: int) -> dict[str, Any]:
    if None in row:
        raise ValueError("has more fields than the first line names")
    cells = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
    sample: dict[str, Any] = {"id": f"q{number}"}
    for key, value in cells.items():
        if key in LISTS:
            sample[key] = [part.strip() for part in value.split("|") if part.strip()]
        else:
            sample[key] = _flag(value, key) if key in FLAGS else value
    if "question" not in sample:
        raise ValueError("has no question")
    return sample


def _from_csv(path: Path) -> Iterator[dict[str, Any]]:
    known = {each.name for each in fields(Sample)} - {"history"}
    reader = csv.DictReader(read_text(path).splitlines())
    unknown = [name for name in reader.fieldnames or () if name not in known]
    if unknown or not reader.fieldnames:
        columns = ", ".join(sorted(known))
        raise SuiteError([Fault(path, 1, f"unknown columns {unknown}; known: {columns}")])
    for number, row in enumerate(reader, 1):
        with told(path, reader.line_num, "sample"):
            yield _csv_sample(row, number)


def _from_rag_dataset(path: Path, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield a sample for each example; a context that no document holds is no gold quote."""
    with told(path, 1, "LabelledRagDataset"):
        for number, example in enumerate(json.loads(read_text(path))["examples"], 1):
            contexts = [" ".join(text.split()) for text in example.get("reference_contexts") or ()]
            gold = [text for text in contexts if any(locate(text, whole) for whole in texts)]
            yield {"id": f"q{number}", "question": example["query"], "gold": gold}


def convert(path: Path, documents: Sequence[str]) -> str:
    """Return the file as a suite in JSONL, over the documents. Raises SuiteError, SourceError.

    The documents are named as given, so put the suite where those names are right.
    """
    if path.suffix == ".csv":
        samples = list(_from_csv(path))
    else:
        texts = [load(name).text for name in documents]
        samples = list(_from_rag_dataset(path, texts))
    header: dict[str, Any] = {"suite": path.stem}
    if documents:
        header["documents"] = list(documents)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (header, *samples))
