"""A short article for the tests of answering, indexed for real."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.build import refresh
from index.store import Index

DAM = """The dam at Velden and the night of the flood

HAMBURG - Engineers reported on Monday that the dam at Velden had cracked. This report was denied \
by the mayor, and there are many indications that it was false.

At least 300 people left the valley during the night. According to the fire brigade, two bridges \
were damaged. It is unclear why the sirens stayed silent.

The ministry plans to inspect all dams of the region in spring. The inspection may cost up to four \
million euros. Velden has about 9,000 inhabitants.
"""


@contextmanager
def indexed(*articles: str) -> Iterator[Index]:
    """Open an index in memory that holds the articles."""
    with TemporaryDirectory() as folder, Index.open(None) as index:
        for number, article in enumerate(articles):
            (Path(folder) / f"{number}.txt").write_text(article, encoding="utf-8")
        outcomes = list(refresh(index, [folder]))
        assert [outcome.status for outcome in outcomes] == ["added"] * len(articles)
        yield index
