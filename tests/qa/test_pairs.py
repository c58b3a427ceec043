"""A pair is read from its line, with its source whole or by sentences."""

from qa.pairs import judgements, pair_of


def test_a_source_may_come_as_its_sentences_by_number() -> None:
    sentences = {"3": "The paper said the mine had flooded.", "7": "The owner denied this."}
    pair = pair_of({"source_sentences": sentences, "answer": "The mine had flooded."})
    assert pair.source == "The paper said the mine had flooded. The owner denied this."
    assert [span.of(pair.source) for span in pair.sentences or ()] == [*sentences.values()]
    assert [one.verdict for one in judgements(pair)] == ["dropped"]
