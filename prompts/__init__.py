"""The prompts, as files, and their loader.

A prompt is a Markdown file of this folder. Words in single braces are its placeholders; a brace
that is meant to be read is doubled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

FOLDER = Path(__file__).parent

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"passages", "question"}),
    "mend": frozenset({"question", "sentence", "source", "why", "lost"}),
    "opinion": frozenset({"sentence", "source"}),
    "standalone": frozenset({"conversation", "question"}),
    "system": frozenset(),
}
"""What each prompt must say, no more and no less."""


class PromptError(ValueError):
    """A prompt file that lacks a placeholder, has an unknown one, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt whose placeholders are those that the program fills."""

    name: str
    template: str

    def fill(self, **values: str) -> str:
        """Return the prompt with its placeholders replaced. Braces in values are left alone."""
        return self.template.format(**values)


def load(name: str, folder: Path = FOLDER) -> Prompt:
    """Return the prompt `name`; raises PromptError naming file and placeholder."""
    path = folder / f"{name}.md"
    wanted = PLACEHOLDERS[name]
    try:
        template = path.read_text(encoding="utf-8").strip()
        found = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except OSError as error:
        raise PromptError(f"{path}: the prompt cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise PromptError(f"{path}: {error}; double every brace that is no placeholder.") from error
    for missing in sorted(wanted - found):
        raise PromptError(f"{path}: the placeholder {{{missing}}} is missing.")
    for unknown in sorted(found - wanted):
        raise PromptError(f"{path}: the placeholder {{{unknown}}} is unknown.")
    return Prompt(name, template)
