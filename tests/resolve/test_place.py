from __future__ import annotations

from collections.abc import Mapping

import pytest

from tocsin.resolve.place import resolve_place


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
        ("the Kremlin", {}, 524901, "city"),
        ("Helmand province", {"AFG": 1.0}, 1140043, "admin1"),
        ("Niger state", {"NGA": 1.0}, 2328925, "admin1"),
        ("Niger", {"NGA": 1.0, "NER": 1.0}, 2440476, "country"),
        ("Georgia", {"USA": 2.0}, 4197000, "admin1"),
        ("Georgia", {"RUS": 1.0}, 614540, "country"),
        ("Tigray", {}, 444187, "admin1"),
        ("northern Mali", {}, 2453866, "country"),
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
