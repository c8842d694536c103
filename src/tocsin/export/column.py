"""The columns of each format and what no column of it holds: data/export/*.csv.

Knows names, types and what fills a column, in words; the formats' modules fill them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from tocsin.data import read_rows
from tocsin.errors import DataError

Record = dict[str, Any]  # a claim, an event or an article, as JSON has it
Row = dict[str, Any]  # column -> cell; a column that is absent is null


class Column(NamedTuple):
    """A column of a target format.

    `type`: str, int, float, bool or day (`YYYY-MM-DD`); names of structures in Parquet
    and PLOVER. `source`: the fields of the event that fill it, "" when nothing does.
    `how`: how, or why nothing does. `tag`: its HXL tag.
    """

    name: str
    type: str
    source: str
    how: str
    tag: str


class Lack(NamedTuple):
    """Fields of the event that a format has no column for, and what that means."""

    fields: str
    why: str


@cache
def load_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of a format in their order.

    Raises: DataError: no such table, or a column twice.

    >>> len(load_columns("polecat")), load_columns("gdelt")[0].name
    (40, 'GLOBALEVENTID')
    """
    table = f"export/{name}.csv"
    found: dict[str, Column] = {}
    for line, row in read_rows(table):
        if row["column"] in found:
            raise DataError(table, f"column {row['column']!r} twice", line=line)
        found[row["column"]] = Column(
            row["column"], row["type"], row["from"], row["how"], row.get("tag", "")
        )
    return tuple(found.values())


@cache
def load_lacks(name: str) -> tuple[Lack, ...]:
    """Return what a format can't hold; empty for one that holds everything."""
    rows = (row for _, row in read_rows("export/lacks.csv"))
    return tuple(Lack(row["fields"], row["why"]) for row in rows if row["format"] == name)
