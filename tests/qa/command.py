"""The command line in a process of its own, for its tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEEDING = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""What makes even the superuser heed permissions."""

HEDGED = "The report came out on Monday. Police said that the fire might have been set.\n"


def allegedly(
    folder: Path,
    *arguments: str,
    given: str | bytes = b"",
    bound: bool = False,
    **environment: str,
) -> "subprocess.CompletedProcess[str]":
    """Run the command in a folder where all that it may touch lies.

    Where it is to be bound by permissions, which the superuser is not, that may mean to skip.
    """
    if bound and not os.geteuid() and not shutil.which(HEEDING[0]):
        pytest.skip("the superuser heeds no permissions")
    inherited = {name: value for name, value in os.environ.items() if "ALLEGEDLY" not in name}
    own = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [
            *(HEEDING if bound and not os.geteuid() else ()),
            sys.executable,
            "-m",
            "qa.cli",
            *arguments,
        ],
        cwd=folder,
        env={**inherited, **own, **environment},
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def assert_refused(done: "subprocess.CompletedProcess[str]", *parts: str) -> None:
    """Exit code 2, nothing on standard output, one line that says these things."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert [part for part in parts if part not in done.stderr] == []


def begin(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start the command with pipes to it."""
    return subprocess.Popen(
        [sys.executable, "-m", "qa.cli", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
