"""The chatbot: from a question, and what was said before, to an answer that keeps its stance."""

import os
import re
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from os import PathLike
from time import perf_counter
from typing import TYPE_CHECKING

from index.build import refresh
from index.chroma import is_index
from index.errors import AllegedlyError, SourceError
from index.store import Index
from index.types import Span
from qa import compare, questions, small_talk, write
from qa.dissent import asks_for_dissent
from qa.guard import Checked, Evidence, Place, governing, guard, quote
from qa.history import History, goes_on, only_leans, spelled_out, topics, turns
from qa.models import ModelError, label, usable_model
from qa.quote import compose
from qa.replies import foreign, reason_unusable, usable
from qa.retrieve import Retriever
from qa.types import Answer, Citation, Draft, Hit, Seconds, Statement, Turn

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import LLM

LIMIT = 4000
"""Characters of the longest question: some 600 words, beyond what any embedding reads as one."""


INSTEAD = "This is what the article itself says."
"""Said where the model was to answer and could not."""


LEANS = "This question leans on one before it, and there is none: ask it in full."
FOREIGN = "The question is not in English, the one language that is read here: ask it in English."


class QuestionError(AllegedlyError):
    """A question that is empty or too long."""


class Stream(Iterator[Statement]):
    """The statements of an answer, each as it leaves the guard; then the whole answer."""

    def __init__(self, statements: Generator[Statement, None, Answer]) -> None:
        """Take over a generator of statements that returns their answer."""
        self._statements = statements
        self._answer: Answer | None = None

    def __next__(self) -> Statement:
        """Return the next statement; raises ModelError when the model fails before the first."""
        try:
            return next(self._statements)
        except StopIteration as end:
            self._answer = self._answer or end.value
            raise

    @property
    def answer(self) -> Answer:
        """Return the whole answer, after the statements that have not been taken yet."""
        for _ in self:
            pass
        assert self._answer is not None
        return self._answer


