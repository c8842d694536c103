"""Tables that ship with the package: lexicons, code lists, curated facts.

Each is a CSV file, UTF-8, sorted, one record a line, with a header; lists inside
a cell are separated by "|". Origin, licence and date of each stand in SOURCES.md.
Nothing here knows what the columns mean: ontology/, kb/ and the lexicons of each
stage check their own tables at load.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from tocsin.errors import DataError


def read_rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their line numbers (the header is line 1).

    Args: name: path inside this folder, e.g. "lexicon/verbs.csv".
    Returns: (line, {column: cell}); cells are stripped; nothing for an empty table.
    Raises: DataError: no such table, or a row with too few or too many cells.

    >>> line, row = next(read_rows("ontology/types.csv"))
    >>> line, row["type"]
    (2, 'ACCUSE')
    """
    path = files(__package__).joinpath(name)
    if not path.is_file():
        raise DataError(name, "no such table")
    with path.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        columns = reader.fieldnames or ()
        for row in reader:
            if None in row or None in row.values():
                raise DataError(name, f"{len(columns)} cells expected", line=reader.line_num)
            yield reader.line_num, {key: cell.strip() for key, cell in row.items()}


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the items of a list cell, stripped; empty for an empty cell.

    >>> split_cell("Kazakh|Kazakhstani")
    ('Kazakh', 'Kazakhstani')
    """
    return tuple(item.strip() for item in cell.split("|") if item.strip())
