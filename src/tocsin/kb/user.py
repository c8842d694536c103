"""Users' own actors and places, added from CSV files; they win over the shipped ones.

They are kept in one SQLite file in the user's data folder, not in the package. A file is
known by its name: adding one of the same name again replaces the rows it brought before.
What a row may hold is checked by `kb/table.py`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.data import split_cell
from tocsin.errors import DataError
from tocsin.kb.fold import fold
from tocsin.kb.table import Record, check_periods, read_table

FILE_NAME = "kb-user.sqlite"
LONGEST = 200  # characters; no name in the file is longer
_VERSION = 1
_CACHED = 4_096

_SCHEMA = f"""
CREATE TABLE actor (
  file TEXT NOT NULL, line INTEGER NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
  id TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL, kind TEXT NOT NULL, role TEXT,
  start TEXT, "end" TEXT, PRIMARY KEY (file, line)
);
CREATE TABLE place (
  file TEXT NOT NULL, line INTEGER NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
  geonameid INTEGER, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT, admin1 TEXT,
  precision TEXT NOT NULL, PRIMARY KEY (file, line)
);
CREATE TABLE name (
  key TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (key, file, line)
) WITHOUT ROWID;
PRAGMA user_version={_VERSION};
"""
_ACTOR_COLUMNS = 'name, id, country, sectors, kind, role, start, "end", file, line'
_PLACE_COLUMNS = "name, geonameid, lat, lon, country, admin1, precision, file, line"


class UserActor(NamedTuple):
    """An actor of the user's own.

    `kind`: "person" or a kind of organisation; `role`: the office of a person; `start`,
    `end`: EDTF dates, both inclusive, None where open; `file`, `line`: where it was read.
    """

    name: str
    id: str
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    role: str | None
    start: str | None
    end: str | None
    file: str
    line: int

    def holds(self, date: str) -> bool:
        """Whether the row is meant for a day (YYYY-MM-DD), as far as its dates can tell."""
        began = self.start is None or self.start <= date[: len(self.start)]
        return began and (self.end is None or date[: len(self.end)] <= self.end)


class UserPlace(NamedTuple):
    """A place of the user's own; `precision` as in records.Place."""

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    precision: str
    file: str
    line: int


def user_kb_path() -> Path:
    """Return where the user's rows are kept: in $TOCSIN_HOME, else ~/.local/share/tocsin."""
    home = os.environ.get("TOCSIN_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share" / "tocsin") / FILE_NAME


def user_actors(name: str) -> tuple[UserActor, ...]:
    """Return the user's actors that bear a name, however it is written; usually empty.

    Raises: DataError: the user's file is damaged or of another version.
    """
    return _actors(user_kb_path(), fold(name)) if len(name) <= LONGEST else ()


def user_places(name: str) -> tuple[UserPlace, ...]:
    """Return the user's places that bear a name, however it is written; usually empty.

    Raises: DataError: the user's file is damaged or of another version.
    """
    return _places(user_kb_path(), fold(name)) if len(name) <= LONGEST else ()


def user_files() -> tuple[tuple[str, str, int], ...]:
    """Return the files that were added, as (file name, "actor" or "place", rows)."""
    query = " UNION ALL ".join(
        f"SELECT file, '{table}', count(*) FROM {table} GROUP BY file"
        for table in ("actor", "place")
    )
    return tuple(sorted(_ask(user_kb_path(), query)))


def add_table(path: Path) -> tuple[int, int]:
    """Add the rows of a CSV file to the user's, all or none of them.

    Returns: how many rows were added, and how many of a file of this name were replaced.
    Raises: DataError: the file is malformed; it names the line and the column. OSError: it
    can't be read, or the user's folder can't be written.
    """
    kind, records = read_table(path)
    target = user_kb_path()
    if kind == "actor":
        others = (r for r in _stored_actors(target) if r.file != path.name)
        check_periods(records, path=path, known=((a.id, a.role, a.start, a.end) for a in others))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(target)) as db:
            replaced = _replace(db, path.name, kind, records)
    except sqlite3.DatabaseError as error:
        raise _damaged(target, error) from error
    for cache in (_open, _actors, _places):
        cache.cache_clear()
    return len(records), replaced


def _replace(db: sqlite3.Connection, file: str, kind: str, records: Iterable[Record]) -> int:
    if db.execute("PRAGMA user_version").fetchone()[0] == 0:
        db.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
    with db:
        gone = sum(
            db.execute(f"DELETE FROM {table} WHERE file = ?", (file,)).rowcount
            for table in ("actor", "place")
        )
        db.execute("DELETE FROM name WHERE file = ?", (file,))
        for record in records:
            cells = (file, record.line, record.name, "|".join(record.aliases), *record.cells)
            marks = ",".join("?" * len(cells))
            db.execute(f"INSERT INTO {kind} VALUES ({marks})", cells)
            keys = {fold(name) for name in (record.name, *record.aliases)}
            rows = ((key, file, record.line) for key in sorted(keys))
            db.executemany("INSERT INTO name VALUES (?,?,?)", rows)
    return gone


@lru_cache(maxsize=_CACHED)
def _actors(path: Path, key: str) -> tuple[UserActor, ...]:
    query = f"SELECT {_ACTOR_COLUMNS} FROM name JOIN actor USING (file, line) WHERE key = ?"
    return tuple(_actor(row) for row in _ask(path, f"{query} ORDER BY file, line", key))


def _stored_actors(path: Path) -> Iterator[UserActor]:
    return map(_actor, _ask(path, f"SELECT {_ACTOR_COLUMNS} FROM actor ORDER BY file, line"))


def _actor(row: tuple[Any, ...]) -> UserActor:
    name, id_, country, sectors, *rest = row
    return UserActor(name, id_, country, split_cell(sectors), *rest)


@lru_cache(maxsize=_CACHED)
def _places(path: Path, key: str) -> tuple[UserPlace, ...]:
    query = f"SELECT {_PLACE_COLUMNS} FROM name JOIN place USING (file, line) WHERE key = ?"
    return tuple(UserPlace(*row) for row in _ask(path, f"{query} ORDER BY file, line", key))


def _ask(path: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    db = _open(path)
    try:
        return db.execute(query, values).fetchall() if db else []
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error


@lru_cache(maxsize=1)
def _open(path: Path) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    uri = f"{path.resolve().as_uri()}?mode=ro"
    db = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        db.close()
        raise _damaged(path, error) from error
    if version != _VERSION:
        db.close()
        raise _damaged(path, f"version {version}, not {_VERSION}")
    return db


def _damaged(path: Path, reason: object) -> DataError:
    return DataError(str(path), f"damaged ({reason}); delete it and add your files again")
