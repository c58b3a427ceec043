"""Answers and reports as JSON: the shapes that the command line prints and evaluations log."""

from typing import Any

from index.names import shown
from index.types import Mark
from qa.types import Answer, Citation, Judgement, Report, Statement

Record = dict[str, Any]
"""A JSON object."""


def of_mark(mark: Mark) -> Record:
    """Return a mark; offsets are into the text that it was read from."""
    return {
        "text": mark.text,
        "kind": mark.kind,
        "start": mark.start,
        "end": mark.end,
        "scope": [mark.scope.start, mark.scope.end],
        "tier": mark.tier,
        "holder": mark.holder,
    }


def of_statement(statement: Statement) -> Record:
    """Return a sentence of an answer."""
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "verdict": statement.verdict,
        "owed": [of_mark(mark) for mark in statement.owed],
        "kept": [of_mark(mark) for mark in statement.kept],
        "repaired": statement.repaired,
    }


def of_citation(citation: Citation) -> Record:
    """Return a citation; `quote` is the document's text from `start` to `end`.

    The document is named as seen from the working folder.
    """
    return {
        "marker": citation.marker,
        "document": shown(citation.document),
        "title": citation.title,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "marks": [of_mark(mark) for mark in citation.marks],
    }


def of_answer(answer: Answer) -> Record:
    """Return an answer as `ask --json` prints it."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answered": answer.answered,
        "text": answer.text,
        "statements": [of_statement(statement) for statement in answer.statements],
        "citations": [of_citation(citation) for citation in answer.citations],
        "model": answer.model,
        "seconds": {
            "retrieve": answer.seconds.retrieve,
            "compose": answer.seconds.compose,
            "guard": answer.seconds.guard,
        },
    }


def of_judgement(judgement: Judgement) -> Record:
    """Return a judged sentence; offsets of its marks are into the source."""
    return {
        "text": judgement.text,
        "verdict": judgement.verdict,
        "source": judgement.quote,
        "owed": [of_mark(mark) for mark in judgement.owed],
        "kept": [of_mark(mark) for mark in judgement.kept],
        "lost": [of_mark(mark) for mark in judgement.lost],
        "why": judgement.why,
    }


def of_report(name: str | int | None, report: Report) -> Record:
    """Return a judged text as `check --json` prints it; `name` becomes its `id`."""
    return {
        "id": name,
        "verdict": report.verdict,
        "overclaims": report.overclaims,
        "statements": [of_judgement(statement) for statement in report.statements],
    }
