"""What a run would cost: all that leads up to the model is done, and the model is not asked."""

from collections.abc import Sequence

from eval.run import Chatbots
from eval.suite import Sample
from qa.tokens import count

WRITTEN = 160
"""Tokens of an answer of four sentences with their markers."""

PROMPT = 900
"""Tokens of instructions, and of the marks that are spelled out below five passages."""


def estimate(samples: Sequence[Sample], bots: Chatbots, price: tuple[float, float]) -> str:
    """Return, as one line, how many tokens the samples would take; `price` is dollars a million."""
    read = 0
    for sample in samples:
        turns = [part for turn in sample.history for part in (turn.question, turn.answer)]
        passages = [hit.passage.text for hit in bots.hits(sample, sample.question)[:5]]
        read += PROMPT + count(" ".join([sample.question, *turns, *passages]))
    written = WRITTEN * len(samples)
    cost = (read * price[0] + written * price[1]) / 1_000_000
    dollars = f", about ${cost:.2f}" if any(price) else "; --price READ WRITTEN tells the cost"
    return f"{len(samples)} samples: about {read:,} tokens read, {written:,} written{dollars}"