class Chatbot:
    """Answers questions over the articles of an index, with a model or without.

    It holds no conversation: many may be held with one chatbot at a time.
    """

    def __init__(self, index: Index, llm: "LLM | str | None" = None) -> None:
        """Answer from what is in `index`, in the articles' own words unless a model is given.

        A model may be named as on the command line. Raises ModelError for what is none.
        """
        self.index = index
        self.llm = usable_model(llm)
        self._retriever = Retriever(index)
        self._sources: dict[str, compare.Source] = {}

    @classmethod
    def from_sources(
        cls,
        *sources: str | PathLike[str] | Iterable[str | PathLike[str]],
        index: str | PathLike[str] | None = None,
        llm: "LLM | str | None" = None,
        embedding: "BaseEmbedding | None" = None,
    ) -> "Chatbot":
        """Return a chatbot over files, folders and URLs, and over what `index` already holds.

        The sources may also be given as one list, or whatever else goes through them one by one.
        `index` is a folder or the address of a Chroma server; without it the index lives in
        memory. The folder of an index may also stand alone in the place of the sources. Of a
        folder, what cannot be read is left out with a warning that says why. Raises SourceError
        for a source that cannot be read and was named itself, or where nothing of a folder can be
        read, and IndexFolderError.
        """
        asked = usable_model(llm)
        names = _names_of(sources)
        if index is None and len(names) == 1 and is_index(names[0]):
            index, names = names[0], []
        opened = Index.open(None if index is None else _name_of(index), embedding)
        failed = {one.source: one.why for one in refresh(opened, names) if one.status == "failed"}
        fatal = failed if not opened.documents() else failed.keys() & set(names)
        if fatal:
            opened.close()
            raise SourceError(next(why for source, why in failed.items() if source in fatal))
        for why in failed.values():
            warnings.warn(f"left out: {why}", stacklevel=2)
        return cls(opened, asked)

    def without_model(self) -> "Chatbot":
        """Return a chatbot over the same index that quotes: what to ask after a ModelError."""
        return Chatbot(self.index)

    def ask(self, question: str, history: History | None = ()) -> Answer:
        """Return the answer to a question; `history` are earlier answers, or what else it may be.

        Raises QuestionError, HistoryError, and ModelError when the model cannot be reached or
        refuses service.
        """
        return self.stream(question, history).answer

    def stream(self, question: str, history: History | None = ()) -> Stream:
        """Return the statements of the answer as they leave the guard.

        Raises QuestionError and HistoryError at once. A model that fails before the first statement
        raises ModelError there; one that fails later leaves what was said, and a line that says so.
        """
        if not isinstance(question, str):
            raise QuestionError(f"The question is {repr(question)[:60]}, not text: give it as one.")
        question = " ".join(question.split())
        if not question:
            raise QuestionError("The question is empty: write what you want to know.")
        if not re.search(r"[^\W_]", question):
            raise QuestionError("The question has no word in it: write what you want to know.")
        if len(question) > LIMIT:
            raise QuestionError(
                f"The question has {len(question):,} characters: ask it in at most {LIMIT:,}."
            )
        said = [turn for turn in turns(history) if not small_talk.reply_to(turn.question)]
        return Stream(self._answer(question, said))

    def _answer(self, question: str, history: Sequence[Turn]) -> Generator[Statement, None, Answer]:
        clock = Clock()
        citations: list[Citation] = []
        statements: list[Statement] = []
        asked, line = question, small_talk.reply_to(question)
        if not line and self.llm is None and not history and only_leans(question):
            line = "" if asks_for_dissent(question) else LEANS
        if line:
            composed = _unanswered(line)
        else:
            asked = self._standalone(question, history)
            hits = self._retriever.hits(asked)
            clock.lap("retrieve")
            told = history[-1].answer if history and goes_on(question) else ""
            composed = self._compose(asked, hits, clock, told)
        while True:
            try:
                checked = next(composed)
            except StopIteration as end:
                ending: Ending = end.value
                break
            markers = [self._cite(place, citations) for place in checked.citations]
            statements.append(cited(checked, markers))
            yield statements[-1]
        clock.lap("guard")
        return Answer(
            question,
            asked,
            ending.answered,
            tuple(statements),
            tuple(citations),
            label(self.llm),
            Seconds(**clock.seconds),
            ending.complete,
        )

    def _standalone(self, question: str, history: Sequence[Turn]) -> str:
        if not history:
            return question
        rewritten = write.standalone(question, history, self.llm) if self.llm else ""
        return rewritten or questions.standalone(spelled_out(question), topics(history))

    def _evidence(self, places: Iterable[Place]) -> Evidence:
        places = tuple(dict.fromkeys(places))
        return Evidence({source: self.prepared(source) for source, _ in places}, places)

    def prepared(self, source: str) -> compare.Source:
        """Return an article of the index as the judge reads it; read once, until it changes."""
        text = self.index.document(source).text
        if source not in self._sources or self._sources[source].text != text:
            spans = [sentence.span for sentence in self.index.sentences(source)]
            self._sources[source] = compare.prepare(text, spans, self.index.marks(source))
        return self._sources[source]

    def _compose(
        self, question: str, hits: Sequence[Hit], clock: "Clock", told: str
    ) -> "Generator[Checked, None, Ending]":
        """Yield what leaves the guard; return how it came out."""
        if self.llm is None or not hits:
            return (yield from self._quote(question, hits, clock, told))
        return (yield from self._write(question, hits, clock, self.llm))

    def _quote(
        self, question: str, hits: Sequence[Hit], clock: "Clock", told: str = ""
    ) -> "Generator[Checked, None, Ending]":
        composition = compose(question, hits, self.index, told)
        clock.lap("compose")
        # A name alone, such as "La Paz", may be found all the same.
        found = composition.answered and re.search(r"[a-z]", question, re.IGNORECASE)
        if not found and foreign(question):
            return (yield from _unanswered(FOREIGN))
        quoted = (place for draft in composition.drafts for place in draft.citations)
        evidence = self._evidence((*quoted, *composition.nearest))
        yield remark(composition.lead)
        said: set[str] = set()  # two sentences may bring along the same denial
        nearest = (quote(document, span, evidence) for document, span in composition.nearest)
        drafted = guard(composition.drafts, evidence, question)
        for checked in chain(drafted, chain.from_iterable(nearest)):
            if checked.text not in said:
                said.add(checked.text)
                yield checked
        return Ending(composition.answered)

    def _write(
        self, question: str, hits: Sequence[Hit], clock: "Clock", llm: "LLM"
    ) -> "Generator[Checked, None, Ending]":
        evidence = self._evidence(place for hit in hits for place in write.places(hit.passage))
        seen: list[Draft] = []
        said = False
        try:
            drafts = clock.timed("compose", write.drafts(question, hits, llm))
            mender = write.mender(question, llm)
            for checked in guard(usable(drafts, seen), evidence, question, mender):
                said = True
                yield checked
        except ModelError as error:
            if not said:
                raise
            yield remark(f"The answer ends here: {error}")
            return Ending(answered=True, complete=False)
        if said:
            return Ending(answered=True)
        if (reason := reason_unusable(seen)) is not None:
            yield remark(f"{reason} {INSTEAD}")
        return (yield from self._quote(question, hits, clock))

    def _cite(self, place: Place, citations: list[Citation]) -> int:
        source, span = place
        for known in citations:
            if (known.document, known.start, known.end) == (source, span.start, span.end):
                return known.marker
        citations.append(self._citation(len(citations) + 1, source, span))
        return len(citations)

    def _citation(self, marker: int, source: str, span: Span) -> Citation:
        document = self.index.document(source)
        marks = governing(self.prepared(source).marks, span)
        return Citation(
            marker, source, document.title, span.start, span.end, span.of(document.text), marks
        )


