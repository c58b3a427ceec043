"""Fetching a page from an address, within limits of time, size and place."""

import ipaddress
import os
import socket
import time
from urllib.parse import urlsplit

import httpx

from index.documents import page
from index.documents.kinds import READABLE, read
from index.errors import SourceError
from index.types import Document

TIMEOUT = 20.0
"""Seconds for the whole of a page."""

_HTML = ("text/html", "application/xhtml+xml")
_ENDINGS = {
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""What a server calls a kind, and how the names of such files end."""

_FIRST = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx"}
"""By what bytes a kind begins, whatever the server calls it."""

REDIRECTS = 5
"""Times that a page may send us elsewhere."""


def _is_private(host: str) -> bool:
    """Return whether a name leads into this machine or its own network."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(place[4][0])).is_global for place in found)


def _check_address(address: str, before: str) -> None:
    """Raise SourceError unless the address may be fetched; `before` is where it was named.

    An address of one's own network may be asked for, but a page of the open web may not send us
    into it: what lies there is not the page's to name.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{before}: only http and https addresses can be read.")
    if parts.username or parts.password:
        raise SourceError(
            f"{parts.hostname}: an address with a password in it is not kept; save the page as a "
            "file and give that."
        )
    host = urlsplit(before).hostname or ""
    if host != parts.hostname and _is_private(parts.hostname) and not _is_private(host):
        raise SourceError(f"{before}: redirects to {parts.hostname}, which is not on the open web.")


def _answer(client: httpx.Client, address: str) -> httpx.Response:
    """Return the answer to follow all redirects to, its body not yet read."""
    place = address
    for _ in range(REDIRECTS + 1):
        _check_address(place, address)
        answer = client.send(client.build_request("GET", place), stream=True)
        if answer.next_request is None:
            return answer
        answer.close()
        place = str(answer.next_request.url)
    raise SourceError(f"{address}: redirects more than {REDIRECTS} times; give the last address.")


def _body(answer: httpx.Response, address: str, largest: int, deadline: float) -> bytes:
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > largest:
            raise SourceError(
                f"{address}: over the limit of {largest / 1e6:.0f} MB; give the article alone."
            )
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("")
    return bytes(data)


def _decoded(data: bytes, charset: str | None) -> bytes | str:
    """Return the page in the character set that the server names; as it is where it knows none."""
    try:
        return data.decode(charset, "replace") if charset else data
    except LookupError:
        return data


def _ending(kind: str, path: str, data: bytes) -> str | None:
    """Return how the name of a file of this kind would end, None where it cannot be read.

    What is served as no more than text or bytes is what its name says: "text/plain" may be
    Markdown.
    """
    if first := next((ending for first, ending in _FIRST.items() if data.startswith(first)), None):
        return first
    if kind in _HTML or kind in _ENDINGS:
        return _ENDINGS.get(kind, ".html")
    named = os.path.splitext(path)[1].lower()
    if kind.startswith("text/") or (kind == "application/octet-stream" and named in READABLE):
        return named if named in READABLE else ".txt"
    return None


def _read(answer: httpx.Response, data: bytes, address: str) -> Document:
    kind = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    ending = _ending(kind, answer.url.path, data)
    if ending is None:
        raise SourceError(
            f"{address}: this is {kind}, no page of text; save it as a file and try that."
        )
    if ending == ".html":
        return page.read(_decoded(data, answer.charset_encoding), address)
    return read(data, address, ending)


def fetch(address: str, largest: int, seconds: float = TIMEOUT) -> Document:
    """Return the document at an http or https address, of at most `largest` bytes.

    Raises SourceError where it cannot be had.
    """
    deadline = time.monotonic() + seconds
    try:
        with httpx.Client(timeout=seconds) as client:
            answer = _answer(client, address)
            answer.raise_for_status()
            data = _body(answer, address, largest, deadline)
    except httpx.HTTPStatusError as error:
        code = error.response.status_code
        why = "it is not open to all" if code in (401, 403) else "check the address"
        raise SourceError(f"{address}: the server answered {code}; {why}.") from None
    except httpx.TimeoutException:
        raise SourceError(f"{address}: not there within {seconds:g} s; try again later.") from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"{address}: cannot be reached ({error}); check the address.") from None
    return _read(answer, data, address)
