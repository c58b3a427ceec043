"""Composing an answer with a chat model: what it is shown, and its sentences as they come."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

import prompts
from index.sentences import split
from index.types import Mark, Passage, Span
from qa import markers
from qa.models import ModelError, label, reply
from qa.tokens import count, head, tail
from qa.types import Draft, Hit, Judgement, Turn

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM

SHARE = 0.6
"""Part of the model's context that passages may fill; prompt, question and reply have the rest."""

CONVERSATION = 600
"""Tokens of earlier turns that are shown to the model: some five questions with their answers."""

CLAIM = 40
"""Tokens of a claim that are said again beside its mark; all of it is in the passage."""

SYSTEM = prompts.load("system")
ANSWER = prompts.load("answer")
MEND = prompts.load("mend")
STANDALONE = prompts.load("standalone")

CERTAINTY = {
    4: "as a fact",
    3: "as probable",
    2: "as possible",
    1: "as not known",
    0: "as denied or unlikely",
}


def drafts(question: str, hits: Sequence[Hit], llm: "LLM") -> Iterator[Draft]:
    """Yield the sentences of the model's answer, each as soon as it is whole. Raises ModelError.

    A draft cites the passages whose numbers stood at its sentence; numbers of no passage are
    forgotten.
    """
    passages = fitted([hit.passage for hit in hits], int(llm.metadata.context_window * SHARE))
    if not passages:
        raise ModelError(f"The model {label(llm)} reads too little at once: name another.")
    shown = "\n\n".join(show(number, passage) for number, passage in enumerate(passages, 1))
    asked = _messages(ANSWER.fill(passages=shown, question=question))
    for text, numbers in sentences(reply(llm, asked), len(passages)):
        yield Draft(text, tuple(p for number in numbers for p in places(passages[number - 1])))


def places(passage: Passage) -> tuple[tuple[str, Span], ...]:
    """Return what a passage says itself: a headline makes no claim that could be relied on."""
    return tuple((passage.source, one.span) for one in passage.sentences if one.role == "body")


def mender(question: str, llm: "LLM") -> Callable[[str, Judgement], str]:
    """Return what asks the model to rewrite a sentence, told what it lost.

    Where the model fails the rewritten sentence is empty: the author's words are at hand.
    """

    def mend(sentence: str, judgement: Judgement) -> str:
        asked = MEND.fill(
            question=question,
            sentence=sentence,
            source=escape(judgement.quote, quote=False),
            why=judgement.why,
            lost="; ".join(f'"{mark.words}"' for mark in judgement.lost) or "none",
        )
        try:
            return " ".join(text for text, _ in sentences(reply(llm, _messages(asked)), 0))
        except ModelError:
            return ""

    return mend


def standalone(question: str, history: Sequence[Turn], llm: "LLM") -> str:
    """Return the question as one that needs no conversation; raises ModelError.

    Empty where the model wrote no question, since one that answers or apologises instead may have
    been misled.
    """
    asked = STANDALONE.fill(conversation=recent(history, CONVERSATION), question=question)
    replied = markers.undressed("".join(reply(llm, _messages(asked))))
    rewritten = " ".join(replied.split()).strip("\"'“” ")
    return rewritten if rewritten.endswith("?") and len(rewritten) < 500 else ""


def recent(history: Sequence[Turn], budget: int) -> str:
    """Return the last turns that fit in `budget` tokens, of the very last at least its end."""
    told: list[str] = []
    for turn in reversed(history):
        question = f"Question: {turn.question}\nAnswer: "
        budget -= count(question)
        answer = turn.answer if count(turn.answer) <= budget else ""
        if told and not answer:
            break
        told.append(question + (answer or tail(turn.answer, budget)))
        budget -= count(told[-1]) - count(question)
    return "\n".join(reversed(told))


