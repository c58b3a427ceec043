"""What is asked of somebody that few articles tell, and which sentences offer it."""

import pytest

from qa.attributes import attribute_of, offers


@pytest.mark.parametrize(
    ("question", "offering", "other"),
    [
        ("Who owns the mill?", "The mill belongs to the county.", "The mill laid off workers."),
        (
            "When was the club founded?",
            "The club was set up in 1902.",
            "In 1902 it found a ground.",
        ),
        ("Where was Ada Brin born?", "Brin grew up in Orne.", "Brin spoke in Orne on Monday."),
        ("Is Brin married?", "Brin and her husband left.", "Brin left with her lawyer."),
        ("Who invented the pump?", "The pump was devised by Orr.", "The pump was sold by Orr."),
        ("How deep is the lake?", "It goes down 90 metres.", "It has 90 boats."),
        ("Which party does Brin belong to?", "Brin, a Liberal, left.", "Brin, a lawyer, left."),
    ],
)
def test_offers(question: str, offering: str, other: str) -> None:
    """Only what has a word for it tells it."""
    attribute = attribute_of(question)
    assert attribute
    assert offers(attribute, offering)
    assert not offers(attribute, other)


@pytest.mark.parametrize(
    "question",
    [
        "What did the party say?",
        "What do first results of the operator's own review say?",
        "When did the election take place?",
        "Who left?",
    ],
)
def test_asks_for_none(question: str) -> None:
    """A word that asks for an attribute elsewhere does not do so everywhere."""
    assert attribute_of(question) is None
