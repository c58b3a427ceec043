"""Running a suite: each sample answered once, logged at once, in as many threads as asked for."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.log import Header, Quoted, Reply, Said, append, read_log
from eval.suite import Fault, Place, Sample, Suite, SuiteError
from index.errors import AllegedlyError
from qa.models import ModelError
from qa.types import Answer, Hit

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import LLM

    from qa.chat import Chatbot

Answering = Callable[[Sample], Reply]
"""Whatever answers a sample: the chatbot, or a fake."""

RETRIES = 2
"""How often a sample is asked again after an error; the client of the model retries on its own."""


class Chatbots:
    """Answers samples, with one chatbot for each set of documents, made when first needed."""

    def __init__(self, suite: Suite, llm: "LLM | None", embedding: "BaseEmbedding") -> None:
        """Keep what to make chatbots of."""
        self._suite = suite
        self._llm = llm
        self._embedding = embedding
        self._bots: dict[tuple[str, ...], Chatbot] = {}
        self._lock = threading.Lock()

    def bot(self, documents: tuple[str, ...]) -> "Chatbot":
        """Return the chatbot over the documents."""
        from qa.chat import Chatbot

        with self._lock:
            if documents not in self._bots:
                sources = [self._suite.source(name) for name in documents]
                self._bots[documents] = Chatbot.from_sources(
                    *sources, llm=self._llm, embedding=self._embedding
                )
            return self._bots[documents]

    def close(self) -> None:
        """Let go of the indexes."""
        for bot in self._bots.values():
            bot.index.close()

    def __call__(self, sample: Sample) -> Reply:
        """Answer one sample. Raises AllegedlyError where the model fails."""
        bot = self.bot(sample.documents)
        started = time.perf_counter()
        answer = bot.ask(sample.question, history=list(sample.history))
        seconds = time.perf_counter() - started
        hits = self.hits(sample, answer.standalone_question)
        names = {self._suite.source(name): name for name in sample.documents}
        return reply_of(sample, answer, hits, names, round(seconds, 3))

    def hits(self, sample: Sample, question: str) -> tuple[Hit, ...]:
        """Return the passages that the question finds, best first."""
        from qa.retrieve import Retriever

        return Retriever(self.bot(sample.documents).index, count=10).hits(question)


def reply_of(
    sample: Sample, answer: Answer, hits: Sequence[Hit], names: dict[str, str], seconds: float
) -> Reply:
    """Return what is logged of an answer. `names` gives documents the names of the suite."""
    from qa.tokens import count

    quoted = {
        c.marker: Quoted(names.get(c.document, c.document), c.start, c.end, c.quote)
        for c in answer.citations
    }
    said = tuple(
        Said(
            plain(statement.text),
            tuple(quoted[number] for number in statement.citations if number in quoted),
            statement.repaired,
            remark=not statement.citations and not statement.owed,
        )
        for statement in answer.statements
    )
    context = tuple(
        Place(names.get(hit.passage.source, hit.passage.source), hit.passage.span) for hit in hits
    )
    read = " ".join([sample.question, answer.text, *(hit.passage.text for hit in hits)])
    return Reply(sample.id, answer.answered, said, context, count(read), seconds)


def plain(text: str) -> str:
    """Return a sentence without its `[n]` markers."""
    from qa.markers import read

    return read(text, 0).text.strip()


class Pace:
    """Spaces calls out to at most `rate` a minute."""

    def __init__(self, rate: float | None) -> None:
        """Keep the rate; None is no limit."""
        self._gap = 60 / rate if rate else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Sleep until the next call may go out."""
        with self._lock:
            now = time.monotonic()
            pause = max(0.0, self._next - now)
            self._next = max(now, self._next) + self._gap
        time.sleep(pause)


def _answer(answering: Answering, sample: Sample, pace: Pace) -> Reply:
    """Answer one sample, asked again after an error; the last error is the reply."""
    for attempt in range(RETRIES + 1):
        pace.wait()
        try:
            return answering(sample)
        except ModelError as error:
            failed = Reply(sample.id, error=str(error))
            if attempt < RETRIES:
                time.sleep(2**attempt)
        except AllegedlyError as error:
            return Reply(sample.id, error=str(error))
    return failed


def replies(
    samples: Sequence[Sample], answering: Answering, jobs: int = 1, rate: float | None = None
) -> Iterator[Reply]:
    """Yield a reply to each sample as it comes, in order where `jobs` is one.

    Only as many are under way as there are jobs, so that stopping loses little.
    """
    pace = Pace(rate)
    waiting = iter(samples)
    with ThreadPoolExecutor(jobs) as pool:
        running: set[Future[Reply]] = set()
        try:
            while True:
                for sample in waiting:
                    running.add(pool.submit(_answer, answering, sample, pace))
                    if len(running) == jobs:
                        break
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Todo:
    """What a run has still to answer, and what the log holds of it: `kept` bytes, all in order."""

    samples: tuple[Sample, ...]
    done: int = 0
    kept: int = 0
    finished: bool = False


def todo(samples: Sequence[Sample], log: Path, begins: Header, resume: bool) -> Todo:
    """Return what is left to answer. Raises SuiteError where the log is of another run.

    Samples that ended in an error are asked again.
    """
    if not log.exists() or log.stat().st_size == 0:
        return Todo(tuple(samples))
    if not resume:
        raise SuiteError([Fault(log, 1, "stands already: name another --log, or add --resume")])
    found = read_log(log)
    if found.header is None:
        return Todo(tuple(samples))
    if differing := found.header.differs(begins):
        changed = ", ".join(differing)
        raise SuiteError([Fault(log, 1, f"is of another run ({changed} changed): start a new one")])
    done = {reply.id for reply in found.replies.values() if reply.error is None}
    left = tuple(sample for sample in samples if sample.id not in done)
    return Todo(left, len(done), found.length, found.finished)


def record(work: Todo, log: Path, begins: Header, answers: Iterable[Reply]) -> Iterator[Reply]:
    """Log each reply before yielding it; the footer follows when all are there.

    What was torn off the log is cut off first. Raises SuiteError where it cannot be written.
    """
    if work.finished and not work.samples:
        return
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch()
        os.truncate(log, work.kept)
    except OSError as error:
        raise SuiteError([Fault(log, 1, f"cannot be written: {error.strerror}")]) from error
    if not work.kept:
        append(log, "header", asdict(begins))
    failed = 0
    for reply in answers:
        append(log, "reply", asdict(reply))
        failed += reply.error is not None
        yield reply
    append(log, "footer", {"samples": work.done + len(work.samples), "failed": failed})
