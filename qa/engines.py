"""The chain, and the guard alone, as parts of other people's llama-index pipelines.

engine = GuardedQueryEngine(engine=CitationQueryEngine.from_args(index, llm=llm), llm=llm)
response = engine.query("Did the bridge fall?")
response.metadata["verdict"], response.metadata["statements"][0]["owed"]
"""

import re
from collections.abc import AsyncGenerator, Generator, Sequence
from dataclasses import asdict
from typing import Any, cast

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.base.response.schema import (
    AsyncStreamingResponse,
    Response,
    StreamingResponse,
)
from llama_index.core.chat_engine.types import (
    AgentChatResponse,
    BaseChatEngine,
    StreamingAgentChatResponse,
)
from llama_index.core.llms import LLM
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode

from index.types import Span
from qa.chat import Chatbot, Stream, cited
from qa.compare import prepare
from qa.guard import Checked, Evidence, guard
from qa.replies import usable
from qa.types import Answer, Draft, Statement, worst
from qa.write import mender, sentences

NOTHING = "Nothing of the answer is borne out by its sources."


class ArticleQueryEngine(CustomQueryEngine):
    """A chatbot as a query engine: the response's metadata are the answer as `ask --json` has it.

    The source nodes are the citations, each with its document and offsets in its metadata.
    """

    chatbot: Chatbot

    def custom_query(self, query_str: str) -> Response:
        """Answer a question; raises QuestionError and ModelError."""
        answer = self.chatbot.ask(query_str)
        return Response(answer.text, nodes(answer), as_metadata(answer))


class ArticleChatEngine(BaseChatEngine):
    """A chatbot as a chat engine, which keeps one conversation."""

    def __init__(self, chatbot: Chatbot) -> None:
        """Begin a conversation."""
        self._chatbot = chatbot
        self._history: list[ChatMessage] = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        """Return what was said so far."""
        return self._history

    def reset(self) -> None:
        """Begin a new conversation."""
        self._history = []

    def chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> AgentChatResponse:
        """Answer in the light of the conversation; raises QuestionError and ModelError."""
        if chat_history is not None:
            self._history = list(chat_history)
        answer = self._chatbot.ask(message, self._history)
        self._remember(message, answer)
        return AgentChatResponse(
            answer.text, source_nodes=nodes(answer), metadata=as_metadata(answer)
        )

    def stream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """Answer sentence by sentence; the source nodes are there once the last has come."""
        if chat_history is not None:
            self._history = list(chat_history)
        stream = self._chatbot.stream(message, self._history)
        found: list[NodeWithScore] = []
        responses = self._responses(message, stream, found)
        return StreamingAgentChatResponse(
            chat_stream=responses,
            achat_stream=_awaited(responses),
            source_nodes=found,
            is_writing_to_memory=False,
        )

    async def achat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> AgentChatResponse:
        """Do as `chat`, in the calling thread."""
        return self.chat(message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """Do as `stream_chat`; `async_response_gen` reads it in the calling thread too."""
        return self.stream_chat(message, chat_history)

    def _responses(
        self, message: str, stream: Stream, found: list[NodeWithScore]
    ) -> Generator[ChatResponse, None, None]:
        said = ""
        for statement in stream:
            delta = f" {statement.text}" if said else statement.text
            said += delta
            message_so_far = ChatMessage(said, role=MessageRole.ASSISTANT)
            yield ChatResponse(message=message_so_far, delta=delta)
        found.extend(nodes(stream.answer))
        self._remember(message, stream.answer)

    def _remember(self, message: str, answer: Answer) -> None:
        self._history += [
            ChatMessage(message, role=MessageRole.USER),
            ChatMessage(answer.text, role=MessageRole.ASSISTANT),
        ]


async def _awaited(
    responses: Generator[ChatResponse, None, None],
) -> AsyncGenerator[ChatResponse, None]:
    for response in responses:
        yield response


class GuardedQueryEngine(CustomQueryEngine):
    """Any query engine, with the guard behind it.

    The response keeps its source nodes; its text is what the guard lets through, cited as `[n]`
    for the n-th source node; its metadata gain `statements` and `verdict`, the worst of them.
    """

    engine: BaseQueryEngine
    llm: LLM | None = None
    """Asked to mend what overclaims; without it the source's own words stand in at once."""

    def custom_query(self, query_str: str) -> Response:
        """Ask the engine and guard what it answers."""
        response = self.engine.query(query_str)
        if not isinstance(response, Response):
            response = cast(StreamingResponse, response).get_response()
        return guarded(response, query_str, self.llm)

    async def acustom_query(self, query_str: str) -> Response:
        """Ask the engine asynchronously and guard what it answers."""
        response = await self.engine.aquery(query_str)
        if not isinstance(response, Response):
            response = await cast(AsyncStreamingResponse, response).get_response()
        return guarded(response, query_str, self.llm)


def guarded(response: Response, question: str, llm: LLM | None = None) -> Response:
    """Return the response with each sentence judged against its source nodes.

    One that overclaims is mended by the model, or gives way to the source's own words; one that
    nothing supports is left out.
    """
    evidence = evidence_of(response.source_nodes)
    drafts = [
        Draft(text, tuple(evidence.passages[number - 1] for number in numbers))
        for text, numbers in sentences([str(response)], len(evidence.passages))
    ]
    mend = mender(question, llm) if llm is not None else None
    left = guard(usable(drafts, []), evidence, question, mend)
    statements = [as_statement(checked) for checked in left]
    metadata = {
        **(response.metadata or {}),
        "statements": [asdict(statement) for statement in statements],
        "verdict": worst(statement.verdict for statement in statements),
    }
    text = " ".join(statement.text for statement in statements)
    return Response(text or NOTHING, response.source_nodes, metadata)


def as_statement(checked: Checked) -> Statement:
    """Return what the guard let through, cited by the numbers that its sources are named by."""
    return cited(checked, (int(number) for number, _ in checked.citations))


def evidence_of(found: Sequence[NodeWithScore]) -> Evidence:
    """Return source nodes as evidence, each a document named by its number from 1."""
    texts = (node.node.get_content(MetadataMode.NONE) for node in found)
    # CitationQueryEngine puts a line with the number before each text.
    plain = (re.sub(r"^Source \d+:\n", "", text) for text in texts)
    sources = {str(number): prepare(text) for number, text in enumerate(plain, 1)}
    return Evidence(sources, tuple((name, Span(0, len(s.text))) for name, s in sources.items()))


def nodes(answer: Answer) -> list[NodeWithScore]:
    """Return the citations of an answer as llama-index sees them."""
    return [
        NodeWithScore(
            node=TextNode(
                text=citation.quote,
                start_char_idx=citation.start,
                end_char_idx=citation.end,
                # A model need not know where on a disk the words stand.
                excluded_llm_metadata_keys=["source", "start", "end"],
                excluded_embed_metadata_keys=["source", "start", "end"],
                metadata={
                    "source": citation.document,
                    "title": citation.title or "",
                    "start": citation.start,
                    "end": citation.end,
                },
            )
        )
        for citation in answer.citations
    ]


def as_metadata(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values."""
    return asdict(answer)
