from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.kb.file import KB_PATH, SCHEMA_VERSION, count_rows, open_kb, read_sources, verify_kb


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "kb.sqlite"
    path.write_bytes(KB_PATH.read_bytes())
    return path


def test_size() -> None:
    assert KB_PATH.stat().st_size < 40 * 2**20


def test_opens_at_once() -> None:
    started = time.perf_counter()
    open_kb().close()
    assert time.perf_counter() - started < 0.05


def test_is_read_only() -> None:
    db = open_kb()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM place")
    db.close()


def test_every_row_has_a_source() -> None:
    db = open_kb()
    sources = {source.id for source in read_sources(db)}
    assert all(source.retrieved and source.licence for source in read_sources(db))
    for table in ("place", "name", "rename"):
        assert {s for (s,) in db.execute(f"SELECT DISTINCT source FROM {table}")} <= sources
    db.close()


def test_counts_are_those_built() -> None:
    db = open_kb()
    stated = dict(db.execute("SELECT key, value FROM meta"))
    assert {
        f"rows {table}": str(n) for table, n in count_rows(db).items()
    }.items() <= stated.items()
    db.close()


def test_verify() -> None:
    assert len(verify_kb()) == 64


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not built; build it again: tocsin kb build"):
        open_kb(tmp_path / "none.sqlite")


@pytest.mark.parametrize("kept", [0, 10, 100, 5_000, 1_000_000])
def test_truncated(copy: Path, kept: int) -> None:
    copy.write_bytes(copy.read_bytes()[:kept])
    with pytest.raises(DataError, match="tocsin kb build"):
        open_kb(copy)


def test_no_database(copy: Path) -> None:
    copy.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(DataError, match="damaged"):
        open_kb(copy)


def test_other_version(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(DataError, match=f"version {SCHEMA_VERSION + 1}"):
        open_kb(copy)


def test_verify_finds_a_changed_row(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("UPDATE place SET name = 'Elsewhere' WHERE id = 1526384")
    db.commit()
    db.close()
    with pytest.raises(DataError, match="differ"):
        verify_kb(copy)


def test_verify_finds_a_damaged_page(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\xff" * 20_000
    copy.write_bytes(data)
    with pytest.raises(DataError, match="tocsin kb build"):
        verify_kb(copy)
