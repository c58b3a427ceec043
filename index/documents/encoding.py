"""Bytes to text."""

import codecs
import re

from index.errors import SourceError

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

_KINDS = {
    b"{\\rtf": "RTF cannot be read; save it as docx, or as text in UTF-8",
    b"%PDF-": "this is a PDF, not text; let its name end in .pdf",
    b"PK\x03\x04": "this is a zip file, not text; let the name of a Word file end in .docx",
    b"\xd0\xcf\x11\xe0": "this is an old Word file, not text; save it as docx",
    **dict.fromkeys(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        "this is an image, not text; give an article as text",
    ),
}
"""What a file is that is no text, by its first bytes, and how to mend it."""

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and spaces of no width, which only tell where a line may break."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def without_unseen(text: str) -> str:
    """Return a text without what nobody sees in it, which would part the letters of a hedge.

    >>> without_unseen("The bridge ma\u00ady close.")
    'The bridge may close.'
    """
    return _UNSEEN.sub("", text)


def decode(data: bytes, source: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with a byte order mark; line ends as "\\n".

    What nobody sees is left out; see `without_unseen`.
    Raises SourceError where the bytes are no text, are in another encoding, or hold no words.
    """
    for first, kind in _KINDS.items():
        if data.startswith(first):
            raise SourceError(f"{source}: {kind}.")
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    name = encoding.removesuffix("-sig").upper()
    if encoding != "utf-16" and b"\0" in data[1:4:2]:
        raise SourceError(
            f"{source}: this looks like UTF-16 without a byte order mark, or no text at all; save "
            "it as UTF-8."
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        binary = encoding == "utf-8" and b"\0" in data
        raise SourceError(
            f"{source}: this is a binary file, not text; give an article as text."
            if binary
            else f"{source}: not valid {name} at byte {error.start}; save the file as UTF-8."
        ) from None
    if len(_CONTROL.findall(text)) > len(text) // 20:
        raise SourceError(f"{source}: this is a binary file, not text; give an article as text.")
    text = without_unseen(text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{source}: there is no text in it; give an article with some words.")
    return text
