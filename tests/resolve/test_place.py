from __future__ import annotations

from collections.abc import Mapping

import pytest

from tocsin.kb.user import UserPlace
from tocsin.resolve import place as module
from tocsin.resolve.place import MIN_SCORE, ResolvedPlace, resolve_place


@pytest.mark.parametrize(
    ("surface", "countries", "geonameid", "precision"),
    [
        ("Almaty", {"KAZ": 1.0}, 1526384, "city"),
        ("Tripoli", {}, 2210247, "city"),
        ("Tripoli", {"LBN": 1.0}, 266826, "city"),
        ("Hyderabad", {"PAK": 2.0}, 1176734, "city"),
        ("Paris", {"FRA": 1.0}, 2988507, "city"),
        ("Paris, Texas", {"FRA": 1.0}, 4717560, "city"),
        ("Portland, Ore.", {}, 5746545, "city"),
        ("Kabul, Afghanistan", {}, 1138958, "city"),
        ("the port city of Aden", {"YEM": 1.0}, 415189, "city"),
        ("Washington", {"USA": 1.0}, 4140963, "city"),
        ("Helmand province", {"AFG": 1.0}, 1140043, "admin1"),
        ("Niger state", {"NGA": 1.0}, 2328925, "admin1"),
        ("Niger", {"NGA": 1.0, "NER": 1.0}, 2440476, "country"),
        ("Georgia", {"USA": 2.0}, 4197000, "admin1"),
        ("Georgia", {"RUS": 1.0}, 614540, "country"),
        ("Tigray", {}, 444187, "admin1"),
        ("northern Mali", {}, 2453866, "country"),
        ("Nur-Sultan", {"KAZ": 1.0}, 1526273, "city"),
        ("Kiev", {"UKR": 1.0}, 703448, "city"),
        ("Swaziland", {}, 934841, "country"),
        ("W. Va.", {"USA": 1.0}, 4826850, "admin1"),
        ("KHARTOUM", {"SDN": 1.0}, 379252, "city"),
        ("Kabul University", {"AFG": 1.0}, 1138958, "city"),
        ("Goma airport", {"COD": 1.0}, 216281, "city"),
        ("Jordan", {"USA": 1.0}, 248816, "country"),
        ("Mexico", {"MEX": 1.0}, 3996063, "country"),
        ("New York", {"USA": 1.0}, 5128581, "city"),
        ("the Netherlands", {}, 2750405, "country"),
    ],
)
def test_ids(surface: str, countries: Mapping[str, float], geonameid: int, precision: str) -> None:
    place = resolve_place(surface, countries=countries)
    assert place is not None
    assert (place.geonameid, place.precision) == (geonameid, precision)


def test_part_of_a_country_keeps_its_words() -> None:
    place = resolve_place("eastern Chad", countries={})
    assert place is not None
    assert (place.name, place.country, place.precision) == ("eastern Chad", "TCD", "country")


@pytest.mark.parametrize(
    ("surface", "country"),
    [("Donbas", "UKR"), ("West Bank", "PSE"), ("Middle East", None), ("Central Asia", None)],
)
def test_regions(surface: str, country: str | None) -> None:
    place = resolve_place(surface, countries={})
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("surface", "countries"),
    [
        ("Kazakh", {"KAZ": 1.0}),
        ("Syrians", {}),
        ("Police", {"POL": 1.0}),
        ("EU", {"FRA": 1.0}),
        ("mobile", {"USA": 1.0}),
        ("march", {}),
        ("", {}),
        (",", {}),
        ("Qwertyuiop", {}),
    ],
)
def test_no_place(surface: str, countries: Mapping[str, float]) -> None:
    assert resolve_place(surface, countries=countries) is None


def test_small_town_needs_its_country_in_the_story() -> None:
    assert resolve_place("Zhanaozen", countries={"KAZ": 1.0}) is not None
    assert resolve_place("Zhetibay", countries={"CHL": 1.0}) is None


def test_adjectives_on_request() -> None:
    place = resolve_place("Kazakh", countries={}, adjectives=True)
    assert place is not None
    assert place.country == "KAZ"


def test_named_unit_decides_between_namesakes() -> None:
    place = resolve_place("Springfield", countries={"USA": 1.0}, admins={"Illinois"})
    assert place is not None
    assert place.admin1 == "Illinois"


@pytest.mark.parametrize(
    ("surface", "countries", "country", "lat"),
    [
        ("the Kremlin", {}, "RUS", 55.8),
        ("Tahrir Square", {"EGY": 1.0}, "EGY", 30.0),
        ("Tahrir Square", {"IRQ": 1.0}, "IRQ", 33.3),
        ("the Rafah crossing", {"PSE": 1.0}, "PSE", 31.2),
        ("Evin prison", {"IRN": 1.0}, "IRN", 35.8),
        ("Scarborough Shoal", {"PHL": 1.0}, None, 15.1),
    ],
)
def test_sites(
    surface: str, countries: Mapping[str, float], country: str | None, lat: float
) -> None:
    place = resolve_place(surface, countries=countries)
    assert place is not None
    assert (place.precision, place.country, round(place.lat or 0, 1)) == ("point", country, lat)


def test_a_name_of_the_past_gives_way() -> None:
    place = resolve_place("Gold Coast", countries={"AUS": 1.0}, when="2011-01-10")
    assert place is not None
    assert place.country == "AUS"


def test_home_and_dateline() -> None:
    tennessee = ResolvedPlace("Memphis", None, 35.15, -90.05, "USA", "Tennessee", "city")
    for where in ({"home": tennessee}, {"dateline": tennessee}, {"near": [tennessee]}):
        place = resolve_place("Jackson", countries={"USA": 1.0}, **where)  # type: ignore[arg-type]
        assert place is not None
        assert place.admin1 == "Tennessee"


def test_small_towns_pass_when_surely_meant() -> None:
    for name in ("Zhetibay", "Police"):
        assert resolve_place(name, countries={"CHL": 1.0}) is None
        assert resolve_place(name, countries={"CHL": 1.0}, sure=True) is not None


def test_score_and_reasons() -> None:
    plain = resolve_place("Kabul", countries={"AFG": 1.0})
    vague = resolve_place("San José", countries={})
    assert plain is not None
    assert vague is not None
    assert MIN_SCORE <= vague.score < plain.score <= 1
    assert "in a country the story names" in plain.why


@pytest.mark.parametrize("surface", ["Paris" * 1_000, "Robert'); DROP TABLE place;--", "A" * 201])
def test_strange_names(surface: str) -> None:
    assert resolve_place(surface, countries={}) is None


def test_hamlet_in_a_known_unit() -> None:
    place = resolve_place("Qwertyville, Ohio", countries={}, sure=True)
    assert place is not None
    assert (place.name, place.geonameid, place.admin1, place.precision) == (
        "Qwertyville",
        None,
        "Ohio",
        "admin1",
    )
    assert resolve_place("Qwertyville, Ohio", countries={}) is None


def test_own_tables_win(monkeypatch: pytest.MonkeyPatch) -> None:
    own = UserPlace("Almaty", 1, 1.0, 2.0, "KAZ", None, "point", "mine.csv", 2)
    monkeypatch.setattr(module, "user_places", lambda name: (own,) if name == "Almaty" else ())
    place = resolve_place("Almaty", countries={})
    assert place is not None
    assert (place.lat, place.why) == (1.0, "from a table of your own")
