"""SQuAD 2.0 as articles, paragraphs and questions.

Rajpurkar, Jia and Liang (2018), "Know What You Don't Know"; CC BY-SA 4.0. The file is not part of
the project: each benchmark takes its path.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.sentences import split
from index.types import Passage, Sentence, Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question of SQuAD; `answers` are spans in its paragraph, none where it has no answer."""

    text: str
    article: int
    paragraph: int
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Squad:
    """All paragraphs as passages, one document each, and all questions."""

    articles: tuple[str, ...]
    paragraphs: tuple[Passage, ...]
    article_of: tuple[int, ...]
    questions: tuple[Question, ...]


def _passage(source: str, title: str, text: str) -> Passage:
    sentences = tuple(Sentence(s.start, s.end, s.of(text)) for s in split(text))
    return Passage(source, title, 0, len(text), text, sentences)


def read_squad(path: Path) -> Squad:
    """Read a SQuAD 2.0 file; every offset is one into its paragraph."""
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs: list[Passage] = []
    article_of: list[int] = []
    questions: list[Question] = []
    for number, article in enumerate(data):
        for paragraph in article["paragraphs"]:
            place = len(paragraphs)
            paragraphs.append(_passage(f"{place:05}", article["title"], paragraph["context"]))
            article_of.append(number)
            for asked in paragraph["qas"]:
                spans = {
                    Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                    for answer in asked["answers"]
                }
                questions.append(Question(asked["question"], number, place, tuple(sorted(spans))))
    titles = tuple(article["title"] for article in data)
    return Squad(titles, tuple(paragraphs), tuple(article_of), tuple(questions))


def answerable(squad: Squad, articles: Sequence[int]) -> tuple[Question, ...]:
    """Return the questions of these articles that have an answer."""
    chosen = set(articles)
    return tuple(q for q in squad.questions if q.answers and q.article in chosen)
