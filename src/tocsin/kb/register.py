"""Makes the tables of persons in public office, out of `data/offices.csv`.

Only the build calls this; `kb/person.py` reads what it writes. Persons are those who hold
or held an office of a state, an intergovernmental body or an armed movement, with the
dates of it; nothing else is recorded of them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.errors import DataError
from tocsin.kb.country import countries_by_code
from tocsin.kb.fold import fold, sound

TABLE = "offices.csv"
MIN_SPELLS, MIN_PERSONS = 3_000, 2_000  # fewer means the table was cut
FULL, HEARD, SURNAME, HEARD_SURNAME = range(4)  # column person_name.form

_SCHEMA = """
CREATE TABLE person (id INTEGER PRIMARY KEY, entity TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE spell (
  person INTEGER NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, office TEXT NOT NULL,
  country TEXT, sectors TEXT NOT NULL, source TEXT NOT NULL, retrieved TEXT NOT NULL,
  PRIMARY KEY (person, start, office, country)
);
CREATE TABLE person_name (
  key TEXT NOT NULL, form INTEGER NOT NULL, person INTEGER NOT NULL,
  PRIMARY KEY (key, form, person)
) WITHOUT ROWID;
"""
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ENTITY = re.compile(r"Q[1-9]\d*|tocsin:person:[a-z0-9-]+")  # Wikidata, else an id of this table
_CELLS = ("start", "end", "office", "country", "sectors", "source", "retrieved")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    "de da do dos del di van von der la le ben bin al el".split()
)  # fmt: skip
# Where the family name comes first, and where people go by their given name.
_FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "KHM", "SGP", "HUN"})
_GIVEN_FIRST = frozenset({"ETH", "ERI", "THA", "IDN", "MMR", "LAO", "MYS", "SOM", "SSD", "MNG"})


class _Spell(NamedTuple):
    entity: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    row: tuple[str, ...]


def fill(db: sqlite3.Connection) -> None:
    """Create and fill the tables person, spell and person_name.

    Raises: DataError: a row is malformed, or there are fewer rows than there should be.
    """
    spells = list(_read())
    entities = sorted({spell.entity for spell in spells})
    if len(spells) < MIN_SPELLS or len(entities) < MIN_PERSONS:
        raise DataError(TABLE, f"only {len(spells)} spells of {len(entities)} persons")
    number = {entity: i for i, entity in enumerate(entities, start=1)}
    names = {spell.entity: spell.name for spell in spells}
    keys = sorted({(key, form, number[s.entity]) for s in spells for key, form in _keys(s)})
    db.executescript(_SCHEMA)
    db.executemany(
        "INSERT INTO person VALUES (?,?,?)", ((number[e], e, names[e]) for e in entities)
    )
    db.executemany(
        "INSERT INTO spell VALUES (?,?,?,?,?,?,?,?)",
        sorted((number[s.entity], *s.row) for s in spells),
    )
    db.executemany("INSERT INTO person_name VALUES (?,?,?)", keys)


def _read() -> Iterator[_Spell]:
    sectors = {row["sector"] for _, row in read_rows("ontology/sectors.csv")}
    for line, row in read_rows(TABLE):
        fault = _fault(row, sectors)
        if fault is not None:
            raise DataError(TABLE, fault, line=line)
        cells = tuple(row[c] for c in _CELLS)
        yield _Spell(
            row["id"], row["person"], split_cell(row["aliases"]), row["country"] or None, cells
        )


def _fault(row: dict[str, str], sectors: set[str]) -> str | None:
    """Return what is wrong with a row, or None."""
    start, end = row["start"], row["end"]
    if not _is_date(start) or (end and not _is_date(end)):
        return f"{start!r} to {end!r} are no dates"
    if end and end < start[: len(end)]:
        return f"ends {end}, before it starts"
    if not _ENTITY.fullmatch(row["id"]):
        return f"{row['id']!r} is no id"
    if row["country"] and row["country"] not in countries_by_code():
        return f"{row['country']!r} is no country"
    unknown = set(split_cell(row["sectors"])) - sectors
    return f"no such sector: {sorted(unknown)}" if unknown or not row["sectors"] else None


def _is_date(text: str) -> bool:
    """Whether a text is a year, month or day that exists."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _keys(spell: _Spell) -> Iterator[tuple[str, int]]:
    for name in (spell.name, *spell.aliases):
        yield fold(name), FULL
        if " " in name:
            yield sound(name), HEARD
            for surname in _surnames(name, spell.country):
                yield fold(surname), SURNAME
                yield sound(surname), HEARD_SURNAME


def _surnames(name: str, country: str | None) -> Iterator[str]:
    """Yield what a report may call a person after the first mention."""
    words = name.split()
    while len(words) > 2 and fold(words[-1]) in _SUFFIXES:
        words.pop()
    if country in _FAMILY_FIRST:
        yield words[0]
    if country not in _FAMILY_FIRST or country == "HUN":
        yield words[-1]
    if country in _GIVEN_FIRST:
        yield words[0]
    for i in range(1, len(words) - 1):
        if i == len(words) - 2 or fold(words[i]) in _PARTICLES:
            yield " ".join(words[i:])
