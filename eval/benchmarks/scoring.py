"""What scoring costs beside checking: 10,000 answered samples, in the same run.

    python -m eval.benchmarks.scoring [SUITE] [SAMPLES]

The chatbot without a model answers the suite; its samples and answers are repeated under new names
until there are enough, with a word or two before each sentence: what is verbatim would not have to
be judged. Checking judges each sentence once against what it cites. Scoring is all
that `eval score` does with a log that is read: marks, claims, citations one by one, every metric
with its interval. Both take turns by a hundred samples, as processor time of one core.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from eval.figures import figures
from eval.log import Reply
from eval.run import Chatbots
from eval.score import Scorer
from eval.suite import Sample
from eval.suite_file import read_suite
from index.embeddings import embedding
from index.types import Span
from qa.compare import judge

SUITE = Path(__file__).parents[1] / "suites" / "sample.yaml"
SAMPLES = 10_000
TURN = 100
"""Samples that are scored, and checked, before the other has its turn."""


def check(sample: Sample, reply: Reply, scorer: Scorer) -> None:
    """Judge each sentence that makes a claim against what it cites."""
    for said in reply.statements:
        if said.citations and not said.remark:
            name = said.citations[0].document
            cited = [Span(c.start, c.end) for c in said.citations if c.document == name]
            judge(said.text, scorer.sources[name], question=sample.question, within=cited)


def repeated(
    samples: tuple[Sample, ...], answering: Callable[[Sample], Reply], count: int
) -> Iterator[tuple[Sample, Reply]]:
    """Yield so many samples with their answers, each under a name of its own."""
    answered = [(sample, answering(sample)) for sample in samples]
    for number, (sample, reply) in enumerate(islice(cycle(answered), count)):
        name = f"{sample.id}-{number}"
        said = tuple(replace(one, text=f"In short, {one.text}") for one in reply.statements)
        yield replace(sample, id=name), replace(reply, id=name, statements=said)


def main(arguments: list[str]) -> None:
    """Print both times and their ratio."""
    suite = read_suite(Path(arguments[0]) if arguments else SUITE)
    bots = Chatbots(suite, None, embedding())
    count = int(arguments[1]) if len(arguments) > 1 else SAMPLES
    pairs = list(repeated(suite.samples, bots, count))
    bots.close()
    started = time.process_time()
    scorer = Scorer([sample for sample, _ in pairs], suite.documents)
    scoring, checking, scored = time.process_time() - started, 0.0, []
    for at in range(0, count, TURN):
        turn = pairs[at : at + TURN]
        started = time.process_time()
        scored += [scorer.score(reply) for _, reply in turn]
        between = time.process_time()
        for sample, reply in turn:
            check(sample, reply, scorer)
        scoring, checking = scoring + between - started, checking + time.process_time() - between
    started = time.process_time()
    figures(scored, seed=0)
    scoring += time.process_time() - started
    sentences = sum(len(one.judged) for one in scored)
    citations = sum(len(one.said.citations) for each in scored for one in each.judged)
    print(f"{count:,} samples, {sentences:,} sentences with {citations:,} citations")
    print(f"checking {checking:7.1f} s")
    print(f"scoring  {scoring:7.1f} s, {scoring / checking:.2f} times as long")


if __name__ == "__main__":
    main(sys.argv[1:])
