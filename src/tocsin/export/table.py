"""Text tables: CSV as spreadsheets read it, and tab-separated rows without quoting."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO

from tocsin.export.cell import neutralize
from tocsin.export.column import Column, Record, Row
from tocsin.export.format import Job

RowMaker = Callable[[Record, Job], Iterable[Row]]


def each_row(job: Job, make: RowMaker) -> Iterator[Row]:
    """Yield the rows of a job's records, counting them."""
    for record in job.each():
        for row in make(record, job):
            job.tally.rows += 1
            yield row


def write_csv(
    job: Job, stream: TextIO, make: RowMaker, columns: Sequence[Column], *, tags: bool = False
) -> None:
    """Write a table with a header and, with `tags`, a row of HXL tags under it."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    if tags:
        writer.writerow(column.tag for column in columns)
    for row in each_row(job, make):
        writer.writerow(_cell(row.get(column.name)) for column in columns)


def write_tsv(
    job: Job, stream: TextIO, make: RowMaker, columns: Sequence[Column], *, header: bool
) -> None:
    """Write tab-separated rows; readers of these files know no quoting, so `"` becomes `'`."""
    if header:
        stream.write("\t".join(column.name for column in columns) + "\n")
    for row in each_row(job, make):
        cells = (str(_cell(row.get(column.name))) for column in columns)
        stream.write("\t".join(cells).replace('"', "'") + "\n")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralize(value)
