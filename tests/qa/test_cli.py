"""The command line as a user meets it: a process of its own, its output and exit code."""

import json
import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.loopback import Behaviour, Loopback, fails, says
from tests.qa.command import HEDGED, ROOT, allegedly, assert_refused, begin


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(HEDGED * 3)
    return tmp_path


def modules_after(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(shown.stdout.split())


def test_the_command_line_loads_nothing_heavy_before_a_command_needs_it() -> None:
    loaded = modules_after("import qa.cli\nqa.cli.application()")
    assert loaded.isdisjoint({"gradio", "chromadb", "llama_index", "rich", "pydantic"})


def test_checking_loads_no_framework(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": 1, "source": HEDGED, "answer": "The fire was set."}))
    code = f"import qa.cli\nqa.cli.run(qa.cli.application(), ['check', '--pairs', {str(pairs)!r}])"
    assert modules_after(code).isdisjoint({"gradio", "chromadb", "llama_index", "trafilatura"})


def test_no_arguments_show_the_help(folder: Path) -> None:
    done = allegedly(folder)
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("chat", "ask", "index", "sources", "check"))


def test_an_article_is_indexed_listed_asked_and_forgotten(folder: Path) -> None:
    assert allegedly(folder, "index", "article.txt").stdout == "added      article.txt\n"
    assert allegedly(folder, "index", "article.txt").stdout == "unchanged  article.txt\n"
    (folder / "article.txt").write_text(f"{HEDGED} Nobody was hurt.")
    assert allegedly(folder, "index", "article.txt").stdout == "updated    article.txt\n"
    assert allegedly(folder, "sources").stdout.startswith("article.txt\t")
    text = allegedly(folder, "sources", "--text", "article.txt").stdout
    answer = json.loads(allegedly(folder, "ask", "Who set the fire?", "--json").stdout)
    assert answer["citations"]
    for citation in answer["citations"]:
        assert citation["quote"] == text[citation["start"] : citation["end"]]
    assert allegedly(folder, "forget", "article.txt").stdout == "forgot     article.txt\n"
    assert_refused(allegedly(folder, "ask", "Who set the fire?"), "nothing is indexed")


def test_looking_into_an_index_that_is_not_there_makes_none(folder: Path) -> None:
    listed = allegedly(folder, "sources")
    assert (listed.returncode, listed.stdout) == (0, "")
    assert "allegedly index SOURCE" in listed.stderr
    assert_refused(allegedly(folder, "forget", "article.txt"), "nothing is indexed")
    assert not (folder / "data").exists()


def test_what_is_not_indexed_cannot_be_forgotten(folder: Path) -> None:
    allegedly(folder, "index", "article.txt")
    done = allegedly(folder, "forget", "other.txt", "article.txt")
    failed, forgot = done.stdout.splitlines()
    assert failed == "failed     other.txt: not in the index; see: allegedly sources"
    assert (done.returncode, forgot, done.stderr) == (3, "forgot     article.txt", "")


def test_ask_answers_from_the_given_source_alone_and_leaves_no_index(folder: Path) -> None:
    done = allegedly(folder, "ask", "Was the fire set?", "--source", "article.txt", "--json")
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "question", "standalone_question", "answered", "text", "statements", "citations",
        "model", "seconds",
    }  # fmt: skip
    assert {citation["document"] for citation in answer["citations"]} == {"article.txt"}
    assert not (folder / "data").exists()


def test_ask_shows_the_answer_and_the_cited_words(folder: Path) -> None:
    done = allegedly(folder, "ask", "Was the fire set?", "--source", "article.txt")
    assert done.returncode == 0
    assert "Police said that the fire might have been set. [1]" in done.stdout
    assert "\n[1] " in done.stdout


@pytest.mark.parametrize(
    ("behaviour", "line"),
    [
        (fails(401), "refuses the key"),
        (fails(429, retry_after="60"), "try again in 60 seconds"),
        (fails(500, "out of memory"), "status 500: out of memory"),
        (says("", body=b"<html>hello</html>"), "cannot be read"),
        (says("Police said", breaks=True), "broke off its reply"),
    ],
)
def test_where_the_model_fails_a_line_says_so_and_the_article_answers(
    folder: Path, behaviour: Behaviour, line: str
) -> None:
    with Loopback(behaviour) as server:
        model = ("--llm", f"scripted@{server.url}")
        done = allegedly(
            folder, "ask", "Was the fire set?", "--source", "article.txt", *model, "--json"
        )
    assert done.returncode == 0
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    answer = json.loads(done.stdout)
    assert answer["model"] == "none"
    assert "Police said that the fire might have been set. [1]" in answer["text"]


