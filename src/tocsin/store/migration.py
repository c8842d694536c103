"""Bringing a database file to the version of this program: all steps it lacks, or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tocsin.store.content import content_digest
from tocsin.store.moment import utc_moment
from tocsin.store.schema import APPLICATION, STEPS, VERSION


def migrate(connection: sqlite3.Connection) -> None:
    """Take an empty file, or one of an earlier version, to the present one in one transaction."""
    if read_version(connection) >= VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = read_version(connection)  # another process may have been first
        connection.create_function("utc_moment", 1, utc_moment, deterministic=True)
        connection.create_function("content_digest", 1, lambda key: content_digest(connection, key))
        for step in STEPS[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def read_version(connection: sqlite3.Connection) -> int:
    """Return the version of the file; 0 is an empty one."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _statements(script: str) -> Iterator[str]:
    """Split a script; `executescript` would end the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
