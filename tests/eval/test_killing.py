"""A few kills of the real program; `python -m tests.eval.killing` does it 50 times."""

from pathlib import Path

from tests.eval.harbour import harbour
from tests.eval.killing import disturbed


def test_a_run_killed_at_random_moments_gives_the_log_of_an_undisturbed_run(tmp_path: Path) -> None:
    found = list(disturbed(harbour(tmp_path).path, tmp_path, kills=3))
    assert sum(killed for killed, _ in found) == 3
    assert all(equal for _, equal in found)
