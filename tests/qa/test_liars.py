"""Whatever a model that lies at random says, nothing leaves that the judge holds for an overclaim.

`python -m tests.thousand` asks it a thousand times and over any article.
"""

from pathlib import Path

import pytest

from qa import Chatbot
from tests.qa.test_chat import NEWS
from tests.thousand import run


@pytest.mark.parametrize("seed", [1, 2])
def test_no_lie_leaves(tmp_path: Path, seed: int) -> None:
    (tmp_path / "news.txt").write_text(NEWS)
    tally = run(Chatbot.from_sources(str(tmp_path / "news.txt")), 40, seed)
    assert tally.slipped == ()
    assert tally.answers == 40
    assert tally.mended > 0
    assert tally.replaced > 0
    assert tally.mended + tally.replaced < tally.statements


def test_a_run_is_equal_for_one_seed(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS)
    bot = Chatbot.from_sources(str(tmp_path / "news.txt"))
    assert run(bot, 10, 3) == run(bot, 10, 3)
