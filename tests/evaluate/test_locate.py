from __future__ import annotations

import pytest

from tocsin.evaluate.locate import country_at


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(48.85, 2.35, "FRA"), (50.06, 72.96, "KAZ"), (-25.0, 135.0, "AUS"), (-40.0, -130.0, None)],
)
def test_country_at(lat: float, lon: float, country: str | None) -> None:
    assert country_at(lat, lon) == country
