"""`qa.check` as a Python user calls it."""

from pathlib import Path

import pytest

from index.errors import SourceError
from qa import check

HEDGED = "Police said that the fire might have been set."


def test_the_source_is_a_text_and_no_path(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(HEDGED)
    for path in (str(article), article):
        with pytest.raises(SourceError, match="the source is to be a text, and this is a file"):
            check("The fire was set.", source=path)  # type: ignore[arg-type]
    assert check("The fire was set.", source=article.read_text()).overclaims
    assert check("The fire was set.", source=f"{article}\n{HEDGED}").overclaims
