"""How far two points are apart, and how much being near counts."""

from __future__ import annotations

import math
from collections.abc import Iterable

EARTH_KM = 6371.0088  # mean radius
_FAR_DEGREES = 25.0  # of latitude, beyond which two points are never near
Point = tuple[float, float]


def km_between(a: Point, b: Point) -> float:
    """Return the great-circle distance of two (latitude, longitude) points in kilometres.

    >>> round(km_between((52.52, 13.41), (48.86, 2.35)))
    878
    """
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def nearness(point: Point, others: Iterable[Point], *, scale: float) -> float:
    """Return how much company a point has: each other counts 1 on the spot, 1/2 at `scale` km."""
    total = 0.0
    for other in others:
        if abs(other[0] - point[0]) < _FAR_DEGREES:
            total += 1.0 / (1.0 + (km_between(point, other) / scale) ** 2)
    return total
