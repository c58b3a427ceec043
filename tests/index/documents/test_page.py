"""Web pages as files."""

import pytest

from index.documents import page
from index.errors import SourceError
from index.sentences import sentences_of
from tests.index.documents.test_roles import BODY

PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour open again | The Daily Harbour</title>
<meta property="og:title" content="Harbour open again">
<meta property="og:site_name" content="The Daily Harbour">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2021-05-03T08:00:00Z">
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<main><article><h1>Harbour open again</h1>
<p class="byline">By Jane Roe</p>
<p>{BODY[0]} It is <em>said</em> to be<br>safe.</p>
<h2>Who is to pay</h2>
<p>{BODY[1]}</p>
<ul><li>The wall broke.</li><li>It is <a href="/why">unclear</a> why.</li></ul>
<blockquote><p>They lied, he said.</p></blockquote>
<table><tr><th>year</th><th>loss</th></tr><tr><td>2030</td><td>about 2</td></tr></table>
<p>{BODY[2]}</p>
<p>{BODY[3]}</p>
<p>Sign up for our newsletter and never miss a story.</p>
</article></main>
<aside><h3>Most read</h3><a href="/beaches">Ten quiet beaches</a></aside>
<footer><p>Follow us on Facebook</p><p>© 2031 The Daily Harbour</p></footer>
</body></html>"""


def test_the_article_comes_without_its_page() -> None:
    document = page.read(PAGE.encode(), "article.html")
    found = [(block.role, block.span.of(document.text)) for block in document.blocks]
    assert found == [
        ("title", "Harbour open again"),
        ("body", f"{BODY[0]} It is said to be safe."),
        ("heading", "Who is to pay"),
        ("body", BODY[1]),
        ("body", "The wall broke."),
        ("body", "It is unclear why."),
        ("body", "They lied, he said."),
        ("body", "year | loss"),
        ("body", "2030 | about 2"),
        ("body", BODY[2]),
        ("body", BODY[3]),
        ("boilerplate", "Sign up for our newsletter and never miss a story."),
    ]


def test_the_head_of_the_page_says_who_and_when() -> None:
    document = page.read(PAGE.encode(), "article.html")
    assert document.title == "Harbour open again"
    assert document.author == "Jane Roe"
    assert document.publisher == "The Daily Harbour"
    assert document.date == "2021-05-03"


def test_sentences_are_stretches_of_the_text() -> None:
    document = page.read(PAGE.encode(), "article.html")
    for sentence in sentences_of(document):
        assert sentence.text == document.text[sentence.start : sentence.end]


def test_a_page_with_no_article_is_refused() -> None:
    with pytest.raises(SourceError, match="no article"):
        page.read(b"<html><body></body></html>", "empty.html")