def _names_of(sources: Sequence[object]) -> list[str]:
    """Return sources as text, which may stand in a list as well as alone. Raises SourceError."""
    alone = sources[0] if len(sources) == 1 else None
    if isinstance(alone, Iterable) and not isinstance(alone, str | bytes | PathLike):
        sources = list(alone)
    return [_name_of(source) for source in sources]


def _name_of(source: object) -> str:
    """Return a source as text. Raises SourceError for what is neither text nor a path."""
    name = os.fspath(source) if isinstance(source, str | PathLike) else None
    if not isinstance(name, str):
        raise SourceError(
            f"{repr(source)[:60]}: this is no source; give each file, folder or URL as an argument "
            "of its own, as text or a path."
        )
    if not name.strip():
        raise SourceError("A source is empty text: name a file, a folder or a URL.")
    return name


def cited(checked: Checked, markers: Iterable[int]) -> Statement:
    """Return a sentence with the numbers of what it relies on shown behind it."""
    numbers = tuple(dict.fromkeys(markers))
    shown = "".join(f"[{number}]" for number in numbers)
    return Statement(
        f"{checked.text} {shown}".rstrip(),
        numbers,
        checked.verdict,
        checked.owed,
        checked.kept,
        checked.repaired,
    )


class Clock:
    """Adds up the seconds of the steps of one answer."""

    def __init__(self) -> None:
        """Start at nought."""
        self.seconds = {"retrieve": 0.0, "compose": 0.0, "guard": 0.0}
        self._last = perf_counter()

    def lap(self, step: str) -> None:
        """Add the time since the last lap to a step."""
        now = perf_counter()
        self.seconds[step] += now - self._last
        self._last = now

    def timed(self, step: str, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """Yield the drafts; waiting for each counts for `step`, the rest for the guard."""
        self.lap("guard")
        for draft in drafts:
            self.lap(step)
            yield draft
            self.lap("guard")
        self.lap(step)


@dataclass(frozen=True, slots=True)
class Ending:
    """Whether a question was answered, and whether its answer was told to the end."""

    answered: bool
    complete: bool = True


def _unanswered(line: str) -> Generator[Checked, None, Ending]:
    yield remark(line)
    return Ending(answered=False)


def remark(text: str) -> Checked:
    """Return a sentence of the program's own: it makes no claim of an article and cites none."""
    return Checked(text, (), "kept", (), ())
