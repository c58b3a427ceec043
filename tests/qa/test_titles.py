"""Where several articles are searched, a lead says which it speaks of."""

import pytest

from index.store import Index
from qa.composition import Composition
from qa.firmness import APART, NEUTRAL, NO_REASON
from qa.quote import compose
from qa.retrieve import Retriever
from qa.titles import named
from tests.qa.articles import DAM, indexed

FERRY = """The ferry that never sank

By Ada Holm

The ferry to Orlen may have been damaged on Tuesday. The inspection of the ferry cost a fortune.
"""


def answer(question: str, index: Index) -> Composition:
    return compose(question, Retriever(index).hits(question), index)


@pytest.mark.parametrize(
    ("question", "one", "several"),
    [
        (
            "Was the ferry to Orlen damaged?",
            "The article calls this possible, no more:",
            "“The ferry that never sank” calls this possible, no more:",
        ),
        (
            "How sure is the author that the ferry to Orlen was damaged?",
            "The article calls this possible, no more. What says so: “may”.",
            "“The ferry that never sank” calls this possible, no more. What says so: “may”.",
        ),
        (
            "What is the capital of France?",
            "The article does not say, as far as I can find; the nearest that it does say follows.",
            "The articles do not say, as far as I can find; the nearest that they do say follows.",
        ),
    ],
)
def test_an_article_is_named_where_there_are_several(question: str, one: str, several: str) -> None:
    with indexed(FERRY) as alone, indexed(FERRY, DAM) as both:
        assert answer(question, alone).lead == one
        assert answer(question, both).lead == several


def test_what_several_articles_say_is_told_of_all() -> None:
    with indexed(FERRY, DAM) as both:
        ferry, dam = both.records()
        assert named(NEUTRAL, [ferry, dam], both) == "This is what the articles say:"
        assert named(NEUTRAL, [dam, dam], both) == (
            "This is what “The dam at Velden and the night of the flood” says:"
        )
        assert named(NO_REASON, [], both).startswith("The articles give no reason")
        assert named(APART, [ferry, dam], both) == APART


def test_an_article_without_a_title_stays_the_article() -> None:
    with indexed("The ferry to Orlen may have been damaged on Tuesday.\n", DAM) as both:
        untitled = answer("Was the ferry to Orlen damaged?", both)
        assert both.document(untitled.drafts[0].citations[0][0]).title is None
    assert untitled.lead == "The article calls this possible, no more:"
