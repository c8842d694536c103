"""First-level units by abbreviation: "W.Va.", "Ont.", and after a comma "TX"."""

from __future__ import annotations

from functools import lru_cache

from tocsin.data import read_rows


def expand(name: str, *, after_comma: bool = False) -> tuple[str, str] | None:
    """Return the unit's name and country (alpha-3), or None.

    Two capitals without full stops ("IN", "OR") count only after a comma.

    >>> expand("W.Va."), expand("OR"), expand("OR", after_comma=True)
    (('West Virginia', 'USA'), None, ('Oregon', 'USA'))
    """
    if len(name) <= 2 and not after_comma:
        return None
    return _abbreviations().get(name)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, tuple[str, str]]:
    return {
        row["abbreviation"]: (row["name"], row["country"])
        for _, row in read_rows("abbreviations.csv")
    }
