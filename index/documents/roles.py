"""What each block of an article is: its own words, or what a page puts round them.

The rules look at position (page furniture stands at the edges), at form (commands, no verb, no full
stop) and at known phrasings, which are named data below. None knows any one article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Block, Document, Role, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph whose role the format may tell: a heading in Markdown, a list item in HTML."""

    span: Span
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None


HEAD = 6
"""Blocks from the top among which bylines, dates and disclaimers are looked for."""

LONGEST_NOTICE = 700
"""Characters; a longer block is no disclaimer and no page furniture."""

LONGEST_HEADING = 100
"""Characters; a longer line without a full stop is body."""

DISCLAIMER = re.compile(
    r"""\b(?:
      (?:point\ of\ view|points\ of\ view|views?|opinions?)\b[^.\n]{0,60}
      \b(?:expressed|represented|stated)
    | (?:do|does|did|may)(?:\ not|n[’']t)(?:\ necessarily)?\ (?:reflect|represent|express)
    | (?:is|are)\ (?:solely\ |entirely\ )?(?:those|that)\ of\ the\ authors?
    | (?:not|nor)\ (?:constitute|intended\ as)\b[^.\n]{0,40}\badvice
    | for\ informational\ purposes\ only
    | (?:article|post|story|piece|text|essay|column)\ (?:was|is|has\ been|appeared)\b[^.\n]{0,30}
      \b(?:published|posted|printed|appeared)?\ ?(?:in|on|by|at|from)\b
    | all\ rights\ reserved | this\ is\ an?\ opinion\ (?:piece|article|column)
    )""",
    re.I | re.X,
)
"""How pages say whose view it is and where it was printed first."""

PUBLISHED_IN = re.compile(
    r"\b(?:published|posted|appeared|printed)(?:\ first|\ originally)?\ (?:in|on|by|at)\s+"
    r"(?:the\ )?([A-Z0-9][\w&.’'-]*(?:\s+[A-Z0-9][\w&’'-]*){0,4})"
)
"""The publisher that a disclaimer names."""

