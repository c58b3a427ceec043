"""What is wrong with a file of an evaluation, and where: told as compilers tell it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from index.errors import AllegedlyError


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, and in which line; None where it is the file itself."""

    path: Path
    line: int | None
    what: str

    def __str__(self) -> str:
        """Return it as editors and compilers write it."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}"


class SuiteError(AllegedlyError):
    """A suite, log or other file of an evaluation at fault; its text is one line for each fault."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


Where = tuple[str | int, ...]
"""The keys and numbers that lead to a value, from the whole down."""

_MUST = {
    "missing": "is missing",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "must not be blank, nor an id hold blanks",
    "string_type": "must be text, in quotes",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, in square brackets",
    **dict.fromkeys(("dict_type", "dataclass_type"), "must hold keys with values"),
    **dict.fromkeys(("float_type", "float_parsing", "int_type", "int_parsing"), "must be a number"),
    "greater_than_equal": "must not be negative",
}
"""What an editor reads, by pydantic's name of the fault."""


def complaint(error: ErrorDetails, keys: Sequence[str] = ()) -> str:
    """Return what pydantic finds wrong with a value as an editor reads it; `keys` are the known."""
    kind = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "unexpected_keyword_argument":
        near = get_close_matches(str(error["loc"][-1]), keys, 1)
        return f"is unknown; is it {near[0]}?" if near else "is unknown"
    given = "" if kind in ("missing", "too_short") else f", not {repr(error['input'])[:60]}"
    return _MUST.get(kind, error["msg"]) + given


def place_of(where: Where) -> str:
    """Return what an editor calls a place: `gold, item 2: `; nothing of the whole."""
    parts = [f"item {part + 1}" if isinstance(part, int) else part for part in where]
    return ", ".join(parts) + ": " if parts else ""


@contextmanager
def told(path: Path, line: int | None, what: str) -> Iterator[None]:
    """Turn what goes wrong with a line of a file into a SuiteError: it is not `what`, and why."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise SuiteError(Fault(path, line, "is not UTF-8 text: save it as UTF-8")) from error
    except OSError as error:
        raise SuiteError(Fault(path, line, f"cannot be {what}: {error.strerror}")) from error
    except ValidationError as error:
        found = (f"{place_of(one['loc'])}{complaint(one)}" for one in error.errors())
        raise SuiteError(*(Fault(path, line, f"no {what}: {why}") for why in found)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"no field {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
        # A parser of JSON names a line too, counted in what it was given: one of the two is enough.
        own = getattr(error, "lineno", 1)
        why = why.replace(f"line {own} column", "column")
        at = None if line is None else line + own - 1
        raise SuiteError(Fault(path, at, f"no {what}: {why}")) from error


def read_text(path: Path) -> str:
    """Return the text of a file. Raises SuiteError where it cannot be read as UTF-8."""
    with told(path, None, "read"):
        return path.read_text(encoding="utf-8-sig")


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that are not blank, with their numbers from 1."""
    lines = enumerate(text.split("\n"), 1)
    yield from ((number, line) for number, line in lines if line.strip())
