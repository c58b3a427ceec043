"""Web pages: files and addresses, without what the site puts round the article."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from index.documents import plain
from index.documents.encoding import decode
from index.documents.parts import Part, joined
from index.documents.roles import Metadata
from index.errors import SourceError
from index.types import Document

TIMEOUT = 20.0
"""Seconds to wait for a page, in all."""

BLOCKS = {"head": "heading", "p": None, "item": None, "quote": None, "row": None}
"""What trafilatura's elements are."""


def _parts(element: "object") -> Iterator[Part]:
    """Yield the parts of trafilatura's tree in order; the innermost block has the words."""
    for node in element.iter("head", "p", "item", "quote", "row", "code"):  # type: ignore[attr-defined]
        if node.tag == "row":
            yield Part(" | ".join(" ".join(cell.itertext()) for cell in node))
        elif node.tag != "code" and not any(node.iter("row")):
            inside = [child for child in node.iter("p", "item") if child is not node]
            if not inside and not any(parent.tag in ("row",) for parent in node.iterancestors()):
                yield Part("".join(node.itertext()), "heading" if node.tag == "head" else None)


def read(data: bytes, source: str) -> Document:
    """Return the document of a page of HTML.

    Its text is the article as trafilatura finds it, a blank line between blocks. Raises SourceError
    where it finds none.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    found = bare_extraction(
        data,
        url=source if "://" in source else None,
        with_metadata=True,
        include_comments=False,
    )
    if not isinstance(found, Extracted) or found.body is None:
        raise SourceError(f"{source}: no article found on this page; give its text as a file.")
    known = Metadata(found.title, found.author, found.sitename, found.date)
    return joined(_parts(found.body), source, known)


def fetch(address: str, largest: int) -> Document:
    """Return the document at an http or https address, of at most `largest` bytes.

    Raises SourceError where it cannot be had.
    """
    import httpx

    if urlsplit(address).scheme not in ("http", "https"):
        raise SourceError(f"{address}: only http and https addresses can be read.")
    try:
        with (
            httpx.Client(follow_redirects=True, timeout=TIMEOUT) as client,
            client.stream("GET", address) as response,
        ):
            response.raise_for_status()
            kind = response.headers.get("content-type", "text/html").split(";")[0].strip()
            data = b""
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > largest:
                    raise SourceError(
                        f"{address}: over the limit of {largest / 1e6:.0f} MB; give the article "
                        "alone."
                    )
    except httpx.HTTPStatusError as error:
        raise SourceError(
            f"{address}: the server answered {error.response.status_code}; check the address."
        ) from None
    except httpx.TimeoutException:
        raise SourceError(
            f"{address}: no answer within {TIMEOUT:.0f} s; try again later."
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError(f"{address}: cannot be reached: {error}.") from None
    if kind in ("text/html", "application/xhtml+xml"):
        return read(data, address)
    if kind.startswith("text/"):
        return plain.read(decode(data, address), address)
    raise SourceError(f"{address}: this is {kind}, not a page of text; save it as a file first.")
