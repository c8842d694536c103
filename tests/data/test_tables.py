from __future__ import annotations

import pytest

from tocsin.data import read_rows, split_cell
from tocsin.kb.fold import fold
from tocsin.kb.organization import KINDS

SECTORS = set(
    "GOV MIL COP JUD LEG OPP REB CVL MED BUS EDU REL IGO NGO PTY SPY CRM LAB REF ELI JRN UNS".split()
)
KEYS = {
    "abbreviations.csv": ("abbreviation", 115),
    "countries.csv": ("alpha3", 250),
    "organizations.csv": ("name", 600),
    "regions.csv": ("name", 225),
    "roles.csv": ("role", 1_850),
}


def rows(table: str) -> list[dict[str, str]]:
    return [row for _, row in read_rows(table)]


def codes() -> set[str]:
    return {row["alpha3"] for row in rows("countries.csv")}


@pytest.mark.parametrize("table", KEYS)
def test_sorted_unique_and_complete(table: str) -> None:
    column, least = KEYS[table]
    keys = [row[column] for row in rows(table)]
    assert keys == sorted(set(keys))
    assert len(keys) >= least


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("countries.csv", ("name", "names", "adjectives", "demonyms", "metonyms")),
        ("organizations.csv", ("name", "aliases")),
        ("regions.csv", ("name", "names")),
        ("roles.csv", ("role",)),
    ],
)
def test_no_phrase_stands_for_two_records(table: str, columns: tuple[str, ...]) -> None:
    owner: dict[str, str] = {}
    for row in rows(table):
        for phrase in (p for column in columns for p in split_cell(row[column])):
            assert owner.setdefault(fold(phrase), row[columns[0]]) == row[columns[0]], phrase


def test_countries_are_whole() -> None:
    for row in rows("countries.csv"):
        assert len(row["alpha3"]) == 3
        assert len(row["alpha2"]) == 2
        assert row["name"]
        assert row["adjectives"], row["name"]
        assert int(row["geonameid"]) > 0
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180


@pytest.mark.parametrize("table", ["organizations.csv", "roles.csv"])
def test_sectors_are_plover(table: str) -> None:
    for row in rows(table):
        assert split_cell(row["sectors"])
        assert set(split_cell(row["sectors"])) <= SECTORS, row


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("organizations.csv", "country"),
        ("regions.csv", "countries"),
        ("abbreviations.csv", "country"),
    ],
)
def test_country_codes_exist(table: str, column: str) -> None:
    known = codes()
    for row in rows(table):
        assert set(split_cell(row[column])) <= known, row


def test_organizations() -> None:
    for row in rows("organizations.csv"):
        assert row["kind"] in KINDS
        assert not row["id"] or (row["id"][0] == "Q" and row["id"][1:].isdigit())
        if row["kind"] in ("igo", "alliance"):
            assert not row["country"], row
    ids = [row["id"] for row in rows("organizations.csv") if row["id"]]
    assert len(ids) == len(set(ids))


def test_roles() -> None:
    for row in rows("roles.csv"):
        assert row["kind"] in ("person", "group")
        assert row["local"] in ("yes", "no")
