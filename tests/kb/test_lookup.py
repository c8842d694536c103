from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.kb.lookup import Candidate, look_up
from tocsin.kb.user import add_table


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_HOME", str(tmp_path / "home"))
    return tmp_path


def first(name: str, **asked: str) -> Candidate:
    return look_up(name, **asked)[0]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kazakhstan", "country", "KAZ"),
        ("the Sahel", "region", None),
        ("Almaty", "place", "KAZ"),
        ("Angela Merkel", "person", "DEU"),
        ("NATO", "organization", None),
        ("Kommersant", "outlet", "RUS"),
        ("kommersant.ru", "outlet", "RUS"),
        ("riot police", "role", None),
    ],
)
def test_kinds(name: str, kind: str, country: str | None) -> None:
    found = first(name)
    assert (found.kind, found.country) == (kind, country)
    assert found.reasons


def test_country_in_view_decides() -> None:
    assert first("RSF", country="SDN").name == "Rapid Support Forces"
    georgia = first("Georgia", country="USA")
    assert (georgia.kind, georgia.country) == ("place", "USA")
    assert (
        "not in USA"
        in next(c for c in look_up("Georgia", country="USA") if c.country == "GEO").reasons
    )


def test_date_decides_about_offices() -> None:
    held = first("Angela Merkel", date="2015-06-01")
    after = first("Angela Merkel", date="2024-06-01")
    assert held.score > after.score
    assert any(reason.startswith("former ") for reason in after.reasons)


@pytest.mark.parametrize(
    "name", ["", " ", "Qwertyuiop Zxcvb", "x" * 5_000, "'; DROP TABLE place; --"]
)
def test_nothing(name: str) -> None:
    assert look_up(name) == ()


@pytest.mark.parametrize("name", ["San José", "Tripoli", "RSF", "The Nation"])
def test_scores_rank(name: str) -> None:
    scores = [candidate.score for candidate in look_up(name)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_own_rows_come_first(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text("name,sectors,country\nKommersant,BUS,KAZ\n", encoding="utf-8")
    add_table(table)
    found = look_up("Kommersant")
    assert [c.country for c in found[:2]] == ["KAZ", "RUS"]
    assert found[0].reasons == ("your mine.csv, line 2",)
