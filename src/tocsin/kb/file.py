"""Opens `kb.sqlite`, the one file of the knowledge base: read-only, checked, never written.

Opening checks what is cheap: that the file is there, is SQLite, is of this version and
has all of its pages. `verify_kb` reads every row and takes seconds.
"""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tocsin.errors import DataError

KB_PATH = Path(__file__).with_name("kb.sqlite")
SCHEMA_VERSION = 2  # the file's user_version; raise it when tables or folding change
REBUILD = "build it again: tocsin kb build"
_CACHE_KIB = 1024  # SQLite's page cache for one connection


class Source(NamedTuple):
    """Where rows come from. `retrieved`: the day the data was taken, YYYY-MM or YYYY-MM-DD."""

    id: int
    name: str
    version: str
    licence: str
    retrieved: str


def open_kb(path: Path = KB_PATH) -> sqlite3.Connection:
    """Return a read-only connection that may be shared between threads.

    Raises: DataError: the file is missing, truncated, no database or of another version;
    the message says how to mend it.
    """
    if not path.is_file():
        raise DataError(str(path), f"not built; {REBUILD}")
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        _check(db, path)
        db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    except sqlite3.DatabaseError as error:
        db.close()
        raise DataError(str(path), f"damaged ({error}); {REBUILD}") from error
    except DataError:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: Path) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise DataError(str(path), f"version {version}, not {SCHEMA_VERSION}; {REBUILD}")
    header = path.open("rb")
    with header:
        raw = header.read(32)
    pages, size = int.from_bytes(raw[28:32], "big"), int.from_bytes(raw[16:18], "big")
    expected = pages * (65_536 if size == 1 else size)
    found = path.stat().st_size
    if found != expected:
        raise DataError(str(path), f"{found:,} bytes, not {expected:,}; {REBUILD}")
    db.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()


def read_sources(db: sqlite3.Connection) -> tuple[Source, ...]:
    """Return where the rows come from, in the order of their ids."""
    rows = db.execute("SELECT id, name, version, licence, retrieved FROM source ORDER BY id")
    return tuple(Source(*row) for row in rows)


def count_rows(db: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table but `meta`, by table name."""
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables(db)}


def tables(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the tables that hold data, sorted."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return tuple(name for (name,) in rows if name != "meta" and not name.startswith("sqlite_"))


def digest(db: sqlite3.Connection) -> str:
    """Return the SHA-256 of all rows, table by table, in their stored order."""
    total = sha256()
    for name in tables(db):
        total.update(name.encode())
        for row in db.execute(f'SELECT * FROM "{name}"'):
            total.update(repr(row).encode())
    return total.hexdigest()


def verify_kb(path: Path = KB_PATH) -> str:
    """Return the digest of the file after reading all of it.

    Raises: DataError: what is read is not what was written.
    """
    db = open_kb(path)
    try:
        stated = dict(db.execute("SELECT key, value FROM meta"))
        found = digest(db)
    except sqlite3.DatabaseError as error:
        raise DataError(str(path), f"damaged ({error}); {REBUILD}") from error
    finally:
        db.close()
    if found != stated.get("digest"):
        raise DataError(str(path), f"rows differ from those built; {REBUILD}")
    return found
