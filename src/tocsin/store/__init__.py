"""The database of coded articles: append-only, one SQLite file, and the only SQL for results.

An article and all its claims enter in one transaction or not at all, and so does what a
reconciliation finds. A change makes a new revision; the earlier one stays and is superseded.
Records come back as the plain dicts of docs/record-format.md.
"""

from __future__ import annotations

from tocsin.period import Period, edtf_period, parse_period
from tocsin.store.change import Change
from tocsin.store.query import Query
from tocsin.store.reconciliation import Reconciliation
from tocsin.store.store import Store
from tocsin.store.verify import Problem

__all__ = [
    "Change", "Period", "Problem", "Query", "Reconciliation", "Store", "edtf_period",
    "parse_period",
]  # fmt: skip