BYLINE = re.compile(
    r"^(?:(?i:by|written\ by|author|authors|reported\ by|text\ by|words\ by|from)\s*:?\s+)"
    r"([A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|and|de|van|von|der|al|bin|,))*)"
)
"""A line that names who wrote the article."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})\b"
)
"""A date as articles write it."""

DATELINE = re.compile(r"^(?i:published|posted|updated|last\ updated|last\ modified|created|date)\b")
"""Words that lead a line about when the article appeared."""

COMMANDS = re.compile(
    r"""^[\W_]*(?:
      (?:please\ )?(?:follow|subscribe|sign\ up|sign\ in|log\ in|register|share|like|tweet|click
      |download|join|donate|support|contact|e-?mail|print|read\ more|read\ also|see\ also|also\ read
      |read\ next|read\ the\ full|learn\ more|find\ out\ more|get\ (?:our|the|your)|don[’']t\ miss
      |do\ not\ miss|be\ a\ reporter|write\ (?:to|for)\ us|send\ (?:us|your)|advertise|leave\ a
      |skip\ to|go\ to|back\ to|continue\ reading|listen\ to\ this|watch|enter\ your)\b
    | (?:related|recommended|most\ read|trending|more\ from|more\ stories|you\ may\ also|tags?
      |topics?|filed\ under|categories|advertisement|sponsored|promoted|comments?|share\ this
      |newsletter|editorial\ (?:team|staff|board)|the\ editors|about\ the\ author|about\ us
      |privacy\ policy|terms\ of\ (?:use|service)|cookie|we\ use\ cookies|this\ (?:web)?site\ uses
      |copyright|©|\(c\)|photo|image|picture|credit|home|menu|search|next|previous|loading)\b
    )""",
    re.I | re.X,
)
"""How page furniture begins: commands to the reader, and labels."""

PLATFORMS = re.compile(
    r"""\b(?:newsletter|youtube|facebook|twitter|reddit|linkedin|instagram|tiktok|telegram|whatsapp
    |pinterest|mastodon|bluesky|app\ ?store|google\ ?play|google\ news|feedly|rss|apple\ news
    |podcast|inbox|cookies?|web\ browsers?|responsive\ design|our\ (?:app|website|site|channel|page)
    |unsubscribe|ad-free|paywall|free\ trial)\b""",
    re.I | re.X,
)
"""Where page furniture sends the reader."""

READER = re.compile(r"\b(?:you|your|us|our|we)\b", re.I)
"""Page furniture talks to the reader."""


def _furniture(text: str, *, edge: bool) -> bool:
    """Return whether a block is page furniture; in the midst of an article the proof is stricter.

    "Follow the money, prosecutors said." begins with a command and is body; "Subscribe" alone is
    not. "Facebook denied it." names a platform and is body.
    """
    if len(text) > LONGEST_NOTICE:
        return False
    commands = bool(COMMANDS.match(text))
    platforms = len(PLATFORMS.findall(text))
    label = len(text) < 60 and text[-1:] not in '.?!…”"'
    talks = bool(READER.search(text))
    if edge:
        return (commands and (label or talks or platforms > 0)) or (platforms > 1 and talks)
    return commands and ((label and len(text) < 40) or (talks and platforms > 0))


def _role(text: str, place: int, count: int, bodies: int) -> Role | None:
    """Return the role of the block at `place` of `count`, `bodies` blocks of body before it."""
    head = place < HEAD and bodies == 0
    edge = head or place >= count - max(HEAD, count // 4)
    if edge and len(text) <= LONGEST_NOTICE and DISCLAIMER.search(text):
        return "disclaimer"
    if head and len(text) < 160 and (BYLINE.match(text) or DATELINE.match(text)):
        return "byline"
    dated = DATE.search(text)
    if head and dated and len(text) < 60 and text[-1] not in ".?!":
        return "byline"
    return "boilerplate" if _furniture(text, edge=edge) else None


def _heading(text: str, after: str) -> bool:
    return (
        len(text) <= LONGEST_HEADING
        and text[-1] not in '.!…:;,"”'
        and bool(after)
        and len(after) > len(text)
        and (text[0].isupper() or text[0].isdigit())
    )


def _trailing_labels(roles: list[Role], texts: list[str]) -> None:
    """Make short lines without a full stop after the last body block boilerplate."""
    if "boilerplate" not in roles[-3:]:
        return
    for place in range(len(roles) - 1, 0, -1):
        if roles[place] in ("body", "heading") and not (
            len(texts[place]) < 60 and texts[place][-1] not in '.?!…”"'
        ):
            return
        if roles[place] in ("body", "heading"):
            roles[place] = "boilerplate"


def _roles(texts: Sequence[str], given: Sequence[Role | None]) -> list[Role]:
    roles: list[Role] = []
    for place, (text, role) in enumerate(zip(texts, given, strict=True)):
        after = texts[place + 1] if place + 1 < len(texts) else ""
        found = role or _role(text, place, len(texts), roles.count("body"))
        if found is None and "title" not in (*roles, *given) and "body" not in roles:
            found = (
                "title" if _heading(text, after) or (len(text) < 160 and text[-1] == "?") else None
            )
        if found is None and _heading(text, after):
            found = "heading"
        roles.append(found or "body")
    _trailing_labels(roles, list(texts))
    return roles


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    return next(
        (found.group(found.re.groups) for text in texts if (found := pattern.search(text))), None
    )


def article(
    source: str, text: str, pieces: Sequence[Piece], known: Metadata = Metadata()
) -> Document:
    """Return the document made of these pieces, with a role for each and what they tell about it.

    Offsets of the pieces are into `text`. What the format itself made `known` is kept.
    """
    texts = [piece.span.of(text) for piece in pieces]
    roles = _roles(texts, [piece.role for piece in pieces])
    blocks = tuple(Block(piece.span, role) for piece, role in zip(pieces, roles, strict=True))
    of = {role: [t for t, r in zip(texts, roles, strict=True) if r == role] for role in set(roles)}
    return Document(
        source,
        text,
        blocks,
        title=known.title or next(iter(of.get("title", [])), None),
        author=known.author or _first(BYLINE, of.get("byline", [])),
        publisher=known.publisher or _first(PUBLISHED_IN, of.get("disclaimer", [])),
        date=known.date or _first(DATE, of.get("byline", [])),
    )
