"""The questions of a suite beside the passages that they are asked of."""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.suite import Sample, Suite, places
from index.build import refresh
from index.names import known_as
from index.store import Index
from index.types import Passage, Span
from qa.questions import standalone, subject


@dataclass(frozen=True, slots=True)
class Put:
    """A question as the ranking gets it; `gold` are the places of its gold quotes."""

    text: str
    answerable: bool
    gold: tuple[tuple[tuple[str, Span], ...], ...]


def _put(suite: Suite, sample: Sample) -> Put:
    gold = tuple(
        tuple(
            (known_as(suite.source(place.document)), place.span)
            for place in places(words, sample.documents, suite.documents)
        )
        for words in sample.gold
    )
    asked = standalone(sample.question, sample.history) if sample.history else sample.question
    return Put(subject(asked), sample.answerable, gold)


def questions_of(suite: Suite) -> Iterator[tuple[tuple[Passage, ...], tuple[Put, ...]]]:
    """Yield each set of documents that is asked about, as passages, with its questions."""
    for documents in dict.fromkeys(sample.documents for sample in suite.samples):
        with Index.open(None) as index:
            for _ in refresh(index, [suite.source(name) for name in documents]):
                pass
            samples = [sample for sample in suite.samples if sample.documents == documents]
            yield index.passages(), tuple(_put(suite, sample) for sample in samples)
