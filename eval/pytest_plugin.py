"""A pytest plugin that turns the samples of a suite into tests.

    @pytest.mark.allegedly_suite("suites/harbour.yaml")
    def test_sample(allegedly_scored):
        assert not allegedly_scored.faults

The path is relative to the test file. The bundled chatbot answers, with the model that the settings
name; a `conftest.py` that defines the fixture `allegedly_answering` puts another system in its
place: a function from a `Sample` to a `Reply`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.log import Reply
    from eval.run import Answering
    from eval.score import Scored, Scorer
    from eval.suite import Sample, Suite

_SUITES = pytest.StashKey["dict[Path, tuple[Suite, Scorer]]"]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.stash[_SUITES] = {}
    config.addinivalue_line("markers", "allegedly_suite(path): a test for each sample of a suite")


def _suite(config: pytest.Config, path: Path) -> "tuple[Suite, Scorer]":
    from eval.score import Scorer
    from eval.suite_file import read_suite

    suites = config.stash[_SUITES]
    if path not in suites:
        suite = read_suite(path)
        suites[path] = suite, Scorer(suite.samples, suite.documents)
    return suites[path]


def _path(definition: pytest.Item) -> Path | None:
    marker = definition.get_closest_marker("allegedly_suite")
    return definition.path.parent / marker.args[0] if marker else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each sample. A faulty suite fails the collection with all its faults."""
    if "allegedly_sample" not in metafunc.fixturenames:
        return
    from eval.suite import SuiteError

    path = _path(metafunc.definition)
    if path is None:
        raise pytest.UsageError("allegedly_sample needs @pytest.mark.allegedly_suite(PATH)")
    try:
        suite, _ = _suite(metafunc.config, path)
    except SuiteError as error:
        raise pytest.UsageError(str(error)) from None
    metafunc.parametrize("allegedly_sample", suite.samples, ids=[s.id for s in suite.samples])


@pytest.fixture(scope="session")
def allegedly_answering(request: pytest.FixtureRequest) -> "Iterator[Answering]":
    """Give what answers the samples: the bundled chatbot, with the model of the settings."""
    from eval.run import Chatbots
    from index.embeddings import embedding
    from qa.models import model
    from qa.settings import load

    settings = load({})
    llm, embeds = model(settings.llm), embedding(settings.embed)
    chatbots: dict[str, Chatbots] = {}

    def answer(sample: "Sample") -> "Reply":
        suites = request.config.stash[_SUITES].values()
        suite = next(suite for suite, _ in suites if sample in suite.samples)
        return chatbots.setdefault(suite.name, Chatbots(suite, llm, embeds))(sample)

    yield answer
    for bots in chatbots.values():
        bots.close()


@pytest.fixture
def allegedly_scored(
    request: pytest.FixtureRequest, allegedly_sample: "Sample", allegedly_answering: "Answering"
) -> "Scored":
    """Return the sample as answered and scored; its `faults` say in words why it fails."""
    path = _path(request.node)
    assert path is not None
    _, scorer = _suite(request.config, path)
    return scorer.score(allegedly_answering(allegedly_sample))
