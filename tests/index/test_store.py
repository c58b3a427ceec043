"""The index in a folder, in memory and on a server."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core import VectorStoreIndex

from index.chroma import HOLDER, LAYOUT, MARKER
from index.errors import IndexFolderError
from index.store import Index
from tests.index.parts import FERRY, TRUCE, Counting, refreshed, written

ROOT = Path(__file__).parents[2]


def refusal(location: Path | str, embedding: Counting | None = None) -> str:
    with pytest.raises(IndexFolderError) as caught:
        Index.open(str(location), embedding)
    assert "\n" not in str(caught.value)
    assert str(location) in str(caught.value)
    return str(caught.value)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = str(Path(sys.executable).with_name("chroma"))
    folder = str(tmp_path_factory.mktemp("server"))
    command = [chroma, "run", "--path", folder, "--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        run.terminate()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    with Index.open(None) as index:
        refreshed(index, truce, ferry)
        yield index


def test_a_folder_keeps_documents_and_passages(tmp_path: Path) -> None:
    folder, truce = tmp_path / "deep" / "index", written(tmp_path, "truce.txt", TRUCE)
    with Index.open(str(folder)) as index:
        refreshed(index, truce)
        before = index.documents(), index.passages(), index.dense("Did Hamnes fall?", 3)
    with Index.open(str(folder)) as index:
        assert (index.documents(), index.passages(), index.dense("Did Hamnes fall?", 3)) == before
        (document,) = index.documents()
    assert document.text == TRUCE
    assert (document.title, document.author) == ("The truce that nobody wanted", "Jane Roe")
    assert [block.role for block in document.blocks] == [
        "title", "byline", "body", "body", "boilerplate",
    ]  # fmt: skip


def test_search_finds_passages_with_their_marks_and_exact_offsets(index: Index) -> None:
    for found in (index.dense("Did the town of Hamnes fall?", 3), index.lexical("Hamnes", 3)):
        passage, score = found[0]
        text = index.document(passage.source).text
        assert "the town of Hamnes had fallen" in passage.text
        assert passage.text == text[passage.start : passage.end]
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
        assert "denied" in " ".join(mark.text for mark in passage.marks)
        assert all(text[mark.start : mark.end] == mark.text for mark in passage.marks)
        assert all(s.text == text[s.start : s.end] for s in passage.sentences)
        assert score > 0


def test_boilerplate_and_bylines_are_in_no_passage(index: Index) -> None:
    words = " ".join(passage.text for passage in index.passages())
    assert "newsletter" not in words
    assert "Jane Roe" not in words
    assert index.lexical("newsletter", 3) == ()


def test_an_empty_index_finds_nothing() -> None:
    with Index.open(None) as index:
        assert index.dense("Did Hamnes fall?", 3) == ()
        assert index.lexical("Did Hamnes fall?", 3) == ()
        assert index.passages() == ()


@pytest.mark.parametrize("question", ["", "?!", '"', "zebra OR", "NEAR(", "*", "x" * 50_000])
def test_any_question_is_only_words(index: Index, question: str) -> None:
    assert index.lexical(question, 3) == ()
    assert len(index.dense(question, 1)) == 1


def test_indexes_in_memory_know_nothing_of_each_other(index: Index) -> None:
    with Index.open(None) as other:
        assert other.documents() == ()
    assert len(index.documents()) == 2


def test_marks_and_sentences_are_of_the_whole_document(index: Index) -> None:
    document = index.documents()[1]
    sentences = index.sentences(document.source)
    assert [sentence.role for sentence in sentences][-1] == "boilerplate"
    words = " ".join(mark.text for mark in index.marks(document.source))
    assert "reportedly" in words
    assert "denied" in words


def test_a_llama_index_user_can_search_the_passages(index: Index) -> None:
    theirs = VectorStoreIndex.from_vector_store(index.vector_store(), index.embedding)
    (found,) = theirs.as_retriever(similarity_top_k=1).retrieve("Did the town of Hamnes fall?")
    passage, _ = index.dense("Did the town of Hamnes fall?", 1)[0]
    assert found.text == passage.text
    assert found.node.ref_doc_id == passage.source
    assert found.metadata["start"] == passage.start


def test_another_process_sees_what_is_written(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    code = (
        "import sys; from index.build import refresh; from index.store import Index\n"
        "with Index.open(sys.argv[1]) as index: print(*refresh(index, sys.argv[2:]))"
    )
    with Index.open(folder) as index:
        refreshed(index, truce)
        assert len(index.dense("the ferry", 9)) == len(index.passages())
        command = [sys.executable, "-c", code, folder, ferry]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        assert [document.source for document in index.documents()] == [ferry, truce]
        assert {passage.source for passage, _ in index.dense("the ferry", 9)} == {ferry, truce}
        assert index.lexical("ferry", 1)[0][0].source == ferry
        refreshed(index, written(tmp_path, "third.txt", "The third\n\nThe third may be last.\n"))
        assert len({passage.source for passage, _ in index.dense("the ferry", 9)}) == 3


def test_who_holds_the_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    code = (
        "import sys, time; from index.store import Index\n"
        "with Index.open(sys.argv[1]) as index, index.writing(): print('held', flush=True); "
        "time.sleep(60)"
    )
    with Index.open(str(folder)) as index:
        command = [sys.executable, "-c", code, str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline() == b"held\n"
            with pytest.raises(IndexFolderError, match=f"process {other.pid} is writing"):
                refreshed(index, written(tmp_path, "truce.txt", TRUCE))
            assert index.documents() == ()
            other.kill()
        assert [o.status for o in refreshed(index, str(tmp_path / "truce.txt"))] == ["added"]
        assert not (folder / HOLDER).exists()


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    written(tmp_path, "letter.txt", "Dear Jane")
    before = contents(tmp_path)
    assert "holds other files" in refusal(tmp_path)
    assert contents(tmp_path) == before


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"garbage")
    before = contents(tmp_path)
    assert "holds other files" in refusal(tmp_path)
    assert contents(tmp_path) == before


def test_a_damaged_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index.open(str(folder)).close()
    (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1_000)
    before = contents(folder)
    assert "damaged" in refusal(folder)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("marker", "why"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        (json.dumps({"layout": LAYOUT + 1}), "another version"),
        (json.dumps({"layout": LAYOUT - 1}), "another version"),
    ],
)
def test_another_layout_is_refused_with_how_to_mend_it(
    tmp_path: Path, marker: str, why: str
) -> None:
    folder = tmp_path / "index"
    Index.open(str(folder)).close()
    (folder / MARKER).write_text(marker)
    message = refusal(folder)
    assert why in message
    assert "index the sources again" in message


def test_a_database_that_is_gone_is_told_and_the_rest_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with Index.open(str(folder)) as index:
        refreshed(index, written(tmp_path, "truce.txt", TRUCE))
    (folder / "chroma.sqlite3").unlink()
    before = contents(folder)
    assert "damaged (chroma.sqlite3 is gone)" in refusal(folder)
    assert contents(folder) == before


def test_a_file_is_no_index(tmp_path: Path) -> None:
    assert "this is a file" in refusal(written(tmp_path, "article.txt", TRUCE))


def test_another_embedding_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with Index.open(str(folder)) as index:
        refreshed(index, written(tmp_path, "truce.txt", TRUCE))
    assert "made with the embedding wordllama, not counting" in refusal(folder, Counting())


def test_another_dimension_is_refused(tmp_path: Path) -> None:
    folder, truce = str(tmp_path / "index"), written(tmp_path, "truce.txt", TRUCE)
    with Index.open(folder, Counting()) as index:
        refreshed(index, truce)
    with Index.open(folder, Counting(size=8)) as index:
        with pytest.raises(IndexFolderError, match="4 dimensions, not 8"):
            index.dense("Did Hamnes fall?", 1)
        written(tmp_path, "truce.txt", FERRY)
        with pytest.raises(IndexFolderError, match="4 dimensions, not 8"):
            refreshed(index, truce)
        assert index.document(truce).text == TRUCE


def test_a_server_keeps_documents_for_several_at_once(server: str, tmp_path: Path) -> None:
    truce, ferry = written(tmp_path, "truce.txt", TRUCE), written(tmp_path, "ferry.txt", FERRY)
    with Index.open(server) as one, Index.open(server) as other:
        refreshed(one, truce)
        assert other.documents()[0].text == TRUCE
        refreshed(other, ferry)
        assert {passage.source for passage, _ in one.dense("the ferry", 9)} == {ferry, truce}
        assert one.lexical("ferry", 1)[0][0].source == ferry
    assert "made with the embedding wordllama" in refusal(server, Counting())


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://", "http://127.0.0.1:port"])
def test_an_address_where_no_server_answers_is_refused(address: str) -> None:
    assert "no Chroma server answers" in refusal(address)
