"""What is wrong with a file of an evaluation, and where: told as compilers tell it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import AllegedlyError


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, and where."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        """Return it as editors and compilers write it."""
        return f"{self.path}:{self.line}: {self.what}"


class SuiteError(AllegedlyError):
    """A suite, log or other file of an evaluation at fault; its text is one line for each fault."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@contextmanager
def told(path: Path, line: int, what: str) -> Iterator[None]:
    """Turn what goes wrong with a line of a file into a SuiteError: it is not `what`, and why."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise SuiteError(Fault(path, line, "is not UTF-8 text: save it as UTF-8")) from error
    except OSError as error:
        raise SuiteError(Fault(path, line, f"cannot be {what}: {error.strerror}")) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"no field {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
        raise SuiteError(Fault(path, line, f"no {what}: {why}")) from error


def read_text(path: Path) -> str:
    """Return the text of a file. Raises SuiteError where it cannot be read as UTF-8."""
    with told(path, 1, "read"):
        return path.read_text(encoding="utf-8-sig")


def read_rows(path: Path, what: str) -> Iterator[tuple[int, Any]]:
    """Yield the values of a JSONL file with their lines; blank lines are passed over.

    Raises SuiteError at a line that is no JSON.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            with told(path, number, what):
                row = json.loads(line)
            yield number, row
