"""Finding passages, by our own call and through llama-index's."""

from collections.abc import Iterator

import pytest

from index.store import Index
from index.types import Passage, Sentence
from qa.ranking import CROWD, Candidate, Weights, features, read_question
from qa.retrieve import Retriever
from tests.qa.articles import DAM, indexed


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with indexed(DAM) as opened:
        yield opened


def test_the_passage_that_answers_comes_first(index: Index) -> None:
    best, *_ = Retriever(index).hits("Who plans to inspect the dams?")
    assert "The ministry plans to inspect" in best.passage.text


def test_hits_come_best_first_and_no_more_than_asked(index: Index) -> None:
    hits = Retriever(index, count=2).hits("the valley")
    assert len(hits) <= 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_llama_index_gets_the_same_passages_with_their_place(index: Index) -> None:
    question = "How many people left the valley?"
    nodes = Retriever(index).retrieve(question)
    hits = Retriever(index).hits(question)
    assert [node.get_content() for node in nodes] == [hit.passage.text for hit in hits]
    assert nodes[0].metadata["source"] == hits[0].passage.source
    assert nodes[0].metadata["start"] == hits[0].passage.start


def test_what_search_says_of_a_passage_counts_in_full_only_among_many() -> None:
    text = "The dam broke."
    passages = [
        Passage(f"{n}.txt", None, 0, len(text), text, (Sentence(0, len(text), text),))
        for n in range(CROWD)
    ]
    asked = read_question("Did the dam break?")
    of_all, of_few = (
        Weights(*features(asked, [Candidate(passage, 1.0, 1.0) for passage in some])[0])
        for some in (passages, passages[:6])
    )
    assert of_all.lexical == of_all.dense == 1.0
    assert of_few.lexical == of_few.dense == pytest.approx(0.1)
    assert of_few.passage_words == pytest.approx(0.1 * of_all.passage_words, rel=0.1)
