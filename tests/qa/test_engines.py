"""The chain and the guard as parts of llama-index pipelines, in its own forms."""

import asyncio
from pathlib import Path

import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CitationQueryEngine, RetrieverQueryEngine
from llama_index.core.response_synthesizers import get_response_synthesizer
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode

from index.embeddings import embedding
from qa import Chatbot
from qa.engines import (
    NOTHING,
    ArticleChatEngine,
    ArticleQueryEngine,
    GuardedQueryEngine,
    guarded,
)
from qa.models import model
from qa.retrieve import Retriever
from qa.types import OVERCLAIMS
from tests.loopback import Behaviour, Loopback, faithful, says

CRACKS = "Engineers may have found cracks in the northern pier."
NEWS = f"The bridge at Brenmoor was closed to lorries on Monday. {CRACKS}"
OTHER = "At least 40 travellers were stranded in Halden."


def nodes(*texts: str) -> list[NodeWithScore]:
    return [NodeWithScore(node=TextNode(text=text)) for text in texts]


@pytest.fixture
def bot(tmp_path: Path) -> Chatbot:
    (tmp_path / "news.txt").write_text(NEWS)
    return Chatbot.from_sources(str(tmp_path / "news.txt"))


def test_the_chatbot_is_a_query_engine(bot: Chatbot) -> None:
    engine: BaseQueryEngine = ArticleQueryEngine(chatbot=bot)
    response = engine.query("What did engineers find in the pier?")
    assert isinstance(response, Response)
    assert CRACKS in str(response)
    assert CRACKS in [node.get_content() for node in response.source_nodes]
    first = response.source_nodes[0].metadata
    text = bot.index.document(first["source"]).text
    node = response.source_nodes[0].node
    assert isinstance(node, TextNode)
    assert text[first["start"] : first["end"]] == node.text
    assert text[node.start_char_idx : node.end_char_idx] == node.text
    assert str(first["source"]) not in node.get_content(MetadataMode.LLM)
    assert response.metadata is not None
    assert response.metadata["answered"] is True
    assert asyncio.run(engine.aquery("What did engineers find?")) is not None


def test_the_chatbot_is_a_chat_engine_that_remembers(bot: Chatbot) -> None:
    engine = ArticleChatEngine(bot)
    first = engine.chat("What did engineers find in the northern pier?")
    assert CRACKS in str(first)
    assert first.source_nodes
    second = engine.stream_chat("And when was it closed?")
    assert "".join(second.response_gen) == engine.chat_history[-1].content
    assert [str(message.role.value) for message in engine.chat_history] == [
        "user",
        "assistant",
        "user",
        "assistant",
    ]
    assert second.source_nodes
    engine.reset()
    assert engine.chat_history == []


def test_the_chat_engine_streams_to_those_who_await_it(bot: Chatbot) -> None:
    engine = ArticleChatEngine(bot)

    async def read() -> str:
        response = await engine.astream_chat("What did engineers find in the northern pier?")
        said = [piece async for piece in response.async_response_gen()]
        assert response.source_nodes
        return "".join(said)

    assert asyncio.run(read()) == engine.chat_history[-1].content


def guarded_texts(answer: str, *sources: str) -> list[tuple[str, str, bool]]:
    response = guarded(Response(answer, nodes(*sources)), "What happened?")
    assert response.metadata is not None
    return [(s["text"], s["verdict"], s["repaired"]) for s in response.metadata["statements"]]


def test_a_faithful_response_goes_through_with_its_verdicts() -> None:
    answer = f"{CRACKS.replace('.', ' [1].')} {OTHER.replace('.', ' [2].')}"
    assert guarded_texts(answer, NEWS, OTHER) == [
        (f"{CRACKS} [1]", "kept", False),
        (f"{OTHER} [2]", "kept", False),
    ]


def test_an_overclaim_in_a_response_gives_way_to_the_source() -> None:
    response = guarded(
        Response("Engineers found cracks in the northern pier [2].", nodes(OTHER, NEWS)),
        "What did engineers find?",
    )
    assert str(response) == f"{CRACKS} [2]"
    assert response.metadata is not None
    assert response.metadata["verdict"] not in OVERCLAIMS
    assert response.metadata["statements"][0]["repaired"] is True


def test_a_model_may_mend_a_response() -> None:
    mended = "Engineers may have found cracks in that pier."
    with Loopback(says(mended)) as server:
        response = guarded(
            Response("Engineers found cracks in the northern pier [1].", nodes(NEWS)),
            "What did engineers find?",
            model(f"scripted@{server.url}"),
        )
    assert str(response) == f"{mended} [1]"
    assert len(server.requests) == 1


@pytest.mark.parametrize("answer", ["Paris is lovely.", "", "Empty Response"])
def test_of_a_response_that_nothing_supports_one_line_is_left(answer: str) -> None:
    assert str(guarded(Response(answer, nodes(NEWS)), "What happened?")) == NOTHING
    assert str(guarded(Response(answer), "What happened?")) == NOTHING


def ask(kind: str, behaviour: Behaviour, bot: Chatbot) -> Response:
    with Loopback(behaviour) as server:
        llm = model(f"scripted@{server.url}")
        assert llm is not None
        if kind == "citation":
            index = VectorStoreIndex(
                [TextNode(text=NEWS), TextNode(text=OTHER)], embed_model=embedding()
            )
            inner: BaseQueryEngine = CitationQueryEngine.from_args(index, llm=llm)
        else:
            writer = get_response_synthesizer(llm=llm, streaming=kind == "streaming")
            inner = RetrieverQueryEngine(Retriever(bot.index), writer)
        engine = GuardedQueryEngine(engine=inner)
        if kind == "asynchronous":
            response = asyncio.run(engine.aquery("What did engineers find?"))
        else:
            response = engine.query("What did engineers find?")
    assert isinstance(response, Response)
    return response


@pytest.mark.parametrize("kind", ["citation", "streaming", "plain", "asynchronous"])
def test_the_guard_stands_behind_any_query_engine(kind: str, bot: Chatbot) -> None:
    response = ask(kind, says("Engineers found cracks in the northern pier [1]."), bot)
    assert CRACKS in str(response)
    assert response.metadata is not None
    assert response.metadata["statements"][0]["repaired"] is True
    assert response.source_nodes


def test_citation_query_engines_own_numbering_is_kept(bot: Chatbot) -> None:
    response = ask("citation", says(f"{OTHER.replace('.', ' [1].')}"), bot)
    found = [node.get_content() for node in response.source_nodes]
    number = next(n for n, text in enumerate(found, 1) if OTHER in text)
    assert str(response) == f"{OTHER} [{number}]"


def test_no_global_setting_is_touched(bot: Chatbot) -> None:
    from llama_index.core import Settings

    with Loopback(faithful) as server:
        Chatbot(bot.index, model(f"scripted@{server.url}")).ask("What did engineers find?")
    assert Settings._llm is None
    assert Settings._embed_model is None
