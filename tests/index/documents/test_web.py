"""Pages fetched from a real server on this machine."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import docx
import pytest

from index.documents.web import _check_address, fetch
from index.errors import SourceError
from tests.index.documents.test_page import PAGE
from tests.index.documents.test_pdf import PAGES

FRONT = b"---\ntitle: Harbour open again\n---\n\nThe truce reportedly holds.\n"


def word() -> bytes:
    written, out = docx.Document(), io.BytesIO()
    written.add_paragraph("Harbour open again", style="Title")
    written.add_paragraph("The truce reportedly holds.")
    written.save(out)
    return out.getvalue()


REDIRECTS = {
    "/moved": "/article",
    "/loop": "/loop",
    "/file": "file:///etc/passwd",
}
BODIES = {
    "/article": ("text/html; charset=utf-8", PAGE.encode()),
    "/latin": ("text/html; charset=latin-1", PAGE.replace("town", "Töwn").encode("latin-1")),
    "/odd": ("text/html; charset=unheard-of", PAGE.encode()),
    "/plain": ("text/plain", b"The truce\n\nThe truce reportedly holds.\n"),
    "/picture": ("image/png", b"\x89PNG"),
    "/note.pdf": ("application/pdf", PAGES),
    "/download?id=1": ("application/octet-stream", PAGES),
    "/word": ("application/octet-stream", word()),
    "/note": ("text/markdown", FRONT),
    "/note.md": ("text/plain; charset=utf-8", FRONT),
    "/raw.md?raw=1": ("application/octet-stream", FRONT),
    "/nothing": ("text/plain", b""),
    "/archive.bin": ("application/octet-stream", b"\x00\x01"),
    "/large": ("text/plain", b"word " * 1_000),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in REDIRECTS:
            self.send_response(302)
            self.send_header("location", REDIRECTS[self.path])
            self.end_headers()
        elif self.path in BODIES:
            kind, body = BODIES[self.path]
            self.send_response(200)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(ConnectionError):
                for _ in range(20):
                    self.wfile.write(b"<p>still not all of it</p>")
                    time.sleep(0.1)
        else:
            self.send_error(403 if self.path == "/closed" else 404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/article", "/moved", "/odd"])
def test_a_page_becomes_a_document_of_the_address_that_was_named(site: str, path: str) -> None:
    document = fetch(site + path, 1_000_000)
    assert document.source == site + path
    assert document.title == "Harbour open again"


def test_the_character_set_is_the_one_that_the_server_names(site: str) -> None:
    assert "Töwn" in fetch(site + "/latin", 1_000_000).text


def test_plain_text_is_taken_as_it_is(site: str) -> None:
    assert fetch(site + "/plain", 1_000_000).text == "The truce\n\nThe truce reportedly holds.\n"


@pytest.mark.parametrize(
    "path", ["/note.pdf", "/download?id=1", "/word", "/note", "/note.md", "/raw.md?raw=1"]
)
def test_an_address_may_lead_to_any_kind_of_file(site: str, path: str) -> None:
    """It is known by its first bytes, by what the server calls it, or by its name."""
    document = fetch(site + path, 1_000_000)
    assert document.source == site + path
    assert document.title in ("Harbour open again", "The Daily Harbour, issue 7")
    assert "reportedly" in document.text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "answered 404"),
        ("/closed", "answered 403; it is not open to all"),
        ("/picture", "image/png"),
        ("/archive.bin", "this is application/octet-stream"),
        ("/nothing", "the file is empty"),
        ("/large", "over the limit"),
        ("/slow", "not there within 0.5 s"),
        ("/loop", "more than 5 times"),
        ("/file", "only http and https"),
    ],
)
def test_what_cannot_be_had_is_refused_in_one_line(site: str, path: str, why: str) -> None:
    with pytest.raises(SourceError) as caught:
        fetch(site + path, 4_000, seconds=0.5)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert site + path in str(caught.value)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/article", "only http and https"),
        ("http://", "only http and https"),
        ("http://127.0.0.1:1/article", "cannot be reached"),
        ("http://jane:secret@127.0.0.1/article", "password"),
        ("http://[::1/article", "cannot be reached"),
    ],
)
def test_addresses_that_are_none_are_refused(address: str, why: str) -> None:
    with pytest.raises(SourceError, match=why) as caught:
        fetch(address, 1_000_000)
    assert "secret" not in str(caught.value)


def test_a_page_of_the_open_web_may_not_send_us_into_our_own_network() -> None:
    with pytest.raises(SourceError, match="not on the open web"):
        _check_address("http://169.254.169.254/latest", "http://1.1.1.1/article")
    _check_address("http://127.0.0.1/b", "http://127.0.0.2/a")
