"""The code lists, read once at import (five small tables)."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.data import read_rows
from tocsin.errors import OntologyError


def _codes(table: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for _, row in read_rows(f"ontology/{table}.csv"))


def _modes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line, row in read_rows("ontology/modes.csv"):
        if row["type"] not in TYPES:
            raise OntologyError("ontology/modes.csv", f"unknown type {row['type']!r}", line=line)
        found.setdefault(row["type"], set()).add(row["mode"])
    return {kind: frozenset(modes) for kind, modes in found.items()}


def _verbal() -> frozenset[str]:
    rows = read_rows("ontology/types.csv")
    return frozenset(row["type"] for _, row in rows if row["quad"].startswith("verbal"))


TYPES = _codes("types", "type")  # the 16 of PLOVER
VERBAL = _verbal()  # those of the two verbal quad classes
MODES = _modes()  # type -> its modes; types without modes are absent
CONTEXTS = _codes("contexts", "context")
SECTORS = _codes("sectors", "sector")
MEASURES = _codes("measures", "measure")


def check_event(kind: str, mode: str | None, *, source: str, line: int | None = None) -> None:
    """Raise OntologyError unless the type exists and the mode, if any, is one of its modes.

    >>> check_event("PROTEST", "riot", source="doctest")
    """
    if kind not in TYPES:
        raise OntologyError(source, f"unknown type {kind!r}", line=line)
    if mode and mode not in MODES.get(kind, frozenset()):
        raise OntologyError(source, f"{kind} has no mode {mode!r}", line=line)


def check_sectors(sectors: Iterable[str], *, source: str, line: int | None = None) -> None:
    """Raise OntologyError for a sector that PLOVER does not know."""
    for sector in sectors:
        if sector not in SECTORS:
            raise OntologyError(source, f"unknown sector {sector!r}", line=line)