def test_an_answer_that_breaks_off_is_incomplete(folder: Path) -> None:
    with Loopback(says("Police said that the fire might have been set [1]. It", breaks=True)) as at:
        model = ("--llm", f"scripted@{at.url}")
        done = allegedly(folder, "ask", "Was the fire set?", "--source", "article.txt", *model)
    assert done.returncode == 3
    assert done.stdout.startswith("Police said that the fire might have been set. [1]\n")
    assert "The answer ends here: The model scripted" in done.stdout


def test_global_options_may_stand_before_or_after_the_command(folder: Path) -> None:
    assert allegedly(folder, "--index", "here", "index", "article.txt").returncode == 0
    assert allegedly(folder, "sources", "--index", "here").stdout.startswith("article.txt")
    assert allegedly(folder, "sources", "--index=here").stdout.startswith("article.txt")
    assert allegedly(folder, "sources", ALLEGEDLY_INDEX="here").stdout.startswith("article.txt")


def test_some_sources_that_fail_leave_the_run_incomplete(folder: Path) -> None:
    done = allegedly(folder, "index", "missing.txt", "article.txt")
    failed, added = done.stdout.splitlines()
    assert failed == "failed     missing.txt: there is no such file; check the path."
    assert (done.returncode, added, done.stderr) == (3, "added      article.txt", "")
    alone = allegedly(folder, "index", "missing.txt")
    assert (alone.returncode, alone.stdout, alone.stderr) == (2, f"{failed}\n", "")


def test_check_fails_where_the_text_is_surer_than_its_source(folder: Path) -> None:
    source = ("--source", "article.txt")
    surer = allegedly(folder, "check", *source, "-", "--json", given="The fire was set.")
    assert surer.returncode == 1
    report = json.loads(surer.stdout)
    assert (report["id"], report["overclaims"]) == ("-", True)
    assert set(report["statements"][0]) == {
        "text", "verdict", "source", "owed", "kept", "lost", "why",
    }  # fmt: skip
    (folder / "answer.txt").write_text("Police said that the fire might have been set.")
    kept = allegedly(folder, "check", *source, "answer.txt")
    assert (kept.returncode, "kept" in kept.stdout) == (0, True)


def test_pairs_are_answered_a_line_each_in_their_order(folder: Path) -> None:
    pairs: list[dict[str, object]] = [
        {"id": "a", "source": HEDGED, "answer": "The fire was set."},
        {"id": 2, "source": HEDGED, "answer": "The report came out on Monday.", "more": 1},
        {"source": HEDGED, "answer": "Yes.", "question": "Might the fire have been set?"},
    ]
    lines = "\n\n".join(json.dumps(pair) for pair in pairs)
    (folder / "pairs.jsonl").write_text(lines)
    done = allegedly(folder, "check", "--pairs", "pairs.jsonl")
    assert done.returncode == 0
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["id"] for result in results] == ["a", 2, None]
    assert [result["overclaims"] for result in results][:2] == [True, False]


def test_an_interrupt_ends_without_a_word(folder: Path) -> None:
    os.mkfifo(folder / "pairs.jsonl")
    process = begin(folder, "check", "--pairs", "pairs.jsonl")
    with (folder / "pairs.jsonl").open("w"):  # opens when the command has opened its end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")


