from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.kb.build import KB_PATH
from tocsin.kb.gazetteer import KINDS, Gazetteer, open_gazetteer


@pytest.mark.parametrize(
    ("name", "geonameid", "country"),
    [
        ("Almaty", 1526384, "KAZ"),
        ("N'Djamena", 2427123, "TCD"),
        ("Zurich", 2657896, "CHE"),
        ("Kiev", 703448, "UKR"),
        ("Cairo", 360630, "EGY"),
    ],
)
def test_cities(name: str, geonameid: int, country: str) -> None:
    assert (geonameid, country) in [(r.geonameid, r.country) for r in open_gazetteer().places(name)]


def test_order_and_kinds() -> None:
    rows = open_gazetteer().places("San José")
    populations = [row.population for row in rows]
    assert len(rows) > 10
    assert populations == sorted(populations, reverse=True)
    assert {row.kind for row in rows} <= set(KINDS)


def test_subdivision_lies_among_its_cities() -> None:
    row = next(r for r in open_gazetteer().places("Bavaria") if r.kind == "admin1")
    assert 47 < row.lat < 51
    assert 9 < row.lon < 14


def test_unknown() -> None:
    assert open_gazetteer().places("Qwertyuiop") == ()


def test_size() -> None:
    assert KB_PATH.stat().st_size < 40 * 2**20


def test_file_is_read_only() -> None:
    gazetteer = Gazetteer()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._db.execute("DELETE FROM place")
    gazetteer.close()


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not built"):
        Gazetteer(tmp_path / "none.sqlite")
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE place (id)")
    db.close()
    with pytest.raises(DataError, match="version 0"):
        Gazetteer(other)
