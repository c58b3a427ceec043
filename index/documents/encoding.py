"""Bytes to text."""

import codecs

from index.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, source: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with a byte order mark; line ends as "\\n".

    Raises SourceError where the bytes are no text, are in another encoding, or hold no words.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise SourceError(f"{source}: this is a binary file, not text; give an article as text.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{source}: not valid {encoding.removesuffix('-sig').upper()} at byte {error.start}; "
            "save the file as UTF-8 and try again."
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{source}: the file is empty; give an article with some text.")
    return text
