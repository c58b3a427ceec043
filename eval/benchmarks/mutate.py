"""Faithful answers to spoil, from labelled pairs."""

from collections.abc import Iterable, Iterator

from eval.benchmarks.pairs import Labelled
from eval.mutate import Faithful, faithful
from eval.score import Scorer, document_of
from eval.suite import Sample


def of_pairs(pairs: Iterable[Labelled]) -> Iterator[Faithful]:
    """Yield the answers that people found faithful, and the sources' own hedged sentences."""
    quoted = set()
    for pair in pairs:
        # "May the 3rd", "could see": what is no hedge there must not be taken for one.
        if pair.phenomenon.startswith("trap"):
            continue
        scorer = Scorer((), {"source": document_of(pair.source, pair.sentences)})
        sample = Sample(id=pair.id, question=pair.question or "?", documents=("source",))
        sentences = scorer.sources["source"].sentences
        if pair.verdict == "kept":
            yield from faithful(scorer, sample, pair.answer, sentences, bool(pair.marks))
        for span in sentences:
            words = span.of(pair.source)
            if words not in quoted and any(mark in words for mark in pair.marks):
                quoted.add(words)
                yield from faithful(scorer, sample, words, [span], hedged=True)
