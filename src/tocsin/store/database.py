"""One connection to the file: rows out, transactions in, and SQLite's errors as ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tocsin.store.file import connect, refusing
from tocsin.store.moment import next_moment

CHUNK = 500  # values of one statement; SQLite's default limit has been 999 or more


class Database:
    """What the parts of the store share. `path` is for messages."""

    def __init__(self, path: Path, *, write: bool):
        self.path = path
        self.write = write
        self.connection = connect(path, write=write)

    def rows(self, sql: str, values: Iterable[object] = ()) -> Iterator[Any]:
        """Yield the rows of one statement."""
        with refusing(self.path):
            for row in self.connection.execute(sql, tuple(values)):  # noqa: UP028
                yield row  # `yield from` would close the cursor, too late, of a closed store

    def row(self, sql: str, values: Iterable[object] = ()) -> Any:
        """Return the first row of a statement, or None."""
        with refusing(self.path):
            return self.connection.execute(sql, tuple(values)).fetchone()

    def rows_of(
        self, sql: str, keys: Iterable[object], values: Iterable[object] = ()
    ) -> Iterator[Any]:
        """Yield the rows of a statement whose `{keys}` is a list of any length.

        Args: sql: with `{keys}` before any other mark; values: for the marks after it.
        """
        found, rest = list(keys), tuple(values)
        for at in range(0, len(found), CHUNK):
            chunk = found[at : at + CHUNK]
            yield from self.rows(sql.format(keys=", ".join("?" * len(chunk))), (*chunk, *rest))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing; other writers wait."""
        with refusing(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read in the block what is there at its start, whoever writes meanwhile."""
        with refusing(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def insert(self, table: str, **row: object) -> int:
        """Insert one row and return its key."""
        sql = _insert(table, tuple(row))
        key = self.connection.execute(sql, tuple(row.values())).lastrowid
        return key or 0  # 0: tables without row ids, whose keys nobody asks for

    def insert_all(
        self, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
    ) -> None:
        """Insert rows as they come; the iterable may be as long as it likes."""
        self.connection.executemany(_insert(table, columns), rows)

    def next_key(self, table: str) -> int:
        """Return the key that the next row of a table will have."""
        key: int = self.row(f"SELECT ifnull(max(key), 0) + 1 FROM {table}")[0]
        return key

    def next_moment(self) -> str:
        """Return the moment of a transaction: later than any in the file, whatever the clock."""
        known = (
            self.row(f"SELECT recorded FROM {table} ORDER BY key DESC LIMIT 1")
            for table in ("article", "run")
        )
        return next_moment(max((row[0] for row in known if row is not None), default=""))


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
