"""Word files."""

import io

import docx
import pytest

from index.documents import office
from index.errors import SourceError
from tests.index.documents.test_roles import BODY


def test_paragraphs_headings_lists_and_tables() -> None:
    written, out = docx.Document(), io.BytesIO()
    written.core_properties.author = "Jane Roe"
    written.core_properties.title = ""
    written.add_paragraph("Harbour open again", style="Title")
    written.add_paragraph(BODY[0])
    written.add_paragraph("")
    written.add_heading("Who is to pay", 1)
    written.add_paragraph("The wall broke.", style="List Bullet")
    table = written.add_table(1, 2)
    table.cell(0, 0).text = "2030"
    table.cell(0, 1).text = "about 2"
    written.add_paragraph("Subscribe to our newsletter")
    written.save(out)
    document = office.read(out.getvalue(), "article.docx")
    assert document.title == "Harbour open again"
    assert document.author == "Jane Roe"
    assert [(block.role, block.span.of(document.text)) for block in document.blocks] == [
        ("title", "Harbour open again"),
        ("body", BODY[0]),
        ("heading", "Who is to pay"),
        ("body", "The wall broke."),
        ("body", "2030 | about 2"),
        ("boilerplate", "Subscribe to our newsletter"),
    ]


def test_an_empty_file_is_refused() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(SourceError, match="no article text"):
        office.read(out.getvalue(), "article.docx")
