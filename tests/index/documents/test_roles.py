"""An article told apart from what a page puts round it."""

from pathlib import Path

import pytest

from index.documents import load, plain
from index.types import Document

SHARED = Path(__file__).parents[4] / "shared"
TRUCE = SHARED / "article" / "truce.txt"

BODY = (
    "The harbour reportedly reopened on Tuesday, two weeks after the storm, though it is unclear "
    "whether the large ferries can dock there before the summer.",
    "Critics say that the repair was rushed, and the company denies it. Several hundred passengers "
    "are said to have waited for three days in the old customs house.",
    "According to the mayor, the town lost at least two million crowns, and nobody has yet said "
    "who is to pay for it.",
    "The inquiry may take until the autumn. Preliminary findings suggest that the wall had not "
    "been inspected for nine years.",
)


def roles(*blocks: str) -> dict[str, str]:
    document = plain.read("\n\n".join(blocks), "article.txt")
    return {block.span.of(document.text): block.role for block in document.blocks}


def at_the_end(line: str) -> str:
    return roles("Harbour open again", *BODY, *BODY[:2], line)[line]


def document_of(*blocks: str) -> Document:
    return plain.read("\n\n".join(blocks), "article.txt")


@pytest.mark.parametrize(
    "line",
    [
        "Follow us everywhere and at any time.",
        "Subscribe to The Daily Harbour",
        "Sign up for our newsletter and never miss a story.",
        "Enjoyed this? Subscribe to our weekly newsletter.",
        ">>Become a reporter: send us your article.<<",
        "Editorial team",
        "Share this article: Facebook | Twitter | Print",
        "Read also: Ten quiet beaches",
        "Related articles",
        "ADVERTISEMENT",
        "Tags: harbour, storm",
        "We use cookies to give you the best experience.",
        "By clicking Accept you agree to the storing of cookies on your device.",
        "For more up-to-date news, follow our YouTube and Facebook pages.",
        "Download our app for Android",
        "12 comments",
        "Support independent journalism. Follow The Harbour on all channels.",
    ],
)
def test_page_furniture_at_the_end_is_boilerplate(line: str) -> None:
    assert at_the_end(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Follow the money, prosecutors said, and it leads to the harbour.",
        "Facebook denied that it had removed the pictures.",
        "“Share what you have,” the mayor told the town.",
        "Subscribers to the old scheme may lose their savings.",
        "Support for the mayor fell to 31 percent, according to a poll.",
        "The newsletter of the union said that the wall was unsafe.",
        "Nobody has been charged.",
        "4) The town is in danger of losing its ferry.",
        "Share prices fell.",
    ],
)
def test_the_articles_own_words_at_the_end_are_body(line: str) -> None:
    assert at_the_end(line) == "body"


def test_furniture_in_the_midst_is_known_too() -> None:
    found = roles("Title here", *BODY[:2], "Read more:", *BODY[2:], "Sign up for our newsletter")
    assert found["Read more:"] == "boilerplate"
    assert [found[words] for words in BODY] == ["body"] * 4


@pytest.mark.parametrize(
    "notice",
    [
        "The views expressed in this article are those of the author alone.",
        "The point of view expressed here is authorial and does not reflect our editorial stance.",
        "This does not necessarily represent the position of the newspaper.",
        "This post was published in The Harbour Review.",
        "A version of this article first appeared in The Harbour Review.",
        "This analysis does not constitute investment advice.",
        "Disclaimer: the author owns shares in the company.",
        "© 2031 The Harbour Review. All rights reserved.",
    ],
)
def test_notices_at_either_end_are_disclaimers(notice: str) -> None:
    assert roles("Harbour open again", notice, *BODY)[notice] == "disclaimer"
    assert at_the_end(notice) == "disclaimer"


def test_what_someone_in_the_article_thinks_is_no_disclaimer() -> None:
    line = "The views that the minister expressed on Monday angered the fishermen of the town."
    assert roles("Harbour open again", line, *BODY)[line] == "body"


@pytest.mark.parametrize(
    ("line", "author", "publisher", "date"),
    [
        ("By Jane Roe", "Jane Roe", None, None),
        (
            "By Jane Roe and Ali bin Omar | 3 May 2031",
            "Jane Roe and Ali bin Omar",
            None,
            "3 May 2031",
        ),
        ("Author: J. R. Hollis", "J. R. Hollis", None, None),
        ("Written by Jane Roe, chief engineer", "Jane Roe", None, None),
        ("By Northern Wire staff", "Northern Wire staff", None, None),
        ("Published: May 3, 2031", None, None, "May 3, 2031"),
        ("2031-05-03", None, None, "2031-05-03"),
        ("The Daily Harbour, 3 May 2031", None, "The Daily Harbour", "3 May 2031"),
        ("5 min read", None, None, None),
    ],
)
def test_lines_under_the_title_tell_who_and_when(
    line: str, author: str | None, publisher: str | None, date: str | None
) -> None:
    document = document_of("Harbour open again", line, *BODY)
    assert document.blocks[1].role == "byline"
    assert (document.author, document.publisher, document.date) == (author, publisher, date)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the harbour was full again.",
        "On 3 May 2031 the wall broke.",
        "HAMNES, (HR) – The harbour reopened on 3 May 2031 after two weeks, it is said.",
    ],
)
def test_a_first_sentence_is_no_byline(line: str) -> None:
    document = document_of("Harbour open again", line, *BODY)
    assert document.blocks[1].role == "body"
    assert document.author is None


def test_a_notice_names_the_publisher() -> None:
    notice = "This post was published in Harbour24. The views expressed are the author's own."
    assert document_of("Harbour open again", notice, *BODY).publisher == "Harbour24"


def test_titles_and_headings_are_lines_without_a_full_stop() -> None:
    found = roles("Who paid?", *BODY[:2], "Warnings on the desk", *BODY[2:])
    assert found["Who paid?"] == "title"
    assert found["Warnings on the desk"] == "heading"
    assert set(roles(*BODY).values()) == {"body"}


@pytest.mark.skipif(not TRUCE.exists(), reason="the real article is not part of the project")
def test_the_real_article() -> None:
    document = load(str(TRUCE))
    found = [block.role for block in document.blocks]
    assert found == ["title", "disclaimer", *["body"] * 19, *["boilerplate"] * 4]
    assert document.publisher == "Defence24"
    assert document.text == TRUCE.read_text(encoding="utf-8")
    assert document.title == document.text.split("\n")[0]
