"""The same claim in another frame is kept; with another holder, another polarity or none it is not.

Each test goes through every pair of frames and claims, so that no frame works for one claim alone.
"""

from itertools import permutations, product

import pytest

from qa import check
from qa.types import OVERCLAIMS

CLAIMS = (
    "the dam is safe",
    "prices will rise",
    "no one was hurt",
    "a ship had cut the cable",
    "there was a leak",
    "the two firms are in talks",
)
EQUAL = {
    "said": (
        "The mayor said {claim}.",
        "According to the mayor, {claim}.",
        "{claim}, said the mayor.",
        "The mayor told reporters that {claim}.",
        "In the mayor's view, {claim}.",
    ),
    "unnamed": ("Reportedly, {claim}.", "It was alleged that {claim}.", "It is said that {claim}."),
    "open": (
        "It is unclear whether {claim}.",
        "Whether {claim} is unclear.",
        "Nobody knows whether {claim}.",
    ),
    "possible": ("Perhaps {claim}.", "It cannot be ruled out that {claim}."),
    "probable": (
        "It is likely that {claim}.",
        "There are many indications that {claim}.",
        "Everything points to the fact that {claim}.",
    ),
    "denied": (
        "The mayor denied that {claim}.",
        "The claim that {claim} was denied by the mayor.",
    ),
    "reported and denied": (
        "The paper reported that {claim}. The mayor denied this.",
        "{claim}, the paper reported, but the mayor denied it.",
        "According to the paper, {claim}, which the mayor denies.",
    ),
}
SURER = (
    ("open", "possible"),
    ("open", "probable"),
    ("possible", "probable"),
    ("denied", "said"),
    ("denied", "unnamed"),
)
HOLDERS = (("the mayor", "the union"), ("Anna Lund", "the ministry"), ("the BBC", "residents"))
BOTH = (
    "{one} said {first}. {other} said {second}.",
    "{one} said that {first}, while {other} insisted that {second}.",
    "According to {one}, {first}; {other} claimed that {second}.",
)
FACTS = (("the film is genuine", "its budget doubled"), ("4,500 people marched", "it is over now"))


def filled(frame: str, **words: str) -> str:
    """Fill a frame; each of its sentences begins with a capital."""
    text = frame.format(**words)
    return ". ".join(part[:1].upper() + part[1:] for part in text.split(". "))


@pytest.mark.parametrize("group", EQUAL)
def test_another_frame_of_the_same_force_keeps_the_claim(group: str) -> None:
    for (before, after), claim in product(permutations(EQUAL[group], 2), CLAIMS):
        source, answer = filled(before, claim=claim), filled(after, claim=claim)
        assert check(answer, source).verdict == "kept", (source, answer)


@pytest.mark.parametrize("group", EQUAL)
def test_the_bare_claim_overclaims(group: str) -> None:
    for frame, claim in product(EQUAL[group], CLAIMS):
        source, answer = filled(frame, claim=claim), filled("{claim}.", claim=claim)
        assert check(answer, source).overclaims, (source, answer)


@pytest.mark.parametrize(("weak", "strong"), SURER)
def test_a_surer_frame_overclaims(weak: str, strong: str) -> None:
    for before, after, claim in product(EQUAL[weak], EQUAL[strong], CLAIMS):
        source, answer = filled(before, claim=claim), filled(after, claim=claim)
        assert check(answer, source).overclaims, (source, answer)


@pytest.mark.parametrize("frame", BOTH)
def test_of_two_holders_each_keeps_its_own_claim(frame: str) -> None:
    for (one, other), (first, second) in product(HOLDERS, FACTS):
        words = {"one": one, "other": other, "first": first, "second": second}
        source = filled(frame, **words)
        for kept in ("According to {one}, {first}.", "{second}, {other} said."):
            assert check(filled(kept, **words), source).verdict == "kept", (source, kept)
        for wrong in (
            "{second}, according to {one}.",
            "{other} said that {first}, and {one} said that {second}.",
            "{first}, {one} said, and {second}.",
            "{one} denied that {first}.",
        ):
            verdict = check(filled(wrong, **words), source).verdict
            assert verdict in OVERCLAIMS, (source, wrong, verdict)


OVER, KEPT = True, False
REPLIES = {
    "The mayor said {claim}.": (("Yes.", OVER), ("Yes, according to the mayor.", KEPT)),
    "Reportedly, {claim}.": (("Yes.", OVER), ("Reportedly, yes.", KEPT), ("Allegedly.", KEPT)),
    "It is unclear whether {claim}.": (
        ("Yes.", OVER),
        ("No.", OVER),
        ("It is unclear.", KEPT),
        ("That is not known.", KEPT),
    ),
    "There is no evidence that {claim}.": (("No.", OVER), ("There is no evidence of that.", KEPT)),
    "Perhaps {claim}.": (("Yes.", OVER), ("No.", OVER), ("Probably.", OVER), ("Perhaps.", KEPT)),
    "A paper reported that {claim}. The mayor denied this.": (
        ("Yes.", OVER),
        ("No.", OVER),
        ("The mayor denied it.", KEPT),
        ("A paper reported it, but the mayor denied it.", KEPT),
        ("A paper reported it.", OVER),
    ),
    "{claim}.": (("No.", OVER), ("Yes.", KEPT)),
}
QUESTIONS = (
    ("the dam is safe", "Is the dam safe?"),
    ("the minister took a bribe", "Did the minister take a bribe?"),
    ("the firm will close the plant", "Will the firm close the plant?"),
)


@pytest.mark.parametrize("frame", REPLIES)
def test_a_reply_of_stance_alone_takes_the_claim_of_the_question(frame: str) -> None:
    for (claim, question), (reply, over) in product(QUESTIONS, REPLIES[frame]):
        source = filled(frame, claim=claim)
        report = check(reply, source, question)
        assert report.overclaims == over, (source, question, reply, report.verdict)
        assert over or report.verdict == "kept", (source, question, reply, report.verdict)
