"""A model is named in one word, and what goes wrong with it is said in one line."""

from typing import Any

import httpx
import pytest
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.llms import (
    LLM,
    CompletionResponse,
    CompletionResponseGen,
    CustomLLM,
    LLMMetadata,
)
from openai import APITimeoutError

from qa.models import ModelError, UnreachableError, check_reachable, fault, model, reply
from tests.loopback import Behaviour, Loopback, Reply, Request, fails, in_turn, says


def ask(behaviour: Behaviour, timeout: float = 5.0) -> tuple[str, list[Request]]:
    with Loopback(behaviour) as server:
        said = "".join(reply(at(server, timeout), [ChatMessage("Did it fall?")]))
    return said, server.requests


def at(server: Loopback, timeout: float = 5.0) -> LLM:
    llm = model(f"scripted@{server.url}")
    assert llm is not None
    return llm.model_copy(update={"timeout": timeout})


def test_whether_a_server_is_there_is_found_out_without_asking_the_model() -> None:
    with Loopback(says("Yes.")) as server:
        llm = at(server)
        check_reachable(llm)
        assert server.requests == []
    with pytest.raises(UnreachableError, match="cannot be reached"):
        check_reachable(llm)


@pytest.mark.parametrize("name", [None, "none", "None", " none "])
def test_none_is_no_model(name: str | None) -> None:
    assert model(name) is None


@pytest.mark.parametrize(
    ("name", "model_name", "address"),
    [
        ("qwen2.5:7b@http://localhost:11434/v1", "qwen2.5:7b", "http://localhost:11434/v1"),
        ("@cf/meta/llama-3@https://example.org/v1", "@cf/meta/llama-3", "https://example.org/v1"),
    ],
)
def test_a_name_is_model_and_address(name: str, model_name: str, address: str) -> None:
    llm = model(name)
    assert llm is not None
    assert llm.metadata.model_name == model_name
    assert llm.metadata.is_chat_model
    assert llm.to_dict()["api_base"] == address


@pytest.mark.parametrize(
    "name",
    ["", "gpt-4", "@http://host/v1", "m@host", "m@http://", "m@ftp://host", "m@http://h:x/v1"],
)
def test_a_misspelt_name_is_one_line_with_the_right_spelling(name: str) -> None:
    with pytest.raises(
        ModelError, match=r"^[^\n]*name it as model@http://host:port/v1, or none"
    ) as e:
        model(name)
    assert f'"{name}"' in str(e.value)


def test_the_key_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    _, requests = ask(says("Yes."))
    assert [request.key for request in requests] == ["secret"]


def test_white_space_round_a_key_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret\n")
    _, requests = ask(says("Yes."))
    assert [request.key for request in requests] == ["secret"]


def test_a_key_that_cannot_be_sent_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "schlüssel")
    with pytest.raises(ModelError, match="OPENAI_API_KEY holds letters that no key has"):
        ask(says("Yes."))


def test_a_reply_comes_in_pieces_that_make_up_the_whole() -> None:
    said, requests = ask(says("It may have fallen [1]. Others deny it."))
    assert said == "It may have fallen [1]. Others deny it."
    assert requests[0].prompt == "Did it fall?"


