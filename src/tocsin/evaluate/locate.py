"""Says in which country a point lies, by the town nearest to it: for scoring, not for claims."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tocsin.kb.file import open_kb

MAX_KM = 500.0  # a point farther from any town is at sea
_EARTH_KM = 6371.0088


def country_at(lat: float, lon: float) -> str | None:
    """Return the alpha-3 code of the country of the nearest town, None far from all."""
    codes, towns = _towns()
    cosines = towns @ _vector(np.array([lat]), np.array([lon]))[0]
    best = int(cosines.argmax())
    return codes[best] if cosines[best] >= np.cos(MAX_KM / _EARTH_KM) else None


@lru_cache(maxsize=1)
def _towns() -> tuple[list[str], npt.NDArray[np.float32]]:
    db = open_kb()
    try:
        rows = db.execute("SELECT country, lat, lon FROM place WHERE kind = 0").fetchall()
    finally:
        db.close()
    lats, lons = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    return [r[0] for r in rows], _vector(lats, lons).astype(np.float32)


def _vector(
    lats: npt.NDArray[np.float64], lons: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    phi, theta = np.radians(lats), np.radians(lons)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
