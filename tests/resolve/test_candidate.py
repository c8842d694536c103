from __future__ import annotations

import pytest

from tocsin.kb.country import find_country
from tocsin.kb.gazetteer import PlaceRow, open_gazetteer
from tocsin.resolve.candidate import Context, holds, rank


def first(name: str, context: Context) -> PlaceRow:
    place = rank(name, open_gazetteer().places(name), None, context)[0].place
    assert isinstance(place, PlaceRow)
    return place


@pytest.mark.parametrize(
    ("name", "context", "country", "admin1"),
    [
        ("Springfield", Context({"USA": 1.0}, near=((42.1, -72.6),)), "USA", "Massachusetts"),
        ("Springfield", Context({"USA": 1.0}, home=((39.9, -83.8),)), "USA", "Ohio"),
        ("Springfield", Context({"USA": 1.0}, admins=frozenset({"missouri"})), "USA", "Missouri"),
        ("Tripoli", Context({"LBN": 1.0}), "LBN", "Ash Shimāl"),
        ("London", Context({"CAN": 1.0}, near=((43.6, -79.6),)), "CAN", "Ontario"),
        ("London", Context({"FRA": 1.0}), "GBR", "England"),
    ],
)
def test_context_decides(name: str, context: Context, country: str, admin1: str) -> None:
    place = first(name, context)
    assert (place.country, place.admin1) == (country, admin1)


def test_unit_or_town_of_one_name() -> None:
    assert first("Almaty", Context({"KAZ": 1.0})).kind == "city"
    assert first("Kandahar", Context({"AFG": 1.0}, unit="admin1")).kind == "admin1"
    assert first("Oregon", Context({"USA": 1.0})).kind == "admin1"


def test_words_rule_out() -> None:
    rows = open_gazetteer().places("Paris")
    assert rank("Paris", rows, None, Context({}, only="KAZ")) == []
    texan = rank("Paris", rows, None, Context({}, only="USA", within=frozenset({"texas"})))
    assert isinstance(texan[0].place, PlaceRow)
    assert texan[0].place.admin1 == "Texas"


def test_a_country_is_not_its_capital() -> None:
    country = find_country("Mexico")
    ranked = rank("Mexico", open_gazetteer().places("Mexico"), country, Context({"MEX": 1.0}))
    assert ranked[0].place == country


def test_says_why() -> None:
    ranked = rank("Lyon", open_gazetteer().places("Lyon"), None, Context({"FRA": 1.0}))
    assert "in a country the story names" in ranked[0].why


@pytest.mark.parametrize(
    ("since", "until", "when", "expected"),
    [
        (None, None, None, True),
        (None, "1976", None, False),
        ("2019-03-23", "2022-09-17", "2021-05-01", True),
        ("2019-03-23", "2022-09-17", "2024-05-01", True),
        ("2019-03-23", "2022-09-17", "2015-05-01", False),
        (None, "1957-03-06", "2009-01-01", False),
    ],
)
def test_names_in_time(
    since: str | None, until: str | None, when: str | None, expected: bool
) -> None:
    assert holds(since, until, when) is expected
