"""Reading a suite from YAML or JSONL, and finding every fault in it with its line."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as valid
from pydantic_core import ErrorDetails
from yaml.scanner import ScannerError

from eval.metrics import METRICS
from eval.suite import Fault, Gate, Sample, Suite, SuiteError, Text, places, read_text, source
from index.documents import load
from index.errors import SourceError
from index.types import Document
from qa.types import Turn

T = TypeVar("T")

Where = tuple[str | int, ...]
"""The keys and numbers that lead to a value, from the whole file down."""

Found = tuple[Where, str]
"""A fault: where, and what."""


@valid(frozen=True, config=ConfigDict(extra="forbid"))
class Head:
    """All of a suite but its samples; in JSONL the first line, each further one being a sample."""

    suite: Annotated[Text, Field(description="The name of the suite.")]
    note: str = ""
    documents: Annotated[
        tuple[Text, ...], Field(description="The documents of every sample that names none.")
    ] = ()
    gates: Annotated[
        Mapping[str, Gate],
        Field(
            description="By metric, what makes a run fail. `drop` is the most by which it may "
            "become worse than in the run it is compared with. A critical sample that passed and "
            "fails now always fails the comparison."
        ),
    ] = field(default_factory=dict)


@valid(frozen=True, config=ConfigDict(extra="forbid", title="allegedly evaluation suite"))
class Whole(Head):
    """A suite as YAML holds it."""

    samples: Annotated[tuple[Sample, ...], Field(min_length=1)] = ()


@dataclass(frozen=True)
class Raw:
    """A file as parsed, with the line of each value, and the faults of its syntax."""

    value: dict[str, Any]
    lines: dict[Where, int]
    faults: list[tuple[int, str]]

    def line(self, where: Where) -> int:
        """Return the line of a value; of what holds it, where it is not there."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]


def schema() -> str:
    """Return the JSON Schema of suites, by which editors check what one types."""
    return json.dumps(TypeAdapter(Whole).json_schema(), indent=2) + "\n"


def _parse(text: str, before: int, at: Where, raw: Raw) -> Any:
    """Parse YAML that stands behind `before` lines, and note the lines of what it holds."""
    walked = set[yaml.Node]()

    def walk(node: yaml.Node, where: Where) -> None:
        raw.lines.setdefault(where, before + node.start_mark.line + 1)
        if node in walked:  # an alias, which may lead back to itself
            return
        walked.add(node)
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                walk(item, (*where, number))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                line, name = before + key.start_mark.line + 1, (*where, str(key.value))
                if name in raw.lines:
                    raw.faults.append((line, f'the key "{key.value}" stands twice'))
                raw.lines[name] = line
                walk(value, name)

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        walk(node, at)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _read_yaml(text: str) -> Raw:
    raw = Raw({}, {(): 1}, [])
    try:
        value = _parse(text, 0, (), raw)
    except (yaml.YAMLError, ValueError):
        return _read_pieces(text)
    return replace(raw, value=value if isinstance(value, dict) else {})


_HINTS = {
    "mapping values": "words with a colon belong in quotes",
    "but got '?'": "words with a question mark belong in quotes",
    "<block end>": "an indent, a quotation mark or a bracket is wrong here or above",
    "cannot start any token": "a word that begins so belongs in quotes; indent with spaces",
}
"""What may help, by what YAML's parser says."""


