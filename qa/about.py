"""Questions about the article itself: who wrote it, when, whose opinion it is, what it concludes.

They are answered from the document's own byline, disclaimer, title and last paragraphs, which no
search over the body would find.
"""

import re
from collections.abc import Sequence
from typing import Literal

from index.types import Document, Role, Sentence
from qa.composition import Composition
from qa.types import Draft

Aspect = Literal["author", "publisher", "date", "view", "conclusion", "subject"]
"""What of an article is asked about."""

_TEXT = r"(this |the |that )?(article|post|piece|text|report|story|analysis|column|author|writer)"
_ASPECTS: tuple[tuple[Aspect, str], ...] = (
    (
        "date",
        rf"\b(when|what (day|date|year)).*(was|is|were|did)\b.*{_TEXT}\b.*"
        r"\b(written|wrote|published|posted|appear|from|dated?)\b"
        rf"|\b(date|age) of {_TEXT}\b|\bhow old is {_TEXT}\b",
    ),
    (
        "publisher",
        rf"\b(who|where|which|what).*(published|posted|printed).*{_TEXT}\b"
        rf"|\b(where|by whom|which).*{_TEXT}.*(published|posted|printed|appear|from)\b"
        rf"|\bpublisher of {_TEXT}\b|\bwhere is {_TEXT} from\b",
    ),
    (
        "author",
        rf"\bwho (wrote|has written|penned|authored)\b(.*{_TEXT}|.*\bthis\b|\W*$)"
        rf"|\b(author|writer) of {_TEXT}\b|\bwho is the (author|writer)\b"
        rf"|\b{_TEXT} written by\b|\bby whom .*{_TEXT}\b|\bwho.*\bbehind {_TEXT}",
    ),
    (
        "view",
        r"\bwhose (opinion|views?|point of view|position)\b.*\b(this|it|that|article|text|here)\b"
        rf"|\bis (this|it|{_TEXT})\b.*\b(opinion|editorial|commentary|neutral|impartial|official)\b"
        rf"|\b(opinion|view) (piece )?(of|is) {_TEXT}\b",
    ),
    (
        "conclusion",
        rf"\b(conclusion|conclusions|bottom line|upshot|main (point|message|argument|thesis))\b"
        rf"|\b(does|did) {_TEXT}.*\b(conclude|sum up|end with)\b|\bhow does {_TEXT} end\b"
        rf"|\bconclu(de|des|ded) (by )?{_TEXT}",
    ),
    (
        "subject",
        rf"\bwhat('s| is) {_TEXT}.*\babout\b|\bwhat (topic|subject)\b.*{_TEXT}"
        rf"|\b(title|headline) of {_TEXT}\b|\bwhat('s| is) (this|it) about\b"
        rf"|\bsummar(y|ise|ize)\b.*{_TEXT}",
    ),
)
_CONCLUDING = re.compile(
    r"\b(in conclusion|to conclude|to sum up|in sum|in summary|all in all|in short|the upshot)\b",
    re.I,
)
MOST = 3
"""Sentences that an answer quotes at most."""


def aspect_of(question: str) -> Aspect | None:
    """Return what of the article itself the question asks about; None where it asks of the world.

    "Who published the memo?" asks of the world: only words for the article itself count.
    """
    for aspect, pattern in _ASPECTS:
        if re.search(pattern, question, re.I):
            return aspect
    return None


def _stated(
    sentences: Sequence[Sentence], roles: Sequence[Role], value: str | None
) -> list[Sentence]:
    """Return the sentences of these roles, where a value is known only those that bear it."""
    framing = [s for s in sentences if s.role in roles]
    bearing = [s for s in framing if value and value.rstrip(".") in s.text]
    return bearing or framing


def conclusion(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return how the article ends: from its concluding words on, else its last body sentences."""
    body = [s for s in sentences if s.role == "body"]
    later = body[len(body) // 2 :]
    for place, sentence in enumerate(later):
        if _CONCLUDING.search(sentence.text):
            return tuple(later[place : place + MOST])
    return tuple(body[-MOST:])


def _lead(aspect: Aspect, document: Document) -> str:
    name = {"author": document.author, "publisher": document.publisher, "date": document.date}
    known = name.get(aspect)
    if known:
        known = known.rstrip(".")
        return {
            "author": f"The article names {known} as its author.",
            "publisher": f"The article says that it was published by {known}.",
        }.get(aspect, f"The article is dated {known}.")
    return {
        "author": "The article does not name its author.",
        "publisher": "The article does not name its publisher.",
        "date": "The article does not say when it was written.",
        "view": "This is what the article says of the views in it:",
        "conclusion": "The article ends like this:",
        "subject": "The article opens like this:",
    }[aspect]


def about_article(aspect: Aspect, document: Document, sentences: Sequence[Sentence]) -> Composition:
    """Answer from the document's metadata, disclaimer, title or end; every sentence is quoted.

    `sentences` are all of the document's, of every role.
    """
    if aspect == "conclusion":
        quoted = list(conclusion(sentences))
    elif aspect == "subject":
        first = [s for s in sentences if s.role == "body"][: MOST - 1]
        quoted = [*[s for s in sentences if s.role == "title"][:1], *first]
    elif aspect == "view":
        quoted = _stated(sentences, ["disclaimer"], None)
        quoted = quoted or _stated(sentences, ["byline"], document.author)
    else:
        value = {"author": document.author, "publisher": document.publisher}.get(
            aspect, document.date
        )
        quoted = _stated(sentences, ["byline", "disclaimer"], value)
    known = {"author": document.author, "publisher": document.publisher, "date": document.date}
    answered = bool(known.get(aspect)) or (aspect not in known and bool(quoted))
    if not answered:
        nearest = tuple((document.source, s.span) for s in quoted[:MOST])
        return Composition(False, _lead(aspect, document), (), nearest)
    drafts = tuple(Draft(s.text, ((document.source, s.span),)) for s in quoted[:MOST])
    return Composition(True, _lead(aspect, document), drafts)
