"""Codes of the target formats for ours: countries, sectors, event codes and scores."""

from __future__ import annotations

from functools import cache, lru_cache

from tocsin.data import read_rows
from tocsin.errors import OntologyError

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@cache
def _table(name: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for _, row in read_rows(name)}


def country_code(alpha3: str | None, scheme: str) -> str | None:
    """Return a country's code in another scheme, or None where it has none.

    Args: scheme: numeric (ISO 3166), fips (10-4), cameo, cow (Correlates of War), gw
    (Gleditsch and Ward) or region (of UCDP).

    >>> country_code("KAZ", "numeric"), country_code("ROU", "cameo"), country_code("DEU", "gw")
    ('398', 'ROM', '260')
    """
    row = _table("export/countries.csv", "alpha3").get(alpha3 or "")
    return row[scheme] or None if row else None


def country_number(alpha3: str | None, scheme: str) -> int | None:
    """Return a country's code as a number, or None where it has none."""
    code = country_code(alpha3, scheme)
    return None if code is None else int(code)


def country_name(alpha3: str | None) -> str | None:
    """Return a country's English name; None for an unknown code."""
    row = _table("countries.csv", "alpha3").get(alpha3 or "")
    return row["name"] if row else None


def sector_code(sector: str, scheme: str) -> str | None:
    """Return a sector's code in a scheme (plover, cameo, acled, armed), None where it has none.

    Raises: OntologyError: no such sector.
    """
    row = _table("export/sectors.csv", "sector").get(sector)
    if row is None:
        raise OntologyError("export/sectors.csv", f"unknown sector {sector!r}")
    return row[scheme] or None


def cameo_code(kind: str, cameo: str | None) -> str:
    """Return the CAMEO code of an event: its own, else "not specified" of its type's root.

    Raises: OntologyError: no such type.

    >>> cameo_code("PROTEST", None), cameo_code("ASSAULT", "183")
    ('140', '183')
    """
    return cameo or f"{_type(kind)['cameo']}0"


def cameo_quad(code: str) -> int:
    """Return the quad class of a CAMEO code: 1 to 4 in the order of QUADS."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def goldstein_score(code: str) -> float | None:
    """Return the Goldstein score of a CAMEO code, or of the code above it.

    >>> goldstein_score("1833"), goldstein_score("042")
    (-10.0, 1.9)
    """
    scores = _table("export/goldstein.csv", "code")
    known = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in scores), None)
    return None if known is None else float(scores[known]["score"])


def plover_quad(kind: str) -> int:
    """Return the quad class of a PLOVER type: 1 to 4 in the order of QUADS."""
    return QUADS.index(_type(kind)["quad"]) + 1


def plover_score(kind: str, mode: str | None) -> float | None:
    """Return the conflict and cooperation score of a type and mode, None where PLOVER has none.

    >>> plover_score("PROTEST", "riot"), plover_score("RETREAT", "return")
    (-7.0, None)
    """
    score = _scores().get((kind, mode or ""))
    return None if score is None else float(score)


@lru_cache(maxsize=1)
def _scores() -> dict[tuple[str, str], str]:
    rows = (row for _, row in read_rows("export/plover_score.csv"))
    return {(row["type"], row["mode"]): row["score"] for row in rows}


def _type(kind: str) -> dict[str, str]:
    row = _table("ontology/types.csv", "type").get(kind)
    if row is None:
        raise OntologyError("ontology/types.csv", f"unknown type {kind!r}")
    return row
