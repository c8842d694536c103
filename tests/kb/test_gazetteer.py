from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.kb.file import KB_PATH
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


@pytest.mark.parametrize(
    ("name", "country"),
    [("Tahrir Square", "EGY"), ("Tahrir Square", "IRQ"), ("Evin", "IRN"), ("Zocalo", "MEX")],
)
def test_sites(name: str, country: str) -> None:
    rows = [r for r in open_gazetteer().places(name) if r.kind == "site"]
    assert country in [row.country for row in rows]
    assert {row.geonameid for row in rows} == {None}


@pytest.mark.parametrize(
    ("name", "geonameid", "since", "until"),
    [
        ("Nur-Sultan", 1526273, "2019-03-23", "2022-09-17"),
        ("Bombay", 1275339, None, "1995"),
        ("Saigon", 1566083, None, "1976-07-02"),
    ],
)
def test_renames(name: str, geonameid: int, since: str | None, until: str | None) -> None:
    rows = open_gazetteer().places(name)
    assert (geonameid, since, until) in [(r.geonameid, r.since, r.until) for r in rows]


def test_by_id() -> None:
    row = open_gazetteer().place(1526384)
    assert row is not None
    assert (row.country, row.kind) == ("KAZ", "city")
    assert open_gazetteer().place(1522867) is None  # a country: not the gazetteer's business
    assert open_gazetteer().place(-1) is None


@pytest.mark.parametrize(
    "name", ["x" * 5_000, "Robert'); DROP TABLE place; --", '"', "\0", "%", "' OR 1=1 --", ""]
)
def test_strange_names(name: str) -> None:
    assert open_gazetteer().places(name) == ()


def test_damaged_where_it_is_read(tmp_path: Path) -> None:
    data = bytearray(KB_PATH.read_bytes())
    page = 8 * 4096
    data[page:] = b"\xff" * (len(data) - page)
    copy = tmp_path / "kb.sqlite"
    copy.write_bytes(data)
    with pytest.raises(DataError, match="tocsin kb build"):
        Gazetteer(copy).places("Almaty")
