#!/usr/bin/env python3
"""Set up `.venv` from the lock, then open the page, run the tests, or run any command in it.

    python3 start.py            open the page on the sample article
    python3 start.py test       lint, check the types and run the tests
    python3 start.py ask "..."  any other words go to the command `allegedly`

Needs Python 3.11 or later with pip and nothing else. The second time it only compares a stamp.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest",),
)


def fingerprint(lock: Path) -> str:
    """Return what the environment is made from: this Python, the lock and the project file."""
    made_from = sys.version.encode() + lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(made_from).hexdigest()


def pip(*arguments: str) -> None:
    """Run the pip of the calling Python on the environment: a bare Debian has no ensurepip."""
    command = [sys.executable, "-m", "pip", "--python", str(PROGRAMS / "python")]
    subprocess.run(
        [*command, "install", "-qq", "--disable-pip-version-check", *arguments], check=True
    )


def tell(step: str) -> None:
    """Print what is being done, at once, and where it can be kept apart from results."""
    print(step, file=sys.stderr, flush=True)


def set_up(lock: Path) -> None:
    """Make the environment hold what the lock names, and the project itself, unless it does."""
    stamp = ENVIRONMENT / f"{lock.stem}.stamp"
    wanted = fingerprint(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not (ENVIRONMENT / "pyvenv.cfg").exists():
        tell(f"1/3 Making the environment {ENVIRONMENT.name}")
        venv.create(ENVIRONMENT, with_pip=False)
    packages = sum("==" in line for line in lock.read_text().splitlines())
    tell(f"2/3 Installing the {packages} packages of {lock.name}; this takes a few minutes")
    pip("--require-hashes", "--requirement", str(lock))
    tell("3/3 Installing allegedly itself")
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Set up what the arguments need, run it, and return its exit code."""
    testing = arguments[:1] == ["test"]
    try:
        set_up(ROOT / ("requirements-dev.lock" if testing else "requirements.lock"))
    except subprocess.CalledProcessError:
        print("The set-up failed; pip says why above. Mend it and run the same command again.")
        return 2
    except KeyboardInterrupt:
        print("Interrupted; run the same command again to go on.")
        return 130
    if not testing:
        return subprocess.call([PROGRAMS / "allegedly", *(arguments or ["chat"])], cwd=os.getcwd())
    for program, *rest in CHECKS:
        more = arguments[1:] if program == "pytest" else []
        code = subprocess.call([PROGRAMS / "python", "-m", program, *rest, *more], cwd=ROOT)
        if code:
            return code
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
