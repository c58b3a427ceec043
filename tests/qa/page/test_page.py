"""The page in a real browser, served by the real command: what a visitor sees and can do."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[3]
CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 60_000
"""Milliseconds: a machine that is busy with other tests may take long over an answer."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="needs Debian's chromium"
)

ARTICLE = """The mayor and the bridge

The bridge at <Oldford> was closed in *March*. A witness said that the mayor might have been
bribed. The mayor denied this. The inspector wrote a report of ninety pages.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page on the sample article, and end it as Ctrl-C does."""
    folder = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    server = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "chat"],
        cwd=folder,
        env={**os.environ, **own, "PYTHONPATH": str(ROOT), "GRADIO_SERVER_PORT": port},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    said = ""
    while (found := re.search(r"The page is at (\S+)", said)) is None:
        line = server.stderr.readline()
        assert line, f"the server ended: {said}"
        said += line
    yield found.group(1)
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=30)
    assert (server.returncode, out, err) == (130, "", "")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor's page; at the end no request may have left this machine."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert requests
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert faults == []


def ask(page: Page, question: str) -> Locator:
    """Ask, wait for the end of the answer, and return it."""
    asked = page.locator("#chat .asked").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#chat .asked")).to_have_count(asked + 1, timeout=PATIENCE)
    expect(page.locator(".pane summary").first).to_have_text(question, timeout=PATIENCE)
    return page.locator("#chat .answer").last


def upload(page: Page, name: str, content: bytes) -> None:
    file = FilePayload(name=name, mimeType="text/plain", buffer=content)
    page.locator("#files input[type=file]").set_input_files(file)


def test_an_answer_shows_the_cited_words_and_colours_their_marks(page: Page) -> None:
    answer = ask(page, "Was the cable tampered with?")
    expect(answer).to_contain_text("no evidence that anyone tampered with the cable")
    quote = page.locator(".citation strong").first
    expect(quote).to_contain_text("There is no evidence that anyone tampered with the cable")
    mark = quote.locator("mark.unknown").first
    expect(mark).to_contain_text("no evidence")
    assert "unknown" in str(mark.get_attribute("title"))
    expect(mark).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_a_marker_leads_to_its_words_by_keyboard_too(page: Page) -> None:
    answer = ask(page, "Was the cable tampered with?")
    marker = answer.locator("a.cite").first
    marker.focus()
    page.keyboard.press("Enter")
    words = page.locator("#cite-1-1")
    expect(words).to_be_focused()
    expect(words).to_have_class(re.compile("shown"))
    expect(answer).to_be_visible()


def test_an_example_is_asked_by_a_click_and_a_conversation_can_be_cleared(page: Page) -> None:
    page.locator("#chat .example").first.click()
    expect(page.locator(".citation").first).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Clear").click()
    expect(page.locator(".citation")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("#chat .answer")).to_have_count(0)


def test_what_the_article_does_not_say_looks_otherwise(page: Page) -> None:
    page.get_by_label("Your question").fill("What is the capital of France?")
    page.get_by_label("Your question").press("Enter")
    silent = page.locator("#chat .answer.silent")
    expect(silent).to_contain_text("does not say", timeout=PATIENCE)


def test_a_follow_up_is_put_in_the_light_of_what_was_said(page: Page) -> None:
    ask(page, "Did a trawler drag its anchor across the cable?")
    answer = ask(page, "Who denied it?")
    expect(answer).to_contain_text("owner")
    assert page.locator(".turn").count() == 2


def test_an_upload_is_asked_by_its_visitor_alone_and_none_of_its_text_is_markup(
    page: Page, browser: Browser, address: str
) -> None:
    upload(page, "bridge.txt", ARTICLE.encode())
    expect(page.locator("#sources")).to_contain_text("The mayor and the bridge", timeout=PATIENCE)
    answer = ask(page, "Was the bridge closed?")
    expect(answer).to_contain_text("The bridge at <Oldford> was closed in *March*.")
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    expect(other.locator("#sources")).to_contain_text("Skerrow", timeout=PATIENCE)
    expect(other.locator("#sources")).not_to_contain_text("bridge")
    expect(ask(other, "Was the bridge at Oldford closed?")).not_to_contain_text("Oldford")
    context.close()


def test_the_visitor_can_go_back_to_the_library(page: Page) -> None:
    upload(page, "bridge.txt", ARTICLE.encode())
    expect(page.locator("#sources")).to_contain_text("bridge", timeout=PATIENCE)
    page.get_by_label("Library").check()
    expect(page.locator("#sources")).to_contain_text("Skerrow", timeout=PATIENCE)
    expect(ask(page, "Was the cable tampered with?")).to_contain_text("no evidence")


@pytest.mark.parametrize(
    ("name", "content"), [("empty.txt", b""), ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0" * 50)]
)
def test_a_file_that_cannot_be_read_is_named_and_the_library_stays(
    page: Page, name: str, content: bytes
) -> None:
    upload(page, name, content)
    expect(page.locator("#added .fault")).to_contain_text(name, timeout=PATIENCE)
    expect(page.locator("#added .fault")).not_to_contain_text("/")
    expect(page.locator("#sources")).to_contain_text("Skerrow")


def test_only_a_web_address_can_be_added_and_never_a_file_of_the_server(page: Page) -> None:
    page.get_by_label("Add a web page").fill("/etc/passwd")
    page.get_by_label("Add a web page").press("Enter")
    expect(page.locator("#added .fault")).to_contain_text("https://", timeout=PATIENCE)


def test_an_empty_and_an_endless_question_are_answered_by_a_line(page: Page) -> None:
    page.get_by_label("Your question").fill("why " * 10_000)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#chat .fault")).to_contain_text("characters", timeout=PATIENCE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(address)
    ask(page, "How many people were hurt?")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360