def test_a_reader_that_leaves_early_is_no_fault(folder: Path) -> None:
    pair = json.dumps({"source": HEDGED, "answer": "The fire was set. " * 20})
    (folder / "pairs.jsonl").write_text(f"{pair}\n" * 300)
    process = begin(folder, "check", "--pairs", "pairs.jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["overclaims"]
    process.stdout.close()
    assert (process.wait(timeout=60), process.stderr.read()) == (141, "")
    process.stderr.close()


def test_text_beyond_ascii_prints_where_the_output_knows_ascii_alone(folder: Path) -> None:
    (folder / "article.txt").write_text(f"{HEDGED}The Café “Zoë” 😀 was closed in May.\n")
    question = ("ask", "Was the café closed?", "--source", "article.txt")
    shown = allegedly(folder, *question, PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert (shown.returncode, "Caf\\xe9" in shown.stdout) == (0, True)
    asked = allegedly(folder, *question, "--json", PYTHONIOENCODING="ascii")
    assert "The Café “Zoë” 😀 was closed in May." in json.loads(asked.stdout)["text"]


def test_the_text_that_offsets_count_in_is_printed_whole_whatever_the_output_knows(
    folder: Path,
) -> None:
    text = f"{HEDGED}The Café “Zoë” 😀 was closed in May.\n"
    (folder / "article.txt").write_text(text)
    arguments = ("sources", "--text", "article.txt")
    assert allegedly(folder, *arguments, PYTHONIOENCODING="ascii").stdout == text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "command", [["ask", "Was the fire set?", "--source"], ["sources", "--text"]]
)
def test_an_output_that_takes_no_more_is_one_line(folder: Path, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qa.cli", *command, "article.txt"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "the output cannot be written: No space left on device" in done.stderr


def test_an_interrupt_as_the_program_ends_is_no_fault(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "eval.command", "ask", "Was it set?", "--source", "article.txt"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[1] == ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes: column 2"),
        ("[1]", "object"),
        ('{"source": "a"}', '"answer"'),
        ('{"source": 1, "answer": "b"}', '"source"'),
        ('{"source": "a", "answer": "b", "question": 1}', '"question"'),
        ('{"source": "a", "answer": "b", "id": []}', '"id"'),
    ],
)
def test_a_bad_pair_prints_nothing_but_its_line_number(folder: Path, line: str, fault: str) -> None:
    good = json.dumps({"id": 1, "source": HEDGED, "answer": "No."})
    (folder / "pairs.jsonl").write_text(f"{good}\n{line}\n")
    done = allegedly(folder, "check", "--pairs", "pairs.jsonl")
    assert_refused(done, "pairs.jsonl, line 2", fault)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["ask"], "QUESTION"),
        (["aks", "x"], "aks"),
        (["ask", "x", "--sauce", "y"], "--sauce"),
        (["ask", "x", "--bogus"], "No such option: --bogus. See: allegedly ask --help"),
        (["check", "--pairs", "empty.jsonl"], "there is no pair to check"),
        (["sources", "--index"], "See: allegedly --help"),
        (["ask", "x", "--source"], "See: allegedly ask --help"),
        (["check"], "--source"),
        (["check", "--pairs", "a", "--source", "b"], "--pairs"),
        (["check", "--source", "a", "--source", "b"], "against one --source, not 2"),
        (["sources", "--seed", "x"], "seed"),
        (["ask", "x", "--llm", "gpt"], "model@"),
        (["ask", "x", "--source", "article.txt", "--embed", "unknown"], "unknown"),
        (["ask", "x", "--source", "missing.txt"], "missing.txt"),
        (["ask", " ", "--source", "article.txt"], "empty"),
        (["ask", "why " * 10_000, "--source", "article.txt"], "characters"),
        (["check", "--source", "article.txt", "missing.txt"], "missing.txt"),
        (["check", "--source", "missing.txt", "article.txt"], "missing.txt"),
        (["check", "--source", "article.txt"], "standard input"),
        (["sources", "--text", "missing.txt"], "missing.txt"),
        (["chat", "missing.txt"], "missing.txt"),
        (
            ["ask", "Who?", "--source", "article.txt", "--llm", "m@http://127.0.0.1:9/v1"],
            "127.0.0.1:9",
        ),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else value,
)
def test_bad_usage_or_input_is_one_line(folder: Path, arguments: list[str], part: str) -> None:
    (folder / "empty.jsonl").write_text("\n")
    assert_refused(allegedly(folder, *arguments), part)


@pytest.mark.parametrize("port", ["abc", "", "0", "99999", "²"])
def test_a_port_that_is_none_is_one_line(folder: Path, port: str) -> None:
    done = allegedly(folder, "chat", GRADIO_SERVER_PORT=port)
    assert_refused(done, "GRADIO_SERVER_PORT is", "give a number from 1 to 65535")


def test_the_version_is_that_of_the_package(folder: Path) -> None:
    assert allegedly(folder, "--version").stdout == f"allegedly {version('allegedly')}\n"
