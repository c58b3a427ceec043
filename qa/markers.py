"""Citation markers as models write them: read into numbers and taken out of the text.

>>> read("Ten died [1, 2]. More may follow.【3】", passages=3).text
'Ten died. More may follow.'
"""

import re
from dataclasses import dataclass

_DASH = r"[-–—]"
_NUMBERS = rf"\d{{1,3}}(?:\s*(?:[,;&]|and|{_DASH})\s*\^?\d{{1,3}})*"
_LABEL = r"(?:\^|(?:passages?|sources?|refs?\.?|nos?\.)\s*#?)?"
# 【4†source】 and 【4:0†name】 are how some hosted models cite files.
_TAIL = r"(?:(?::\d+)?†[^】\]]*)?"
_MARKER = re.compile(
    rf"[ \t]*(?:[\[【]\s*{_LABEL}({_NUMBERS})\s*{_TAIL}[\]】](?:\([^()\s]*\))?"
    # "(1)" could open an item of a list: only at the end of a sentence is it a marker.
    r"|\((\d{1,2})\)(?=[.!?]+(?:\s|$)|\s*$))",
    re.IGNORECASE,
)
_UNCLOSED = re.compile(r"[ \t]*(?:\[[^\[\]\n]{0,40}|【[^【】\n]{0,40}|\(\d{0,3}\)?)$")
_DRESS = re.compile(
    r"\A\s*<think>(?s:.*?)(?:</think>|\Z)"  # what some models say to themselves first
    r"|^[ \t]*```.*$\n?"  # fences of a code block
    r"|^\[\^\d+\]:.*$\n?"  # the text of a footnote: the citation is derived, not told
    r"|^[ \t]*(?:#{1,6}|>|[-*•]|\d{1,2}[.)])[ \t]+"  # headings, quotations, lists
    r"|\*\*|__|`",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text freed of its markers.

    `markers` are the numbers that stood there, each with the offset in `text` where it stood.
    """

    text: str
    markers: tuple[tuple[int, int], ...]


def read(text: str, passages: int) -> Marked:
    """Return `text` without markers and Markdown dress, and the numbers from 1 to `passages`.

    Numbers beyond that are invented: they are taken out and forgotten.
    """
    text = _DRESS.sub("", text)
    pieces: list[str] = []
    markers: list[tuple[int, int]] = []
    length = last = 0
    for found in _MARKER.finditer(text):
        piece = text[last : found.start()]
        pieces.append(piece)
        length += len(piece)
        last = found.end()
        written = next(group for group in found.groups() if group)
        markers.extend((n, length) for n in _numbers(written) if 1 <= n <= passages)
    pieces.append(text[last:])
    return Marked("".join(pieces), tuple(markers))


def _numbers(written: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;&]|and", written, flags=re.IGNORECASE):
        ends = [int(digits) for digits in re.findall(r"\d+", part)]
        numbers.extend(range(ends[0], ends[-1] + 1) if len(ends) == 2 else ends)
    return numbers


def settled(text: str) -> str:
    """Return `text` up to a marker at its end that may not be whole yet."""
    return _UNCLOSED.sub("", text)
