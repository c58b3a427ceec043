"""Running a suite: each sample answered once, logged at once, in as many threads as asked for."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.given import reply_of
from eval.log import Log, Reply, append
from eval.suite import Place, Sample, Suite
from index.errors import AllegedlyError
from index.names import known_as
from qa.models import ModelError
from qa.records import of_answer
from qa.terminal import number_of
from qa.types import Hit

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import LLM

Answering = Callable[[Sample], Reply]
"""Whatever answers a sample: the chatbot, or a fake."""

RETRIES = 2
"""How often a sample is asked again after an error; the client of the model retries on its own."""

WRITTEN = 160
"""Tokens of an answer of four sentences with their markers."""

PROMPT = 900
"""Tokens of instructions, and of the marks that are spelled out below five passages."""


class Chatbots:
    """Answers samples, with one chatbot for each set of documents."""

    def __init__(self, suite: Suite, llm: "LLM | None", embedding: "BaseEmbedding") -> None:
        """Index the documents. Raises SourceError."""
        from qa.chat import Chatbot

        self._suite = suite
        self._bots = {
            names: Chatbot.from_sources(*map(suite.source, names), llm=llm, embedding=embedding)
            for names in {sample.documents for sample in suite.samples}
        }

    def close(self) -> None:
        """Let go of the indexes."""
        for bot in self._bots.values():
            bot.index.close()

    def __call__(self, sample: Sample) -> Reply:
        """Answer one sample. Raises AllegedlyError where the model fails."""
        from qa.tokens import count

        bot = self._bots[sample.documents]
        started = time.perf_counter()
        answer = bot.ask(sample.question, history=list(sample.history))
        seconds = round(time.perf_counter() - started, 3)
        hits = self.hits(sample, answer.standalone_question)
        names = {known_as(self._suite.source(name)): name for name in sample.documents}
        context = tuple(Place(names[hit.passage.source], hit.passage.span) for hit in hits)
        read = " ".join([sample.question, answer.text, *(hit.passage.text for hit in hits)])
        reply = reply_of({**of_answer(answer), "id": sample.id}, self._suite)
        return replace(reply, context=context, tokens=count(read), seconds=seconds)

    def hits(self, sample: Sample, question: str) -> tuple[Hit, ...]:
        """Return the passages that the question finds, best first."""
        from qa.retrieve import Retriever

        return Retriever(self._bots[sample.documents].index, count=10).hits(question)


def estimate(samples: Sequence[Sample], bots: Chatbots, price: tuple[float, float]) -> str:
    """Return, as one line, how many tokens the samples would take; `price` is dollars a million.

    All that leads up to the model is done, and the model is not asked.
    """
    from qa.tokens import count

    read, written = PROMPT * len(samples), WRITTEN * len(samples)
    for sample in samples:
        turns = [part for turn in sample.history for part in (turn.question, turn.answer)]
        passages = [hit.passage.text for hit in bots.hits(sample, sample.question)[:5]]
        read += count(" ".join([sample.question, *turns, *passages]))
    cost = (read * price[0] + written * price[1]) / 1_000_000
    dollars = f", about ${cost:.2f}" if any(price) else "; --price READ WRITTEN tells the cost"
    asked = number_of(len(samples), "sample")
    return f"{asked}: about {read:,} tokens read, {written:,} written{dollars}"


def _answer(answering: Answering, sample: Sample, begin: Callable[[], None]) -> Reply:
    """Answer one sample, asked again after an error of the model; the last error is the reply."""
    for attempt in range(RETRIES + 1):
        begin()
        try:
            return answering(sample)
        except AllegedlyError as error:
            failed = Reply(sample.id, error=str(error))
            if not isinstance(error, ModelError) or attempt == RETRIES:
                break
            time.sleep(2**attempt)
    return failed


def record(  # noqa: PLR0913 (its options)
    samples: Sequence[Sample],
    answering: Answering,
    path: Path,
    begun: Log,
    *,
    jobs: int = 1,
    rate: float | None = None,
) -> Iterator[Reply]:
    """Answer the samples that the log begun at `path` lacks, and yield each reply, once logged.

    They are logged as they come and yielded in order; the footer follows when all are there. At
    most `rate` are begun a minute.
    """
    left = [sample for sample in samples if sample.id not in begun.answered]
    if begun.finished and not left:
        return
    writing, beginning = threading.Lock(), threading.Lock()

    def begin() -> None:
        if rate:
            beginning.acquire()
            pause = threading.Timer(60 / rate, beginning.release)
            pause.daemon = True
            pause.start()

    def logged(sample: Sample) -> Reply:
        reply = _answer(answering, sample, begin)
        with writing:
            append(path, "reply", asdict(reply))
        return reply

    failed = 0
    with ThreadPoolExecutor(jobs) as pool:
        for reply in pool.map(logged, left):
            failed += reply.error is not None
            yield reply
    append(path, "footer", {"samples": len(samples), "failed": failed})
