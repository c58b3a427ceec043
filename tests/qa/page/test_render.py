"""Answers as HTML: what is coloured, what is escaped, where markers point."""

from index.types import Block, Document, Mark, Span
from qa.page import render
from qa.types import Answer, Citation, Seconds, Statement

TEXT = "Police said that <b>Ann</b> & Bo *might* have\n\nlied. Bo denied it."


def mark(words: str, kind: str = "epistemic", **more: object) -> Mark:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Mark(words, kind, span.start, span.end, span, **more)  # type: ignore[arg-type]


SAID = mark("said", "attribution", holder="Police")
MIGHT = mark("might", tier=2)
DENIED = mark("denied", "contested", tier=0, holder="Bo")
DOCUMENT = Document(
    "/home/somebody/lie.txt", TEXT, (Block(Span(0, len(TEXT)), "body"),), None, "A <i>", None, "May"
)
QUOTE = Span(0, TEXT.index("Bo denied"))
CITATION = Citation(1, DOCUMENT.source, None, QUOTE.start, QUOTE.end, QUOTE.of(TEXT), (SAID, MIGHT))


def test_every_character_of_a_text_is_escaped_and_no_blank_line_is_left() -> None:
    shown = render.marked(TEXT, ())
    assert (
        shown == "Police said that &lt;b&gt;Ann&lt;/b&gt; &amp; Bo *might* have lied. Bo denied it."
    )
    assert (
        render.question('<a href="x">') == '<div class="asked">&lt;a href=&quot;x&quot;&gt;</div>'
    )
    assert render.fault("<b>") == '<div class="fault" role="alert">&lt;b&gt;</div>'


def test_a_mark_is_coloured_by_its_kind_and_says_in_words_what_it_does() -> None:
    shown = render.marked("might", [Mark("might", "epistemic", 10, 15, Span(0, 30), 2, "<Bo>")], 10)
    assert shown == (
        '<mark class="epistemic" tabindex="0" title="epistemic: possibility or probability · '
        'holder: &lt;Bo&gt; · certainty: possible">might</mark>'
    )


def test_signs_of_markdown_in_an_article_are_not_shown() -> None:
    assert render.marked("## Warnings\n**3.** It may rain.", ()) == "Warnings 3. It may rain."


def test_a_stretch_shows_only_the_marks_and_the_parts_of_marks_that_lie_in_it() -> None:
    middle = Span(SAID.start + 2, MIGHT.start + 3)
    shown = render.marked(middle.of(TEXT), (SAID, MIGHT, DENIED), middle.start)
    assert (shown.count("<mark"), ">id</mark>" in shown, ">mig</mark>" in shown) == (2, True, True)


def test_of_marks_that_overlap_the_shorter_one_is_on_top() -> None:
    wide = Mark("might have lied", "unknown", MIGHT.start, MIGHT.end + 10, Span(0, 9), 1)
    shown = render.marked(TEXT, (wide, MIGHT))
    assert 'class="epistemic"' in shown
    assert shown.index('class="epistemic"') < shown.index('class="unknown"')


def test_markers_of_a_statement_point_at_the_citations_of_its_turn() -> None:
    statement = Statement("Bo might have lied. [1][2]", (1, 2), "kept", (MIGHT,), (MIGHT,))
    shown = render.answer([statement], turn=3)
    assert 'href="#cite-3-1"' in shown
    assert 'href="#cite-3-2"' in shown
    assert "[1]" not in shown
    assert render.card(CITATION, DOCUMENT, QUOTE, (), 3).count('id="cite-3-1"') == 1


def test_a_statement_says_how_it_stands_to_its_source() -> None:
    kept = render.answer([Statement("Maybe. [1]", (1,), "kept", (MIGHT,), (MIGHT,))], 1)
    assert "✓ kept" in kept
    mended = render.answer([Statement("Maybe. [1]", (1,), "kept", repaired=True)], 1)
    assert "mended" in mended
    weaker = render.answer([Statement("Perhaps. [1]", (1,), "weakened")], 1)
    assert "less sure than the source" in weaker
    assert "badge" not in render.answer([Statement("The article says:", (), "kept")], 1)


def test_an_answer_that_is_none_looks_otherwise() -> None:
    statement = Statement("The article does not say.", (), "kept")
    assert 'class="answer silent"' in render.answer([statement], 1, answered=False)
    assert 'class="answer"' in render.answer([statement], 1)


def test_a_card_sets_the_quote_off_from_what_stands_around_it() -> None:
    shown = render.card(CITATION, DOCUMENT, Span(0, len(TEXT)), (SAID, MIGHT, DENIED), 1)
    quote, after = shown.split("<strong>")[1].split("</strong>")
    assert "might" in quote
    assert "denied" not in quote
    assert 'class="contested"' in after


def test_documents_go_by_title_or_file_name_and_never_show_their_folder() -> None:
    shown = render.sources([DOCUMENT]) + render.card(CITATION, DOCUMENT, QUOTE, (), 1)
    assert "lie.txt" in shown
    assert "somebody" not in shown
    assert "A &lt;i&gt; · May" in shown


def test_the_cited_words_of_a_turn_stand_under_its_question() -> None:
    answer = Answer("Did <Bo> lie?", "", True, (), (CITATION,), "none", Seconds(0, 0, 0))
    shown = render.citations(answer, 1, ["card"])
    assert "Did &lt;Bo&gt; lie?" in shown
    assert render.citations(answer, 1, []) == ""


def test_the_legend_explains_every_kind() -> None:
    assert render.legend().count("<li>") == 12
