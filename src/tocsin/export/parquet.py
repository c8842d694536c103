"""Parquet with nested columns, which DuckDB, pandas, polars and R read (needs pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from tocsin.export.cell import fits
from tocsin.export.column import Column, Record, Row, load_columns
from tocsin.export.event import sources
from tocsin.export.flat import to_rows as to_flat
from tocsin.export.format import Job, Tally, load_library
from tocsin.export.quote import shorten, shorten_record
from tocsin.export.table import each_row

NEEDS = ("pyarrow", "parquet")
BATCH = 5_000  # rows in memory, and rows of a row group
_STRUCTS = {
    "entity": {"name": "str", "id": "str", "country": "str", "sectors": "[str]"},
    "range": {
        "measure": "str", "group": "str", "unit": "str", "low": "int", "high": "int",
        "stated_low": "int", "stated_high": "int", "as_of": "str", "sources": "[str]",
    },
    "figure": {
        "measure": "str", "low": "int", "high": "int", "approx": "bool", "vague": "bool",
        "implicit": "bool", "unit": "str", "of": "str", "group": "str", "said_by": "[str]",
        "source": "str", "article": "str", "outlet": "str", "published": "str", "claim": "str",
        "start": "int", "end": "int", "text": "str", "copy": "bool", "past": "bool",
        "rejected": "bool", "superseded": "bool", "relation_kind": "str", "relation_claim": "str",
    },
    "cause": {"text": "str", "article": "str", "claim": "str", "event": "str"},
    "state": {
        "published": "str", "status": "str", "stance": "str", "said_by": "[str]",
        "article": "str", "claim": "str",
    },
}  # fmt: skip


def write_parquet(job: Job, stream: BinaryIO) -> None:
    """Write an event a row.

    Raises: ExportError: pyarrow is not installed.
    """
    arrow = load_library("parquet", NEEDS)
    parquet = load_library("parquet", ("pyarrow.parquet", NEEDS[1]))
    columns = load_columns("parquet")
    schema = arrow.schema([(column.name, _type(arrow, column.type)) for column in columns])
    rows = iter(each_row(job, to_rows))
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := [_typed(row, columns, job.tally) for row in islice(rows, BATCH)]:
            writer.write_batch(arrow.RecordBatch.from_pylist(batch, schema=schema))


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield the one row of an event: flat columns as in CSV, the others nested."""
    for row in to_flat(event, job):
        yield row | _nested(event)


def _nested(event: Record) -> Row:
    claims = [c["id"] if isinstance(c, dict) else c for c in event["claims"]]
    return {
        "contexts": event["contexts"],
        "actors": event["actors"],
        "recipients": event["recipients"],
        "consensus": [_range(item) for item in event["consensus"]],
        "figures": [_figure(figure) for figure in event["figures"]],
        "said_by": sources(event),
        "causes": [{**c, "text": shorten(c["text"])} for c in event["causes"]],
        "statuses": event["statuses"],
        "reports": event["reports"],
        "copies": event["copies"],
        "claims": claims,
    }


def _range(item: Record) -> Record:
    low, high = item["stated"]
    return {**item, "stated_low": low, "stated_high": high}


def _figure(figure: Record) -> Record:
    relation = figure["relation"] or {}
    links = {"relation_kind": relation.get("kind"), "relation_claim": relation.get("claim")}
    return shorten_record({**figure, **figure["span"], **links})  # type: ignore[no-any-return]


def _type(arrow: Any, name: str) -> Any:
    plain = {
        "str": arrow.string(), "int": arrow.int64(), "float": arrow.float64(),
        "bool": arrow.bool_(), "day": arrow.date32(),
    }  # fmt: skip
    if name.startswith("["):
        return arrow.list_(_type(arrow, name[1:-1]))
    if name in _STRUCTS:
        return arrow.struct([(key, _type(arrow, kind)) for key, kind in _STRUCTS[name].items()])
    return plain[name]


def _typed(row: Row, columns: Iterable[Column], tally: Tally) -> Row:
    return {c.name: _value(row.get(c.name), c.type, tally) for c in columns}


def _value(value: Any, kind: str, tally: Tally) -> Any:
    if value is None:
        return None
    if not fits(value):
        tally.left_out["numbers of more than 64 bits"] += 1
        return None
    if kind.startswith("["):
        return [_value(item, kind[1:-1], tally) for item in value]
    if kind in _STRUCTS:
        return {key: _value(value.get(key), part, tally) for key, part in _STRUCTS[kind].items()}
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "str":
        return value.encode("utf-8", "replace").decode()  # half a surrogate pair is no UTF-8
    return value
