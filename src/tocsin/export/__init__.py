"""Claims and events in the formats of others, one module a standard.

Every format says what it holds (data/export/<format>.csv) and what it has no room for
(data/export/lacks.csv); docs/exports.md is made from both. Nothing here opens a file or
a database: records and articles come in, a stream takes what goes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.errors import ExportError
from tocsin.export import parquet
from tocsin.export.acled import write_acled
from tocsin.export.column import Record, load_columns, load_lacks
from tocsin.export.flat import write_csv, write_hxl
from tocsin.export.format import Articles, Format, Job, Tally, load_library
from tocsin.export.gdelt import write_gdelt
from tocsin.export.geojson import write_geojson
from tocsin.export.page import render_page
from tocsin.export.plover import write_plover
from tocsin.export.polecat import write_polecat
from tocsin.export.record import write_claims, write_events
from tocsin.export.stata import write_stata
from tocsin.export.ucdp import write_ucdp

__all__ = [
    "FORMATS",
    "Format",
    "Tally",
    "load_columns",
    "load_lacks",
    "render_page",
    "write_export",
]

FORMATS = {
    format.name: format
    for format in (
        Format("claims", ".jsonl", "claims", "claims as JSON lines", write_claims, texts=True),
        Format("events", ".jsonl", "events", "events as JSON lines", write_events, texts=True),
        Format("csv", ".csv", "events", "events as CSV", write_csv),
        Format(
            "parquet", ".parquet", "events", "events as Parquet with nested columns",
            parquet.write_parquet, binary=True, needs=parquet.NEEDS,
        ),
        Format("geojson", ".geojson", "events", "events as GeoJSON", write_geojson),
        Format("polecat", ".tsv", "events", "POLECAT's columns", write_polecat),
        Format("plover", ".jsonl", "events", "PLOVER JSON", write_plover, texts=True),
        Format("gdelt", ".tsv", "events", "GDELT 2.0 events", write_gdelt),
        Format("acled", ".csv", "events", "columns like ACLED's", write_acled),
        Format("ucdp", ".csv", "events", "columns like UCDP GED's", write_ucdp),
        Format("hxl", ".csv", "events", "CSV with HXL tags", write_hxl),
        Format("stata", ".dta", "events", "Stata 14 and later", write_stata, binary=True),
    )
}  # fmt: skip


def write_export(
    format: str,
    records: Iterable[Record],
    articles: Articles,
    stream: Any,
    *,
    texts: bool = False,
    reserved_too: bool = False,
) -> Tally:
    """Write records in a format and return what was written and what was left out.

    Args: format: a key of FORMATS; records: claims or events, as its `unit` says, events
    with whole claims and "estimates"; articles: article id -> article, as far as known;
    stream: takes bytes for a `binary` format, else text; texts: whole sentences and the
    texts of articles, where the format has room; reserved_too: also of articles whose
    rights reserve text mining or redistribution.
    Raises: ExportError: no such format, no room for texts, a library is missing, or the
    rights of an article stand against its text. What is in the stream by then is unfinished.
    """
    target = FORMATS.get(format)
    if target is None:
        raise ExportError(format, f"no such format; there are {', '.join(FORMATS)}")
    if texts and not target.texts:
        raise ExportError(format, "has no room for texts")
    if target.needs is not None:
        load_library(format, target.needs)
    tally = Tally()
    target.write(Job(format, records, articles, texts, reserved_too, tally), stream)
    return tally
