"""A second opinion: a model says of each statement whether it is surer than its source.

It is logged in a file of its own and printed as agreement with the rules, never mixed in a figure.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import prompts
from eval.given import Run
from eval.log import append
from eval.score import Judged, Scorer
from eval.statistics import kappa
from index.types import Span
from qa.models import reply

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

PROMPT = prompts.load("opinion")
AROUND = 2
"""Sentences shown before and after the one restated: a denial stands in the next, seldom later."""


def _passage(judged: Judged, scorer: Scorer) -> str | None:
    """Return what the statement restates, with the sentences around it; None where nothing is."""
    source, found = scorer.sources[judged.document], judged.judgement.source
    at = [n for n, span in enumerate(source.sentences) if found and span.meets(found)]
    if not at:
        return None
    chosen = source.sentences[max(0, at[0] - AROUND) : at[-1] + AROUND + 1]
    return Span(chosen[0].start, chosen[-1].end).of(source.text)


def opinion(passage: str, sentence: str, llm: "LLM") -> str:
    """Ask whether a sentence is `surer`, the `same` or `less` sure than a passage; or `unclear`."""
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    asked = PROMPT.fill(source=passage, sentence=sentence)
    said = "".join(reply(llm, [ChatMessage(role=MessageRole.USER, content=asked)]))
    found = re.search(r"\b(surer|same|less)\b", said.lower())
    return found[1] if found else "unclear"


def log(run: Run, llm: "LLM", path: Path) -> str:
    """Log an opinion of each statement as it comes, and return a line on how far it agrees.

    Raises ModelError.
    """
    pairs = []
    path.write_bytes(b"")
    for one in run.scored:
        for judged in one.judged:
            passage, judgement = _passage(judged, run.scorer), judged.judgement
            if passage is None:
                continue
            view = opinion(passage, judgement.text, llm)
            row = {"sample": one.sample.id, "statement": judgement.text, "opinion": view}
            append(path, "opinion", row | {"verdict": judgement.verdict})
            if view != "unclear":
                pairs.append((judgement.overclaims, view == "surer"))
    agreement = kappa(pairs)
    same = sum(first == second for first, second in pairs)
    shown = "–" if agreement is None else f"{agreement:.2f}"
    return (
        f"{path}: the model agrees with the rules on {same} of {len(pairs)} statements "
        f"(kappa {shown}); the rules find {sum(first for first, _ in pairs)} overclaims, "
        f"the model {sum(second for _, second in pairs)}"
    )
