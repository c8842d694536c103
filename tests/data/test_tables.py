from __future__ import annotations

import re

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
    "organizations.csv": ("name", 2_400),
    "outlets.csv": ("name", 950),
    "regions.csv": ("name", 215),
    "roles.csv": ("role", 1_850),
    "seas.csv": ("name", 85),
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
            if phrase.endswith("?"):  # shared on purpose, counts in one country alone
                continue
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
        assert re.fullmatch(r"Q[1-9]\d*|tocsin:org:[a-z0-9-]+", row["id"]), row
        assert not row["start"] or not row["end"] or row["start"] <= row["end"], row
        if row["kind"] == "alliance":
            assert not row["country"], row
        if not row["country"]:
            assert not any(a.endswith("?") for a in split_cell(row["aliases"])), row
    ids = [row["id"] for table in ("organizations.csv", "outlets.csv") for row in rows(table)]
    assert len(ids) == len(set(ids))


def test_roles() -> None:
    for row in rows("roles.csv"):
        assert row["kind"] in ("person", "group")
        assert row["local"] in ("yes", "no")


@pytest.mark.parametrize(
    ("table", "key", "least"),
    [
        ("renames.csv", ("name", "current", "geonameid"), 230),
        ("sites.csv", ("name", "names"), 340),
        ("units.csv", ("country", "name"), 100),
    ],
)
def test_places_of_curated_tables(table: str, key: tuple[str, ...], least: int) -> None:
    found = rows(table)
    assert len(found) >= least
    assert found == sorted(found, key=lambda row: [row[k] for k in key])


@pytest.mark.parametrize(
    "table", ["countries.csv", "regions.csv", "seas.csv", "sites.csv", "units.csv"]
)
def test_points_are_on_earth(table: str) -> None:
    for row in rows(table):
        assert bool(row["lat"]) == bool(row["lon"]), row
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row


def test_renames_end_after_they_begin() -> None:
    for row in rows("renames.csv"):
        assert not (row["since"] and row["until"]) or row["since"] < row["until"], row


def test_a_sea_and_a_region_share_no_name() -> None:
    seas = {fold(n) for row in rows("seas.csv") for n in (row["name"], *split_cell(row["names"]))}
    for row in rows("regions.csv"):
        assert seas.isdisjoint(fold(n) for n in (row["name"], *split_cell(row["names"]))), row
