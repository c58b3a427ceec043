"""An index kept in step with its sources."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.build import forget
from index.documents import load
from index.errors import SourceError
from index.store import Index
from tests.index.parts import FERRY, TRUCE, Counting, refreshed, written


def statuses(index: Index, *sources: str) -> list[str]:
    return [outcome.status for outcome in refreshed(index, *sources)]


def test_what_did_not_change_is_not_embedded_again(tmp_path: Path) -> None:
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    embedding = Counting()
    with Index.open(str(tmp_path / "index"), embedding) as index:
        assert statuses(index, truce, ferry) == ["added", "added"]
        embedded = embedding.texts
        assert set(embedded) == {passage.text for passage in index.passages()}
        assert len(embedded) == len(index.passages())
        assert statuses(index, truce, ferry) == ["unchanged", "unchanged"]
    with Index.open(str(tmp_path / "index"), embedding) as index:
        assert statuses(index, truce, ferry) == ["unchanged", "unchanged"]
    assert embedding.texts == embedded


def test_a_changed_source_leaves_nothing_stale(tmp_path: Path) -> None:
    truce = written(tmp_path, "truce.txt", TRUCE)
    with Index.open(str(tmp_path / "index")) as index:
        refreshed(index, truce)
        assert index.lexical("Hamnes", 5)
        written(tmp_path, "truce.txt", FERRY)
        assert statuses(index, truce) == ["updated"]
        assert index.lexical("Hamnes", 5) == ()
        assert [passage.text for passage, _ in index.dense("Hamnes", 5)] == [FERRY.strip()]
        assert index.document(truce).title == "The ferry runs again"
        assert index.sentences(truce)[0].text == "The ferry runs again"


def test_forget_removes_all_of_one_source_and_nothing_else(tmp_path: Path) -> None:
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    with Index.open(str(tmp_path / "index")) as index:
        refreshed(index, truce, ferry)
        assert forget(index, truce)
        assert not forget(index, truce)
    with Index.open(str(tmp_path / "index")) as index:
        assert [document.source for document in index.documents()] == [ferry]
        assert {passage.source for passage in index.passages()} == {ferry}
        assert {passage.source for passage, _ in index.dense("the truce", 9)} == {ferry}
        with pytest.raises(SourceError, match="not in the index"):
            index.document(truce)


def test_a_failure_leaves_what_was_there_and_the_rest_goes_on(tmp_path: Path) -> None:
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    with Index.open(None) as index:
        refreshed(index, truce)
        Path(truce).write_bytes(b"\xff\xfe\xff")
        failed, added = refreshed(index, truce, ferry)
        assert (failed.status, added.status) == ("failed", "added")
        assert "not valid UTF-16" in failed.why
        assert index.document(truce).text == TRUCE


def test_an_embedding_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    class Failing(Counting):
        def _get_text_embedding(self, text: str) -> list[float]:
            if "winter" in text:
                raise ConnectionError("the embedding server is gone")
            return super()._get_text_embedding(text)

    article = written(tmp_path, "article.txt", TRUCE)
    with Index.open(None, Failing()) as index:
        refreshed(index, article)
        written(tmp_path, "article.txt", FERRY)
        with pytest.raises(ConnectionError):
            refreshed(index, article)
        assert index.document(article).text == TRUCE
        assert index.lexical("Hamnes", 1)


def test_what_a_crash_left_behind_is_not_answered_from_and_is_cleared_away(tmp_path: Path) -> None:
    """Passages are written before the document that makes them count."""
    article = written(tmp_path, "article.txt", TRUCE)
    folder = str(tmp_path / "index")
    with Index.open(folder) as index, Index.open(None) as newer:
        refreshed(index, article)
        written(tmp_path, "article.txt", FERRY)
        refreshed(newer, article)
        store = newer.vector_store()
        nodes = store.get_nodes(None)
        vectors = newer.embedding.get_text_embedding_batch([node.get_content() for node in nodes])
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector
        index.vector_store().add(nodes)
    with Index.open(folder) as index:
        assert index.lexical("ferry", 5) == ()
        assert [passage.text[:9] for passage, _ in index.dense("ferry", 1)] != ["The ferry"]
        assert len(index.dense("ferry", 1)) == 1
        written(tmp_path, "article.txt", TRUCE)
        assert statuses(index, article) == ["updated"]
        assert statuses(index, article) == ["unchanged"]
        assert len(index.vector_store().get_nodes(None)) == len(index.passages())


def test_a_folder_brings_all_its_articles(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    truce, ferry = written(articles, "truce.txt", TRUCE), written(articles, "ferry.md", FERRY)
    with Index.open(None) as index:
        assert [outcome.source for outcome in refreshed(index, str(articles))] == [ferry, truce]


def test_a_folder_with_nothing_to_read_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ferry = written(tmp_path, "ferry.txt", FERRY)
    with Index.open(None) as index:
        failed, added = refreshed(index, str(tmp_path / "empty"), ferry)
        assert (failed.status, added.status) == ("failed", "added")
        assert "nothing to read" in failed.why


def test_articles_of_one_name_in_two_folders_are_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(None) as index:
        for name, text in (("one", TRUCE), ("two", FERRY)):
            folder = tmp_path / name
            folder.mkdir()
            monkeypatch.chdir(folder)
            written(folder, "article.txt", text)
            assert statuses(index, "article.txt") == ["added"]
        assert [document.text for document in index.documents()] == [TRUCE, FERRY]


def test_an_article_is_one_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = written(tmp_path, "article.txt", TRUCE)
    monkeypatch.chdir(tmp_path)
    spellings = ("./article.txt", f"../{tmp_path.name}/article.txt", article)
    with Index.open(None) as index:
        assert statuses(index, "article.txt", *spellings) == ["added"]
        assert [statuses(index, spelling) for spelling in spellings] == [["unchanged"]] * 3
        assert {index.document(spelling) for spelling in spellings} == {*index.documents()}
        assert index.documents()[0].source == article
        assert forget(index, spellings[1])
        assert index.documents() == ()


def test_to_forget_a_folder_is_to_forget_all_below_it(tmp_path: Path) -> None:
    for name in ("articles", "articles-2"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, "truce.txt", TRUCE)
    with Index.open(None) as index:
        refreshed(index, str(tmp_path))
        assert forget(index, f"{tmp_path}/articles/")
        assert [document.source for document in index.documents()] == [
            str(tmp_path / "articles-2" / "truce.txt")
        ]


def test_what_an_earlier_version_indexed_by_its_path_as_written_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = written(tmp_path, "article.txt", TRUCE)
    monkeypatch.chdir(tmp_path)
    with Index.open(None) as index:
        with index.writing():
            index.put(replace(load("article.txt"), source="article.txt", text=FERRY))
        assert index.document("article.txt").text == FERRY
        assert statuses(index, "article.txt") == ["added"]
        assert [document.source for document in index.documents()] == [article, "article.txt"]
        assert forget(index, "article.txt")
        assert index.documents()[0].text == FERRY
        assert forget(index, "article.txt")
