"""Suites from other formats: llama-index's LabelledRagDataset (JSON), and plain CSV.

In a CSV file the columns are the keys of a sample; several quotes or marks are parted by `|`.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from eval.faults import read_text, told
from eval.suite import locate
from index.documents import load

LISTS = frozenset({"documents", "gold", "marks", "never", "firm"})


def _from_csv(path: Path) -> Iterator[dict[str, Any]]:
    """Yield a sample for each row; what is wrong with it is for `eval validate` to tell."""
    for number, row in enumerate(csv.DictReader(StringIO(read_text(path))), 1):
        sample: dict[str, Any] = {"id": f"q{number}"}
        for key, value in row.items():
            cell = value.strip() if key and value else ""
            if cell and key in LISTS:
                sample[key] = [part.strip() for part in cell.split("|") if part.strip()]
            elif cell:
                sample[key] = {"true": True, "false": False}.get(cell.lower(), cell)
        yield sample


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
        samples = _from_csv(path)
    else:
        samples = _from_rag_dataset(path, [load(name).text for name in documents])
    rows = ({"suite": path.stem, "documents": list(documents)}, *samples)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
