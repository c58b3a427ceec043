"""A document as the composer needs it, and the sentences that stand together in it."""

from dataclasses import dataclass

from index.store import Index
from index.types import Mark, Sentence
from qa.company import companions
from qa.people import AWAY

TOGETHER = 3
"""Sentences that come as one at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the composer needs it: its body sentences and all its marks."""

    source: str
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]

    def group(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return a sentence with those that must come along, at most `TOGETHER`, in order."""
        along = companions(sentence, self.sentences, self.marks)
        together = list(dict.fromkeys([sentence, *along]))[:TOGETHER]
        return tuple(sorted(together, key=lambda one: one.start))

    def before(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return the sentence that stands right before one, which "the cause" may be the cause of.

        None where something else stands between.
        """
        place = self.sentences.index(sentence)
        last = self.sentences[max(0, place - 1) : place]
        return tuple(one for one in last if sentence.start - one.end <= AWAY)


def read(source: str, index: Index) -> Reading:
    """Return a document of the index as the composer needs it."""
    body = tuple(sentence for sentence in index.sentences(source) if sentence.role == "body")
    return Reading(source, body, index.marks(source))
