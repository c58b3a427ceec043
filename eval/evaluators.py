"""The metrics as evaluators of llama-index, for a pipeline that is not ours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from llama_index.core.evaluation import BaseEvaluator, EvaluationResult
from llama_index.core.prompts.mixin import PromptDictType

from eval.log import Quoted, Reply, Said
from eval.metrics import METRICS, Metric
from eval.score import Scored, Scorer, document_of
from eval.suite import Sample, Suite
from index.sentences import split
from index.types import Document
from qa.replies import turns_away
from qa.write import sentences

_LABELLED = frozenset({"refusal_accuracy", "answerable_refused", "unanswerable_refused"})
"""Metrics that count by what a suite says of its sample, whether it can be answered."""

_LEAD = re.compile(r"(?:This is|The articles?|“[^”]+”) [^.!?:]*:(?:\s+|$)")
"""Words of an answer on its article, before what that says: "The article leaves this open:"."""


class MetricEvaluator(BaseEvaluator):
    """One metric of `eval.metrics` over a response and the contexts that it was written from.

    With a suite, the sample whose question is the query says what the answer owes; without one the
    contexts are the whole source, and metrics that need labels find nothing to count. Where nothing
    counts the result is invalid, with the reason: a score of 0 would be a lie. `[n]` in a response
    cites the n-th context.
    """

    def __init__(self, metric: str, suite: Suite | None = None) -> None:
        """Measure by the metric of that name. Raises KeyError where there is none."""
        samples, documents = (suite.samples, suite.documents) if suite else ((), {})
        self._metric: Metric = METRICS[metric]
        self._names = {sample.question: sample.id for sample in samples}
        self._scorer = Scorer(samples, documents)

    def _get_prompts(self) -> PromptDictType:
        return {}

    def _update_prompts(self, prompts: PromptDictType) -> None:
        pass

    async def aevaluate(self, *args: Any, **kwargs: Any) -> EvaluationResult:
        """Evaluate one response."""
        return self.evaluate(*args, **kwargs)

    def evaluate(
        self,
        query: str | None = None,
        response: str | None = None,
        contexts: Sequence[str] | None = None,
        **kwargs: Any,
    ) -> EvaluationResult:
        """Evaluate one response. It never raises: a batch runner would lose the whole batch."""
        found = EvaluationResult(query=query, response=response, contexts=contexts)
        scored = self._scored(query or "", response or "", contexts or ())
        hits, of = self._metric.count(scored) if scored else (0, 0)
        if scored is None or not of:
            why = f"{self._metric.name} has nothing to count: response, contexts or labels lack"
            return found.model_copy(update={"invalid_result": True, "invalid_reason": why})
        why = "; ".join(j.judgement.why for j in scored.judged if j.judgement.verdict != "kept")
        passing = self._metric.is_best((hits, of))
        update = {"score": hits / of, "passing": passing, "feedback": why or None}
        return found.model_copy(update=update)

    def _scored(self, query: str, response: str, contexts: Sequence[str]) -> Scored | None:
        # CitationQueryEngine puts a line with the number before each text.
        texts = [re.sub(r"^Source \d+:\n", "", text) for text in contexts]
        if query in self._names:
            said = said_of(response, texts, self._scorer.documents)
            answered = bool(said) and not turns_away(said[0].text)
            return self._scorer.score(Reply(self._names[query], answered, said))
        documents = {f"context {n}": document_of(text) for n, text in enumerate(texts, 1)}
        said = said_of(response, texts, documents)
        if not documents or not said or self._metric.name in _LABELLED:
            return None
        sample = Sample(id="query", question=query or "?", documents=tuple(documents))
        return Scorer((sample,), documents).score(Reply(sample.id, True, said))


def said_of(
    response: str, contexts: Sequence[str], documents: Mapping[str, Document]
) -> tuple[Said, ...]:
    """Return the sentences of a response, each citing the contexts whose numbers stand at it.

    What only leads to the article's words, or says that it is silent, is a remark of its own.
    """
    places = [_place_of(text, documents) for text in contexts]
    own = {" ".join(span.of(text).split()) for text in contexts for span in split(text)}
    found: list[Said] = []
    for text, numbers in sentences([response], len(contexts)):
        cited = tuple(place for n in numbers if (place := places[n - 1]))
        lead = _LEAD.match(text)
        rest = text[lead.end() :] if lead else ""
        if lead and rest in own:
            found += [Said(lead.group().strip(), remark=True), Said(rest, cited)]
        else:
            leads = bool(lead and not rest) or turns_away(text)
            found.append(Said(text, cited, remark=leads and not cited))
    return tuple(found)


def _place_of(context: str, documents: Mapping[str, Document]) -> Quoted | None:
    """Return where in the documents a context stands, None where it is of none."""
    for name, document in documents.items():
        if (start := document.text.find(context)) >= 0:
            return Quoted(name, start, start + len(context), context)
    return None


def evaluators(
    names: Iterable[str] = ("hedge_recall", "overclaim_rate", "inflation", "deflation"),
    suite: Suite | None = None,
) -> dict[str, BaseEvaluator]:
    """Return evaluators by metric, as `BatchEvalRunner` takes them."""
    return {name: MetricEvaluator(name, suite) for name in names}
