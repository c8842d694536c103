"""Organisations by name or acronym: intergovernmental, armed, political, state, aid, news.

The curated tables organizations.csv and outlets.csv go into `kb.sqlite` when it is built
and are read from there. A listed name that ends in "?" is one that several bodies share
or that is a common word: it counts in a story about that body's country alone. Nothing
here knows who leads a body or who belongs to it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.errors import DataError
from tocsin.kb.country import countries_by_code, without_article
from tocsin.kb.file import KB_PATH, REBUILD, open_kb
from tocsin.kb.fold import fold
from tocsin.kb.phrase import fits

KINDS = (
    "agency", "alliance", "armed_group", "company", "government", "igo", "movement", "ngo",
    "outlet", "party",
)  # fmt: skip
SOURCES = (
    # id in the table `source`, name, version, licence, when the data was taken
    (21, "data/organizations.csv", "", "Apache-2.0; Wikidata ids CC0", "2026-11"),
    (22, "data/outlets.csv", "", "Apache-2.0; Wikidata ids CC0", "2026-11"),
)
_ORGANIZATIONS, _OUTLETS = (source[0] for source in SOURCES)
# Fewer rows of a kind mean that a table was cut short.
LEAST = {"armed_group": 500, "party": 550, "government": 580, "igo": 280, "ngo": 300, "outlet": 750}
LONGEST = 200  # characters; no organisation has a longer name
_LOCAL = "?"  # ends a name that counts in its own country alone
_CACHED = 8_192  # names, about 4 MB when full
_UNKNOWN_WORD = 1

_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")  # those who ask may have taken it off

_SCHEMA = """
CREATE TABLE organization (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL,
  kind TEXT NOT NULL, since TEXT, until TEXT, source INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE organization_name (
  key TEXT NOT NULL, phrase TEXT NOT NULL, organization TEXT NOT NULL, local INTEGER NOT NULL,
  source INTEGER NOT NULL, PRIMARY KEY (key, phrase, organization)
) WITHOUT ROWID;
CREATE TABLE organization_reach (word TEXT PRIMARY KEY, words INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outlet (
  id TEXT PRIMARY KEY, ownership TEXT NOT NULL, kind TEXT NOT NULL, domains TEXT NOT NULL,
  source INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE outlet_domain (
  domain TEXT PRIMARY KEY, outlet TEXT NOT NULL, source INTEGER NOT NULL
) WITHOUT ROWID;
"""
_QUERY = """
SELECT n.phrase, n.local, o.name, o.id, o.country, o.sectors, o.kind, o.since, o.until
FROM organization_name n JOIN organization o ON o.id = n.organization
WHERE n.key = ? ORDER BY n.local, o.name, n.phrase
"""


class Organization(NamedTuple):
    """An organisation. `id`: Wikidata QID, else one of our own; `kind`: one of KINDS.

    `country`: alpha-3; for an armed group the state it fights in, for an outlet in exile
    the one it is exiled from; None for an intergovernmental one or one of no single
    state. `since`, `until`: years in which it began and ended, where known.
    """

    name: str
    id: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    since: str | None = None
    until: str | None = None


class Bearer(NamedTuple):
    """An organisation that bears a name; `local`: it does in its own country alone."""

    phrase: str
    local: bool
    organization: Organization


def find_organization(surface: str, *, country: str | None = None) -> Organization | None:
    """Return the organisation a phrase names, or None.

    Args: country: alpha-3 of the country in view; of bodies that share the name the one
    there is meant, and names that only count at home are found.

    >>> find_organization("U.N.").name, find_organization("al-Shabaab").country
    ('United Nations', 'SOM')
    >>> find_organization("AAP"), find_organization("AAP", country="IND").name
    (None, 'Aam Aadmi Party')
    """
    table = load_organizations()
    return table.get(surface, country) or table.get(without_article(surface), country)


@lru_cache(maxsize=1)
def load_organizations() -> Organizations:
    """Return the organisations that ship with the package, opened once."""
    return Organizations(open_kb())


class Organizations:
    """Organisations by name; one per process, safe to share between threads."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self.bearers = lru_cache(maxsize=_CACHED)(self._bearers)
        self.reach = lru_cache(maxsize=_CACHED)(self._reach)

    def __len__(self) -> int:
        """Return how many organisations there are."""
        return int(self._db.execute("SELECT count(*) FROM organization").fetchone()[0])

    def get(self, phrase: str, country: str | None = None) -> Organization | None:
        """Return the organisation of a phrase as it stands in a text, or None."""
        fitting = [b for b in self.bearers(phrase) if fits(b.phrase, phrase)]
        home = (b for b in fitting if country and b.organization.country == country)
        bearer = next(home, None) or next((b for b in fitting if not b.local), None)
        return bearer.organization if bearer else None

    def _bearers(self, name: str) -> tuple[Bearer, ...]:
        """Return all that bear a name, however it is written; those beyond home first."""
        if len(name) > LONGEST:
            return ()
        rows = self._ask(_QUERY, fold(name))
        return tuple(
            Bearer(phrase, bool(local), Organization(
                name_, id_, country, split_cell(sectors), kind, since, until,
            ))
            for phrase, local, name_, id_, country, sectors, kind, since, until in rows
        )  # fmt: skip

    def _reach(self, word: str) -> int:
        """Return how many words a name that begins with this one can have; at least 1."""
        first = fold(word).partition(" ")[0]
        rows = self._ask("SELECT words FROM organization_reach WHERE word = ?", first)
        return int(rows[0][0]) if rows else _UNKNOWN_WORD

    def _ask(self, query: str, value: str) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, (value,)).fetchall()
        except sqlite3.DatabaseError as error:
            raise DataError(str(KB_PATH), f"damaged ({error}); {REBUILD}") from error


def fill(db: sqlite3.Connection) -> None:
    """Make the tables of organisations and outlets in a knowledge base being built.

    The table `source` must be there. The same curated tables give the same rows.
    Raises: DataError: a row is inconsistent, two bodies share a name in full, or a kind
    has fewer rows than it should.
    """
    db.executescript(_SCHEMA)
    db.executemany("INSERT INTO source VALUES (?,?,?,?,?)", SOURCES)
    rows = [*_read_organizations(), *_read_outlets()]
    _insert(db, "organization", [(*row.record, row.source) for row in rows])
    names = sorted({
        (key, phrase, row.id, local, row.source)
        for row in rows for phrase, local in row.phrases for key in _keys(phrase)
    })  # fmt: skip
    _check_names(names)
    _insert(db, "organization_name", names)
    reach: dict[str, int] = {}
    for key, *_ in names:
        first = key.partition(" ")[0]
        reach[first] = max(reach.get(first, 1), key.count(" ") + 1)
    _insert(db, "organization_reach", list(reach.items()))
    _fill_outlets(db)
    for kind, least in LEAST.items():
        query = "SELECT count(*) FROM organization WHERE kind = ?"
        found = db.execute(query, (kind,)).fetchone()[0]
        if found < least:
            raise DataError("kb.sqlite", f"only {found} organisations of kind {kind}")


class _Row(NamedTuple):
    id: str
    record: tuple[str | None, ...]
    phrases: tuple[tuple[str, bool], ...]
    source: int


def _insert(db: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        try:
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", sorted(rows, key=repr))
        except sqlite3.IntegrityError as error:
            raise DataError(table, f"a row stands twice ({error})") from error


def _read_organizations() -> Iterator[_Row]:
    sectors = {row["sector"] for _, row in read_rows("ontology/sectors.csv")}
    for line, row in read_rows("organizations.csv"):
        _check("organizations.csv", line, row, row["kind"] in KINDS)
        unknown = [s for s in split_cell(row["sectors"]) if s not in sectors]
        if unknown or not row["sectors"]:
            raise DataError("organizations.csv", f"no such sector: {unknown}", line=line)
        record = (
            row["id"], row["name"], row["country"] or None, row["sectors"], row["kind"],
            row["start"] or None, row["end"] or None,
        )  # fmt: skip
        yield _Row(row["id"], record, _phrases(row), _ORGANIZATIONS)


def _read_outlets() -> Iterator[_Row]:
    for line, row in read_rows("outlets.csv"):
        _check("outlets.csv", line, row, row["ownership"] in ("state", "public", "private"))
        kind = "agency" if row["kind"] == "agency" else "outlet"
        record = (row["id"], row["name"], row["country"], "JRN", kind, None, None)
        yield _Row(row["id"], record, _phrases(row), _OUTLETS)


def _check(table: str, line: int, row: dict[str, str], known: bool) -> None:
    country = row["country"]
    if not known or not row["id"] or (country and country not in countries_by_code()):
        raise DataError(table, f"no id, or an unknown country or kind: {row['name']!r}", line=line)


def _phrases(row: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    names = dict.fromkeys((row["name"], *split_cell(row["aliases"])))
    return tuple((name.removesuffix(_LOCAL), name.endswith(_LOCAL)) for name in names)


def _keys(phrase: str) -> tuple[str, str]:
    """Return the keys of a name: as it is, and without the marks of possession."""
    return fold(phrase), fold(_POSSESSIVE.sub("", phrase))


def _check_names(names: list[tuple[str, str, str, bool, int]]) -> None:
    owners: dict[str, str] = {}
    for key, phrase, id_, local, _ in names:
        if not local and owners.setdefault(key, id_) != id_:
            raise DataError("kb.sqlite", f"{phrase!r} is a name of {owners[key]} and of {id_}")


def _fill_outlets(db: sqlite3.Connection) -> None:
    outlets: list[tuple[object, ...]] = []
    domains: list[tuple[object, ...]] = []
    for _, row in read_rows("outlets.csv"):
        outlets.append((row["id"], row["ownership"], row["kind"], row["domains"], _OUTLETS))
        domains.extend((domain, row["id"], _OUTLETS) for domain in split_cell(row["domains"]))
    _insert(db, "outlet", outlets)
    _insert(db, "outlet_domain", domains)