def _read_pieces(text: str) -> Raw:
    """Read YAML with errors in it: each key and each sample alone, so that all errors show."""
    raw = Raw({"samples": []}, {(): 1}, [])
    sample = re.search(r"^samples:.*\n(?:\s*(?:#.*)?\n)*( *)- ", text, re.MULTILINE)
    piece = rf"^(?={sample[1]}- |\w+:)" if sample else r"^(?=\w+:)"
    cuts = [0, *(found.start() for found in re.finditer(piece, text, re.MULTILINE)), len(text)]
    for start, end in pairwise(cuts):
        content, before = text[start:end], text.count("\n", 0, start)
        try:
            if content.lstrip().startswith("- "):
                # Without its dash an item is a mapping of its own, in the same columns.
                where = ("samples", len(raw.value["samples"]))
                content = content.replace("- ", "  ", 1)
                raw.value["samples"].append(_parse(content, before, where, raw))
            else:
                found = _parse(content, before, (), raw) or {}
                raw.value.update((key, found[key]) for key in found if key != "samples")
        except yaml.MarkedYAMLError as error:
            # A scanner notices late: a quotation mark that is never closed, at the very end.
            early = error.context_mark if isinstance(error, ScannerError) else None
            mark = early or error.problem_mark
            line = before + 1 + (mark.line if mark else 0)
            why = f"{error.problem} {error.context or ''}".rstrip()
            hints = [hint for part, hint in _HINTS.items() if part in why]
            raw.faults.append((line, "; ".join([f"is not YAML: {why}", *hints])))
        except (yaml.YAMLError, ValueError, TypeError) as error:
            raw.faults.append((before + 1, f"is not YAML: {error}".splitlines()[0]))
    return raw


def _read_jsonl(text: str) -> Raw:
    raw = Raw({"samples": []}, {(): 1}, [])
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError as error:
            raw.faults.append((number, f"is not JSON: {error}"))
            continue
        if number == 1 and isinstance(row, dict):
            raw.value.update(row)
        elif row is not None:
            raw.lines["samples", len(raw.value["samples"])] = number
            raw.value["samples"].append(row)
    return raw


_MUST = {
    "missing": "is missing",
    "string_type": "must be text, in quotes",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, in square brackets",
    "dict_type": "must hold keys with values",
    "dataclass_type": "must hold keys with values",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "too_short": "must not be empty",
    "invalid_key": "must be a key of text",
}
"""What an editor reads, by pydantic's name of the fault."""


def _what(error: ErrorDetails, known: Collection[str]) -> str:
    kind, key = error["type"], str(error["loc"][-1] if error["loc"] else "")
    if kind == "unexpected_keyword_argument":
        near = get_close_matches(key, known, 1)
        return f"is unknown; is it {near[0]}?" if near else f"is unknown; known: {', '.join(known)}"
    if kind == "string_pattern_mismatch":
        return "must be one word" if key == "id" else "must not be empty"
    if kind in ("missing", "too_short"):
        return _MUST[kind]
    match error["input"]:
        case list():
            given = "a list"
        case dict():
            given = "keys with values"
        case plain:
            given = json.dumps(plain, default=str, ensure_ascii=False)[:60]
    return f"{_MUST.get(kind, error['msg'])}, not {given}"


_PARTS: Mapping[str | int, type] = {"gates": Gate, "history": Turn}


def _checked(kind: type[T], value: object, blank: Mapping[str, str]) -> tuple[T, list[Found]]:
    """Return the value as its kind, without what is at fault in it, and the faults.

    `blank` stands in for what may not be missing.
    """
    adapter = TypeAdapter(kind)
    try:
        return adapter.validate_python(value), []
    except ValidationError as error:
        errors = error.errors()
    found = []
    for one in errors:
        where = _place(value, one["loc"])
        owner = _PARTS.get(where[0], kind) if len(where) > 1 else kind
        found.append((where, _what(one, [each.name for each in fields(owner)])))
    faulty = {where[0] for where, _ in found if where}
    given = value.items() if isinstance(value, dict) else ()
    sound = {key: part for key, part in given if key not in faulty and isinstance(key, str)}
    return adapter.validate_python({**blank, **sound}), found


def _place(value: Any, where: Where) -> Where:
    """Return the keys up to a text: words alone stand for a list of themselves."""
    for depth, part in enumerate(where):
        if isinstance(value, str):
            return where[:depth]
        value = value.get(part) if isinstance(value, dict) else value[part]
    return where


def _named(where: Where) -> str:
    """Return what an editor calls a place: `gold, item 2: `; nothing of the whole."""
    parts = (f"item {part + 1}" if isinstance(part, int) else str(part) for part in where)
    return ", ".join(parts) + ": " if where else ""


