"""The database of coded articles: append-only, one SQLite file, and the only SQL for results.

An article and all its claims enter in one transaction or not at all. A changed
text, metadata or coder makes a new revision; the earlier one stays and is
superseded. Records come back as the plain dicts of docs/record-format.md.
"""

from __future__ import annotations

from tocsin.store.period import Period, edtf_period, parse_period
from tocsin.store.query import Query
from tocsin.store.store import Store

__all__ = ["Period", "Query", "Store", "edtf_period", "parse_period"]