@pytest.mark.parametrize(
    ("behaviour", "line"),
    [
        (fails(401), "refuses the key: set OPENAI_API_KEY"),
        (fails(403), "refuses the key"),
        (fails(404), "is not known there: check its name"),
        (
            fails(500, "out of memory"),
            "fails at the server (status 500: out of memory): try again later, or look into",
        ),
        (
            says("", status=502, body=b"<head><title>Bad</title></head><h1>502 Bad\nGateway</h1>"),
            "fails at the server (status 502: 502 Bad Gateway): try",
        ),
        (fails(503, ""), "fails at the server (status 503): try"),
        (fails(400, "too long."), "rejects the request (status 400: too long): name a chat model"),
        (
            says("", status=429, body=b'{"error": {"code": "insufficient_quota"}}'),
            "has no quota left for this key: look at the account",
        ),
        (fails(429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), "requests: try again later"),
        (
            says("", body=b'data: {"error": {"message": "GPU lost"}}\n\n'),
            "broke off its reply (GPU lost): try again later",
        ),
        (fails(429, retry_after="60"), "too many requests: try again in 60 seconds"),
        (fails(429, retry_after="0"), "too many requests: try again in 0 seconds"),
        (says("It fell and then", breaks=True), "broke off its reply"),
        (says("It fell and then", finish="length"), "broke off its reply"),
        (says("It fell. " * 2000), "does not come to an end"),
        (says("", body=b"<html>hello</html>"), "cannot be read: check that the address speaks"),
        (says("", body=b"data: {not json}\n\n"), "gave a reply that cannot be read"),
        (says("", body=b'data: {"choices": 7}\n\n'), "gave a reply that cannot be read"),
    ],
)
def test_a_fault_is_one_line_that_names_the_model(behaviour: Behaviour, line: str) -> None:
    with pytest.raises(ModelError) as fault:
        ask(behaviour)
    assert line in str(fault.value)
    assert str(fault.value).startswith("The model scripted at http://127.0.0.1:")
    assert "\n" not in str(fault.value)


def test_a_server_that_does_not_stream_is_understood() -> None:
    said, requests = ask(says("It may have fallen [1].", streams=False))
    assert said == "It may have fallen [1]."
    assert len(requests) == 2


class Foreign(CustomLLM):
    """A model of somebody's own, which says what it is given or fails."""

    said: str = "It may have fallen [1]."
    fails: str = ""
    streams: bool = True

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="own")

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
        if self.fails:
            raise RuntimeError(self.fails)
        return CompletionResponse(text=self.said)

    def stream_complete(
        self, prompt: str, formatted: bool = False, **_: Any
    ) -> CompletionResponseGen:
        if not self.streams:
            raise NotImplementedError
        return (self.complete(prompt) for _ in range(1))


@pytest.mark.parametrize("streams", [True, False])
def test_a_model_that_gives_its_reply_as_a_whole_is_understood(streams: bool) -> None:
    llm = Foreign(streams=streams)
    assert "".join(reply(llm, [ChatMessage("Did it fall?")])) == llm.said


@pytest.mark.parametrize("streams", [True, False])
def test_what_goes_wrong_in_a_model_of_another_kind_is_named(streams: bool) -> None:
    with pytest.raises(ModelError) as fault:
        "".join(reply(Foreign(fails="no GPU\nleft.", streams=streams), [ChatMessage("Did it?")]))
    assert str(fault.value) == (
        "The model own fails (RuntimeError: no GPU left): mend that, or use none."
    )


def test_a_server_that_stalls_is_given_up() -> None:
    with pytest.raises(ModelError, match="takes too long"):
        ask(says("It fell.", pause=1.0), timeout=0.2)


def test_a_server_that_is_not_there_is_named_with_its_address() -> None:
    with Loopback(says("")) as server:
        pass
    with pytest.raises(
        UnreachableError, match=rf"at {server.url} cannot be reached: check the address"
    ):
        "".join(reply(at(server), [ChatMessage("Did it fall?")]))


def test_a_server_that_cannot_be_connected_to_in_time_is_unreachable() -> None:
    llm = model("scripted@http://127.0.0.1:1/v1")
    assert llm is not None
    late = APITimeoutError(httpx.Request("POST", "http://127.0.0.1:1/v1"))
    late.__cause__ = httpx.ConnectTimeout("timed out")
    assert isinstance(fault(llm, late), UnreachableError)


def test_a_password_in_an_address_is_not_shown() -> None:
    with Loopback(fails(401)) as server:
        llm = model(f"scripted@{server.url.replace('//', '//user:secret@')}")
        assert llm is not None
        with pytest.raises(ModelError) as fault:
            "".join(reply(llm, [ChatMessage("Did it fall?")]))
    assert "secret" not in str(fault.value)


def test_a_busy_server_is_asked_once_more_after_the_pause_it_names() -> None:
    said, requests = ask(in_turn(fails(429, retry_after="0.05"), lambda _: Reply("It fell.")))
    assert said == "It fell."
    assert len(requests) == 2
