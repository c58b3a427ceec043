"""The page as Gradio blocks: the chat, the cited words beside it, and the articles in use.

All visitors ask the articles that the page was opened with. What a visitor adds goes into an
index in memory of that visit alone, which nobody else can ask, and which goes with the visit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from index.build import Outcome, refresh
from index.errors import AllegedlyError
from index.store import Index
from index.types import Document, Span
from qa.chat import INSTEAD, Chatbot
from qa.models import ModelError
from qa.page import Tab, render
from qa.types import Answer, Citation, Statement, Turn

DAY = 86_400
"""Seconds after which what a visitor added is forgotten; an hour after the page is closed."""

AT_ONCE = 8
"""Questions answered at one time; more wait in the queue."""

EXAMPLES = (
    "Who wrote this, and when?",
    "What is not known?",
    "What does the author conclude?",
)
"""Questions that make sense of any article."""

LIBRARY, OWN = "library", "own"
"""Whose articles a question is put to."""

Message = dict[str, Any]


@dataclass(frozen=True)
class Visit:
    """What one visitor has done: the chatbot over the articles added, and the answers so far."""

    own: Chatbot | None = None
    answers: tuple[Answer, ...] = ()
    cited: tuple[str, ...] = ()

    def close(self) -> None:
        """Let go of the articles that were added."""
        if self.own is not None:
            self.own.index.close()


def page(bot: Chatbot, tabs: Sequence[Tab] = (), examples: Sequence[str] = EXAMPLES) -> gr.Blocks:
    """Return the page over what the chatbot answers from, with the tabs of other parts."""
    blocks: gr.Blocks = gr.Blocks(
        title="allegedly", analytics_enabled=False, fill_width=True, delete_cache=(DAY, DAY)
    )
    with blocks:
        gr.HTML(
            "<h1>allegedly</h1><p>Ask an article a question. The answer cites the exact words, "
            "and never sounds surer than they do.</p>",
            elem_id="masthead",
        )
        if tabs:
            with gr.Tab("Ask"):
                _ask(bot, examples)
            for tab in tabs:
                with gr.Tab(tab.label):
                    tab.fill()
        else:
            _ask(bot, examples)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=AT_ONCE * 8, api_open=False)
    return blocks


def _ask(bot: Chatbot, examples: Sequence[str]) -> None:
    visit = gr.State(Visit(), time_to_live=DAY, delete_callback=Visit.close)
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=3, min_width=320):
            chat = gr.Chatbot(
                label="Conversation",
                show_label=False,
                elem_id="chat",
                height="min(68vh, 46rem)",
                buttons=[],
                autoscroll=False,
                latex_delimiters=[],
                feedback_options=None,
                placeholder="Ask what the articles say. Try one of these:",
                examples=[{"text": example} for example in examples],
            )
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask what the articles say",
                submit_btn="Ask",
                lines=1,
                max_lines=4,
                autofocus=True,
                elem_id="question",
            )
        with gr.Column(scale=2, min_width=320):
            _heading("Cited words")
            cited = gr.HTML(_pane(()), elem_id="cited")
            gr.HTML(render.legend())
            _heading("Articles")
            where = gr.Radio(
                [("Library", LIBRARY), ("Added by you", OWN)],
                value=LIBRARY,
                label="Ask",
                visible=False,
                elem_id="where",
            )
            listed = gr.HTML(render.sources(bot.index.documents()), elem_id="sources")
            _heading("Add your own", "For you alone, until you leave: txt, md, html, pdf or docx.")
            files = gr.File(
                label="Add articles",
                show_label=False,
                file_count="multiple",
                height=130,
                elem_id="files",
            )
            address = gr.Textbox(
                label="Add a web page",
                placeholder="https://",
                submit_btn="Add",
                lines=1,
                max_lines=1,
                elem_id="address",
            )
            added = gr.HTML(elem_id="added")

    def respond(
        question: str, messages: list[Message], visit: Visit, where: str
    ) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield "", messages, _pane(visit.cited), visit
            return
        for said, after in _turn(_asked(bot, visit, where), question, visit):
            exchange = [
                {"role": "user", "content": render.question(question)},
                {"role": "assistant", "content": said},
            ]
            yield "", messages + exchange, _pane(after.cited), after

    def add(sources: Iterable[str], visit: Visit) -> tuple[Any, ...]:
        own = visit.own or Chatbot(Index.open(None, bot.index.embedding), bot.llm)
        after = replace(visit, own=own)
        outcomes = tuple(refresh(own.index, sources))
        lines = [render.fault(_why(each)) for each in outcomes if each.status == "failed"]
        some = bool(own.index.documents())
        choice = gr.Radio(visible=some, value=OWN if some else LIBRARY)
        return "".join(lines), choice, _listed(bot, after, OWN if some else LIBRARY), after

    def add_files(paths: list[str] | None, visit: Visit) -> tuple[Any, ...]:
        return None, *add(paths or (), visit)

    def add_address(address: str, visit: Visit) -> tuple[Any, ...]:
        if not address.strip().lower().startswith(("http://", "https://")):
            line = render.fault("Write the whole address, beginning with https://")
            return address, line, gr.Radio(), gr.HTML(), visit
        return "", *add((address.strip(),), visit)

    def chosen(event: gr.SelectData) -> str:
        return str(event.value["text"])

    asking, answering = [box, chat, visit, where], [box, chat, cited, visit]
    box.submit(respond, asking, answering, api_visibility="private")
    chat.example_select(chosen, None, box, api_visibility="private").then(
        respond, asking, answering, api_visibility="private"
    )
    chat.clear(
        lambda visit: (_pane(()), replace(visit, answers=(), cited=())),
        visit,
        [cited, visit],
        api_visibility="private",
    )
    where.change(
        lambda where, visit: _listed(bot, visit, where),
        [where, visit],
        listed,
        api_visibility="private",
    )
    adding = [added, where, listed, visit]
    files.upload(add_files, [files, visit], [files, *adding], api_visibility="private")
    address.submit(add_address, [address, visit], [address, *adding], api_visibility="private")


def _why(outcome: Outcome) -> str:
    """Return why a source failed, without the folder that uploads are kept in."""
    return outcome.why.replace(outcome.source, render.called(outcome.source))


def _heading(text: str, note: str = "") -> None:
    gr.HTML(f"<h2>{text}</h2>" + (f"<p>{note}</p>" if note else ""), elem_classes="heading")


def _asked(bot: Chatbot, visit: Visit, where: str) -> Chatbot | None:
    """Return whom to ask; None where what the visitor added has been forgotten."""
    return visit.own if where == OWN else bot


def _listed(bot: Chatbot, visit: Visit, where: str) -> str:
    asked = _asked(bot, visit, where)
    return render.sources(asked.index.documents() if asked else ())


def _turn(bot: Chatbot | None, question: str, visit: Visit) -> Iterator[tuple[str, Visit]]:
    """Yield what stands in the chat as the answer grows, and the visit after it."""
    if bot is None:
        yield render.fault("What you added was forgotten after a while: add it again."), visit
        return
    yield '<div class="answer waiting">Reading …</div>', visit
    try:
        yield from _answered(bot, question, visit)
    except ModelError as error:
        notice = render.fault(f"{error} {INSTEAD}")
        for said, after in _answered(bot.without_model(), question, visit):
            yield notice + said, after
    except AllegedlyError as error:
        yield render.fault(str(error)), visit


def _answered(bot: Chatbot, question: str, visit: Visit) -> Iterator[tuple[str, Visit]]:
    turn = len(visit.answers) + 1
    stream = bot.stream(question, [Turn(past.question, past.text) for past in visit.answers])
    statements: list[Statement] = []
    for statement in stream:
        statements.append(statement)
        yield render.answer(statements, turn), visit
    answer = stream.answer
    cards = [_card(bot, citation, turn) for citation in answer.citations]
    cited = render.citations(answer, turn, cards)
    said = render.answer(answer.statements, turn, answered=answer.answered)
    yield (
        said,
        replace(
            visit,
            answers=(*visit.answers, answer),
            cited=(*visit.cited, cited) if cited else visit.cited,
        ),
    )


def _card(bot: Chatbot, citation: Citation, turn: int) -> str:
    document = bot.index.document(citation.document)
    marks = bot.index.marks(citation.document)
    around = _around(bot.index, document, Span(citation.start, citation.end))
    return render.card(citation, document, around, marks, turn)


def _around(index: Index, document: Document, quote: Span) -> Span:
    """Return the quote with the sentence before and the sentence after it."""
    body = [s.span for s in index.sentences(document.source) if s.role == "body"]
    before = max((span.start for span in body if span.end <= quote.start), default=quote.start)
    after = min((span.end for span in body if span.start >= quote.end), default=quote.end)
    return Span(before, after)


def _pane(cited: Sequence[str]) -> str:
    """Return the cited words of the whole conversation, the latest answer first."""
    nothing = '<p class="nothing">The words that an answer rests on will stand here.</p>'
    return f'<div class="pane" aria-live="polite">{"".join(reversed(cited)) or nothing}</div>'
