"""Runs are logged sample by sample, and go on where they were broken off."""

import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from eval.faults import SuiteError
from eval.log import Header, Log, Reply, begin, header, read_log
from eval.run import Chatbots, record
from eval.suite import Sample, Suite
from index.embeddings import embedding
from qa.models import ModelError
from tests.eval.harbour import harbour, quoting


class Fake:
    """Answers each sample as it was told to, and counts the calls."""

    def __init__(self, faults: int = 0) -> None:
        self.asked: list[str] = []
        self.faults = faults
        self._answers = {reply.id: reply for reply in quoting()}

    def __call__(self, sample: Sample) -> Reply:
        self.asked.append(sample.id)
        if self.faults:
            self.faults -= 1
            raise ModelError("The model cannot be reached.")
        return self._answers[sample.id]


def finish(suite: Suite, log: Path, fake: Fake, resume: bool = False) -> list[Reply]:
    begun = begin(log, header(suite, log, "none", 0, len(suite.samples)), resume)
    return list(record(suite.samples, fake, log, begun))


def lines(log: Path) -> list[str]:
    """Return the lines of a log without the header, which holds the time."""
    return log.read_text(encoding="utf-8").splitlines()[1:]


def test_a_log_holds_header_replies_and_footer(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "logs" / "a.jsonl"
    finish(suite, log, Fake())
    found = read_log(log)
    assert found.finished
    assert isinstance(found.header, Header)
    assert found.header.hashes == suite.hashes()
    assert found.header.path == "../harbour.yaml"
    assert tuple(found.replies.values()) == quoting()


def test_a_log_cut_off_anywhere_is_resumed_to_the_log_of_an_undisturbed_run(tmp_path: Path) -> None:
    suite, whole = harbour(tmp_path), tmp_path / "whole.jsonl"
    finish(suite, whole, Fake())
    content = whole.read_bytes()
    chance = random.Random(5)
    for cut in (chance.randrange(1, len(content)) for _ in range(50)):
        log = tmp_path / "cut.jsonl"
        log.write_bytes(content[:cut])
        kept = set(read_log(log).replies)
        fake = Fake()
        finish(suite, log, fake, resume=True)
        assert not kept & set(fake.asked)
        assert lines(log) == lines(whole)


def test_a_finished_run_is_not_added_to(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    finish(suite, log, Fake())
    before = log.read_bytes()
    assert finish(suite, log, Fake(), resume=True) == []
    assert log.read_bytes() == before


def test_a_log_is_not_written_over_and_no_other_run_is_resumed(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    finish(suite, log, Fake())
    with pytest.raises(SuiteError, match="stands already"):
        finish(suite, log, Fake())
    suite.path.write_text(suite.path.read_text() + "# changed\n")
    with pytest.raises(SuiteError, match=r"another run: harbour\.yaml changed since; start a new"):
        finish(suite, log, Fake(), resume=True)


def test_a_run_with_another_model_or_seed_is_another_run(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    one = header(suite, log, "none", 0, 4)
    other = replace(one, model="large", seed=1)
    assert one.differs(other) == "model, seed changed since; start a new one"
    assert one.differs(replace(one, started="later", git={})) == ""


def test_what_makes_it_another_run_is_named(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    one = header(suite, log, "none", 0, 2)
    article = replace(one, hashes={**one.hashes, "harbour.txt": "0" * 64})
    assert one.differs(article) == "harbour.txt changed since; start a new one"
    whole = replace(one, samples=4)
    assert one.differs(whole) == "go on with --limit 2"
    grown = replace(whole, hashes={**one.hashes, "harbour.yaml": "0" * 64})
    assert one.differs(grown) == "harbour.yaml changed since; start a new one"
    stranger = replace(whole, suite="airport", hashes={}, seed=1)
    assert one.differs(stranger) == "its suite is harbour"


def test_what_ended_in_an_error_is_asked_again(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    replies = {reply.id: reply for reply in quoting()}
    replies["start"] = Reply("start", error="The model cannot be reached.")
    begun = begin(log, header(suite, log, "none", 0, 4), resume=False)
    list(record(suite.samples, lambda sample: replies[sample.id], log, begun))
    fake = Fake()
    finish(suite, log, fake, resume=True)
    assert fake.asked == ["start"]
    assert read_log(log).replies["start"].error is None


def test_a_model_that_fails_once_is_asked_once_more(tmp_path: Path) -> None:
    fake = Fake(faults=1)
    found = list(record(harbour(tmp_path).samples[:1], fake, tmp_path / "a.jsonl", Log()))
    assert fake.asked == ["cause", "cause"]
    assert found[0].error is None


def test_stopping_a_run_keeps_what_is_done(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    begun = begin(log, header(suite, log, "none", 0, 4), resume=False)
    fake = Fake()

    def interrupted(sample: Sample) -> Reply:
        if len(fake.asked) == 2:
            raise KeyboardInterrupt
        return fake(sample)

    with pytest.raises(KeyboardInterrupt):
        list(record(suite.samples, interrupted, log, begun))
    found = read_log(log)
    assert list(found.replies) == ["cause", "start"]
    assert not found.finished


def test_as_many_samples_are_under_way_as_there_are_jobs(tmp_path: Path) -> None:
    together = threading.Barrier(2, timeout=10)

    def answering(sample: Sample) -> Reply:
        together.wait()
        return Reply(sample.id)

    log, samples = tmp_path / "a.jsonl", harbour(tmp_path).samples
    found = list(record(samples, answering, log, Log(), jobs=2))
    assert read_log(log).replies.keys() == {reply.id for reply in found}
    assert {reply.id for reply in found} == {"cause", "start", "boats", "mayor"}


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    log.write_text('{"header": {}}\n{"reply": {}}\n')
    with pytest.raises(SuiteError, match=r"a\.jsonl:1: no line of a log"):
        read_log(log)


def test_the_chatbot_answers_with_offsets_into_the_documents_of_the_suite(tmp_path: Path) -> None:
    suite = harbour(tmp_path)
    bots = Chatbots(suite, None, embedding())
    reply = bots(suite.samples[2])
    bots.close()
    text = suite.documents["harbour.txt"].text
    citations = [citation for said in reply.statements for citation in said.citations]
    assert reply.answered
    assert citations
    assert all(text[c.start : c.end] == c.quote for c in citations)
    assert reply.context is not None
    assert reply.context[0].document == "harbour.txt"
    assert "[1]" not in reply.text
