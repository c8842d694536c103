from __future__ import annotations

import pytest

from tocsin.kb.country import countries_by_code, find_country


@pytest.mark.parametrize(
    ("surface", "code", "form"),
    [
        ("Kazakhstan", "KAZ", "name"),
        ("the Netherlands", "NLD", "name"),
        ("U.S.", "USA", "name"),
        ("US", "USA", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("Burma", "MMR", "name"),
        ("DRC", "COD", "name"),
        ("Nigerien", "NER", "adjective"),
        ("Nigerian", "NGA", "adjective"),
        ("Dutch", "NLD", "adjective"),
        ("Swiss", "CHE", "adjective"),
        ("Spaniards", "ESP", "demonym"),
        ("Filipinos", "PHL", "demonym"),
        ("Danes", "DNK", "demonym"),
        ("Ankara", "TUR", "metonym"),
        ("the Kremlin", "RUS", "metonym"),
        ("White House", "USA", "metonym"),
    ],
)
def test_finds(surface: str, code: str, form: str) -> None:
    country = find_country(surface)
    assert country is not None
    assert (country.alpha3, country.form) == (code, form)
    assert country.metonym == (form == "metonym")


@pytest.mark.parametrize("surface", ["us", "turkey", "polish", "car", "china", "", "Kazakh police"])
def test_leaves_common_words_alone(surface: str) -> None:
    assert find_country(surface) is None


def test_codes() -> None:
    assert len(countries_by_code()) == 250
    assert countries_by_code()["KAZ"].geonameid == 1522867
