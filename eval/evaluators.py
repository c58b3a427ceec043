"""The metrics as evaluators of llama-index, for a pipeline that is not ours."""

from collections.abc import Iterable, Sequence
from typing import Any

from llama_index.core.evaluation import BaseEvaluator, EvaluationResult
from llama_index.core.prompts.mixin import PromptDictType

from eval.log import Reply, said_in
from eval.metrics import METRICS, Metric
from eval.score import Scored, Scorer, document_of
from eval.suite import Sample, Suite


class MetricEvaluator(BaseEvaluator):
    """One metric of `eval.metrics` over a response and the contexts that it was written from.

    With a suite, the sample whose question is the query says what the answer owes; without one the
    contexts are the whole source, and metrics that need labels find nothing to count. Where nothing
    counts the result is invalid, with the reason: a score of 0 would be a lie.
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
        said = said_in(response)
        if query in self._names:
            return self._scorer.score(Reply(self._names[query], True, said))
        documents = {f"context {n}": document_of(text) for n, text in enumerate(contexts, 1)}
        if not documents or not said:
            return None
        sample = Sample(id="query", question=query or "?", documents=tuple(documents))
        return Scorer((sample,), documents).score(Reply(sample.id, True, said))


def evaluators(
    names: Iterable[str] = ("hedge_recall", "overclaim_rate", "inflation", "deflation"),
    suite: Suite | None = None,
) -> dict[str, BaseEvaluator]:
    """Return evaluators by metric, as `BatchEvalRunner` takes them."""
    return {name: MetricEvaluator(name, suite) for name in names}
