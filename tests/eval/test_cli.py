"""The commands under `allegedly eval`, run as a user runs them."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.cli import main
from eval.log import read_log
from tests.eval.harbour import SUITE, harbour
from tests.loopback import Loopback, Reply

NONE = ["--llm", "none"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; return its exit code, its output and its notes."""
    with pytest.raises(SystemExit) as left:
        main(["eval", *map(str, arguments)])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def test_a_good_suite_is_counted_and_a_bad_one_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = harbour(tmp_path)
    assert run(capsys, "validate", suite.path)[:2] == (
        0,
        f"{suite.path}: 4 samples on 1 document\n",
    )
    suite.path.write_text("suite: harbour\nsampels: []\n")
    code, out, _ = run(capsys, "validate", suite.path)
    assert code == 2
    assert f"{suite.path}:2: sampels: is unknown" in out
    code, nothing, notes = run(capsys, "run", suite.path)
    assert (code, nothing) == (2, "")
    assert notes == "".join(f"allegedly: {line}\n" for line in out.splitlines())


def test_a_run_is_logged_scored_reported_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    code, out, notes = run(capsys, "run", suite.path, "--log", log, *NONE)
    assert f"Logged in {log}." in notes
    assert re.search(r"citation_validity +│ 100\.0%", out)
    again = run(capsys, "score", log)
    assert again[:2] == (code, out)

    files = [tmp_path / name for name in ("report.md", "report.xml", "report.html")]
    assert run(capsys, "report", log, *files)[0] == 0
    assert "| hedge_recall | " in files[0].read_text()
    cases = ElementTree.parse(files[1]).getroot().findall("testcase")
    assert [case.get("name") for case in cases] == ["cause", "start", "boats", "mayor", "gates"]
    page = files[2].read_text()
    assert page.count("<article ") == 4
    assert '<mark class="epistemic"' in page
    assert not re.search(r"(?:src|href)=|https?://", page)

    code, out, _ = run(capsys, "compare", log, log)
    assert code == 0
    assert "inconclusive" not in out


def test_a_comparison_with_a_run_of_fewer_samples_is_incomplete_unless_a_gate_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, whole, part = harbour(tmp_path), tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
    run(capsys, "run", suite.path, "--log", whole, *NONE)
    run(capsys, "run", suite.path, "--log", part, "--limit", "3", *NONE)
    for pair in ((whole, part), (part, whole)):
        code, out, _ = run(capsys, "compare", *pair)
        assert code == 3
        assert out.endswith(f"incomplete: 1 sample got no answer in {part}\n")

    replies = whole.read_text().splitlines(keepends=True)
    whole.write_text("".join(replies[:3]))
    code, out, _ = run(capsys, "compare", whole, whole)
    assert code == 3
    assert f"incomplete: 2 samples got no answer in {whole}; --resume asks again\n" in out

    surer = {"id": "cause", "answer": "Sparks from a welder set off the fire."}
    after = tmp_path / "after.jsonl"
    after.write_text(json.dumps(surer) + "\n")
    code, out, _ = run(capsys, "compare", whole, after, "--suite", suite.path)
    assert code == 1
    assert "gate failed: hedge_recall: worse by " in out
    assert f"incomplete: 3 samples got no answer in {after}\n" in out


def test_logs_of_two_suites_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, first, second = harbour(tmp_path), tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    run(capsys, "run", suite.path, "--log", first, "--limit", "1", *NONE)
    other = suite.path.with_name("port.yaml")
    other.write_text(SUITE.replace("suite: harbour", "suite: port"))
    run(capsys, "run", other, "--log", second, "--limit", "1", *NONE)
    code, _, notes = run(capsys, "compare", first, second)
    assert (code, notes) == (2, f"allegedly: {first}: is of another suite: harbour, not port\n")


