"""A suite becomes tests, answered by the chatbot or by whatever the user names."""

from pathlib import Path

import pytest

from tests.eval.harbour import harbour

pytest_plugins = ["pytester"]

TEST = """
import pytest

@pytest.mark.allegedly_suite("harbour.yaml")
def test_sample(allegedly_scored):
    assert not allegedly_scored.faults
"""

REGISTERED = 'pytest_plugins = ["eval.pytest_plugin"]'

ANSWERS = (
    f"""{REGISTERED}
"""
    + """
import pytest
from eval.log import Reply
from tests.eval.harbour import quoting

@pytest.fixture(scope="session")
def allegedly_answering():
    answers = {reply.id: reply for reply in quoting()}
    answers["boats"] = Reply("boats", True, answers["start"].statements)
    return lambda sample: answers[sample.id]
"""
)


@pytest.fixture(autouse=True)
def the_tests_import_this_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def test_each_sample_is_a_test_that_tells_why_it_fails(pytester: pytest.Pytester) -> None:
    harbour(pytester.path)
    pytester.makepyfile(TEST)
    pytester.makeconftest(ANSWERS)
    result = pytester.runpytest_subprocess("-v")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*::test_sample[[]cause[]] PASSED*", '*"At least" not carried*'])


def test_a_faulty_suite_fails_the_collection_with_its_faults(pytester: pytest.Pytester) -> None:
    suite = harbour(pytester.path)
    suite.path.write_text("suite: harbour\n")
    pytester.makepyfile(TEST)
    pytester.makeconftest(REGISTERED)
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*harbour.yaml:1: samples: is missing*"])


def test_the_bundled_chatbot_answers_by_default(pytester: pytest.Pytester) -> None:
    harbour(pytester.path)
    pytester.makepyfile(TEST.replace("not allegedly_scored.faults", "all(allegedly_scored.valid)"))
    pytester.makeconftest(REGISTERED)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=4)
