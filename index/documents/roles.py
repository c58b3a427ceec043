"""What each block of an article is: its own words, or what a page puts round them.

The rules look at position (furniture stands at the edges), at form (commands to the reader, labels
without a full stop) and at known phrasings (`phrases.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents.dates import DATE
from index.documents.phrases import (
    BYLINE,
    COMMAND,
    CONSENT,
    DATED,
    DISCLAIMER,
    ISSUE,
    LABEL,
    NO_NAMES,
    PLACE,
    PUBLISHED_IN,
    SELF,
    SPEECH,
)
from index.sentences import split
from index.types import Block, Document, Role, Span

EDGE = 6
"""Blocks at either end where page furniture stands; at the end a quarter of all if that is more."""

LONGEST_NOTICE = 700
"""Characters; a longer block is no disclaimer and no page furniture."""

LONGEST_LINE = 160
"""Characters; a longer block is no title, byline or label."""

LONGEST_HEADING = 100
"""Characters; a longer block is no heading within the article."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, and its role where the format tells: a heading in Markdown, say."""

    span: Span
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None


def _is_line(text: str) -> bool:
    """Return whether this is no sentence but a title, heading or label: short, no full stop."""
    return len(text) <= LONGEST_LINE and text[-1] not in ".…:;,"


def _is_byline(text: str) -> bool:
    if len(text) > LONGEST_LINE:
        return False
    named = BYLINE.match(text)
    if named:
        return named.group(1).split()[0].lower().rstrip(",.") not in NO_NAMES
    return bool(DATED.match(text)) and text[-1] not in "?!."


def _is_furniture(text: str, *, edge: bool) -> bool:
    """Return whether a block is page furniture; in the midst of an article the proof is stricter.

    "Follow the money, prosecutors said." and "Facebook denied it." are not.
    """
    if len(text) > LONGEST_NOTICE:
        return False
    if CONSENT.match(text) or (_is_line(text) and LABEL.match(text)):
        return True
    if SPEECH.search(text):
        return False
    sentences = [span.of(text) for span in split(text)]
    commands = sum(bool(COMMAND.match(sentence)) for sentence in sentences)
    if not commands:
        return False
    place, itself = bool(PLACE.search(text)), bool(SELF.search(text))
    if edge:
        return place or itself or _is_line(text) or 2 * commands >= len(sentences)
    return (place and itself) or (_is_line(text) and (place or itself or len(text) < 20))


def _role(text: str, after: str, *, head: bool, edge: bool, titled: bool) -> Role:
    """Return what a block is. `head`: no body yet; `edge`: near an end; `titled`: a title came."""
    if edge and len(text) <= LONGEST_NOTICE and DISCLAIMER.search(text):
        return "disclaimer"
    if head and _is_byline(text):
        return "byline"
    if _is_furniture(text, edge=edge):
        return "boilerplate"
    if not _is_line(text) or not after:
        return "body"
    if head and not titled:
        return "title"
    apart = (text[0].isupper() or text[0].isdigit()) and " | " not in text
    alone = len(text) <= LONGEST_HEADING and len(split(text)) == 1
    follows = len(after) > len(text)
    return "heading" if apart and alone and follows and text[-1] not in '!"”' else "body"


def _roles(texts: Sequence[str], given: Sequence[Role | None]) -> list[Role]:
    """Return the roles of the blocks.

    What the format gave is kept, but a heading or paragraph may still be page furniture. Where the
    format names headings nothing else is one.
    """
    roles: list[Role] = []
    end = len(texts) - max(EDGE, len(texts) // 4)
    head, came, titled, headed = True, False, "title" in given, "heading" in given
    for place, (text, role) in enumerate(zip(texts, given, strict=True)):
        after = texts[place + 1] if place + 1 < len(texts) else ""
        edge = head or place < EDGE or place >= end
        found = _role(text, after, head=head, edge=edge, titled=titled)
        if found == "heading" and headed:
            found = "body"
        if role == "title":
            found = "heading" if came else "title"
            came = True
        elif role is not None and found in ("title", "heading", "body"):
            found = role
        head, titled = head and found != "body", titled or found == "title"
        roles.append(found)
    return _with_furniture_at_the_end(roles, texts)


def _with_furniture_at_the_end(roles: list[Role], texts: Sequence[str]) -> list[Role]:
    """Return the roles with labels that follow the first furniture after the body made furniture.

    Such as the headlines of other articles under "Related".
    """
    last = max(
        (
            place
            for place, text in enumerate(texts)
            if roles[place] == "body" and not _is_line(text)
        ),
        default=len(roles),
    )
    first = next((p for p in range(last + 1, len(roles)) if roles[p] == "boilerplate"), len(roles))
    return [
        "boilerplate" if place > first and role in ("heading", "body") else role
        for place, role in enumerate(roles)
    ]


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    found = next((match for text in texts if (match := pattern.search(text))), None)
    return found.group(pattern.groups) if found else None


def article(
    source: str, text: str, pieces: Sequence[Piece], known: Metadata | None = None
) -> Document:
    """Return the document made of these pieces, with a role for each and what they tell about it.

    Offsets of the pieces are into `text`. What the format itself made `known` goes before what
    the blocks say.
    """
    known = known or Metadata()
    texts = [piece.span.of(text) for piece in pieces]
    roles = _roles(texts, [piece.role for piece in pieces])

    def of(role: Role) -> list[str]:
        return [words for words, own in zip(texts, roles, strict=True) if own == role]

    return Document(
        source,
        text,
        tuple(Block(piece.span, role) for piece, role in zip(pieces, roles, strict=True)),
        title=known.title or next(iter(of("title")), None),
        author=known.author or _first(BYLINE, of("byline")),
        publisher=known.publisher
        or _first(PUBLISHED_IN, of("disclaimer"))
        or _first(ISSUE, of("byline")),
        date=known.date or _first(re.compile(DATE), of("byline")),
    )
