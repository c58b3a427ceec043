"""A sentence that denies what its source says, or says what it denies, is known as such."""

import pytest

from qa.turned import turned


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The power did not fail on 3 May.",
            "The power failed to come back; it did fail on 3 May.",
        ),
        ("Armenia is not the loser.", "Armenia is the loser and, paradoxically, also Azerbaijan."),
        ("The government has gained trust.", "The government has gained time, but not trust."),
        ("A patient died.", "It kept running, and no patient died because of the outage."),
        ("The contract was published.", "The contract has not been published."),
        ("It was a perfectly clear incident.", "There was a not entirely clear incident."),
        ("The control had not recently slipped.", "The control had recently slipped away."),
        ("Shushi was not lost.", "It was reported that Shushi was lost, which the mayor denied."),
    ],
)
def test_a_sentence_that_is_turned_round_is_known(text: str, source: str) -> None:
    assert turned(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The contract is unpublished.", "The contract has not been published."),
        ("The contract hasn't been published yet.", "The contract has not been published."),
        ("Why it tripped is not clear.", "Why it tripped is still not entirely clear."),
        ("It is unclear why it tripped.", "Why it tripped is still not entirely clear."),
        ("It was a fault rather than a storm.", "It was a fault, and not a storm."),
        ("Some residents refused to leave.", "Some residents did not leave."),
        ("Not only the price is unknown.", "The price is unknown."),
        ("Nobody was hurt.", "There were no injuries."),
        ("He pleaded not guilty.", "He appeared in court and pleaded not guilty."),
    ],
)
def test_a_sentence_that_is_not_is_left_alone(text: str, source: str) -> None:
    assert turned(text, source) == ""
