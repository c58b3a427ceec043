"""The tab of the page lists the runs, shows one and compares two."""

import os
from html import unescape
from pathlib import Path

import pytest

from eval.log import Header, Reply, begin, header
from eval.run import record
from eval.tab import NOTHING, compared, runs, shown, tab
from tests.eval.harbour import SPARKS, answer, cited, harbour, quoting

BARE = answer("cause", cited("Sparks from a welder set off the fire.", SPARKS))
INJECTED = answer("cause", cited('<script>alert("x")</script> burned.', SPARKS))


def write(log: Path, begins: Header, *replies: Reply) -> None:
    """Log replies as a run does."""
    suite = harbour(log.parents[1] if log.parent.name == "logs" else log.parent)
    answers = {reply.id: reply for reply in replies}
    begun = begin(log, begins, resume=False)
    list(record(suite.samples, lambda sample: answers[sample.id], log, begun))


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Return a folder with two runs, the later one worse."""
    suite = harbour(tmp_path)
    for number, first in enumerate((quoting()[0], BARE)):
        log = tmp_path / "logs" / f"{number}.jsonl"
        write(log, header(suite, log, "none", 0, 4), first, *quoting()[1:])
        os.utime(log, (number, number))
    return tmp_path / "logs"


def test_the_latest_run_comes_first(logs: Path) -> None:
    (logs / "1.opinion.jsonl").write_text("")
    assert runs(logs) == ["1.jsonl", "0.jsonl"]
    assert runs(logs / "none") == []


def test_a_run_is_shown_in_a_frame_of_its_own(logs: Path) -> None:
    frame = shown("1.jsonl", logs)
    assert frame.startswith("<iframe ")
    page = unescape(frame)
    assert '<article class="fails critical over">' in page
    assert "lost" in page
    assert "No run is logged yet" in shown(None, logs)


def test_what_cannot_be_shown_says_why(logs: Path) -> None:
    (logs / "2.jsonl").write_text("words\n")
    assert "2.jsonl: names no suite" in shown("2.jsonl", logs)
    assert compared("1.jsonl", "missing.jsonl", logs)[0][0].endswith("No such file or directory")


def test_two_runs_are_compared(logs: Path) -> None:
    assert compared("1.jsonl", NOTHING, logs) == []
    changes = {row[0]: row for row in compared("1.jsonl", "0.jsonl", logs)}
    assert changes["overclaim_rate"][4:6] == ["1", "0"]
    assert changes["overclaim_rate"][-1] == "inconclusive"


def test_words_of_answers_are_never_taken_for_markup(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    replies = (INJECTED, Reply("start", error="<b>"), *quoting()[2:])
    write(log, header(suite, log, "none", 0, 4), *replies)
    page = unescape(shown("a.jsonl", tmp_path))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>" not in page


def test_the_tab_says_what_it_is() -> None:
    assert tab().label == "Evaluation"
