from __future__ import annotations

import pytest

from tocsin.kb.distance import Point, km_between, nearness


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 1.0), 111),
        ((0.0, 179.5), (0.0, -179.5), 111),
        ((90.0, 0.0), (-90.0, 0.0), 20015),
    ],
)
def test_km(a: Point, b: Point, km: int) -> None:
    assert round(km_between(a, b)) == km


def test_nearness() -> None:
    assert nearness((0.0, 0.0), [], scale=80) == 0
    assert nearness((0.0, 0.0), [(0.0, 0.0)], scale=80) == 1
    assert nearness((0.0, 0.0), [(0.0, 0.719)], scale=80) == pytest.approx(0.5, abs=0.01)
    assert nearness((0.0, 0.0), [(60.0, 0.0)], scale=80) == 0
