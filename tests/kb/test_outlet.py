from __future__ import annotations

import pytest

from tocsin.data import read_rows, split_cell
from tocsin.kb.outlet import KINDS, OWNERSHIPS, find_outlet, list_outlets


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reuters", "Reuters"),
        ("reuters", "Reuters"),
        ("The Guardian", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("New York Times", "New York Times"),
        ("Agência Brasil", "Agencia Brasil"),
        ("bbc.co.uk", "BBC"),
        ("https://www.bbc.com/news/world?x=1#top", "BBC"),
        ("http://user@edition.cnn.com:8080/", "CNN"),
        ("NEWS.SKY.COM", "Sky News"),
        ("en.hespress.com", "Hespress"),
        ("News.am", "News.am"),
    ],
)
def test_finds(text: str, name: str) -> None:
    found = find_outlet(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    ["", " ", "Example Gazette", "example.org", "com", "co.uk", "bbc.com.example.org", "x" * 5_000,
     "'; DROP TABLE outlet; --", "The Nation"],
)  # fmt: skip
def test_finds_nothing(text: str) -> None:
    assert find_outlet(text) is None


@pytest.mark.parametrize(
    ("name", "country", "domain"),
    [
        ("The Nation", "PAK", "nation.com.pk"),
        ("The Nation", "THA", "nationthailand.com"),
        ("Daily Star", "LBN", "dailystar.com.lb"),
        ("The Guardian", "NGA", "guardian.ng"),
        ("The Guardian", "USA", "theguardian.com"),
        ("La Prensa", "PAN", "prensa.com"),
    ],
)
def test_country_decides(name: str, country: str, domain: str) -> None:
    found = find_outlet(name, country=country)
    assert found is not None
    assert found.domains[0] == domain


def test_namesakes_are_listed() -> None:
    assert {o.country for o in list_outlets("The Nation")} >= {"PAK", "THA"}


def test_ownership() -> None:
    state, public, private = map(find_outlet, ("Xinhua", "NHK", "Kommersant"))
    assert state is not None
    assert public is not None
    assert private is not None
    assert [o.ownership for o in (state, public, private)] == ["state", "public", "private"]
    assert (state.kind, state.country) == ("agency", "CHN")


def test_table() -> None:
    rows = [row for _, row in read_rows("outlets.csv")]
    names = [row["name"] for row in rows]
    domains = [domain for row in rows for domain in split_cell(row["domains"])]
    assert names == sorted(set(names))
    assert len(rows) >= 250
    assert len(domains) == len(set(domains))
    for row in rows:
        assert row["ownership"] in OWNERSHIPS
        assert row["kind"] in KINDS
        assert row["domains"]
        assert row["source"]
        assert row["retrieved"]
    for domain in domains:
        found = find_outlet(domain)
        assert found is not None
        assert domain in found.domains
