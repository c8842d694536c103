"""Read-only look-up of persons in public office by name and date, in `kb.sqlite`.

It knows office holders and their offices in time. It does not know private persons, and a
name it does not find stays unknown.
"""

from __future__ import annotations

import sqlite3
from datetime import date as day_of
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from tocsin.data import split_cell
from tocsin.errors import DataError
from tocsin.kb.file import KB_PATH, REBUILD, open_kb
from tocsin.kb.fold import fold, sound
from tocsin.kb.register import FULL, HEARD, HEARD_SURNAME, SURNAME

LONGEST = 200  # characters; no person has a longer name
MATCHES = ("name", "sound", "surname", "surname sound")  # by how exact they are
_CACHED_NAMES = 2_048  # about 3 MB when full
_AFTERMATH = 30  # days after an office ends in which its holder is not yet called former
_SHORT = 5  # letters; a single name heard alike means nothing when it is shorter

_QUERY = """
SELECT p.id, p.entity, p.name FROM person_name n JOIN person p ON p.id = n.person
WHERE n.key = ? AND n.form = ? ORDER BY p.id
"""
_SPELLS = """
SELECT office, country, sectors, start, "end", source, retrieved FROM spell
WHERE person = ? ORDER BY start DESC, office
"""


class Spell(NamedTuple):
    """An office a person holds or held.

    `country`: alpha-3, None for an intergovernmental body; `start`, `end`: ISO dates of the
    precision the source has, both inclusive; `end` is "" where it is open or unknown.
    """

    office: str
    country: str | None
    sectors: tuple[str, ...]
    start: str
    end: str
    source: str
    retrieved: str

    def holds(self, date: str) -> bool:
        """Whether the office was held on a day (YYYY-MM-DD), as far as the dates can tell."""
        began = self.start <= date[: len(self.start)]
        return began and (not self.end or date[: len(self.end)] <= self.end)

    def ended(self, date: str) -> bool:
        """Whether the office was over on a day."""
        return bool(self.end) and self.end < date[: len(self.end)]


class PersonRow(NamedTuple):
    """A person who answers to a name.

    `id`: Wikidata QID, else an id of this table ("tocsin:person:…"); `match`: one of MATCHES; `spells`:
    the offices held at the date, latest first, or when none was the last before it;
    `former`: whether all of them had ended well before (30 days); `career`: all offices, latest first.
    """

    id: str
    name: str
    match: str
    spells: tuple[Spell, ...]
    former: bool
    career: tuple[Spell, ...]

    @property
    def country(self) -> str | None:
        """The country of the latest office, or None for an intergovernmental body."""
        return self.spells[0].country

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER sectors of the offices, those of the latest first."""
        return tuple(dict.fromkeys(sector for spell in self.spells for sector in spell.sectors))


def find_persons(name: str, *, date: str | None = None) -> tuple[PersonRow, ...]:
    """Return the persons who answer to a name, those in office at the date first.

    Args:
        name: a full name, a name of art ("Hemedti") or a surname, without a title. A
            surname is a weak clue: callers want a country or an office besides.
        date: ISO date of the report; None takes each person's last office.
    Returns: rows of the most exact kind of match there is; empty when there is none.
    Raises: DataError: the file is missing or damaged.

    >>> [(row.id, row.former) for row in find_persons("Angela Merkel", date="2024-05-01")]
    [('Q567', True)]
    """
    if not name or len(name) > LONGEST:
        return ()
    rows = [_at(row, date) for row in _find(name)]
    return tuple(sorted(rows, key=lambda row: (row.former, -int(row.spells[0].start[:4]))))


def _at(row: PersonRow, date: str | None) -> PersonRow:
    """Choose of a person's offices those held at a date, else the last before, else the first."""
    if date is None:
        return row._replace(spells=row.career[:1])
    held = tuple(spell for spell in row.career if spell.holds(date))
    if held:
        return row._replace(spells=held)
    last = max((s for s in row.career if s.ended(date)), key=lambda s: s.end, default=None)
    if last is None:
        return row._replace(spells=row.career[-1:])
    return row._replace(spells=(last,), former=last.ended(_before(date)))


@lru_cache(maxsize=256)
def _before(day: str) -> str:
    """Return the day some weeks before one: news goes on to speak of who has just fallen."""
    return (day_of.fromisoformat(day[:10]) - timedelta(days=_AFTERMATH)).isoformat()


@lru_cache(maxsize=_CACHED_NAMES)
def _find(name: str) -> tuple[PersonRow, ...]:
    plain, heard = fold(name), sound(name)
    single = " " not in plain
    tries = (
        [(FULL, plain), (SURNAME, plain)]
        if single
        else [(FULL, plain), (HEARD, heard), (SURNAME, plain)]
    )
    if not single or len(plain) >= _SHORT:
        tries.append((HEARD_SURNAME, heard))
    for form, key in tries:
        if key and (found := _ask(_QUERY, (key, form))):
            return tuple(_row(id_, entity, full, MATCHES[form]) for id_, entity, full in found)
    return ()


def _row(person: int, entity: str, name: str, match: str) -> PersonRow:
    career = _spells(person)
    return PersonRow(entity, name, match, career, False, career)


def _spells(person: int) -> tuple[Spell, ...]:
    return tuple(
        Spell(office, country or None, split_cell(sectors), start, end, source, retrieved)
        for office, country, sectors, start, end, source, retrieved in _ask(_SPELLS, (person,))
    )


def _ask(query: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
    try:
        return _open().execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise DataError(str(KB_PATH), f"damaged ({error}); {REBUILD}") from error


@lru_cache(maxsize=1)
def _open() -> sqlite3.Connection:
    return open_kb()
