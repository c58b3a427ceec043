"""Answers as HTML: what stands in the chat, and the cited words beside it.

Every character of an article, a question or a file name passes through `_shown`; white space
becomes single blanks, since a blank line would end an HTML block and let Markdown in.
"""

import re
from collections.abc import Collection, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import get_args

from index.stance import read
from index.types import Document, Kind, Mark, Span
from qa.legend import KINDS, VERDICTS, describe
from qa.types import Answer, Citation, Statement

_MARKER = re.compile(r"\[(\d+)\]")
_MARKUP = re.compile(r"^#{1,6} +|\*\*", re.M)
"""Signs of Markdown in the text of an article, which say nothing to who reads the cited words."""


def _shown(text: str) -> str:
    return escape(re.sub(r"\s+", " ", text))


def marked(text: str, marks: Sequence[Mark], offset: int = 0, lost: Collection[Span] = ()) -> str:
    """Return the text with its marks coloured; `offset` is where it stands in what they count in.

    Where marks overlap, the shortest is on top. Marks at the spans of `lost` are told apart.
    """
    edges = {0, len(text)}
    for mark in marks:
        edges |= {min(max(edge - offset, 0), len(text)) for edge in (mark.start, mark.end)}
    return "".join(
        _coloured(text[left:right], _topmost(marks, Span(left + offset, right + offset)), lost)
        for left, right in pairwise(sorted(edges))
    )


def _topmost(marks: Sequence[Mark], piece: Span) -> Mark | None:
    covering = (mark for mark in marks if mark.span.holds(piece))
    return min(covering, key=lambda mark: len(mark.span), default=None)


def _coloured(text: str, mark: Mark | None, lost: Collection[Span]) -> str:
    text = _MARKUP.sub("", text)
    if mark is None or not text.strip():
        return _shown(text)
    tip = _shown(describe(mark))
    kind = f"{mark.kind} lost" if mark.span in lost else mark.kind
    return f'<mark class="{kind}" tabindex="0" title="{tip}">{_shown(text)}</mark>'


def question(text: str) -> str:
    """Return what the user asked, as it stands in the chat."""
    return f'<div class="asked">{_shown(text)}</div>'


def fault(line: str) -> str:
    """Return what went wrong, as it stands in the chat."""
    return f'<div class="fault" role="alert">{_shown(line)}</div>'


def answer(statements: Sequence[Statement], turn: int, *, answered: bool = True) -> str:
    """Return the statements of an answer, its markers pointing at the citations of that turn."""
    body = "".join(
        _statement(statement, turn, _badge(statement) if answered else "")
        for statement in statements
    )
    return f'<div class="answer{"" if answered else " silent"}">{body}</div>'


def _statement(statement: Statement, turn: int, badge: str) -> str:
    text, markers = _parted(statement.text)
    links = "".join(
        f'<a class="cite" href="#{_anchor(turn, number)}" title="Show the cited words">{number}</a>'
        for number in markers
    )
    words = marked(text, read(text) if markers else ())
    kind = "statement" if markers else "remark"
    return f'<p class="{kind}">{words}{links}{badge}</p>'


def _parted(text: str) -> tuple[str, list[str]]:
    """Return a statement's words and the numbers of its markers."""
    return _MARKER.sub("", text).strip(), _MARKER.findall(text)


def _badge(statement: Statement) -> str:
    if not statement.citations:
        return ""
    badges = []
    if statement.repaired:
        why = "The model's own sentence was surer than the article and was put right."
        badges.append(f'<span class="badge mended" title="{why}">mended</span>')
    if statement.verdict != "kept":
        badges.append(f'<span class="badge">{VERDICTS[statement.verdict]}</span>')
    elif statement.owed:
        kept = ", ".join(dict.fromkeys(f"“{mark.words}”" for mark in statement.owed))
        why = _shown(f"It keeps {kept} of the article.")
        badges.append(f'<span class="badge kept" title="{why}">✓ kept</span>')
    return "".join(badges)


def _anchor(turn: int, marker: int | str) -> str:
    return f"cite-{turn}-{marker}"


def citations(answer: Answer, turn: int, cards: Sequence[str]) -> str:
    """Return the cited words of one answer under its question."""
    if not cards:
        return ""
    heading = f"<summary>{_shown(answer.question)}</summary>"
    return f'<details class="turn" open id="turn-{turn}">{heading}{"".join(cards)}</details>'


def card(
    citation: Citation, document: Document, around: Span, marks: Sequence[Mark], turn: int
) -> str:
    """Return the cited words of a document with what stands around them, and their marks."""
    quote = Span(citation.start, citation.end)
    parts = (
        ("span", Span(around.start, quote.start)),
        ("strong", quote),
        ("span", Span(quote.end, around.end)),
    )
    words = "".join(
        f"<{tag}>{marked(part.of(document.text), marks, part.start)}</{tag}>" for tag, part in parts
    )
    anchor = _anchor(turn, citation.marker)
    title = f"<cite>{_shown(name(document))}</cite>"
    return (
        f'<article class="citation" id="{anchor}" tabindex="-1">'
        f'<header><span class="number">{citation.marker}</span> {title}'
        f" <small>characters {quote.start:,}–{quote.end:,}</small></header>"
        f"<blockquote>{words}</blockquote></article>"
    )


def name(document: Document) -> str:
    """Return what a document is called on the page."""
    return document.title or called(document.source)


def called(source: str) -> str:
    """Return an address as it is, and of a file its name: its folder is nobody's business."""
    return source if "://" in source else Path(source).name


def sources(documents: Sequence[Document]) -> str:
    """Return the list of articles in use."""
    items = "".join(f"<li>{_source(document)}</li>" for document in documents)
    return f'<ul class="sources">{items}</ul>' if items else "<p>No articles yet.</p>"


def _source(document: Document) -> str:
    about = " · ".join(
        _shown(part) for part in (document.author, document.publisher, document.date) if part
    )
    return f"<b>{_shown(name(document))}</b>" + (f"<small>{about}</small>" if about else "")


def legend() -> str:
    """Return what the colours stand for."""
    items = "".join(
        f'<li><mark class="{kind}">{kind}</mark> {KINDS[kind]}</li>' for kind in get_args(Kind)
    )
    heading = "<summary>What the colours mean</summary>"
    return f'<details class="legend">{heading}<ul>{items}</ul></details>'
