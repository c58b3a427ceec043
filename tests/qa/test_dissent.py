"""Denials and doubts that stand apart from what they deny."""

import doctest

import pytest

from index.sentences import split
from index.stance import read
from index.types import Sentence
from qa import dissent
from qa.dissent import asks_for_dissent, denied_elsewhere, dissenting
from qa.quote import compose
from qa.retrieve import Retriever
from tests.qa.articles import DAM, indexed


def sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(span.start, span.end, span.of(text)) for span in split(text))


@pytest.mark.parametrize(
    ("question", "text", "denial"),
    [
        # nothing in the denial points at the claim
        (
            "Did Brandt sell the boat?",
            "A ledger shows that Brandt sold the stolen boat. Brandt, 61, denies ever having sold"
            " a stolen boat.",
            True,
        ),
        # of what is doubted one word is the question's, the other says only that it is a claim
        (
            "Was the well poisoned?",
            "Lund believes that a poisoned well is to blame. Some experts doubt the poisoning"
            " theory.",
            True,
        ),
        # another thing is denied
        (
            "Did Brandt sell the boat?",
            "A ledger shows that Brandt sold the stolen boat. Brandt, 61, denies having threatened"
            " a clerk.",
            False,
        ),
        # that it took place says nothing of what did, nor what is told behind
        (
            "Did the police search the boat?",
            "The Ledger wrote that the police had searched the boat. The police denied that any"
            " search had taken place, and the paper apologised to its readers.",
            True,
        ),
        # only what is asked by yes or no is itself in question
        (
            "When did Brandt sell the boat?",
            "In May Brandt sold the stolen boat. Brandt, 61, denies ever having sold a stolen"
            " boat.",
            False,
        ),
    ],
)
def test_a_denial_elsewhere_is_known_by_what_it_denies(
    question: str, text: str, denial: bool
) -> None:
    first, second = sentences(text)
    found = denied_elsewhere(question, [first], (first, second), read(text))
    assert found == (second if denial else None)


@pytest.mark.parametrize(
    "question",
    [
        "Does anyone disagree?",
        "And does anybody dispute this?",
        "Who disagrees?",
        "Do they all agree?",
    ],
)
def test_a_question_for_any_disagreement_brings_it_with_its_claim(question: str) -> None:
    assert asks_for_dissent(question)
    with indexed(DAM) as index:
        composition = compose(question, Retriever(index).hits(question), index)
    quoted = [draft.text for draft in composition.drafts]
    assert "had cracked" in quoted[0]
    assert "was denied by the mayor" in quoted[1]


@pytest.mark.parametrize(
    "question", ["Does the mayor disagree?", "Does anyone live there?", "Did anyone doubt the dam?"]
)
def test_a_question_for_one_disagreement_is_another(question: str) -> None:
    assert not asks_for_dissent(question)


def test_where_nobody_disagrees_the_article_tells_of_none() -> None:
    with indexed("The quay\n\nThe quay was built in May. It is long.\n") as index:
        composition = compose("Does anyone disagree?", Retriever(index).hits("quay"), index)
    assert not composition.answered


def test_denials_come_before_doubts() -> None:
    text = "Experts doubt the plan. Brandt denied that it failed."
    assert dissenting(sentences(text), read(text)) == tuple(reversed(sentences(text)))


def quoted(question: str, article: str) -> list[str]:
    with indexed(article) as index:
        drafts = compose(question, Retriever(index).hits(question), index).drafts
    return [draft.text for draft in drafts]


def test_a_later_mention_of_a_denied_claim_brings_the_denial() -> None:
    article = (
        "The night of the pass\n\nOn Monday the scouts reported that the army had lost Orlen. "
        "This was denied by General Ruf.\n\nThe army has 900 men. Winter came early. The roads "
        "were closed. Traders left for the south. Nobody knew the way. The price of bread rose. "
        "The river froze.\n\nThe fall of Orlen opened the way to the coast.\n"
    )
    assert "This was denied by General Ruf." in quoted("Did Orlen fall?", article)


def test_taking_part_is_no_taking() -> None:
    article = (
        "The guard took the boat. It is not known whether he took part in the race, which its owner"
        " called a fabrication."
    )
    found = quoted("Did the guard take the boat?", f"What was said\n\n{article}\n")
    assert "took the boat" in found[0]


def test_the_examples_of_the_docstrings_run() -> None:
    assert doctest.testmod(dissent).failed == 0
