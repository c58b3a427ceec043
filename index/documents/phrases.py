"""Known phrasings of what a page puts round an article, as data. None is of any one article.

Each is matched without regard to case, against one block or the beginning of one sentence.
"""

import re

from index.documents.dates import DATE

NAME = r"(?:[A-Z][\w.’'-]*|de|van|von|der|den|al|bin|el|la)"
PERSON = rf"[A-Z][\w.’'-]*(?:\s+{NAME}){{0,4}}"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I | re.S)


DISCLAIMER = _any(
    # "The views expressed here are the author's own", "The point of view expressed is authorial"
    r"\b(?:views?|opinions?)\b.{0,80}\b(?:expressed|represented|stated|contained)\b.{0,120}"
    r"\b(?:authors?|authorial|writers?|contributors?|own|not)\b",
    # "does not necessarily reflect the position of the paper"
    r"\b(?:do|does)(?: not|n[’']t)(?: necessarily)? (?:reflect|represent|express)\b.{0,80}"
    r"\b(?:views?|stance|opinions?|policy|position)s?\b",
    r"\bnot (?:constitute|intended as|be (?:taken|construed) as)\b.{0,40}\badvice\b",
    r"\bfor informational purposes only\b",
    r"\ball rights reserved\b",
    r"\bthis is an? (?:opinion|sponsored) (?:piece|article|column|post)\b",
    r"^\W*(?:editor[’']?s note|disclaimer|disclosure)\s*:",
    # "This post was published in ...", "A version of this article first appeared in ..."
    r"^\W*(?:a (?:longer |shorter )?version of )?th(?:is|e) (?:article|post|story|piece|text|essay"
    r"|column|report|analysis|interview|commentary|feature)(?: was| has been| is)?"
    r"(?: first| originally| previously)? "
    r"(?:published|posted|printed|republished|reprinted|appeared|translated)\b.{0,160}$",
)

PUBLISHED_IN = re.compile(
    r"\b(?:published|posted|printed|republished|reprinted|appeared)(?: first| originally)?"
    r" (?:in|on|by|at) (?:the )?"
    r"([A-Z0-9](?:[\w&’'-]|\.(?=\w))*(?: [A-Z](?:[\w&’'-]|\.(?=\w))*){0,4})"
)
"""The publisher that a notice names. Case counts."""

BYLINE = re.compile(
    rf"^(?i:by|(?:written|reported|text|words|story|translated) by|authors?\s*:?)\s+"
    rf"({PERSON}(?:(?:,| and| &)\s+{PERSON})*(?: staff| reporters?| correspondents?)?)"
    r"\s*(?:[|,·•—–(-].*)?$"
)
"""A line that names who wrote the article, and perhaps when. Case counts."""

ISSUE = re.compile(rf"^(?i:(?:published|posted|printed) (?:in|on|by) )?(.{{3,60}}?), {DATE}$")
"""A line that names the publisher and the day or month."""

DATED = re.compile(
    rf"^(?:(?i:published|posted|updated|last\s+(?:updated|modified)|created|date)\b.{{0,60}}"
    rf"|.{{0,40}}{DATE}.{{0,30}}|\d+\s+min(?:ute)?s?\s+read)$"
)
"""A line on when the article appeared or how long it is."""

_NO_NAMES = """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday then now contrast
"""

NO_NAMES = frozenset(_NO_NAMES.split())
"""What follows "By" and is no author."""

COMMAND = _any(
    r"^[\W_]*(?:please )?(?:follow|subscribe|unsubscribe|sign (?:up|in)|log ?in|click"
    r"|download|donate|read (?:more|also|next|the full|our)|see also|also read|learn more"
    r"|find out more|get (?:our|the|your|more)|do(?: not|n[’']t) miss"
    r"|be an? (?:reporter|member|subscriber)|become an?|write (?:to|for|and)|send (?:us|your|in)"
    r"|advertise|leave a|skip to|back to"
    r"|continue reading|listen to|enter your|check out|help us|accept|manage)\b",
    # Nouns too: "Share prices fell", "Support for the mayor fell".
    r"^[\W_]*(?:please )?(?:share|support|like|contact|visit|print|comment|tap|join|register"
    r"|e-?mail)(?: (?:this|these|us|our|your|it|now|here|via|on|with|independent|quality)\b|\W*$)",
    r"^[\W_]*for (?:more|the latest|further) ",
)
"""How a page speaks to its reader: by commands."""

LABEL = _any(
    r"^[\W_]*(?:related|recommended|most (?:read|popular|viewed)|trending|more (?:from|on|stories)"
    r"|you (?:may|might) also like|tags?|topics?|filed under|categories|advertisement|sponsored"
    r"|promoted|newsletter|editorial (?:team|staff|board)|the editors|about (?:the author|us)"
    r"|privacy policy|terms of (?:use|service)|cookies?|copyright|comments?|share this|story "
    r"continues|image|photo|picture|credit|source|menu|search|home|next|previous|loading)"
    r"(?: (?:articles?|stories|posts?|news|topics|below|policy|settings|credit|by))*"
    r"\s*(?:[:>|»].*)?$",
    r"^[\W_]*(?:©|\(c\)\s*\d|\d+ (?:comments?|shares?|views?)$)",
)
"""What page furniture is headed by."""

PLACE = _any(
    r"\b(?:newsletters?|youtube|facebook|twitter|reddit|linkedin|instagram|tiktok|telegram|whatsapp"
    r"|pinterest|mastodon|bluesky|app ?store|google ?play|google news|feedly|rss|apple news"
    r"|podcasts?|inbox|cookies?|browsers?|responsive design|ad-free|free trial|subscribers?)\b"
)
"""Where page furniture sends the reader."""

SELF = _any(r"\b(?:us|our)\b")
"""Page furniture speaks of itself."""

CONSENT = _any(
    r"^[\W_]*(?:we|this (?:web)?site|our partners)\b.{0,60}\b(?:use|store)s?\b.{0,40}\bcookies",
    r"^[\W_]*by (?:clicking|continuing|using|subscribing|signing)\b.{0,80}"
    r"\byou (?:agree|accept|consent)",
)
"""How a page asks for consent."""

SPEECH = _any(r"\b(?:said|says|told|asked|wrote|warned|according)\b", r"[“\"«]")
"""Somebody is quoted: then the command is the speaker's. "Join us, he said, or leave." """
