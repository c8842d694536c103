"""GeoJSON (RFC 7946): a feature an event; one without coordinates has no geometry."""

from __future__ import annotations

from typing import TextIO

from tocsin.export.column import Row, load_columns
from tocsin.export.flat import to_rows
from tocsin.export.format import Job
from tocsin.export.table import each_row
from tocsin.line import to_line


def write_geojson(job: Job, stream: TextIO) -> None:
    """Write a FeatureCollection, a feature a line."""
    stream.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for row in each_row(job, to_rows):
        stream.write(separator + to_line(_feature(row)))
        separator = ",\n"
    stream.write("\n]}\n")


def _feature(row: Row) -> Row:
    located = row["latitude"] is not None and row["longitude"] is not None
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": point if located else None,
        "properties": {c.name: row[c.name] for c in load_columns("geojson") if c.type != "point"},
    }