def sentences(chunks: Iterable[str], passages: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each sentence of a streamed text, without markers, with the numbers it was marked by.

    A sentence is held back until the next one has begun, since its marker may follow its full
    stop, and since "U.S." may be an end or not. All are held back until the first marker: a model
    may think aloud first, and a server keep to itself the tag that opens its thoughts.
    """
    received = ""
    done = thought = 0
    try:
        for chunk in chunks:
            received += chunk
            if markers.thought(received) != thought:
                done, thought = 0, markers.thought(received)
            whole = _marked_sentences(markers.settled(received), passages)
            if not any(numbers for _, numbers in whole):
                continue
            ready = [i for i, (text, _) in enumerate(whole) if i > 0 and len(text.split()) > 2]
            yield from whole[done : max(ready, default=0)]
            done = max(done, *ready, 0)
    except ModelError:
        whole = _marked_sentences(received, passages)
        # The last sentence is broken off, unless it ends as one does; those before it are whole.
        yield from whole[done : None if whole and _is_whole(whole[-1][0]) else -1]
        raise
    yield from _marked_sentences(received, passages)[done:]


def _is_whole(sentence: str) -> bool:
    """Return whether a sentence that nothing follows has come to its end.

    "He spoke to Dr." and "It rose by 3." may go on: another sentence would begin behind neither,
    or behind a number that is still being written.
    """
    return not sentence.endswith(tuple(f"{digit}." for digit in range(10))) and (
        len(split(f"{sentence} Nevis")) > 1
    )


def _marked_sentences(text: str, passages: int) -> list[tuple[str, tuple[int, ...]]]:
    marked = markers.read(text, passages)
    spans = split(marked.text)
    numbers: list[list[int]] = [[] for _ in spans]
    for number, position in marked.markers:
        opens_line = not marked.text[:position].strip(" \t") or marked.text[position - 1] == "\n"
        before = sum(span.start < position for span in spans)
        owner = min(before if opens_line else before - 1, len(spans) - 1)
        if owner >= 0 and number not in numbers[owner]:
            numbers[owner].append(number)
    texts = (" ".join(span.of(marked.text).split()) for span in spans)
    return [(text, tuple(found)) for text, found in zip(texts, numbers, strict=True)]


def show(number: int, passage: Passage) -> str:
    """Return a passage as the model reads it: fenced as data, its marks spelled out."""
    title = f' title="{escape(passage.title)}"' if passage.title else ""
    # Boosters are not told: a model needs no word on how to sound surer.
    reserves = [mark for mark in passage.marks if mark.kind != "booster"]
    marks = "\n".join(f"- {spell_out(mark, passage)}" for mark in reserves)
    return (
        f'<passage number="{number}"{title}>\n{escape(passage.text, quote=False)}\n</passage>'
        + (f"\nHow far the author of [{number}] vouches for it:\n{marks}" if marks else "")
    )


def spell_out(mark: Mark, passage: Passage) -> str:
    """Return in words what a mark does: what is claimed, how surely, by whom."""
    scope = Span(max(mark.scope.start - passage.start, 0), mark.scope.end - passage.start)
    claim = head(" ".join(scope.of(passage.text).split()), CLAIM)
    surely = "" if mark.tier is None else f": {CERTAINTY[mark.tier]}"
    says = f", says {mark.holder}" if mark.holder else ""
    return escape(f'"{mark.words}" ({mark.kind}) on "{claim}"{surely}{says}', quote=False)


def fitted(passages: Sequence[Passage], budget: int) -> tuple[Passage, ...]:
    """Return the first passages that fit in `budget` tokens, the last of them cut if need be.

    A passage is cut after a sentence, and never between a mark and what it governs. One that can
    neither be shown whole nor cut, as a page without a full stop, gives way to the next.
    """
    kept: list[Passage] = []
    for passage in passages:
        cost = count(show(len(kept) + 1, passage))
        if cost > budget and (cut := _cut(passage, budget, len(kept) + 1)):
            return (*kept, *cut)
        if cost <= budget:
            kept.append(passage)
            budget -= cost
    return tuple(kept)


def _cut(passage: Passage, budget: int, number: int) -> tuple[Passage, ...]:
    for last in reversed(passage.sentences[:-1]):
        whole = Span(passage.start, last.end)
        marks = tuple(mark for mark in passage.marks if whole.meets(mark.scope))
        if any(not (whole.holds(mark.span) and whole.holds(mark.scope)) for mark in marks):
            continue
        shorter = Passage(
            passage.source,
            passage.title,
            passage.start,
            last.end,
            passage.text[: len(whole)],
            tuple(sentence for sentence in passage.sentences if sentence.end <= last.end),
            marks,
        )
        if count(show(number, shorter)) <= budget:
            return (shorter,)
    return ()


def _messages(text: str) -> "list[ChatMessage]":
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=SYSTEM.fill()),
        ChatMessage(role=MessageRole.USER, content=text),
    ]
