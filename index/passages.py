"""Passages: whole sentences within a budget of tokens, never cut between a mark and its scope."""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import Document, Mark, Passage, Sentence

if TYPE_CHECKING:
    from tiktoken import Encoding

BUDGET = 160
"""Tokens (cl100k_base) to a passage, as far as marks and long sentences allow."""

ARTICLE = frozenset({"title", "heading", "body"})
"""The roles that are the article's own words."""


@cache
def encoding() -> "Encoding":
    """Return tiktoken's cl100k_base, from the table that the llama-index-core wheel carries."""
    found = find_spec("llama_index.core") if "TIKTOKEN_CACHE_DIR" not in os.environ else None
    if found and found.origin:
        folder = Path(found.origin).parent / "_static" / "tiktoken_cache"
        os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    return tiktoken.get_encoding("cl100k_base")


def _runs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the stretches of the article's own words between what is not."""
    runs: list[list[Sentence]] = [[]]
    for sentence in sentences:
        if sentence.role in ARTICLE:
            runs[-1].append(sentence)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _atoms(run: Sequence[Sentence], marks: Sequence[Mark]) -> list[list[Sentence]]:
    """Return the smallest pieces that keep headings and marks with what they govern."""
    reaches = [(min(m.start, m.scope.start), max(m.end, m.scope.end)) for m in marks]
    atoms = [[run[0]]]
    for before, after in pairwise(run):
        reached = any(first < before.end and after.start < last for first, last in reaches)
        if reached or before.role != "body":
            atoms[-1].append(after)
        else:
            atoms.append([after])
    return atoms


def cut(
    document: Document,
    sentences: Sequence[Sentence],
    marks: Sequence[Mark],
    budget: int = BUDGET,
) -> tuple[Passage, ...]:
    """Return the passages of a document in order; together they hold all its own words once.

    `budget` is in tokens of cl100k_base. A sentence longer than it stays whole, a heading stays
    with what follows, and a mark with its scope.
    """
    groups: list[list[Sentence]] = []
    for run in _runs(sentences):
        room = 0
        for atom in _atoms(run, marks):
            size = sum(len(encoding().encode_ordinary(sentence.text)) for sentence in atom)
            if atom[0] is not run[0] and size <= room:
                groups[-1].extend(atom)
                room -= size
            else:
                groups.append(atom)
                room = budget - size
    return tuple(passage(document, group, marks) for group in groups)


def passage(document: Document, group: Sequence[Sentence], marks: Sequence[Mark]) -> Passage:
    """Return the passage of these sentences, with the marks whose words or scope meet it."""
    start, end = group[0].start, group[-1].end
    return Passage(
        document.source,
        document.title,
        start,
        end,
        document.text[start:end],
        tuple(group),
        tuple(
            mark
            for mark in marks
            if (mark.start < end and start < mark.end)
            or (mark.scope.start < end and start < mark.scope.end)
        ),
    )
