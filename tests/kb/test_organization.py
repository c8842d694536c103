from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

import pytest

from tocsin.errors import DataError
from tocsin.kb import organization
from tocsin.kb.organization import KINDS, LEAST, fill, find_organization, load_organizations


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name, version, licence, retrieved)")
    yield base
    base.close()


@pytest.mark.parametrize(
    ("surface", "name", "country", "sector"),
    [
        ("U.N.", "United Nations", None, "IGO"),
        ("the Knesset", "Knesset", "ISR", "LEG"),
        ("Al Shabaab", "Al-Shabab", "SOM", "REB"),
        ("Kata'ib Hezbollah", "Kataib Hezbollah", "IRQ", "REB"),
        ("Verkhovna Rada", "Verkhovna Rada", "UKR", "LEG"),
        ("NSCN-IM", "NSCN-IM", "IND", "REB"),
        ("Georgian Dream", "Georgian Dream", "GEO", "PTY"),
        ("Carabineros", "Carabineros", "CHL", "COP"),
        ("UNDP", "UN Development Programme", None, "IGO"),
        ("Prothom Alo", "Prothom Alo", "BGD", "JRN"),
        ("TASS", "TASS", "RUS", "JRN"),
        ("Tigray People Liberation Front", "Tigray People's Liberation Front", "ETH", "REB"),
    ],
)
def test_finds(surface: str, name: str, country: str | None, sector: str) -> None:
    found = find_organization(surface)
    assert found is not None
    assert (found.name, found.country) == (name, country)
    assert sector in found.sectors


@pytest.mark.parametrize("surface", ["", "is", "who", "stuff", "the", "x" * 5_000, "' OR 1=1 --"])
def test_leaves_other_words_alone(surface: str) -> None:
    assert find_organization(surface) is None


@pytest.mark.parametrize(
    ("surface", "country", "name"),
    [
        ("RSF", None, "Reporters Without Borders"),
        ("RSF", "SDN", "Rapid Support Forces"),
        ("AAP", "IND", "Aam Aadmi Party"),
        ("AAP", "AUS", "Australian Associated Press"),
        ("AAP", "KEN", None),
        ("National Liberation Front", "SYR", "National Front for Liberation"),
        ("Vanguard", "NGA", "Vanguard newspaper"),
        ("Vanguard", "USA", None),
    ],
)
def test_shared_names_go_by_country(surface: str, country: str | None, name: str | None) -> None:
    found = find_organization(surface, country=country)
    assert (found and found.name) == name


@pytest.mark.parametrize(("word", "words"), [("Unlisted", 1), ("Doctors", 4)])
def test_reach(word: str, words: int) -> None:
    assert load_organizations().reach(word) == words


def test_kinds_and_counts(db: sqlite3.Connection) -> None:
    fill(db)
    kinds = Counter(kind for (kind,) in db.execute("SELECT kind FROM organization"))
    assert set(kinds) == set(KINDS)
    assert kinds["armed_group"] >= 300
    assert kinds["party"] >= 250
    assert kinds["agency"] + kinds["outlet"] >= 250
    assert len(load_organizations()) == sum(kinds.values())


def test_filling_twice_gives_the_same_rows(db: sqlite3.Connection) -> None:
    fill(db)
    other = sqlite3.connect(":memory:")
    other.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name, version, licence, retrieved)")
    fill(other)
    assert list(db.iterdump()) == list(other.iterdump())
    other.close()


def test_a_table_cut_short_is_refused(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "party", 1_000_000)
    with pytest.raises(DataError, match="organisations of kind party"):
        fill(db)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"country": "XXX"}, "line 2.*unknown country"),
        ({"kind": "club"}, "line 2.*kind"),
        ({"sectors": "GOV|ABC"}, "line 2.*no such sector.*ABC"),
        ({"aliases": "Reuters"}, "Reuters"),
        ({"id": "Q130879"}, "stands twice"),
        ({"id": ""}, "line 2.*no id"),
    ],
)
def test_inconsistent_rows_are_refused(
    db: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, str],
    message: str,
) -> None:
    row = {
        "name": "Test Guard", "aliases": "", "id": "x:1", "country": "KAZ", "sectors": "GOV",
        "kind": "government", "start": "", "end": "",
    }  # fmt: skip
    shipped = organization.read_rows

    def read_rows(table: str) -> Iterator[tuple[int, dict[str, str]]]:
        yield from [(2, row | change)] if table == "organizations.csv" else shipped(table)

    monkeypatch.setattr(organization, "read_rows", read_rows)
    with pytest.raises(DataError, match=message):
        fill(db)
