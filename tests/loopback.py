"""A model server on this machine: OpenAI's chat protocol over real HTTP, with a scripted model.

    with Loopback(says("The bridge may close [1].")) as server:
        llm = model(f"scripted@{server.url}")

A behaviour takes a Request, which is what the client sent, and returns a Reply.
"""

import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from index.sentences import split


@dataclass(frozen=True)
class Request:
    """What the client sent: the key and the words of the last message."""

    key: str
    prompt: str

    @property
    def mends(self) -> bool:
        """Whether a sentence is to be written again."""
        return "Your sentence:" in self.prompt

    @property
    def condenses(self) -> bool:
        """Whether a question is to be made to stand alone."""
        return "The next question:" in self.prompt

    @property
    def question(self) -> str:
        """The question as the prompt gives it."""
        opening = "The next question" if self.condenses else "Question"
        found = re.search(rf"^{opening}: (.*)$", self.prompt, re.MULTILINE)
        return found[1] if found else ""

    @property
    def original(self) -> str:
        """The article's sentence that a rewritten one is to follow."""
        found = re.search(r"^The article: (.*?)^What is wrong:", self.prompt, re.M | re.S)
        return " ".join(unescape(found[1]).split()) if found else ""

    @property
    def passages(self) -> list[str]:
        """The texts between the fences, in order of their numbers."""
        found = re.findall(r"<passage number[^>]*>\n(.*?)\n</passage>", self.prompt, re.S)
        return [unescape(text) for text in found]


@dataclass(frozen=True)
class Reply:
    """What the server does: words in pieces, or a failure."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """Sent as it is instead of the words."""
    pause: float = 0.0
    """Seconds before each piece."""
    breaks: bool = False
    """Whether the connection is cut after the words, without an end."""
    finish: str = "stop"
    streams: bool = True


Behaviour = Callable[[Request], Reply]


class Loopback:
    """The server; `requests` are what it was asked, `url` is its base address."""

    def __init__(self, behaviour: Behaviour, seed: int = 0) -> None:
        self.requests: list[Request] = []
        self._lengths = random.Random(seed)
        answer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                key = self.headers.get("Authorization", "").removeprefix("Bearer ")
                request = Request(key, _words(sent["messages"][-1]["content"]))
                answer.requests.append(request)
                # A client that has heard enough hangs up.
                with suppress(BrokenPipeError, ConnectionResetError):
                    answer._send(self, behaviour(request), bool(sent.get("stream")))
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _send(self, to: BaseHTTPRequestHandler, reply: Reply, stream: bool) -> None:
        if reply.status != 200 or reply.body is not None or not (stream and reply.streams):
            time.sleep(reply.pause)
            body = (
                reply.body
                or json.dumps(
                    _whole(reply) if reply.status == 200 else {"error": {"message": reply.text}}
                ).encode()
            )
            to.send_response(reply.status)
            kind = "application/json" if reply.body is None else "text/event-stream"
            headers = {"Content-Type": kind, "Connection": "close", **reply.headers}
            for name, value in headers.items():
                to.send_header(name, value)
            to.send_header("Content-Length", str(len(body)))
            to.end_headers()
            to.wfile.write(body)
            return
        to.send_response(200)
        to.send_header("Content-Type", "text/event-stream")
        to.send_header("Transfer-Encoding", "chunked")
        to.send_header("Connection", "close")
        to.end_headers()
        for piece in self._pieces(reply.text):
            time.sleep(reply.pause)
            _event(to, _delta({"content": piece}, None))
        if reply.breaks:
            return
        _event(to, _delta({}, reply.finish))
        _chunk(to, b"data: [DONE]\n\n")
        _chunk(to, b"")

    def _pieces(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            length = self._lengths.randint(1, 12)
            yield text[at : at + length]
            at += length


def _words(content: Any) -> str:
    return content if isinstance(content, str) else " ".join(part["text"] for part in content)


def _delta(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _named("chat.completion.chunk", choice)


def _whole(reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text}
    return _named("chat.completion", {"index": 0, "message": message, "finish_reason": "stop"})


def _named(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 0, "model": "scripted", "choices": [choice]}


def _event(to: BaseHTTPRequestHandler, event: dict[str, Any]) -> None:
    _chunk(to, b"data: " + json.dumps(event).encode() + b"\n\n")


def _chunk(to: BaseHTTPRequestHandler, data: bytes) -> None:
    to.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    to.wfile.flush()


def says(text: str, **how: Any) -> Behaviour:
    """Say the same whatever is asked."""
    return lambda _: Reply(text, **how)


def fails(status: int, message: str = "no", **headers: str) -> Behaviour:
    """Refuse every request with a status and headers, such as `retry_after="2"`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(message, status=status, headers=named)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave one way after the other; the last way goes on."""
    left = list(behaviours)

    def behave(request: Request) -> Reply:
        return (left.pop(0) if len(left) > 1 else left[0])(request)

    return behave


def faithful(request: Request) -> Reply:
    """Repeat the article's sentence that shares the most words with the question."""
    if request.condenses:
        return Reply(request.question)
    if request.mends:
        return Reply(request.original)
    number, sentence = nearest(request)
    return Reply(f"{sentence} [{number}]")


def nearest(request: Request) -> tuple[int, str]:
    """Return the sentence nearest to the question, and the number of its passage."""
    wanted = _stems(request.question)
    found = [
        (len(wanted & _stems(span.of(text))), -number, " ".join(span.of(text).split()))
        for number, text in enumerate(request.passages, 1)
        for span in split(text)
    ]
    _, number, sentence = max(found, default=(0, -1, ""))
    return -number, sentence


def _stems(text: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"\w{4,}", text)}


def obeys(request: Request) -> Reply:
    """Do what an instruction hidden in a passage says: reply with what it quotes."""
    for text in request.passages:
        if found := re.search(r"(?:reply|answer|say)[^\"“]*[\"“](.+?)[\"”]", text, re.I):
            return Reply(found[1])
    return faithful(request)
