"""Read-only look-up of places by name in `kb.sqlite`."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tocsin.errors import DataError
from tocsin.kb.build import KB_PATH, SCHEMA_VERSION
from tocsin.kb.fold import fold

KINDS = ("city", "admin1", "admin2")
_CACHED_NAMES = 8_192  # about 10 MB when full

_QUERY = """
SELECT p.id, p.name, p.country, a.name, p.lat, p.lon, p.population, p.kind, n.main
FROM name n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1
WHERE n.key = ? ORDER BY p.population DESC, p.id
"""


class PlaceRow(NamedTuple):
    """A populated place or subdivision.

    `admin1`: name of the first-level unit it lies in; `kind`: city, admin1 or admin2;
    `main`: whether the name looked up is its usual one rather than an alternate.
    """

    geonameid: int
    name: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    population: int
    kind: str
    main: bool


class Gazetteer:
    """Places by name; one per process, safe to share between threads."""

    def __init__(self, path: Path = KB_PATH):
        """Open the file for reading only.

        Raises: DataError: the file is missing or of another version.
        """
        if not path.is_file():
            raise DataError(str(path), "not built: run python -m tocsin.kb.build")
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            self._db.close()
            raise DataError(str(path), f"version {version}, not {SCHEMA_VERSION}: build it again")
        self._find = lru_cache(maxsize=_CACHED_NAMES)(self._read)

    def places(self, name: str) -> tuple[PlaceRow, ...]:
        """Return the places that bear a name, most populous first; empty when none does."""
        return self._find(fold(name))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _read(self, key: str) -> tuple[PlaceRow, ...]:
        rows = self._db.execute(_QUERY, (key,)).fetchall()
        return tuple(
            PlaceRow(id_, name, country, admin1, lat, lon, population, KINDS[kind], bool(main))
            for id_, name, country, admin1, lat, lon, population, kind, main in rows
        )


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, opened once."""
    return Gazetteer()