def test_what_is_resumed_is_named_and_begun_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    code, _, notes = run(capsys, "run", suite.path, "--resume", *NONE)
    assert code == 2
    assert "--resume goes on with a log: name it with --log." in notes
    limited = [str(part) for part in ("run", suite.path, "--log", log, "--limit", 1, *NONE)]
    run(capsys, *limited)
    code, _, notes = run(capsys, "run", suite.path, "--log", log, "--resume", *NONE)
    assert code == 2
    assert "a.jsonl: is of another run: go on with --limit 1\n" in notes
    assert "is of another run" not in run(capsys, *limited, "--resume")[2]


def test_wrong_usage_points_to_the_help_of_its_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = harbour(tmp_path)
    code, _, notes = run(capsys, "run", suite.path, "--price", "0.15")
    assert code == 2
    assert notes.endswith("See: allegedly eval run --help\n")


def test_two_runs_are_equal_but_for_their_times(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, logs = harbour(tmp_path), [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for log in logs:
        run(capsys, "run", suite.path, "--log", log, *NONE)
    texts = [re.sub(r'"seconds": [\d.]+', "", log.read_text()) for log in logs]
    assert texts[0].splitlines()[1:] == texts[1].splitlines()[1:]


def test_a_report_in_no_known_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    run(capsys, "run", suite.path, "--log", log, "--limit", "1", *NONE)
    code, _, notes = run(capsys, "report", log, tmp_path / "report.pdf")
    assert code == 2
    assert "name it .md, .xml (for JUnit) or .html" in notes


def test_a_dry_run_asks_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suite = harbour(tmp_path)
    assert run(capsys, "run", suite.path, "--dry-run", "--limit", "1")[1].startswith("1 sample: ")
    unreachable = ["--llm", "model@http://127.0.0.1:9/v1"]
    code, out, _ = run(capsys, "run", suite.path, "--dry-run", "--price", "1", "2", *unreachable)
    assert code == 0
    assert re.match(r"4 samples: about [\d,]+ tokens read, 640 written, about \$0\.0\d", out)


def test_samples_without_an_answer_make_a_run_incomplete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    with Loopback(lambda request: Reply(status=401)) as server:
        llm = f"scripted@{server.url}"
        code, out, _ = run(capsys, "run", suite.path, "--log", log, "--limit", "1", "--llm", llm)
    assert code == 3
    assert f"incomplete: 1 sample got no answer in {log}; --resume asks again\n" in out
    assert "refuses the key" in str(read_log(log).replies["cause"].error)


def test_a_server_that_is_not_there_is_one_line_and_no_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    nobody = ["--llm", "m@http://127.0.0.1:9/v1"]
    code, out, notes = run(capsys, "run", suite.path, "--log", log, *nobody)
    assert (code, out, notes.count("\n")) == (2, "", 1)
    assert notes.startswith("allegedly: The model m at http://127.0.0.1:9/v1 cannot be reached: ")
    assert not log.exists()


def test_a_log_that_cannot_be_written_is_told_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = harbour(tmp_path)
    code, _, notes = run(capsys, "run", suite.path, "--log", suite.path / "a.jsonl", *NONE)
    assert code == 2
    assert "a.jsonl: cannot be written: " in notes


def test_a_log_cut_anywhere_is_incomplete_or_told_by_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    run(capsys, "run", suite.path, "--log", log, *NONE)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:3])[:-20])
    code, out, _ = run(capsys, "score", log)
    assert code == 3
    assert f"incomplete: 3 samples got no answer in {log}; --resume asks again\n" in out
    page = tmp_path / "report.md"
    told = f"incomplete: 3 samples got no answer in {log}; --resume asks again\n"
    assert run(capsys, "report", log, page)[:2] == (3, told)
    assert "1 of 4 samples" in page.read_text()
    log.write_bytes(lines[0] + lines[1][:50] + b"\n" + lines[2])
    code, _, notes = run(capsys, "score", log)
    assert code == 2
    assert "a.jsonl:2: no line of a log: " in notes


