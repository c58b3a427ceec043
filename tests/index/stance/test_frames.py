"""Every frame of saying, denying and doubting is read round every sort of claim.

Short claims, negated ones and those that begin with a pronoun are where a frame is easily lost.
"""

from itertools import product

import pytest

from index.stance import read
from index.types import Kind, Mark

CLAIMS = (
    "the dam is safe",
    "prices will rise",
    "the man fled in March",
    "no one was hurt",
    "no decision had been taken",
    "nothing was stolen",
    "it had been warned",
    "there was a leak",
    "she had never met him",
    "he did not do it",
    "children were among the victims",
)
HOLDERS = ("the mayor", "Anna Lund", "a spokesman for the ministry", "Reuters", "the study")
SAID = (
    "{holder} said {claim}.",
    "{holder} says that {claim}.",
    "According to {holder}, {claim}.",
    "{claim}, {holder} said.",
    "{claim}, said {holder}.",
    "{claim}, according to {holder}.",
    "{holder} told reporters {claim}.",
    "{holder} claims {claim}.",
    "{holder} announced on Monday that {claim}.",
    "{holder} insists that {claim}.",
    "In the view of {holder}, {claim}.",
)
OTHERS: tuple[tuple[Kind, str], ...] = (
    ("attribution", "Reportedly, {claim}."),
    ("attribution", "It was alleged that {claim}."),
    ("attribution", "There were reports that {claim}."),
    ("contested", "The mayor denied that {claim}."),
    ("contested", "It is not true that {claim}."),
    ("contested", "The mayor rejected claims that {claim}."),
    ("unknown", "It is unclear whether {claim}."),
    ("unknown", "There is no evidence that {claim}."),
    ("unknown", "Whether {claim} is unclear."),
    ("epistemic", "Perhaps {claim}."),
    ("epistemic", "It cannot be ruled out that {claim}."),
    ("epistemic", "There are many indications that {claim}."),
    ("condition", "If the vote passes, {claim}."),
)
POINTING = (
    "The mayor denied this.",
    "The claim was rejected by the mayor.",
    "Officials said the report was untrue.",
    "The bank said the story was wrong.",
    "This could not be verified.",
    "The paper later retracted the story.",
    "Experts doubt this.",
)


def marks_over(text: str, words: str) -> list[Mark]:
    """Return the marks that govern the last of the words."""
    place = text.index(words.rsplit(maxsplit=1)[-1], text.lower().index(words.lower()))
    return [mark for mark in read(text) if mark.scope.start <= place < mark.scope.end]


def sentence(frame: str, **words: str) -> str:
    """Fill a frame and begin it with a capital."""
    text = frame.format(**words)
    return text[0].upper() + text[1:]


@pytest.mark.parametrize("frame", SAID)
def test_what_is_said_has_its_holder(frame: str) -> None:
    for holder, claim in product(HOLDERS, CLAIMS):
        text = sentence(frame, holder=holder, claim=claim)
        name = holder.removeprefix("the ").removeprefix("a ").lower()
        said = [m for m in marks_over(text, claim) if m.kind == "attribution" and m.holder]
        assert any(name in str(mark.holder).lower() for mark in said), text


@pytest.mark.parametrize(("kind", "frame"), OTHERS)
def test_what_is_denied_or_doubted_is_governed(kind: Kind, frame: str) -> None:
    for claim in CLAIMS:
        text = sentence(frame, claim=claim)
        assert kind in {mark.kind for mark in marks_over(text, claim)}, text


@pytest.mark.parametrize("behind", POINTING)
def test_a_denial_points_back_at_the_sentence_before(behind: str) -> None:
    for claim in CLAIMS:
        text = f"The paper reported that {claim}. {behind}"
        kinds = {mark.kind for mark in marks_over(text, claim) if mark.start > text.index(". ")}
        assert kinds & {"contested", "unknown"}, text
