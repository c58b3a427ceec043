"""Reading a suite from YAML or JSONL, and finding every fault in it with its line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from eval.metrics import METRICS
from eval.suite import Fault, Gate, Sample, Suite, SuiteError, Words, places, read_text, source
from index.documents import load
from index.errors import SourceError
from index.types import Document
from qa.types import Turn

SCHEMA = Path(__file__).with_name("suite.schema.json")

Lines = dict[tuple[str | int, ...], int]


def _read_yaml(path: Path, text: str) -> tuple[Any, Lines, list[Fault]]:
    lines: Lines = {}
    faults: list[Fault] = []

    def walk(node: yaml.Node, where: tuple[str | int, ...]) -> None:
        lines[where] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                walk(item, (*where, number))
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if key.value in seen:
                    line = key.start_mark.line + 1
                    faults.append(Fault(path, line, f'the key "{key.value}" stands twice'))
                seen.add(key.value)
                walk(value, (*where, key.value))
                lines[(*where, key.value)] = key.start_mark.line + 1

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {(): 1}, faults
        walk(node, ())
        return loader.construct_document(node), lines, faults
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SuiteError([Fault(path, line, f"no YAML: {error.problem}")]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise SuiteError([Fault(path, 1, f"no YAML: {error}".splitlines()[0])]) from error
    finally:
        loader.dispose()


def _read_jsonl(path: Path, text: str) -> tuple[Any, Lines, list[Fault]]:
    lines: Lines = {(): 1}
    rows: list[Any] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            raise SuiteError([Fault(path, number, f"no JSON: {error}")]) from error
        if len(rows) > 1:
            lines[("samples", len(rows) - 2)] = number
    if not rows or not isinstance(rows[0], dict):
        return None, lines, []
    return rows[0] | {"samples": rows[1:]}, lines, []


def _line(lines: Lines, where: Iterable[str | int]) -> int:
    path = tuple(where)
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _schema_faults(path: Path, data: Any, lines: Lines) -> list[Fault]:
    faults = []
    for error in Draft202012Validator(json.loads(SCHEMA.read_text())).iter_errors(data):
        where = list(error.absolute_path)
        what = error.message
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = error.schema["properties"] if isinstance(error.schema, dict) else {}
            unknown = [key for key in error.instance if key not in known]
            where.append(unknown[0])
            what = f"unknown key {', '.join(map(repr, unknown))}; known: {', '.join(known)}"
        elif error.validator == "oneOf":
            what = f"{error.instance!r} is neither words nor a list of two or more alternatives"
        name = ".".join(str(part) for part in error.absolute_path if part != "samples")
        faults.append(Fault(path, _line(lines, where), f"{name}: {what}" if name else what))
    return faults


def _words(value: object) -> Words:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def _sample(row: Mapping[str, Any], defaults: Sequence[str]) -> Sample:
    documents = tuple(row.get("documents", defaults))
    return Sample(
        id=row["id"],
        question=row["question"],
        documents=documents,
        history=tuple(Turn(turn["question"], turn["answer"]) for turn in row.get("history", ())),
        answerable=row.get("answerable", True),
        gold=tuple(map(_words, row.get("gold", ()))),
        marks=tuple(map(_words, row.get("marks", ()))),
        never=tuple(row.get("never", ())),
        firm=tuple(map(_words, row.get("firm", ()))),
        critical=row.get("critical", False),
        cluster=row.get("cluster", " ".join(documents)),
    )


def _load(
    path: Path, samples: Sequence[Sample], line: int
) -> tuple[dict[str, Document], list[Fault]]:
    documents, faults = {}, []
    for name in dict.fromkeys(name for sample in samples for name in sample.documents):
        try:
            documents[name] = load(source(path, name))
        except SourceError as error:
            faults.append(Fault(path, line, f'the document "{name}": {error}'))
    return documents, faults


def _content_faults(
    path: Path, samples: Sequence[Sample], documents: Mapping[str, Document], lines: Lines
) -> Iterable[Fault]:
    first: dict[str, int] = {}
    for number, sample in enumerate(samples):
        where: tuple[str | int, ...] = ("samples", number)
        line = _line(lines, where)
        if sample.id in first:
            yield Fault(path, line, f"the id {sample.id} stands already in line {first[sample.id]}")
        first.setdefault(sample.id, line)
        if not sample.documents:
            yield Fault(path, line, f"{sample.id}: names no document, and the header names none")
        if not sample.answerable and (sample.gold or sample.marks or sample.firm):
            yield Fault(
                path, line, f"{sample.id}: is not answerable, so it has no gold, marks, firm"
            )
        if not set(sample.documents) <= set(documents):
            continue
        for key in ("gold", "marks", "firm"):
            for item, words in enumerate(getattr(sample, key)):
                for alternative in words:
                    if not places((alternative,), sample, documents):
                        what = f"{sample.id}: {key}: not in its documents: {alternative!r}"
                        yield Fault(path, _line(lines, (*where, key, item)), what)


def read_suite(path: Path) -> Suite:
    """Read a suite and its documents. Raises SuiteError with every fault, each with its line."""
    text = read_text(path)
    data, lines, faults = (_read_jsonl if path.suffix == ".jsonl" else _read_yaml)(path, text)
    faults += _schema_faults(path, data, lines)
    if faults:
        raise SuiteError(sorted(faults, key=lambda fault: fault.line))
    samples = tuple(_sample(row, data.get("documents", ())) for row in data["samples"])
    documents, faults = _load(path, samples, _line(lines, ("documents",)))
    faults += _content_faults(path, samples, documents, lines)
    gates = {name: Gate(**gate) for name, gate in data.get("gates", {}).items()}
    faults += [
        Fault(path, _line(lines, ("gates", name)), f"gates: there is no metric {name}")
        for name in gates
        if name not in METRICS
    ]
    if faults:
        raise SuiteError(sorted(faults, key=lambda fault: fault.line))
    return Suite(data["suite"], path, samples, documents, gates)
