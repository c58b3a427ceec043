"""The page in a real browser, served by the real command: what a visitor sees and can do."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from tests.loopback import Loopback, fails, in_turn, says

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

CONTRASTS = """elements => {
  const numbers = colour => {
    const [red, green, blue, alpha = 1] = colour.match(/[0-9.]+/g).map(Number);
    return {rgb: [red, green, blue], alpha};
  };
  const over = (top, below) => top.rgb.map((c, i) => c * top.alpha + below[i] * (1 - top.alpha));
  const behind = element => {
    if (!element) return [255, 255, 255];
    return over(numbers(getComputedStyle(element).backgroundColor), behind(element.parentElement));
  };
  const light = rgb => {
    const [r, g, b] = rgb.map(c => c / 255).map(
      c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ownText = element => [...element.childNodes].some(
    node => node.nodeType === 3 && node.textContent.trim());
  return elements.filter(ownText).map(element => {
    const ground = behind(element);
    const ink = over(numbers(getComputedStyle(element).color), ground);
    const [low, high] = [light(ground), light(ink)].sort((a, b) => a - b);
    return {text: element.textContent.slice(0, 40), contrast: high / low};
  });
}"""
"""The contrast of each element that has text of its own, by WCAG 2.2, of which 4.5 is enough."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(folder: Path, *arguments: str, port: int | None = None) -> Iterator[str]:
    """Serve the page with `folder` as the home, yield its address, and end it as Ctrl-C does."""
    port = port or free_port()
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    server = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "chat", *arguments],
        cwd=folder,
        env={**os.environ, **own, "PYTHONPATH": str(ROOT), "GRADIO_SERVER_PORT": str(port)},
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page on the sample article."""
    with serving(tmp_path_factory.mktemp("home")) as address:
        yield address


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


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet."""


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
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0" * 50),
        ("articles.zip", b"PK\x03\x04\0\0" * 50),
    ],
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


def test_a_web_page_is_added_by_its_address(page: Page, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(ARTICLE)
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,)).start()
        box = page.get_by_label("Add a web page")
        box.fill(f"http://127.0.0.1:{server.server_port}/bridge.txt")
        box.press("Enter")
        expect(page.locator("#sources")).to_contain_text("The mayor", timeout=PATIENCE)
        server.shutdown()
    expect(ask(page, "Who was bribed?")).to_contain_text("might have been bribed")


def test_an_empty_question_leaves_nothing_in_the_chat(page: Page) -> None:
    page.get_by_label("Your question").fill("   ")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_label("Your question")).to_have_value("", timeout=PATIENCE)
    expect(page.locator("#chat .asked")).to_have_count(0)
    ask(page, "How many people were hurt?")
    expect(page.locator("#chat .asked")).to_have_count(1)


def test_an_endless_question_is_answered_by_a_line(page: Page) -> None:
    page.get_by_label("Your question").fill("why " * 10_000)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#chat .fault")).to_contain_text("characters", timeout=PATIENCE)


def test_a_model_that_overclaims_is_mended_and_one_that_fails_is_named(
    browser: Browser, tmp_path: Path
) -> None:
    surer = says("The cable was tampered with. [1]")
    with (
        Loopback(in_turn(surer, surer, surer, fails(401))) as model,
        serving(tmp_path, "--llm", f"scripted@{model.url}") as address,
    ):
        page = browser.new_page()
        page.goto(address)
        mended = ask(page, "Was the cable tampered with?")
        expect(mended.locator(".badge.mended")).to_be_visible()
        expect(mended).to_contain_text("no evidence")
        answer = ask(page, "How many people were hurt?")
        expect(page.locator("#chat .fault")).to_contain_text("scripted")
        expect(answer).to_contain_text("At least 40 people were hurt")
        page.close()


def test_sources_are_indexed_first_and_a_port_in_use_leads_to_the_next(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "bridge.txt").write_text(ARTICLE)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with serving(tmp_path, "bridge.txt", port=port) as address:
            assert not address.endswith(f":{port}/")
            page = browser.new_page()
            page.goto(address)
            expect(page.locator("#sources")).to_contain_text("The mayor", timeout=PATIENCE)
            expect(page.locator("#sources")).not_to_contain_text("Skerrow")
            page.close()


def test_several_visitors_are_answered_at_once(browser: Browser, address: str) -> None:
    contexts = [browser.new_context() for _ in range(4)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(address)
    for page in pages:
        page.get_by_label("Your question").fill("How many people were hurt?")
        page.get_by_label("Your question").press("Enter")
    for page in pages:
        answer = page.locator("#chat .answer").last
        expect(answer).to_contain_text("At least 40 people were hurt", timeout=PATIENCE)
        expect(page.locator(".turn")).to_have_count(1, timeout=PATIENCE)
    for context in contexts:
        context.close()


def test_the_page_fits_a_phone_and_shows_an_answer_from_its_beginning(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    ask(page, "How many people were hurt?")
    ask(page, "Did a trawler drag its anchor across the cable?")
    expect(page.locator("#chat .asked").last).to_be_in_viewport()
    page.locator(".citation mark").first.focus()
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    ask(page, "What is the capital of France?")
    ask(page, "Did a trawler drag its anchor across the cable?")
    page.get_by_text("What the colours mean").click()
    seen = page.locator("#chat .prose *, #cited *, .legend *, #sources *, .submit-button, h1, h2")
    faint = [found for found in seen.evaluate_all(CONTRASTS) if found["contrast"] < 4.5]
    context.close()
    assert faint == []
