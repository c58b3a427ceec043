"""A second opinion: a model says of each statement whether it is surer than its source.

It is logged in a file of its own and printed as agreement with the rules, never mixed in a figure.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import prompts
from eval.score import Judged, Scored, Scorer
from eval.statistics import kappa
from index.types import Span
from qa.models import reply

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

PROMPT = prompts.load("opinion")
AROUND = 2
"""Sentences shown before and after the one restated: a denial stands in the next, seldom later."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of a statement, beside what the rules found.

    `opinion` is `surer`, `same` or `less`, than the source, or `unclear`.
    """

    sample: str
    statement: str
    verdict: str
    overclaims: bool
    opinion: str


def _passage(judged: Judged, scorer: Scorer) -> str | None:
    """Return what the statement restates, with the sentences around it; None where nothing is."""
    source, found = scorer.sources[judged.document], judged.judgement.source
    if found is None:
        return None
    at = [n for n, sentence in enumerate(source.sentences) if sentence.meets(found)]
    if not at:
        return None
    chosen = source.sentences[max(0, at[0] - AROUND) : at[-1] + AROUND + 1]
    return Span(chosen[0].start, chosen[-1].end).of(source.text)


def opinions(scored: Iterable[Scored], scorer: Scorer, llm: "LLM") -> Iterator[Opinion]:
    """Ask the model about each statement that restates something. Raises ModelError."""
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    for one in scored:
        for judged in one.judged:
            passage = _passage(judged, scorer)
            if passage is None:
                continue
            asked = PROMPT.fill(source=passage, sentence=judged.said.text)
            said = "".join(reply(llm, [ChatMessage(role=MessageRole.USER, content=asked)]))
            view = re.search(r"\b(surer|same|less)\b", said.lower())
            judgement = judged.judgement
            yield Opinion(
                one.sample.id,
                judgement.text,
                judgement.verdict,
                judgement.overclaims,
                view[1] if view else "unclear",
            )


def log(found: Iterable[Opinion], path: Path) -> str:
    """Log each opinion as it comes, and return a line on how far it agrees with the rules."""
    pairs = []
    with path.open("w", encoding="utf-8") as file:
        for opinion in found:
            file.write(json.dumps(asdict(opinion), ensure_ascii=False) + "\n")
            file.flush()
            if opinion.opinion != "unclear":
                pairs.append((opinion.overclaims, opinion.opinion == "surer"))
    agreement = kappa(pairs)
    same = sum(first == second for first, second in pairs)
    shown = "–" if agreement is None else f"{agreement:.2f}"
    return (
        f"{path}: the model agrees with the rules on {same} of {len(pairs)} statements "
        f"(kappa {shown}); the rules find {sum(first for first, _ in pairs)} overclaims, "
        f"the model {sum(second for _, second in pairs)}"
    )
