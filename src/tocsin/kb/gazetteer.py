"""Read-only look-up of places by name in `kb.sqlite`."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.errors import DataError
from tocsin.kb.file import KB_PATH, REBUILD, open_kb
from tocsin.kb.fold import fold

KINDS = ("city", "admin1", "admin2", "site")  # numbers of the column place.kind
LONGEST = 200  # characters; no place has a longer name
_CACHED_NAMES = 4_096  # about 10 MB when full

_COLUMNS = "p.id, p.name, p.country, a.name, p.lat, p.lon, p.population, p.kind"
_QUERY = f"""
SELECT {_COLUMNS}, n.main, r.since, r.until
FROM name n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1
LEFT JOIN rename r ON r.key = n.key AND r.place = n.place
WHERE n.key = ? AND p.kind < {len(KINDS)} ORDER BY p.population DESC, p.id
"""
_BY_ID = f"""
SELECT {_COLUMNS}, 1, NULL, NULL
FROM place p LEFT JOIN place a ON a.id = p.admin1 WHERE p.id = ? AND p.kind < {len(KINDS)}
"""


class PlaceRow(NamedTuple):
    """A populated place, subdivision or site.

    `geonameid`: None for a site; `country`: None for a site whose state is contested; `admin1`: name of the first-level unit
    it lies in; `kind`: one of KINDS; `main`: whether the name looked up is its usual one;
    `since`, `until`: when a former or dated name held (`until` exclusive), else None.
    """

    geonameid: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    kind: str
    main: bool
    since: str | None = None
    until: str | None = None


class Gazetteer:
    """Places by name; one per process, safe to share between threads."""

    def __init__(self, path: Path = KB_PATH):
        """Open the file for reading only.

        Raises: DataError: the file is missing, damaged or of another version.
        """
        self._path = path
        self._db = open_kb(path)
        self._find = lru_cache(maxsize=_CACHED_NAMES)(self._read)

    def places(self, name: str) -> tuple[PlaceRow, ...]:
        """Return the places that bear a name, most populous first; empty when none does.

        Raises: DataError: the file is damaged where the name should be.
        """
        return self._find(fold(name)) if len(name) <= LONGEST else ()

    def place(self, geonameid: int) -> PlaceRow | None:
        """Return the city, unit or site of an id, or None."""
        row = self._ask(_BY_ID, geonameid)
        return _row(row[0]) if row else None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _read(self, key: str) -> tuple[PlaceRow, ...]:
        return tuple(_row(row) for row in self._ask(_QUERY, key))

    def _ask(self, query: str, value: str | int) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, (value,)).fetchall()
        except sqlite3.DatabaseError as error:
            raise DataError(str(self._path), f"damaged ({error}); {REBUILD}") from error


def _row(row: tuple[Any, ...]) -> PlaceRow:
    id_, name, country, admin1, lat, lon, population, kind, main, since, until = row
    return PlaceRow(
        id_ if id_ > 0 else None, name, country, admin1, lat, lon, population,
        KINDS[kind], bool(main), since, until,
    )  # fmt: skip


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, opened once."""
    return Gazetteer()
