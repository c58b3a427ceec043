"""An index kept in step with its sources."""

from pathlib import Path

from index.build import forget, refresh
from index.store import Index


def test_a_changed_source_leaves_nothing_stale_and_forget_removes_it(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The truce\n\nThe truce reportedly holds. Nobody knows for how long.\n")
    with Index.open(str(tmp_path / "index")) as index:
        statuses = [outcome.status for outcome in refresh(index, [str(article)])]
        statuses += [outcome.status for outcome in refresh(index, [str(article)])]
        article.write_text("The war\n\nThe war allegedly began again.\n")
        statuses += [outcome.status for outcome in refresh(index, [str(article)])]
        assert statuses == ["added", "unchanged", "updated"]
        assert [passage.text for passage in index.passages()] == [
            "The war\n\nThe war allegedly began again."
        ]
        assert forget(index, str(article))
        assert index.documents() == ()
        assert index.passages() == ()
