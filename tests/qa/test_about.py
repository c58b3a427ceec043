"""Questions about the article itself."""

import pytest

from index.sentences import sentences_of
from index.types import Block, Document, Role, Span
from qa.about import Aspect, about_article, aspect_of
from qa.composition import Composition

BLOCKS: tuple[tuple[str, Role], ...] = (
    ("The dam at Velden", "title"),
    ("By Ruth Amsel, 4 May 2021", "byline"),
    ("The views expressed here are the author's own.", "disclaimer"),
    ("The dam cracked in March. Two bridges fell. People fled.", "body"),
    ("In conclusion, the region needs a new dam. It may come too late.", "body"),
)


def document(author: str | None = "Ruth Amsel", date: str | None = "4 May 2021") -> Document:
    """Return a small article with all that can be asked about."""
    text = "\n\n".join(words for words, _ in BLOCKS)
    blocks, start = [], 0
    for words, role in BLOCKS:
        blocks.append(Block(Span(start, start + len(words)), role))
        start += len(words) + 2
    return Document("dam.txt", text, tuple(blocks), BLOCKS[0][0], author, None, date)


def answer(aspect: Aspect, of: Document) -> Composition:
    return about_article(aspect, of, sentences_of(of))


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("Who wrote this article?", "author"),
        ("Who is the author of the piece?", "author"),
        ("When was the article published?", "date"),
        ("Where was this published, and by whom was the article printed?", "publisher"),
        ("Who published the article?", "publisher"),
        ("Whose opinion is this?", "view"),
        ("What does the author conclude?", "conclusion"),
        ("What is the article about?", "subject"),
    ],
)
def test_a_question_about_the_article_is_known(question: str, aspect: Aspect) -> None:
    assert aspect_of(question) == aspect


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the memo?",
        "When was the dam built?",
        "Who published the figures on the flood?",
        "Whose dog ran away?",
        "What did the inquiry conclude?",
    ],
)
def test_a_question_about_the_world_is_not(question: str) -> None:
    assert aspect_of(question) is None


def test_the_author_is_named_and_the_byline_cited() -> None:
    composition = answer("author", document())
    assert "Ruth Amsel" in composition.lead
    assert composition.drafts[0].text == "By Ruth Amsel, 4 May 2021"


def test_a_missing_author_is_not_guessed() -> None:
    composition = answer("author", document(author=None))
    assert not composition.answered
    assert composition.lead == "The article does not name its author."


def test_whose_opinion_it_is_stands_in_the_disclaimer() -> None:
    (draft,) = answer("view", document()).drafts
    assert draft.text == "The views expressed here are the author's own."


def test_the_conclusion_begins_with_the_authors_concluding_words() -> None:
    composition = answer("conclusion", document())
    assert [draft.text for draft in composition.drafts] == [
        "In conclusion, the region needs a new dam.",
        "It may come too late.",
    ]


@pytest.mark.parametrize("aspect", ["author", "view", "date", "conclusion", "subject"])
def test_every_quote_is_the_documents_text(aspect: Aspect) -> None:
    of = document()
    for draft in answer(aspect, of).drafts:
        ((source, span),) = draft.citations
        assert source == of.source
        assert draft.text == span.of(of.text)
