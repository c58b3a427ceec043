"""Opening Chroma in a folder, on a server or in memory, and holding a folder for writing."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from index.errors import IndexFolderError
from index.names import is_address

if TYPE_CHECKING:
    from chromadb.api.client import AdminClient, Client

LAYOUT = 1
"""The version of what is written; an index of another one is refused."""

MARKER = "allegedly.json"
"""The file by which a folder is known as an index."""

LOCK = "allegedly.lock"
"""Held while writing."""

HOLDER = "allegedly.pid"
"""The process id of who holds the lock. The lock file itself is emptied by whoever waits for it."""

WAIT = 5.0
"""Seconds to wait for another to finish writing."""

AGAIN = "delete the folder and index the sources again"


def is_index(folder: str | Path) -> bool:
    """Return whether a folder holds an index."""
    return os.path.isfile(os.path.join(folder, MARKER))


def _check_access(path: Path) -> None:
    """Raise IndexFolderError where Chroma may not write to what is there: it does so to read."""
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        raise IndexFolderError(
            f"{path}: no permission to write here, which Chroma needs even to read; ask for it, or "
            "copy the folder and name the copy."
        )


def _check_database(database: Path) -> None:
    """Raise IndexFolderError unless the file, if there, is a database of Chroma's."""
    if not database.exists():
        if any(path.is_dir() for path in database.parent.iterdir()):
            raise IndexFolderError(
                f"{database.parent}: damaged ({database.name} is gone); {AGAIN}."
            )
        return
    try:
        address = f"{database.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("SELECT count(*) FROM collections").fetchone()
    except sqlite3.Error as error:
        raise IndexFolderError(f"{database}: damaged ({error}); {AGAIN}.") from None


def _check_folder(folder: Path) -> None:
    """Raise IndexFolderError unless the folder is an index, or free to become one."""
    if folder.exists() and not folder.is_dir():
        raise IndexFolderError(f"{folder}: this is a file; name a folder for the index.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    marker = folder / MARKER
    if not marker.is_file():
        raise IndexFolderError(
            f"{folder}: this folder holds other files and no index; name a new or empty folder."
        )
    try:
        layout = json.loads(marker.read_text())["layout"]
    except (ValueError, KeyError, TypeError):
        raise IndexFolderError(f"{marker}: damaged; {AGAIN}.") from None
    if layout != LAYOUT:
        raise IndexFolderError(
            f"{folder}: made by another version of the program (layout {layout}, here {LAYOUT}); "
            f"{AGAIN}."
        )
    database = folder / "chroma.sqlite3"
    _check_access(folder)
    _check_access(database)
    _check_database(database)


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _on_server(location: str) -> "Client":
    import chromadb

    try:
        address = urlsplit(location)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 80)
        host = address.hostname or ""
        client = chromadb.HttpClient(host, port, secure, settings=_settings())
        return cast("Client", client)
    except ValueError as error:
        raise IndexFolderError(
            f"{location}: no Chroma server answers there ({error}); start one or check the address."
        ) from None


def _in_folder(folder: Path) -> "Client":
    import chromadb

    try:
        _check_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        marker = folder / MARKER
        if not marker.exists():
            marker.write_text(json.dumps({"layout": LAYOUT}))
    except OSError as error:
        raise IndexFolderError(
            f"{folder}: cannot be used ({error.strerror}); name another folder."
        ) from None
    # Chroma shares one database among all clients of a path, so there must be one way to write it.
    return cast("Client", chromadb.PersistentClient(folder.resolve(), settings=_settings()))


def connect(location: str | None) -> "Client":
    """Return a client of the Chroma in a folder, at an address or, for None, in memory.

    A folder that is not there is made. Raises IndexFolderError where the folder is foreign,
    damaged, of another layout or not to be written, or no server answers.
    """
    if location is None:
        import chromadb

        return cast("Client", chromadb.EphemeralClient(settings=_settings()))
    with told(location):
        return _on_server(location) if is_address(location) else _in_folder(Path(location))


def disconnect(client: "Client") -> None:
    """Let go of what a client holds; Chroma 1.5 itself leaves its connections to a server open."""
    from chromadb.api.fastapi import FastAPI

    client.close()
    for server in (client._server, cast("AdminClient", client._admin_client)._server):
        if isinstance(server, FastAPI):
            server._session.close()


@contextmanager
def told(location: str | None) -> Iterator[None]:
    """Turn what Chroma raises within into an IndexFolderError of one line."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.HTTPError as error:
        raise IndexFolderError(
            f"{location}: the Chroma server does not answer ({error}); start it again."
        ) from None
    except ChromaError as error:
        line = " ".join(str(error).split())
        raise IndexFolderError(
            f"{location}: Chroma cannot use this index ({line}); try again, or index the sources "
            "in another folder."
        ) from None


@contextmanager
def held(location: str | None) -> Iterator[None]:
    """Hold a folder for writing; a server and memory need no holding.

    Raises IndexFolderError where another still holds it after `WAIT` seconds.
    """
    if location is None or is_address(location):
        yield
        return
    from filelock import FileLock, Timeout

    lock, holder = FileLock(Path(location) / LOCK), Path(location) / HOLDER
    try:
        lock.acquire(timeout=WAIT)
    except Timeout:
        pid = holder.read_text() if holder.exists() else "unknown"
        raise IndexFolderError(
            f"{location}: process {pid} is writing to this index; try again when it has finished."
        ) from None
    try:
        holder.write_text(str(os.getpid()))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