def _samples(rows: list[Any], defaults: tuple[str, ...]) -> Iterator[tuple[Sample, list[Found]]]:
    """Yield each sample, with its documents and its cluster, and its faults."""
    for number, row in enumerate(rows, 1):
        sample, found = _checked(Sample, row, {"id": f"unnamed-{number}", "question": "?"})
        documents = sample.documents or defaults
        cluster = sample.cluster or " ".join(documents)
        yield replace(sample, documents=documents, cluster=cluster), found


def _load(path: Path, named: Mapping[str, Where]) -> tuple[dict[str, Document], list[Found]]:
    documents, found = {}, []
    for name, where in named.items():
        try:
            documents[name] = load(source(path, name))
        except SourceError as error:
            found.append((where, f'the document "{name}" cannot be read: {error}'))
    return documents, found


def _quotes(row: Any) -> Iterator[tuple[Where, str]]:
    """Yield what a sample quotes, also of a sample that has other faults."""
    for key in ("gold", "marks", "firm") if isinstance(row, dict) else ():
        items = row.get(key)
        for item, words in enumerate(items if isinstance(items, list) else ()):
            for alternative in words if isinstance(words, list) else [words]:
                if isinstance(alternative, str) and alternative.strip():
                    yield (key, item), alternative


def _faults_of(sample: Sample, row: object, documents: Mapping[str, Document]) -> Iterator[Found]:
    quotes = tuple(_quotes(row))
    if quotes and not sample.answerable:
        yield (), "is not answerable, so it has no gold, marks or firm"
    if set(sample.documents) <= documents.keys():
        for where, words in quotes:
            if not places((words,), sample, documents):
                yield where, f'these words are not in its documents: "{words}"'


def _faults_of_gates(gates: object) -> Iterator[Found]:
    for name, gate in gates.items() if isinstance(gates, dict) else ():
        if name not in METRICS:
            near = get_close_matches(str(name), METRICS, 1) or sorted(METRICS)
            yield ("gates", name), f"there is no such metric; is it {' or '.join(near)}?"
        elif METRICS[name].unit == "share" and isinstance(gate, dict):
            for key, limit in gate.items():
                if isinstance(limit, int | float) and not 0 <= limit <= 1:
                    yield ("gates", name, key), f"must be between 0 and 1, not {limit:g}"


def read_suite(path: Path) -> Suite:
    """Read a suite and its documents. Raises SuiteError with every fault, each with its line."""
    raw = (_read_jsonl if path.suffix == ".jsonl" else _read_yaml)(read_text(path))
    given = raw.value.pop("samples", None)
    rows = given if isinstance(given, list) else []
    head, found = _checked(Head, raw.value, {"suite": "?"})
    found += _faults_of_gates(raw.value.get("gates"))
    if raw.faults:  # What seems to be missing may stand in what cannot be read.
        found = [(where, what) for where, what in found if what != _MUST["missing"]]
    elif not rows:
        found.append((("samples",), "must be a list of at least one"))
    read = list(_samples(rows, head.documents))
    named: dict[str, Where] = {name: ("documents", n) for n, name in enumerate(head.documents)}
    for number, (sample, _) in enumerate(read):
        for n, name in enumerate(sample.documents):
            named.setdefault(name, ("samples", number, "documents", n))
    documents, unread = _load(path, named)

    faults = [Fault(path, line, what) for line, what in raw.faults]
    faults += [Fault(path, raw.line(where), what) for where, what in unread]
    faults += [Fault(path, raw.line(where), f"{_named(where)}{what}") for where, what in found]
    first: dict[str, int] = {}
    for number, (sample, own) in enumerate(read):
        line = raw.line(("samples", number))
        if first.setdefault(sample.id, line) != line:
            own.append((("id",), f"stands already in line {first[sample.id]}"))
        if not sample.documents and not raw.faults:
            own.append(((), "names no document, and the suite names none"))
        for where, what in (*own, *_faults_of(sample, rows[number], documents)):
            line = raw.line(("samples", number, *where))
            faults.append(Fault(path, line, f"{sample.id}: {_named(where)}{what}"))
    if faults:
        raise SuiteError(sorted(faults, key=lambda fault: fault.line))
    return Suite(head.suite, path, tuple(sample for sample, _ in read), documents, head.gates)
