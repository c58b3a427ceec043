"""Language models: naming them, asking them, and saying in one line what went wrong."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import AllegedlyError

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM
    from openai import APIStatusError

TIMEOUT = 60.0
"""Seconds without a byte from the server before it is given up."""

PATIENCE = 5.0
"""The longest pause, in seconds, that a busy server (429) is granted before the one retry."""

CONTEXT = 8192
"""Tokens that any chat model served today reads at once; servers do not tell theirs."""

REPLY = 1500
"""Tokens of a reply: four sentences take about 150, a model that thinks aloud first takes more."""

LONGEST = 12_000
"""Characters after which a reply is cut off: twice `REPLY`, for servers that do not heed it."""


class ModelError(AllegedlyError):
    """A model that is misspelt, cannot be reached, or fails to serve a request.

    It says nothing of the article, which can still be asked: `Chatbot.without_model`.
    """


class UnreachableError(ModelError):
    """A model whose server does not answer at all: most likely its address is wrong."""


def model(name: str | None) -> "LLM | None":
    """Return the model that `name` stands for; None for "none" and for None.

    A name is `model@base-url` of any OpenAI-compatible server; the key is taken from the
    environment variable OPENAI_API_KEY. Nothing is sent yet. Raises ModelError.
    """
    if name is None or name.strip().lower() == "none":
        return None
    # The name may hold an "@" of its own, as "@cf/meta/llama-3" does, and so may the address.
    found = re.fullmatch(r"(.+?)@(https?://.+)", name.strip(), re.IGNORECASE)
    if found is None or not _is_address(found[2]):
        raise ModelError(f'"{name}" is no model: name it as model@http://host:port/v1, or none.')
    model_name, address = found.groups()

    from llama_index.llms.openai_like import OpenAILike

    try:
        return OpenAILike(
            model=model_name,
            api_base=address,
            # Local servers want no key, the client wants one.
            api_key=os.environ.get("OPENAI_API_KEY", "").strip() or "none",
            is_chat_model=True,
            context_window=CONTEXT,
            max_tokens=REPLY,
            temperature=0.0,
            timeout=TIMEOUT,
            max_retries=0,
        )
    except ValueError as error:
        raise ModelError(f'"{name}" cannot be used: {one_line(error)}') from error


def usable_model(given: "LLM | str | None") -> "LLM | None":
    """Return a model of llama-index as it is, or the one that a name stands for; see `model`.

    Raises ModelError for anything else, before it is asked.
    """
    if given is None or isinstance(given, str):
        return model(given)
    from llama_index.core.llms import LLM

    if not isinstance(given, LLM):
        raise ModelError(
            f"{one_line(repr(given))} is no model: give a llama-index LLM, model@http://host:port/v1"
            ", or none."
        )
    return given


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", address)
    except ValueError:
        return False


def one_line(error: object) -> str:
    """Return the words of an error as one line of at most 200 characters."""
    line = " ".join(str(error).split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def check_reachable(llm: "LLM") -> None:
    """Raise UnreachableError where no server is at the address of a model; it is asked nothing."""
    import httpx

    if address := getattr(llm, "api_base", None):
        try:
            with httpx.stream("GET", address, timeout=TIMEOUT):
                pass
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise fault(llm, error) from error
        except httpx.HTTPError:
            pass  # somebody is there; the first answer tells what they speak


def label(llm: "LLM | None") -> str:
    """Return the name that an answer gives for its model."""
    return "none" if llm is None else llm.metadata.model_name


def reply(llm: "LLM", messages: "Sequence[ChatMessage]") -> Iterator[str]:
    """Yield what the model says, piece by piece as it comes. Raises ModelError."""
    try:
        yield from _pieces(llm, messages)
    except AllegedlyError:
        raise
    except Exception as error:
        if (pause := _pause(error)) is None:
            raise fault(llm, error) from error
        time.sleep(pause)
        try:
            yield from _pieces(llm, messages)
        except Exception as second:
            raise fault(llm, second) from second


def _pieces(llm: "LLM", messages: "Sequence[ChatMessage]") -> Iterator[str]:
    response = None
    length = 0
    try:
        for response in llm.stream_chat(messages):
            length += len(response.delta or "")
            if length > LONGEST:
                raise ModelError(
                    f"{_named(llm)} does not come to an end: try again, or another model."
                )
            if response.delta:
                yield response.delta
    except NotImplementedError:
        response = None  # a model that cannot stream
    if response is None:
        # A server that does not stream replies in one piece, which the client's stream ignores.
        yield llm.chat(messages).message.content or ""
        return
    if not length and response.message.content:
        yield response.message.content  # a model that gives the whole each time, and no pieces
    choices = getattr(response.raw, "choices", None)
    if choices and choices[0].finish_reason in (None, "length"):
        # What was being said last may have lost the denial that was to end it.
        raise _broken_off(llm)


def _pause(error: Exception) -> float | None:
    """Return the seconds to wait before asking again; None when waiting is no use."""
    import openai

    if not isinstance(error, openai.RateLimitError):
        return None
    try:
        seconds = float(error.response.headers.get("retry-after", "1"))
    except ValueError:
        return None
    return seconds if 0 <= seconds <= PATIENCE else None


def _told(body: object) -> str:
    """Return what a server says in the body of an error; servers differ in where."""
    while isinstance(body, dict):
        body = body.get("error") or body.get("message") or body.get("detail")
    # A proxy before the server tells its faults as a web page.
    return re.sub(r"(?s:<(head|script)\b.*?</\1>)|<[^<>]*>", " ", str(body or ""))


def _broken_off(llm: "LLM") -> ModelError:
    return ModelError(f"{_named(llm)} broke off its reply: try again, or ask for less.")


def _named(llm: "LLM") -> str:
    address = getattr(llm, "api_base", None)
    # An address may hold a password before an "@".
    at = f" at {re.sub(r'//[^/@]*@', '//', address)}" if address else ""
    return f"The model {label(llm)}{at}"


def fault(llm: "LLM", error: Exception) -> ModelError:
    """Return what went wrong as a ModelError that names the model and says how to mend it."""
    import httpx
    import openai

    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            why = "refuses the key: set OPENAI_API_KEY to a valid one"
        case openai.NotFoundError():
            why = "is not known there: check its name and the address, which mostly ends in /v1"
        case openai.RateLimitError(code="insufficient_quota"):
            why = "has no quota left for this key: look at the account, or name another model"
        case openai.RateLimitError():
            wait = error.response.headers.get("retry-after")
            # It may be a date instead of seconds.
            after = f" in {wait} seconds" if wait and wait.replace(".", "").isdigit() else " later"
            why = f"has too many requests: try again{after}"
        case openai.APITimeoutError(__cause__=httpx.ReadTimeout()) | httpx.ReadTimeout():
            why = "takes too long to reply: try again, or name another model"
        case openai.APIConnectionError() | httpx.ConnectError() | httpx.ConnectTimeout():
            why = "cannot be reached: check the address and that the server runs, or use none"
            return UnreachableError(f"{_named(llm)} {why}.")
        case httpx.TransportError():
            return _broken_off(llm)
        case openai.InternalServerError():
            why = f"fails at the server{_reason(error)}: try again later, or look into its log"
        case openai.APIStatusError():
            why = f"rejects the request{_reason(error)}: name a chat model of {CONTEXT} tokens"
        case UnicodeEncodeError() if _speaks_openai(llm):
            why = "cannot be sent the key: OPENAI_API_KEY holds letters that no key has"
        case openai.APIError():
            why = f"broke off its reply ({one_line(error)}): try again later, or look into its log"
        case _:
            why = _of_its_own(llm, error)
    return ModelError(f"{_named(llm)} {why}.")


def _of_its_own(llm: "LLM", error: Exception) -> str:
    """Return what goes wrong in no way of OpenAI's client: of another model it says itself."""
    if _speaks_openai(llm):
        return "gave a reply that cannot be read: check that the address speaks OpenAI's protocol"
    said = one_line(error).rstrip(".")
    return f"fails ({type(error).__name__}{': ' if said else ''}{said}): mend that, or use none"


def _speaks_openai(llm: "LLM") -> bool:
    from llama_index.llms.openai import OpenAI

    return isinstance(llm, OpenAI)


def _reason(error: "APIStatusError") -> str:
    said = one_line(_told(error.body)).rstrip(".")
    return f" (status {error.status_code}{': ' if said else ''}{said})"
