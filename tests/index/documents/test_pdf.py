"""PDF files."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from index.documents import pdf
from index.errors import SourceError


def sheet(*lines: str) -> bytes:
    return (
        b"BT /F 12 Tf 14 TL 72 720 Td "
        + b" ".join(
            b"(" + line.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*"
            for line in lines
        )
        + b" ET"
    )


def printed(*sheets: bytes) -> bytes:
    """Return a PDF with these pages, written by hand."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for place, content in enumerate(sheets):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * place} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


PAGES = printed(
    sheet(
        "The Daily Harbour, issue 7",
        "Harbour open again",
        "The harbour reportedly reopened on Tuesday, and the mayor may",
        "come. Nobody has said who is to pay for the new wall or for the cus-",
        "toms house, which the company and the town",
        "1",
    ),
    sheet("The Daily Harbour, issue 7", "both say they own. It is unclear why.", "2"),
    sheet("The Daily Harbour, issue 7", "The inquiry may take until autumn.", "3"),
)


def test_sentences_go_on_over_lines_and_pages() -> None:
    document = pdf.read(PAGES, "article.pdf")
    assert document.text == (
        "Harbour open again\n"
        "The harbour reportedly reopened on Tuesday, and the mayor may\n"
        "come. Nobody has said who is to pay for the new wall or for the customs house, which the "
        "company and the town\n"
        "both say they own. It is unclear why.\n"
        "The inquiry may take until autumn."
    )
    assert document.title == "Harbour open again"


def test_its_own_metadata_says_what_it_is_called() -> None:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(PAGES)))
    writer.add_metadata({"/Title": "Open again", "/Author": "Jane Roe"})
    writer.write(out)
    document = pdf.read(out.getvalue(), "article.pdf")
    assert (document.title, document.author) == ("Open again", "Jane Roe")


def test_a_locked_file_is_refused() -> None:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(PAGES)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    with pytest.raises(SourceError, match="cannot be read as PDF"):
        pdf.read(out.getvalue(), "article.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", PAGES[:400], b"no pdf at all"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"article\.pdf"):
        pdf.read(data, "article.pdf")


def test_a_file_of_pictures_is_refused() -> None:
    with pytest.raises(SourceError, match="only pictures"):
        pdf.read(printed(b""), "article.pdf")
