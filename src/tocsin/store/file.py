"""Opening the database file: made whole or not at all, and only when it is ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tocsin.errors import StoreError
from tocsin.store.migration import migrate, read_version
from tocsin.store.schema import APPLICATION, VERSION

BUSY = 60.0  # seconds to wait for another writer
CACHE = 64  # MiB of pages held in memory; without it, large indexes are read over and over


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses, inside the block, into a StoreError about this file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(str(path), str(error)) from error
    except UnicodeEncodeError as error:
        raise StoreError(str(path), f"text that is not Unicode: {error}") from error


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Return a connection to a tocsin database.

    When writing, a missing or empty file is made first, and one of an earlier version is
    brought to this one, keeping all it holds.

    Raises: StoreError: no such file, not a database, another program's, of a newer version,
    or of an earlier one when only reading.
    """
    if write and not path.exists():
        _create(path)
    if not path.is_file():
        raise StoreError(str(path), "no such database: `tocsin code --db` makes one")
    with refusing(path):
        connection = _open(path, write=write)
    try:
        with refusing(path):
            if not (write and _is_empty(connection)):
                _check(connection, path, write=write)
            if write:
                migrate(connection)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
    except StoreError:
        connection.close()
        raise
    return connection


def _create(path: Path) -> None:
    """Make the database beside its place and link it there, so that nobody sees half of one."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    if not path.parent.is_dir():
        raise StoreError(str(path), "no such directory")
    try:
        with refusing(path), closing(sqlite3.connect(unfinished, isolation_level=None)) as made:
            made.execute("PRAGMA journal_mode = WAL")
            migrate(made)
        try:
            os.link(unfinished, path)
        except FileExistsError:  # another process was first: use its file
            return
    finally:
        unfinished.unlink(missing_ok=True)


def _open(path: Path, *, write: bool) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={_mode(path, write=write)}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY)
    connection.execute(f"PRAGMA cache_size = {-1024 * CACHE}")
    if not write:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _mode(path: Path, *, write: bool) -> str:
    """A reader opens for writing where it may: only so are WAL's side files tidied up."""
    if write or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "rw"
    unfinished = path.with_name(f"{path.name}-wal").exists()
    return "ro" if unfinished else "ro&immutable=1"  # no room for side files: do without


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _check(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = read_version(connection)
    if application != APPLICATION:
        raise StoreError(str(path), "a database, but not one of tocsin's")
    if version > VERSION:
        advice = "a newer tocsin wrote it, update this one"
    elif version < VERSION and not write:
        advice = "`tocsin reconcile --db` brings it up to date and keeps all it holds"
    else:
        return
    raise StoreError(str(path), f"version {version} of the database, {VERSION} expected: {advice}")
