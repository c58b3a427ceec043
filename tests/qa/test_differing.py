"""Two articles disagree where they tell of one thing and cannot both be right."""

import pytest

from index.types import Sentence
from qa.differing import differ


def said(text: str) -> Sentence:
    return Sentence(0, len(text), text)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many boats burned?",
            "At least twelve boats burned.",
            "Some fifteen boats burned, the harbour master said.",
        ),
        ("Will the mine reopen?", "The mine will reopen in May.", "The mine will not reopen."),
        (
            "Will the mine reopen?",
            "The mine may reopen in May.",
            "The mine will not reopen in June.",
        ),
        ("Did the siren sound?", "The siren sounded three times.", "No siren sounded."),
        (
            "How many people died?",
            "Eleven people died at the Lowmeadow festival.",
            "Police said that nine people had died in the flood that struck Lowmeadow.",
        ),
        (
            "Did environmentalists break into the control room?",
            "Eco-radicals are said to have broken into the control room of the Ossory dam.",
            "The board found no evidence that outsiders had entered the control room.",
        ),
    ],
)
def test_sentences_on_one_thing_differ(question: str, one: str, other: str) -> None:
    assert differ(question, said(one), said(other))
    assert differ(question, said(other), said(one))


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        # firms are no boats, though "shipping" is near to them
        (
            "How many boats burned?",
            "At least twelve boats burned.",
            "At least three shipping firms were probably involved, according to the police.",
        ),
        # sluices are no mine
        (
            "Will the mine reopen?",
            "The mine will probably reopen in May.",
            "The sluices will not be opened before the inspection.",
        ),
        # a season that opens is no mine that reopens
        (
            "Will the mine reopen?",
            "Whether the mine reopens depends on the ministry.",
            "Weeks before the season opens, nobody can say where Tarven will play.",
        ),
        # arrests in two affairs
        ("Was anybody arrested?", "No one has been arrested.", "Two men were arrested on Friday."),
        # bridges in two towns
        (
            "Was the bridge damaged?",
            "The bridge in Oudkerk was damaged.",
            "The bridge at Velden was not damaged.",
        ),
        ("How many people died?", "Nine people died in Velden.", "Two people died in Oudkerk."),
        # what is denied is not what is asked
        (
            "Did the siren sound?",
            "The siren sounded three times.",
            "The siren sounded, but nobody left.",
        ),
    ],
)
def test_sentences_on_other_things_do_not_differ(question: str, one: str, other: str) -> None:
    assert not differ(question, said(one), said(other))
    assert not differ(question, said(other), said(one))
