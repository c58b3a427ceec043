"""How sure a sentence sounds."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from eval.benchmarks.correlation import spearman
from eval.benchmarks.pairs import Rating, in_split, read_items
from index.stance import certainty
from index.stance.certainty import FEATURES, LEAST, MOST, features, weights

RATINGS = Path(__file__).parents[4] / "shared/data/science_certainty.jsonl"


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "Ash kills bees.",
            "Ash probably kills bees.",
            "Ash may kill bees.",
            "It is unclear whether ash kills bees.",
        ),
        ("There was no difference in yield.", "A small difference in yield might exist."),
        ("The dam will certainly fail.", "The dam could fail."),
        ("All the wells are dry.", "Some wells are often dry."),
        ("The drug works.", "Further research is needed to see if the drug works."),
        ("The effect was significant.", "The effect was not significant."),
    ],
)
def test_the_surer_sentence_comes_first(sentences: tuple[str, ...]) -> None:
    ratings = [certainty(sentence) for sentence in sentences]
    assert all(surer > other for surer, other in pairwise(ratings))


def test_a_false_friend_takes_nothing_away() -> None:
    assert certainty("The bridge closed in May.") == certainty("The bridge closed in June.")


def test_a_feature_counts_once() -> None:
    assert certainty("Ash may kill.") == certainty("Ash may kill and may maim.")


@pytest.mark.parametrize("text", ["", "   \n", "…", "Der Damm hält.", "السد صامد"])
def test_what_says_nothing_unsure_is_rated_as_a_plain_sentence(text: str) -> None:
    assert certainty(text) == weights()["plain"]


def test_all_doubts_at_once_stay_on_the_scale() -> None:
    doubts = "It is unclear if they may, might, could or would perhaps seem weak, some suggest."
    assert certainty(doubts) == LEAST
    assert certainty("There was no, and never has been any, very significant gain.") <= MOST


def test_every_feature_is_named_and_weighed() -> None:
    assert features("Ash may kill some bees.") == ("may", "some", "a quantifier")
    assert set(weights()) == {"plain", *FEATURES}


def test_the_import_loads_nothing_numeric() -> None:
    program = "import sys, index.stance; print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert shown.stdout.strip() == b"[]"


@pytest.mark.skipif(not RATINGS.exists(), reason="the rated sentences are not part of the project")
def test_the_committed_weights_follow_people_on_the_seen_sentences() -> None:
    """Fails when the lexicon has changed under the weights: fit them again."""
    ratings = [item for item in read_items(RATINGS) if isinstance(item, Rating)]
    seen = [rating for rating in ratings if in_split(rating.key, "seen")]
    found = spearman([certainty(r.text) for r in seen], [r.certainty for r in seen])
    assert found is not None
    assert found[0] >= 0.68
