"""How often retrieval finds the right passage and sentence, on SQuAD.

    python -m eval.benchmarks.squad FILE          compare on all questions, weights as committed
    python -m eval.benchmarks.squad FILE --fit SUITE ...
                                                  fit weights on each half of the articles, report
                                                  them on the other half, then fit them on all

Questions of suites, where any are named, take part in every fit: SQuAD's were written by people who
saw the text and share its words, and none asks whether something is so.

Passages are SQuAD's paragraphs, of all articles together. A sentence counts as right when an
annotated answer begins in it.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.benchmarks.data import Question, Squad, answerable, read_squad
from eval.benchmarks.suites import questions_of
from eval.suite_file import read_suite
from index.embeddings import embedding
from index.lexical import Lexical
from index.types import Passage, Sentence, Span
from qa.quote import choices
from qa.ranking import WEIGHTS, Weights, features, read_question
from qa.retrieve import SEARCHED, Found, Retriever, fuse

Ranker = Callable[[str], Sequence[tuple[Passage, Sentence | None]]]
"""From a question to its passages, best first, with the sentence that is first in each if known."""


Places = Sequence[tuple[str, Span]]

SUITE_COUNTS = 8.0
"""How many of SQuAD's questions one of a suite counts for in a fit. Of 159 of three suites 127 find
their sentence among three at 5, 130 at 8 and 131 at 15; of SQuAD's .910, .908 and .907 do."""


class Paragraphs:
    """SQuAD's paragraphs, searchable as an index is: BM25, and cosine of wordllama vectors."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Embed and count the passages."""
        self.passages = passages
        self._embedding = embedding()
        texts = [passage.text for passage in passages]
        self._lexical = Lexical(texts)
        self._vectors = np.array(self._embedding.get_text_embedding_batch(texts))

    def _best(self, scores: NDArray[np.float64], count: int) -> Found:
        places = np.argsort(-scores, kind="stable")[:count]
        return tuple((self.passages[place], float(scores[place])) for place in places)

    def lexical(self, question: str, count: int) -> Found:
        """Return the best passages by BM25."""
        return self._best(self._lexical.scores(question), count)

    def dense(self, question: str, count: int) -> Found:
        """Return the best passages by cosine."""
        return self._best(self._vectors @ self._embedding.get_query_embedding(question), count)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of questions, and of how many."""

    passage_at_1: float
    passage_at_5: float
    sentence_at_1: float
    sentence_at_3: float
    questions: int

    def __str__(self) -> str:
        """Return the figures as a line."""
        shares = (self.passage_at_1, self.passage_at_5, self.sentence_at_1, self.sentence_at_3)
        return "  ".join(f"{share:.3f}" for share in shares) + f"  {self.questions}"


HEADER = f"{'':34}  psg@1  psg@5  sen@1  sen@3  questions"


def is_right(question: Question, passage: Passage, sentence: Sentence) -> bool:
    """Return whether an answer to the question begins in that sentence."""
    starts = [answer.start for answer in question.answers]
    here = int(passage.source) == question.paragraph
    return here and any(sentence.start <= start < sentence.end for start in starts)


def _figures(hits: NDArray[np.bool_]) -> Figures:
    first, five, sentence, three = (float(share) for share in hits.mean(axis=0))
    return Figures(first, five, sentence, three, len(hits))


def measure_passages(search: Callable[[str, int], Found], questions: Sequence[Question]) -> Figures:
    """Return the figures of a plain search; its sentences are those of the passage, in order."""
    rows = []
    for question in questions:
        found = [passage for passage, _ in search(question.text, 5)]
        places = [int(passage.source) for passage in found]
        first = [is_right(question, found[0], s) for s in found[0].sentences[:3]]
        rows.append(
            [places[:1] == [question.paragraph], question.paragraph in places, first[0], any(first)]
        )
    return _figures(np.array(rows))


def measure_answers(retriever: Retriever, questions: Sequence[Question]) -> Figures:
    """Return the figures of our retriever and of the sentences that the quoting composer ranks."""
    rows = []
    for question in questions:
        hits = retriever.hits(question.text)
        places = [int(hit.passage.source) for hit in hits]
        passages = {hit.passage.source: hit.passage for hit in hits}
        first = [
            is_right(question, passages[choice.source], choice.sentence)
            for choice in choices(question.text, hits)[:3]
        ]
        rows.append(
            [places[:1] == [question.paragraph], question.paragraph in places, first[0], any(first)]
        )
    return _figures(np.array(rows))


def measure_stock(squad: Squad, questions: Sequence[Question]) -> Figures:
    """Return the figures of a VectorStoreIndex as it comes, over the same passages and vectors."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode

    nodes = [TextNode(id_=p.source, text=p.text) for p in squad.paragraphs]
    by_source = {passage.source: passage for passage in squad.paragraphs}
    stock = VectorStoreIndex(nodes, embed_model=embedding()).as_retriever(similarity_top_k=5)

    def search(question: str, count: int) -> Found:
        found = stock.retrieve(question)[:count]
        return tuple((by_source[node.node_id], node.score or 0.0) for node in found)

    return measure_passages(search, questions)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidate sentences: features, which are right, and of which paragraph."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    paragraphs: NDArray[np.int64]
    paragraph: int
    counts: float


