"""Stata files (.dta, format 118: Stata 14 and later), written row by row.

The widths of text columns stand in the head of the file, so the rows are kept in a
temporary file until the widest is known. Source of the layout: "File formats .dta",
Stata 14 manual [D].
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TextIO

from tocsin.export.cell import clean, fits
from tocsin.export.column import Column, Row, load_columns
from tocsin.export.flat import to_rows
from tocsin.export.format import Job
from tocsin.export.table import each_row

WIDEST = 2045  # bytes a text column can have
_EPOCH = date(1960, 1, 1)  # Stata counts days from it
_NUMBERS = {
    # type: (code of the type, layout, display format, missing value)
    "int": (65526, "<d", "%12.0g", 2.0**1023),
    "float": (65526, "<d", "%10.0g", 2.0**1023),
    "day": (65528, "<l", "%td", 2_147_483_621),
    "bool": (65530, "<b", "%8.0g", 101),
}


def write_stata(job: Job, stream: BinaryIO) -> None:
    """Write an event a row; a text of more than WIDEST bytes is cut, and counted."""
    columns = load_columns("stata")
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:
        widths = _spool(job, spool, columns)
        spool.seek(0)
        _write(stream, columns, widths, job.tally.rows, _records(spool, columns, widths))


def _spool(job: Job, spool: TextIO, columns: Sequence[Column]) -> dict[str, int]:
    widths = {column.name: 1 for column in columns if column.type == "str"}
    for row in each_row(job, to_rows):
        cells = [_cell(row, column, job) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            if isinstance(cell, str) and column.type == "str":
                widths[column.name] = max(widths[column.name], len(cell.encode()))
        spool.write(json.dumps(cells) + "\n")
    return widths


def _cell(row: Row, column: Column, job: Job) -> Any:
    value = row.get(column.name)
    if not fits(value):
        job.tally.left_out["numbers of more than 64 bits"] += 1
        return None
    if column.type != "str" or value is None:
        return value
    text = clean(str(value))
    if len(text.encode()) <= WIDEST:
        return text
    job.tally.left_out[f"ends of texts in {column.name}"] += 1
    return text.encode()[: WIDEST - 3].decode(errors="ignore") + "…"


def _records(spool: TextIO, columns: Sequence[Column], widths: dict[str, int]) -> Iterator[bytes]:
    for line in spool:
        cells = zip(json.loads(line), columns, strict=True)
        yield b"".join(_pack(cell, column, widths.get(column.name, 0)) for cell, column in cells)


def _pack(cell: Any, column: Column, width: int) -> bytes:
    if column.type == "str":
        return (cell or "").encode().ljust(width, b"\0")
    _, layout, _, missing = _NUMBERS[column.type]
    if cell is None:
        return struct.pack(layout, missing)
    if column.type == "day":
        return struct.pack(layout, (date.fromisoformat(cell) - _EPOCH).days)
    return struct.pack(layout, cell)


def _write(
    stream: BinaryIO,
    columns: Sequence[Column],
    widths: dict[str, int],
    rows: int,
    records: Iterator[bytes],
) -> None:
    head, parts = _head(len(columns), rows), _describe(columns, widths)
    size = sum(struct.calcsize(_NUMBERS[c.type][1]) for c in columns if c.type != "str")
    size = rows * (size + sum(widths.values()))
    stream.write(head + _map(head, parts, size))
    for part in parts:
        stream.write(part)
    stream.write(b"<data>")
    for record in records:
        stream.write(record)
    stream.write(b"</data><strls></strls><value_labels></value_labels></stata_dta>")


def _head(columns: int, rows: int) -> bytes:
    return (
        b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
        b"<K>" + struct.pack("<H", columns) + b"</K><N>" + struct.pack("<Q", rows) + b"</N>"
        b"<label>" + struct.pack("<H", 0) + b"</label><timestamp>\0</timestamp></header>"
    )


def _describe(columns: Sequence[Column], widths: dict[str, int]) -> list[bytes]:
    """Return the parts between the map and the data, in their order."""
    types = [widths.get(c.name) or _NUMBERS[c.type][0] for c in columns]
    formats = [f"%{widths[c.name]}s" if c.type == "str" else _NUMBERS[c.type][2] for c in columns]
    labels = [(c.how or c.source)[:80] for c in columns]
    return [
        _part("variable_types", struct.pack(f"<{len(types)}H", *types)),
        _part("varnames", _texts([c.name for c in columns], 129)),
        _part("sortlist", bytes(2 * (len(columns) + 1))),
        _part("formats", _texts(formats, 57)),
        _part("value_label_names", bytes(129 * len(columns))),
        _part("variable_labels", _texts(labels, 321)),
        _part("characteristics", b""),
    ]


def _map(head: bytes, parts: Sequence[bytes], size: int) -> bytes:
    """Return the map: where each part begins, from the start of the file."""
    length = len(_part("map", bytes(14 * 8)))
    at = [0, len(head), len(head) + length]
    for part in parts:
        at.append(at[-1] + len(part))
    for tag, inside in (("data", size), ("strls", 0), ("value_labels", 0)):
        at.append(at[-1] + len(_part(tag, b"")) + inside)
    at.append(at[-1] + len(b"</stata_dta>"))
    return _part("map", struct.pack("<14Q", *at))


def _part(tag: str, inside: bytes) -> bytes:
    return f"<{tag}>".encode() + inside + f"</{tag}>".encode()


def _texts(texts: Sequence[str], width: int) -> bytes:
    return b"".join(text.encode()[: width - 1].ljust(width, b"\0") for text in texts)
