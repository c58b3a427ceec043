"""The commands under `allegedly eval`, run as a user runs them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.cli import main
from eval.log import read_log
from tests.eval.harbour import harbour
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
        f"{suite.path}: 4 samples on 1 documents\n",
    )
    suite.path.write_text("suite: harbour\nsampels: []\n")
    code, out, _ = run(capsys, "validate", suite.path)
    assert code == 2
    assert f"{suite.path}:2: sampels: is unknown" in out


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
    assert "incomplete: 1 samples got no answer" in out
    assert "refuses the key" in str(read_log(log).replies["cause"].error)


def test_a_log_that_cannot_be_written_is_told_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = harbour(tmp_path)
    code, _, notes = run(capsys, "run", suite.path, "--log", suite.path / "a.jsonl", *NONE)
    assert code == 2
    assert "a.jsonl:1: cannot be written: " in notes


def test_a_log_cut_anywhere_is_incomplete_or_told_by_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    run(capsys, "run", suite.path, "--log", log, *NONE)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:3])[:-20])
    code, out, _ = run(capsys, "score", log)
    assert code == 3
    assert "incomplete: 3 samples got no answer; --resume asks them again" in out
    log.write_bytes(lines[0] + lines[1][:50] + b"\n" + lines[2])
    code, _, notes = run(capsys, "score", log)
    assert code == 2
    assert "a.jsonl:2: no line of a log: " in notes


def test_ctrl_c_keeps_what_is_done_and_tells_how_to_go_on(tmp_path: Path) -> None:
    suite, log = harbour(tmp_path), tmp_path / "a.jsonl"
    with Loopback(lambda request: Reply("At least twelve boats burned [1].", pause=0.05)) as server:
        arguments = ["run", str(suite.path), "--log", str(log), "--llm", f"slow@{server.url}"]
        command = [sys.executable, "-m", "eval.cli", "eval", *arguments]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
        while not log.exists() or log.read_text().count("\n") < 2:
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, notes = running.communicate(timeout=60)
        assert running.returncode == 130
        done = len(read_log(log).replies)
        assert f"Stopped: {done} of 4 samples are logged." in notes
        assert notes.strip().endswith("--resume")
        resumed = subprocess.run([*command, "--resume"], capture_output=True, check=False)
        assert resumed.returncode in (0, 1), resumed.stderr
    found = read_log(log)
    assert found.finished
    assert len(log.read_text().splitlines()) == 4 + 2


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
    assert run(capsys, "validate", made)[:2] == (0, f"{made}: 2 samples on 1 documents\n")


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
    assert "rag.json:3: no LabelledRagDataset: Expecting value at column 3" in notes