def example(
    question: str, index: Paragraphs, right: Callable[[Passage, Sentence], bool], counts: float = 1
) -> Example:
    """Return the features that ranking sees for a question, which counts as that many in a fit."""
    found = fuse(index.lexical(question, SEARCHED), index.dense(question, SEARCHED))
    place = {passage: number for number, passage in enumerate(index.passages)}
    pairs = [(c.passage, s) for c in found for s in c.passage.sentences]
    good = np.array([right(passage, sentence) for passage, sentence in pairs])
    paragraphs = np.array([place[passage] for passage, _ in pairs])
    paragraph = int(paragraphs[good.argmax()]) if good.any() else -1
    return Example(features(read_question(question), found), good, paragraphs, paragraph, counts)


def suite_examples(path: Path) -> Iterator[Example]:
    """Yield the questions of a suite; a sentence is right that a gold quote lies in."""
    for passages, questions in questions_of(read_suite(path)):
        index = Paragraphs(passages)
        for put in questions:
            gold = [place for quote in put.gold for place in quote]

            def right(passage: Passage, sentence: Sentence, gold: Places = gold) -> bool:
                return any(passage.source == of and sentence.span.meets(at) for of, at in gold)

            if gold:
                yield example(put.text, index, right, SUITE_COUNTS)


def fit(examples: Sequence[Example]) -> Weights:
    """Return the weights under which a softmax over sentences is likeliest to pick a right one."""
    known = [one for one in examples if one.right.any()]
    counts = np.array([one.counts for one in known])
    rows = np.vstack([one.rows for one in known])
    spread = rows.std(axis=0) + 1e-9
    scaled, right = rows / spread, np.concatenate([one.right for one in known])
    sizes = np.array([len(one.right) for one in known])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = scaled @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        every = np.add.reduceat(powers, starts)
        good = np.add.reduceat(powers * right, starts)
        pull = (powers * right / good[of] - powers / every[of]) * counts[of]
        value = -(counts * np.log(good / every)).sum() + (weights**2).sum()
        return float(value), -(scaled.T @ pull) + 2 * weights

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread
    return Weights(*(round(float(weight), 1) for weight in found))


def measure_weights(examples: Sequence[Example], weights: Weights) -> Figures:
    """Return the figures of ranking by these weights."""
    rows = []
    for one in examples:
        order = np.argsort(-(one.rows @ np.array(weights)), kind="stable")
        places = list(dict.fromkeys(one.paragraphs[order].tolist()))
        right = one.right[order]
        here = one.paragraph
        rows.append([places[0] == here, here in places[:5], right[0], right[:3].any()])
    return _figures(np.array(rows))


def compare(squad: Squad, index: Paragraphs) -> None:
    """Print our figures beside the baselines', with the weights as committed."""
    questions = answerable(squad, range(len(squad.articles)))
    print(HEADER)
    for name, figures in (
        ("BM25, stemmed", measure_passages(index.lexical, questions)),
        ("wordllama", measure_passages(index.dense, questions)),
        ("llama-index VectorStoreIndex", measure_stock(squad, questions)),
        ("allegedly", measure_answers(Retriever(index), questions)),
    ):
        print(f"{name:34}  {figures}")


def cross_fit(squad: Squad, index: Paragraphs, suites: Sequence[Path]) -> None:
    """Print what weights fitted on half of the articles reach on the other, and those of all."""
    halves = [range(start, len(squad.articles), 2) for start in (0, 1)]
    examples = [
        [example(q.text, index, partial(is_right, q)) for q in answerable(squad, half)]
        for half in halves
    ]
    news = [one for path in suites for one in suite_examples(path)]
    print(HEADER)
    for name, train, test in (
        ("even fitted, odd measured", 0, 1),
        ("odd fitted, even measured", 1, 0),
    ):
        weights = fit([*examples[train], *news])
        print(f"{name:34}  {measure_weights(examples[test], weights)}")
        print(f"    {weights}")
    weights = fit([*examples[0], *examples[1], *news])
    for name, known in (("all", [*examples[0], *examples[1]]), ("suites", news)):
        if known:
            print(f"{f'fitted on all, {name} measured':34}  {measure_weights(known, weights)}")
    print(f"fitted on all: {weights}")
    print(f"as committed:  {WEIGHTS}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path, help="a SQuAD 2.0 file")
    parser.add_argument("--fit", type=Path, nargs="*", help="fit the weights anew, with suites")
    chosen = parser.parse_args()
    squad = read_squad(chosen.file)
    index = Paragraphs(squad.paragraphs)
    if chosen.fit is None:
        compare(squad, index)
    else:
        cross_fit(squad, index, chosen.fit)


if __name__ == "__main__":
    main()
