"""The words of a text as retrieval sees them."""

import pytest

from index.types import Sentence
from qa.kin import SYNONYM
from qa.ranking import nearness, read_question
from qa.words import THESAURUS, stem, synonyms, vector


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Was there treachery?", "They speak of betrayal."),
        ("Is Ankara content?", "The Turkish side is satisfied."),
        ("Did twelve die?", "The toll is 12."),
        ("In what mood?", "An atmosphere of panic."),
    ],
)
def test_rare_words_meet_by_the_thesaurus(asked: str, said: str) -> None:
    near = nearness(read_question(asked), [Sentence(0, len(said), said)])
    assert near.max() >= SYNONYM


def test_a_synonym_of_a_synonym_is_none() -> None:
    assert stem("town") in synonyms(stem("city"))
    assert stem("hamlet") not in synonyms(stem("city"))


def test_a_name_is_read_in_the_spelling_of_fewest_tokens() -> None:
    moscow, russia = vector("Moscow"), vector("Russia")
    assert moscow @ russia / (moscow @ moscow * (russia @ russia)) ** 0.5 > 0.7


def test_every_line_of_the_thesaurus_joins_at_least_two_words() -> None:
    lines = THESAURUS.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            assert len({stem(word) for word in line.split()}) > 1, line
