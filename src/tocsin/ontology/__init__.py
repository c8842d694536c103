"""PLOVER types, modes, contexts and sectors, and the measures of figures.

All codes stand in data/ontology; this package reads and checks them. It knows
nothing of words: what expresses a type is the lexicon's business.
"""

from __future__ import annotations

from tocsin.ontology.plover import (
    CONTEXTS,
    MEASURES,
    MODES,
    SECTORS,
    TYPES,
    VERBAL,
    check_event,
    check_sectors,
)

__all__ = [
    "CONTEXTS",
    "MEASURES",
    "MODES",
    "SECTORS",
    "TYPES",
    "VERBAL",
    "check_event",
    "check_sectors",
]
