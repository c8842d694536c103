from __future__ import annotations

import pytest

from tocsin.kb.region import find_region


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "country"),
    [
        ("the Sahel", "Sahel", "region", None),
        ("Donbas", "Donbas", "region", "UKR"),
        ("the Red Sea", "Red Sea", "sea", None),
        ("the Strait of Hormuz", "Strait of Hormuz", "sea", None),
        ("Mediterranean", "Mediterranean", "sea", None),
        ("West Bank", "West Bank", "region", "PSE"),
    ],
)
def test_finds(phrase: str, name: str, kind: str, country: str | None) -> None:
    region = find_region(phrase)
    assert region is not None
    assert (region.name, region.kind, region.country) == (name, kind, country)


@pytest.mark.parametrize("phrase", ["", "gulf", "Nowhere", "the"])
def test_finds_nothing(phrase: str) -> None:
    assert find_region(phrase) is None
