"""Reading a suite from YAML or JSONL, and finding every fault in it with its line."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from eval.faults import Fault, SuiteError, Where, complaint, numbered, place_of, read_text
from eval.log import is_log
from eval.metrics import METRICS
from eval.mutate import OPERATORS, WATCHED
from eval.suite import Gate, Reading, Sample, Suite, Whole
from qa.types import Turn

_WHOLE = TypeAdapter(Whole)


@dataclass
class Raw:
    """A file as parsed, with the line of each value, and the faults of its syntax."""

    value: Any = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=lambda: {(): 1})
    faults: list[tuple[int, str]] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """Return the line of a value; of what holds it, where it is not there."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]


def schema() -> str:
    """Return the JSON Schema of suites, by which editors check what one types."""
    # What describes a field may be longer than a line here, and is one line there.
    return json.dumps(_WHOLE.json_schema(), indent=2).replace(r"\n", " ") + "\n"


def _parse(text: str) -> Raw:
    """Parse YAML and note the lines of what it holds. Raises YAMLError and ValueError."""
    raw, walked = Raw(), set[yaml.Node]()

    def walk(node: yaml.Node, where: Where) -> None:
        raw.lines.setdefault(where, node.start_mark.line + 1)
        if node in walked:  # an alias, which may lead back to itself
            return
        walked.add(node)
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                walk(item, (*where, number))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                line, name = key.start_mark.line + 1, (*where, str(key.value))
                if name in raw.lines:
                    raw.faults.append((line, f'the key "{key.value}" stands twice'))
                raw.lines[name] = line
                walk(value, name)

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            walk(node, ())
            raw.value = loader.construct_document(node)
    finally:
        loader.dispose()
    return raw


_HINTS = {
    "mapping values": "words with a colon belong in quotes",
    "but got '?'": "words with a question mark belong in quotes",
    "<block end>": "an indent, a quotation mark or a bracket is wrong here or above",
    "cannot start any token": "a word that begins so belongs in quotes; indent with spaces",
}
"""What may help, by what YAML's parser says."""


def _read_yaml(text: str) -> Raw:
    """Read YAML; what is wrong with its syntax is left out, so that it hides no other fault."""
    found: list[tuple[int, str]] = []
    while True:
        try:
            raw = _parse(text)
            raw.faults += found
            return raw
        except yaml.MarkedYAMLError as error:
            why = f"{error.problem} {error.context or ''}".rstrip()
            # What is never closed is noticed late; the context says where it begins.
            late = re.search("scanning|flow", error.context or "")
            mark = (late and error.context_mark) or error.problem_mark
            line = mark.line + 1 if mark else 1
            hints = [hint for part, hint in _HINTS.items() if part in why]
            found.append((line, "; ".join([f"is not YAML: {why}", *hints])))
            shorter = _without(text, line)
            if shorter == text:
                return Raw(faults=found)
            text = shorter
        except (yaml.YAMLError, ValueError) as error:
            return Raw(faults=[*found, (1, f"is not YAML: {error}".splitlines()[0])])


def _without(text: str, line: int) -> str:
    """Return the text without the key or the sample that the line is of, its lines left blank."""
    lines = text.split("\n")
    dashes = [len(each) - len(each.lstrip()) for each in lines if each.lstrip().startswith("- ")]
    begins = re.compile(rf"\w| {{{min(dashes, default=0)}}}- ")
    starts = [0, *(n for n, each in enumerate(lines) if begins.match(each)), len(lines)]
    first = max(n for n in starts if n < line)
    last = min(n for n in starts if n >= line)
    return "\n".join([*lines[:first], *[""] * (last - first), *lines[last:]])


def _read_jsonl(text: str) -> Raw:
    raw = Raw({"samples": []})
    for number, line in numbered(text):
        try:
            row = json.loads(line)
        except ValueError as error:
            raw.faults.append((number, f"is not JSON: {error}".replace("line 1 column", "column")))
            continue
        if number == 1 and isinstance(row, dict):
            raw.value.update(row)
        elif row is not None:
            raw.lines["samples", len(raw.value["samples"])] = number
            raw.value["samples"].append(row)
    return raw


_KEYS = [each.name for kind in (Whole, Sample, Gate, Turn) for each in fields(kind)]


def _named(value: Any, where: Where) -> str:
    """Return what an editor calls a place: `cause: gold, item 2: `; nothing of the whole."""
    sample = ""
    if where[:1] == ("samples",) and len(where) > 1:
        row, number, where = value["samples"], int(where[1]), where[2:]
        named = row[number].get("id") if isinstance(row[number], dict) else None
        sample = f"{named if isinstance(named, str) else f'sample {number + 1}'}: "
    return sample + place_of(where)


_SHARES = {name for name, metric in METRICS.items() if metric.unit == "share"}
_MUTANTS = {*(operator.name for operator in OPERATORS), *WATCHED}


def _faults_of_gates(value: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    for key, known, shares in (("gates", METRICS, _SHARES), ("mutants", _MUTANTS, _MUTANTS)):
        gates = value.get(key)
        for name, gate in gates.items() if isinstance(gates, dict) else ():
            if name not in known:
                near = get_close_matches(str(name), known, 1) or sorted(known)
                what = "metric" if key == "gates" else "operator"
                yield (key, name), f"there is no such {what}; is it {' or '.join(near)}?"
            elif name in shares and isinstance(gate, dict):
                for part, limit in gate.items():
                    if isinstance(limit, int | float) and not 0 <= limit <= 1:
                        yield (key, name, part), f"must be between 0 and 1, not {limit:g}"


def read_suite(path: Path) -> Suite:
    """Read a suite and its documents. Raises SuiteError with every fault, each with its line."""
    text = read_text(path)
    if is_log(text):
        raise SuiteError(Fault(path, None, "is the log of a run: allegedly eval score reads it"))
    raw = (_read_jsonl if path.suffix == ".jsonl" else _read_yaml)(text)
    value = raw.value if isinstance(raw.value, dict) else {}
    found: list[tuple[Where, str]] = []
    named = value.get("documents") or []
    reading = Reading(path, tuple(map(str, named if isinstance(named, list) else [named])))
    try:
        whole = _WHOLE.validate_python(value, context=reading)
    except ValidationError as error:
        # What seems to be missing may stand in what cannot be read.
        found = [
            (one["loc"], complaint(one, _KEYS))
            for one in error.errors()
            if (one["loc"][1:] or not raw.faults)
            and not (one["type"] == "too_short" and one["input"])
        ]
    known = {where for where, _ in found}
    found += [(where, what) for where, what in _faults_of_gates(value) if where not in known]
    faults = [Fault(path, line, what) for line, what in raw.faults]
    faults += [Fault(path, raw.line(at), f"{_named(value, at)}{what}") for at, what in found]
    if faults:
        raise SuiteError(*sorted(faults, key=lambda fault: fault.line or 0))
    return Suite(whole.suite, path, whole.samples, reading.documents, whole.gates, whole.mutants)
