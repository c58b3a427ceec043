"""How long reading and judging take, each beside a peer in the same run.

    python -m eval.benchmarks.speed [ARTICLE]

Reading an article's stance is set against counting its tokens with tiktoken (cl100k_base); judging
one answer sentence against the prepared article against embedding the article's text once with
wordllama. Times are processor time of one core, the least of several rounds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from index.passages import encoding
from index.sentences import split
from index.stance import read
from index.vectors import wordllama_model
from qa.compare import judge, prepare

SAMPLE = Path(__file__).parents[2] / "qa" / "sample" / "article.md"
ROUNDS = 12
WORDS = 1_000


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time that the work takes in a few rounds, in seconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def first_words(text: str) -> str:
    """Return the first thousand words of a text, as they stand."""
    end = 0
    for _ in range(WORDS):
        space = text.find(" ", end + 1)
        if space < 0:
            return text
        end = space
    return text[:end]


def main(arguments: list[str]) -> None:
    """Print the four times and the ratio of the first two."""
    text = Path(arguments[0] if arguments else SAMPLE).read_text(encoding="utf-8")
    tokens = encoding()
    reading = seconds(lambda: read(text))
    counting = seconds(lambda: tokens.encode_ordinary(text))
    sentences = len(split(text))
    print(f"reading   {reading * 1e3:8.2f} ms, {sentences / reading:,.0f} sentences a second")
    print(f"tiktoken  {counting * 1e3:8.2f} ms, so reading takes {reading / counting:.1f} times it")
    article = first_words(text)
    source = prepare(article)
    claims = [span.of(article) for span in source.sentences]
    judging = median(seconds(lambda claim=claim: judge(claim, source)) for claim in claims)  # type: ignore[misc]
    embedding = seconds(lambda: wordllama_model().embed([article]))
    print(f"judging   {judging * 1e3:8.2f} ms a sentence (median), {len(article.split())} words")
    print(f"wordllama {embedding * 1e3:8.2f} ms to embed the same words")


if __name__ == "__main__":
    main(sys.argv[1:])
