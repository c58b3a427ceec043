"""A pytest plugin that turns the samples of a suite into tests.

    @pytest.mark.allegedly_suite("suites/harbour.yaml")
    def test_sample(allegedly_scored):
        assert not allegedly_scored.faults

The path is relative to the test file. The bundled chatbot answers, with the model that the settings
name; a `conftest.py` that defines the fixture `allegedly_answering` puts another system in its
place: a function from a `Sample` to a `Reply`.
"""

from functools import cache
from pathlib import Path

import pytest

from eval.faults import SuiteError
from eval.run import Answering, Chatbots
from eval.score import Scored, Scorer
from eval.suite import Sample, Suite
from eval.suite_file import read_suite


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "allegedly_suite(path): a test for each sample of a suite")


def _path(item: pytest.Item) -> Path:
    """Return the suite that a test is marked with."""
    marker = item.get_closest_marker("allegedly_suite")
    if marker is None:
        why = f"{item.name} needs @pytest.mark.allegedly_suite(PATH)"
        raise pytest.Collector.CollectError(why)
    return item.path.parent / str(marker.args[0])


@cache
def _suite(path: Path) -> tuple[Suite, Scorer]:
    suite = read_suite(path)
    return suite, Scorer(suite.samples, suite.documents)


@cache
def _chatbots(path: Path, config: pytest.Config) -> Chatbots:
    from index.embeddings import embedding
    from qa.models import model
    from qa.settings import load

    settings = load({})
    bots = Chatbots(_suite(path)[0], model(settings.llm), embedding(settings.embed))
    config.add_cleanup(bots.close)
    return bots


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each sample. A faulty suite fails the collection with all its faults."""
    if "allegedly_sample" not in metafunc.fixturenames:
        return
    try:
        samples = _suite(_path(metafunc.definition))[0].samples
    except SuiteError as error:
        raise pytest.Collector.CollectError(str(error)) from None
    metafunc.parametrize("allegedly_sample", samples, ids=[sample.id for sample in samples])


@pytest.fixture
def allegedly_answering(request: pytest.FixtureRequest) -> Answering:
    """Give what answers the samples: the bundled chatbot, with the model of the settings."""
    return _chatbots(_path(request.node), request.config)


@pytest.fixture
def allegedly_scored(
    request: pytest.FixtureRequest, allegedly_sample: Sample, allegedly_answering: Answering
) -> Scored:
    """Return the sample as answered and scored; its `faults` say in words why it fails."""
    return _suite(_path(request.node))[1].score(allegedly_answering(allegedly_sample))
