"""Markdown files."""

from index.documents import markdown
from index.sentences import sentences_of

TEXT = """---
title: Harbour open again
author: [Jane Roe, Ali Omar]
date: 2031-05-03
---

# Harbour open again

The harbour *reportedly* reopened, and [the mayor](https://example.org) may
come. Nobody knows
when.

![A wall](wall.png)

## What is known

- The wall broke.
- It is unclear why:
  nobody was there.

1. First, the storm came.
2. Then the wall fell.

> They lied, he said.
> We all did.

| year | loss |
|------|------|
| 2030 | about 2 |

```
code is no text.
```

***

Setext heading
==============

The end may come.
"""


def test_blocks_leave_the_markup_out_and_offsets_are_into_the_file() -> None:
    document = markdown.read(TEXT, "article.md")
    found = [(block.role, block.span.of(TEXT)) for block in document.blocks]
    assert document.text == TEXT
    assert found == [
        ("title", "Harbour open again"),
        (
            "body",
            "The harbour *reportedly* reopened, and [the mayor](https://example.org) may\n"
            "come. Nobody knows\nwhen.",
        ),
        ("heading", "What is known"),
        ("body", "The wall broke."),
        ("body", "It is unclear why:\n  nobody was there."),
        ("body", "First, the storm came."),
        ("body", "Then the wall fell."),
        ("body", "They lied, he said.\n> We all did."),
        ("body", "| year | loss |"),
        ("body", "| 2030 | about 2 |"),
        ("heading", "Setext heading"),
        ("body", "The end may come."),
    ]


def test_front_matter_says_who_and_when() -> None:
    document = markdown.read(TEXT, "article.md")
    assert document.title == "Harbour open again"
    assert document.author == "Jane Roe, Ali Omar"
    assert document.date == "2031-05-03"


def test_sentences_go_on_over_line_ends() -> None:
    document = markdown.read(TEXT, "article.md")
    assert sentences_of(document)[2].text == "Nobody knows\nwhen."


def test_broken_front_matter_is_passed_over() -> None:
    text = "---\ntitle: [\n---\n\n# Harbour\n\nThe harbour may open.\n"
    document = markdown.read(text, "article.md")
    assert document.title == "Harbour"
    assert len(document.blocks) == 2
