"""A run is told in three forms of file; the page fits a telephone and can be filtered."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import sync_playwright

from eval.given import Run
from eval.log import Reply, Said
from eval.report import render
from eval.score import Scorer
from index.stance import read
from qa.page.render import marked
from tests.eval.harbour import SPARKS, answer, cited, harbour, quoting

CHROMIUM = shutil.which("chromium")
BARE = answer("cause", cited("Sparks from a welder set off the fire.", SPARKS))
NASTY = Reply("start", True, (Said("A | <b>bold</b>\x0b & \u202e claim."),))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    suite = harbour(tmp_path)
    scorer = Scorer(suite.samples, suite.documents)
    replies = (BARE, NASTY, replace(quoting()[2], error="No server."), quoting()[3])
    scored = tuple(scorer.score(reply) for reply in replies)
    return Run(tmp_path / "a.jsonl", suite, None, scorer, scored)


def rendered(form: str, run: Run) -> str:
    return render(form, run)


def test_markdown_keeps_one_row_a_line(run: Run) -> None:
    text = rendered("md", run)
    assert "- **gate failed** overclaim_rate: 50.0% is above 0.0%\n" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(run.figures) + 3
    assert all(row.endswith(" |") for row in rows)


def test_junit_has_a_case_for_each_sample_and_one_for_the_gates(run: Run) -> None:
    root = ElementTree.fromstring(rendered("xml", run))
    cases = root.findall("testcase")
    assert [case.get("name") for case in cases] == ["cause", "start", "boats", "mayor", "gates"]
    assert [case.find("failure") is not None for case in cases] == [True, True, True, False, True]
    assert root.get("failures") == "4"
    told = cases[1][0].text or ""
    assert "A | <b>bold</b>" in told
    assert "\x0b" not in told


def test_what_a_mark_governs_is_set_off_and_what_is_lost_is_named() -> None:
    text = "It may rain."
    (mark,) = read(text)
    told = re.fullmatch('It <mark class="epistemic" .*>may</mark> rain.', marked(text, [mark]))
    assert told is not None
    assert '<mark class="epistemic lost" ' in marked(text, [mark], lost=[mark.span])


@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="needs chromium")
@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_needs_no_sideways_scrolling_and_filters(
    run: Run, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "report.html"
    file.write_text(rendered("html", run), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("mark.lost").first.is_visible()
        assert page.locator("b").count() == 0
        page.get_by_label("Show").select_option("over")
        assert page.locator("output").inner_text() == "1 shown"
        browser.close()
