from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from tocsin.data import read_rows
from tocsin.errors import DataError
from tocsin.kb import register
from tocsin.kb.register import fill

SINGLE = {
    "Chancellor", "Minister of Defence", "Minister of Foreign Affairs", "Minister of the Interior",
    "Monarch", "President", "Prime Minister",
}  # fmt: skip
RIVALS = {"LBY", "YEM", "ZWE"}  # two governments at once, or one of unity with two ministers
TOLERANCE = 366  # days: acting holders, handovers, years where the source has no day
SPELL = {
    "person": "Office Holder", "id": "Q1", "aliases": "", "office": "President", "country": "FRA",
    "sectors": "GOV", "start": "2001", "end": "2002-05-01", "source": "tocsin", "retrieved": "2026",
}  # fmt: skip


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    fill(connection)
    yield connection
    connection.close()


def rows() -> list[dict[str, str]]:
    return [row for _, row in read_rows("offices.csv")]


def as_day(text: str, *, last: bool = False) -> date:
    if not text:
        return date(2026, 12, 31)
    return date.fromisoformat(text + ("0000-12-28" if last else "0000-01-01")[len(text) :])


def test_table_is_sorted_and_of_every_part_of_the_world() -> None:
    table = rows()
    keys = [(r["person"], r["id"], r["start"], r["office"], r["country"]) for r in table]
    assert keys == sorted(set(keys))
    assert len(table) >= 3_000
    assert len({r["country"] for r in table}) >= 190
    assert all(r["source"] and r["retrieved"] for r in table)


def test_one_id_is_one_person() -> None:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows():
        names[row["id"]].add(row["person"])
    assert [id_ for id_, known in names.items() if len(known) > 1] == []


def test_single_offices_do_not_overlap() -> None:
    offices: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows():
        if row["office"] in SINGLE and row["country"] not in RIVALS:
            offices[row["country"], row["office"]].append(row)
    faults = []
    for spells in offices.values():
        spells.sort(key=lambda r: as_day(r["start"]))
        for one, next_ in pairwise(spells):
            until = min(as_day(one["end"], last=True), as_day(next_["end"], last=True))
            if one["id"] != next_["id"] and (until - as_day(next_["start"])).days > TOLERANCE:
                faults.append((one["person"], next_["person"]))
    assert faults == []


def test_filling_is_deterministic(db: sqlite3.Connection) -> None:
    again = sqlite3.connect(":memory:")
    fill(again)
    assert list(again.iterdump()) == list(db.iterdump())


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("kassym jomart tokayev", register.FULL),
        ("tokayev", register.SURNAME),
        ("hemedti", register.FULL),
        ("kim", register.SURNAME),
        ("abiy", register.SURNAME),
        ("von der leyen", register.SURNAME),
    ],
)
def test_keys(db: sqlite3.Connection, key: str, form: int) -> None:
    query = "SELECT count(*) FROM person_name WHERE key = ? AND form = ?"
    assert db.execute(query, (key, form)).fetchone()[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": "2003"}, "before it starts"),
        ({"start": "2001-13"}, "no dates"),
        ({"start": "2001-02-30"}, "no dates"),
        ({"start": ""}, "no dates"),
        ({"end": "soon"}, "no dates"),
        ({"id": "Q0"}, "no id"),
        ({"id": ""}, "no id"),
        ({"country": "XXX"}, "no country"),
        ({"sectors": "GOV|KING"}, "KING"),
        ({"sectors": ""}, "no such sector"),
        ({}, "only 1 spells"),
    ],
)
def test_faults_are_named(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], words: str
) -> None:
    def read(name: str) -> Iterator[tuple[int, dict[str, str]]]:
        return iter([(2, SPELL | changes)]) if name == register.TABLE else read_rows(name)

    monkeypatch.setattr(register, "read_rows", read)
    with pytest.raises(DataError, match=words):
        fill(sqlite3.connect(":memory:"))