@pytest.mark.parametrize("named", [["--log", "logs/a.jsonl"], []])
def test_ctrl_c_keeps_what_is_done_and_tells_how_to_go_on(tmp_path: Path, named: list[str]) -> None:
    suite = harbour(tmp_path)

    def begin(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "eval.cli", *arguments]
        here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.Popen(command, cwd=tmp_path, env=here, stderr=subprocess.PIPE, text=True)

    with Loopback(lambda request: Reply("At least twelve boats burned [1].", pause=0.05)) as server:
        running = begin("eval", "run", str(suite.path), *named, "--llm", f"slow@{server.url}")
        while not (logs := list(tmp_path.glob("logs/*"))) or logs[0].read_text().count("\n") < 2:
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, notes = running.communicate(timeout=60)
        assert running.returncode == 130
        done = len(read_log(logs[0]).replies)
        assert f"Stopped: {done} of 4 samples are logged." in notes
        program, *again = shlex.split(notes.strip().splitlines()[-1])
        assert (program, again.count("--log"), again[-1]) == ("allegedly", 1, "--resume")
        resumed = begin(*again)
        _, notes = resumed.communicate(timeout=60)
        assert resumed.returncode in (0, 1), notes
    assert read_log(logs[0]).finished
    assert len(logs[0].read_text().splitlines()) == 4 + 2


def test_a_second_opinion_is_logged_beside_and_changes_no_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    run(capsys, "run", suite.path, "--log", log, *NONE)
    before = run(capsys, "score", log)
    with Loopback(lambda request: Reply("Same.")) as server:
        code, out, _ = run(capsys, "opinion", log, "--llm", f"scripted@{server.url}")
    assert code == 0
    assert "the model 0" in out
    logged = log.with_suffix(".opinion.jsonl").read_text().splitlines()
    opinions = [json.loads(line)["opinion"] for line in logged]
    assert {opinion["opinion"] for opinion in opinions} == {"same"}
    assert run(capsys, "score", log) == before


def test_stance_is_measured_and_what_is_unseen_stays_unseen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.jsonl"
    source = "The dam may break."
    rows = [
        {"id": f"p{n}", "source": f"{source} {n}.", "answer": "The dam breaks.", "verdict": verdict}
        for n, verdict in enumerate(("dropped", "kept", "dropped", "kept"))
    ]
    pairs.write_text("\n".join(map(json.dumps, rows)))
    code, out, _ = run(capsys, "stance", pairs)
    assert code == 0
    assert "any hedge word anywhere" in out
    code, _, notes = run(capsys, "stance", pairs, "--show")
    assert code == 2
    assert "--split seen" in notes
    assert run(capsys, "mutate", pairs)[0] == 0


def test_a_table_becomes_a_suite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harbour(tmp_path)
    table = tmp_path / "table.csv"
    table.write_text(
        "id,question,gold,marks,answerable\n"
        'boats,How many?,"At least\ntwelve boats|Nobody was hurt",At least,\n'
        "mayor,Who is mayor?,,,false\n"
    )
    code, out, _ = run(capsys, "convert", table, "harbour.txt")
    assert code == 0
    made = tmp_path / "made.jsonl"
    made.write_text(out)
    assert run(capsys, "validate", made)[:2] == (0, f"{made}: 2 samples on 1 document\n")


def test_a_rag_dataset_becomes_a_suite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harbour(tmp_path)
    dataset = tmp_path / "rag.json"
    example = {
        "query": "How many boats burned?",
        "reference_contexts": ["At least twelve\nboats burned.", "Not in the article."],
        "reference_answer": "At least twelve.",
    }
    dataset.write_text(json.dumps({"examples": [example]}))
    code, out, _ = run(capsys, "convert", dataset, str(tmp_path / "harbour.txt"))
    assert code == 0
    assert json.loads(out.splitlines()[1])["gold"] == ["At least twelve boats burned."]
    dataset.write_text('{\n  "examples": [\n  }\n')
    code, _, notes = run(capsys, "convert", dataset, str(tmp_path / "harbour.txt"))
    assert code == 2
    assert "rag.json:3: no LabelledRagDataset: Expecting value: column 3 (char 20)" in notes
