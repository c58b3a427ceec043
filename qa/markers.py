"""Citation markers as models write them: read into numbers and taken out of the text.

>>> read("Ten died [1, 2]. More may follow.【3】", passages=3).text
'Ten died. More may follow.'
"""

import re
from dataclasses import dataclass

_DASH = r"[-–—]"
_NUMBERS = rf"\d{{1,3}}(?:\s*(?:[,;&]|and|{_DASH})\s*\^?\d{{1,3}})*"
_LABEL = r"(?:\^|(?:passages?|sources?|citations?|cite|refs?\.?|nos?\.)\s*[#:]?\s*)?"
# 【4†source】 and 【4:0†name】 are how some hosted models cite files.
_TAIL = r"(?:(?::\d+)?†[^】\]]*)?"
_MARKER = re.compile(
    rf"[ \t]*(?:[\[【［]{{1,2}}\s*{_LABEL}({_NUMBERS})\s*{_TAIL}[\]】］]{{1,2}}(?:\([^()\s]*\))?"
    # "(1)" could open an item of a list: only at the end of a sentence is it a marker.
    r"|\((\d{1,2})\)(?=[.!?]+(?:\s|$)|\s*$))",
    re.IGNORECASE,
)
# km<sup>2</sup> is a unit.
_TAGGED = re.compile(
    rf"\\cite\{{({_NUMBERS})\}}|(?<!\bkm)(?<!\bm)<(?:sup|cite)>\s*({_NUMBERS})\s*</(?:sup|cite)>"
)
_UNCLOSED = re.compile(
    r"[ \t]*(?:\[{1,2}[^\[\]\n]{0,40}\]?|[【［][^【】［］\n]{0,40}|\(\d{0,3}\)?"
    r"|<[^<>\n]{0,40}|<(?:sup|cite)>[^<>\n]{0,40}(?:<[^<>\n]{0,6})?|\\\w*(?:\{[^{}\n]{0,20})?)$",
    re.IGNORECASE,
)
# "According to passage [1], the dam broke": the frame is the prompt's, not the author's.
_FRAME = re.compile(
    rf"\b(?:according to|as \w+ in|per|in) (?:the )?(?:passages? |sources? )?"
    rf"(?:\[{_NUMBERS}\](?: and )?)+[,:]?\s+(\w)",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\A\s*<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)"  # said to themselves first
    # A server may keep the opening tag to itself, as part of its prompt.
    r"|\A.*</(?:think|thinking|thought|reasoning)>"
    r"|\A\s*(?:<\|start\|>\w*)?<\|channel\|>.*?(?:<\|channel\|>final<\|message\|>|\Z)",
    re.DOTALL,
)
# A line of a list is a sentence of its own, although it often has no full stop.
_ITEM = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*•]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_DRESS = re.compile(
    r"^[ \t]*```.*$\n?"  # fences of a code block
    r"|^\[\^\d+\]:.*$\n?"  # the text of a footnote: the citation is derived, not told
    r"|~~[^\n]*?(?:~~|$)"  # what is struck through is taken back, a hedge among it as well
    r"|!\[[^\[\]\n]*\]\([^()\n]*\)"  # pictures
    r"|(?s:<(script|style)\b.*?(?:</\1>|\Z))"
    r"|</?[a-z][^<>\n]*>|<\|\w+\|>"  # tags, and what divides the turns of a chat
    r"|\*\*|__|`|(?<!\w)_|_(?!\w)|(?<!\s)\*|\*(?!\s)"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",  # letters that are not seen
    re.MULTILINE | re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]\n]*[^\W\d_][^\[\]\n]*)\]\((?:https?:|www\.|/)[^()\s]*\)")


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
    text = undressed(text)
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


def thought(text: str) -> int:
    """Return where what a model says to itself first ends; 0 where it says nothing so."""
    found = _THOUGHT.match(text)
    return found.end() if found else 0


def undressed(text: str) -> str:
    """Return `text` without Markdown, tags and what a model says to itself; markers stay."""
    text = _TAGGED.sub(r"[\1\2]", _THOUGHT.sub("", text))
    text = _DRESS.sub("", _ITEM.sub("\n", text))
    return _FRAME.sub(lambda found: found[1].upper(), _LINK.sub(r"\1", text))


def _numbers(written: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;&]|and", written, flags=re.IGNORECASE):
        ends = [int(digits) for digits in re.findall(r"\d+", part)]
        numbers.extend(range(ends[0], ends[-1] + 1) if len(ends) == 2 else ends)
    return numbers


def settled(text: str) -> str:
    """Return `text` up to a marker at its end that may not be whole yet."""
    return _UNCLOSED.sub("", text)
