"""Runs killed at random moments and resumed, against a run that nothing disturbed.

    python -m tests.eval.killing [KILLS] [SUITE]

The program is the real one, killed with SIGKILL, which it can neither notice nor put off. A log
that is finished is compared and begun anew, until there were that many kills (50 unless given).
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SUITE = Path(__file__).parents[2] / "eval" / "suites" / "disagreeing.yaml"


def start(suite: Path, log: Path) -> "subprocess.Popen[bytes]":
    """Start or resume a run."""
    command = ["-m", "eval.command", "eval", "run", str(suite), "--log", str(log), "--resume"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, *command, "--llm", "none"], stdout=quiet, stderr=quiet)


def lines(log: Path) -> list[str]:
    """Return the lines of a log without what the clock says."""
    return [json.dumps(timeless(json.loads(line))) for line in log.read_text().splitlines()]


def timeless(value: object) -> object:
    """Return a value of a log without its times, at any depth."""
    if not isinstance(value, dict):
        return value
    return {k: timeless(v) for k, v in value.items() if k not in ("seconds", "started")}


def kill(suite: Path, log: Path, whole: float, chance: random.Random) -> bool:
    """Start or resume a run and kill it at a random moment; return whether it was too late.

    Of every two moments one lies anywhere in `whole` seconds, and one in the time of writing.
    """
    running = start(suite, log)
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, whole))
    else:
        size = log.stat().st_size if log.exists() else 0
        while running.poll() is None and (not log.exists() or log.stat().st_size == size):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, whole / 10))
    running.kill()
    return running.wait() != -9


def disturbed(suite: Path, folder: Path, kills: int, seed: int = 0) -> Iterator[tuple[int, bool]]:
    """Yield, for each run, how often it was killed and whether its log is that of a quiet one."""
    quiet, begun, chance = folder / "quiet.jsonl", time.monotonic(), random.Random(seed)
    start(suite, quiet).wait()
    whole, number, left = time.monotonic() - begun, 0, kills
    while left:
        log, killed = folder / f"{number}.jsonl", 0
        while killed < left and not kill(suite, log, whole, chance):
            killed += 1
        if killed == left:
            start(suite, log).wait()
        yield killed, lines(log) == lines(quiet)
        number, left = number + 1, left - killed


def main(arguments: list[str]) -> None:
    """Print what came of each run; exit with 1 where a log differs."""
    kills = int(arguments[0]) if arguments else 50
    suite = Path(arguments[1]) if len(arguments) > 1 else SUITE
    with tempfile.TemporaryDirectory() as folder:
        found = list(disturbed(suite, Path(folder), kills))
    for killed, equal in found:
        print(f"killed {killed} times: {'equal' if equal else 'DIFFERS'}")
    print(f"{kills} kills of {len(found)} runs: {sum(equal for _, equal in found)} logs are equal")
    sys.exit(not all(equal for _, equal in found))


if __name__ == "__main__":
    main(sys.argv[1:])
