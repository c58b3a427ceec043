"""Passages: whole sentences within a budget of tokens, never cut between a mark and its scope."""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import Document, Mark, Passage, Sentence, Span

if TYPE_CHECKING:
    from tiktoken import Encoding

BUDGET = 160
"""Tokens (cl100k_base) to a passage, as far as marks and long sentences allow."""

ARTICLE = frozenset({"title", "heading", "body"})
"""The roles that are the article's own words."""


_TABLE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
"""What tiktoken calls the file of cl100k_base: the SHA-1 of the address it is fetched from."""


@cache
def encoding() -> "Encoding":
    """Return tiktoken's cl100k_base, from the table that the llama-index-core wheel carries.

    A folder that TIKTOKEN_CACHE_DIR names goes before it, but only where the table is in it: from
    an empty one tiktoken would go to the network, and fail where there is none.
    """
    named = os.environ.get("TIKTOKEN_CACHE_DIR")
    there = bool(named) and Path(str(named), _TABLE).is_file()
    found = None if there else find_spec("llama_index.core")
    if found and found.origin:
        folder = Path(found.origin).parent / "_static" / "tiktoken_cache"
        if (folder / _TABLE).is_file():
            os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    return tiktoken.get_encoding("cl100k_base")


@dataclass(frozen=True)
class Reading:
    """A document with its sentences and marks, both in order, ready to be cut and looked up."""

    document: Document
    sentences: Sequence[Sentence]
    marks: Sequence[Mark]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.end for sentence in self.sentences]

    def places(self, span: Span) -> range:
        """Return the places of the sentences that the span meets."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    @cached_property
    def _marks_at(self) -> dict[int, list[int]]:
        """The places of the marks whose words or scope meet a sentence, by its place."""
        found: dict[int, list[int]] = {}
        for number, mark in enumerate(self.marks):
            for place in {*self.places(mark.span), *self.places(mark.scope)}:
                found.setdefault(place, []).append(number)
        return found

    @cached_property
    def bound(self) -> set[int]:
        """The places of the sentences that may not be parted from the one before."""
        found = {
            place + 1
            for place, sentence in enumerate(self.sentences)
            if sentence.role in ("title", "heading")
        }
        for mark in self.marks:
            first, last = min(mark.start, mark.scope.start), max(mark.end, mark.scope.end)
            found.update(self.places(Span(first, last))[1:])
        return found

    def passage(self, span: Span) -> Passage:
        """Return the passage of the sentences that the span meets."""
        places = self.places(span)
        group = tuple(self.sentences[place] for place in places)
        marks = sorted({number for place in places for number in self._marks_at.get(place, ())})
        start, end = group[0].start, group[-1].end
        return Passage(
            self.document.source,
            self.document.title,
            start,
            end,
            self.document.text[start:end],
            group,
            tuple(self.marks[number] for number in marks),
        )


def _atoms(reading: Reading) -> Iterator[list[int]]:
    """Yield the places of the article's own sentences in pieces that may not be cut."""
    atom: list[int] = []
    for place, sentence in enumerate(reading.sentences):
        if sentence.role not in ARTICLE:
            continue
        if atom and (place not in reading.bound or place != atom[-1] + 1):
            yield atom
            atom = []
        atom.append(place)
    if atom:
        yield atom


def cut(
    document: Document,
    sentences: Sequence[Sentence],
    marks: Sequence[Mark],
    budget: int = BUDGET,
) -> tuple[Passage, ...]:
    """Return the passages of a document in order; together they hold all its own words once.

    `budget` is in tokens of cl100k_base. A sentence longer than it stays whole, a heading stays
    with what follows, and a mark with its scope. What is not the article's own parts passages.
    """
    reading = Reading(document, sentences, marks)
    groups: list[list[int]] = []
    room = 0
    for atom in _atoms(reading):
        size = sum(len(encoding().encode_ordinary(sentences[place].text)) for place in atom)
        if groups and atom[0] == groups[-1][-1] + 1 and size <= room:
            groups[-1].extend(atom)
            room -= size
        else:
            groups.append(atom)
            room = budget - size
    spans = [Span(sentences[group[0]].start, sentences[group[-1]].end) for group in groups]
    return tuple(reading.passage(span) for span in spans)
