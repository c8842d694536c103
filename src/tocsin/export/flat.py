"""An event in one row: the columns of CSV, and what GeoJSON, HXL and Stata take from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from tocsin.export.cell import join, join_known
from tocsin.export.column import Record, Row, load_columns
from tocsin.export.date import event_days
from tocsin.export.event import called, estimate, sources
from tocsin.export.format import Job
from tocsin.export.quote import shorten
from tocsin.export.rights import any_reserved, article_ids
from tocsin.export.table import write_csv as write_table


def write_csv(job: Job, stream: TextIO) -> None:
    """Write an event a row, with a header."""
    write_table(job, stream, to_rows, load_columns("csv"))


def write_hxl(job: Job, stream: TextIO) -> None:
    """Write an event a row, with a header and a row of HXL tags."""
    write_table(job, stream, to_rows, load_columns("hxl"), tags=True)


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield the one row of an event, every column of `csv`."""
    row = _core(event) | _places(event) | _sides(event) | _counts(event) | _sources(event)
    row["rights_reserved"] = any_reserved(article_ids(event), job.articles)
    yield row


def _core(event: Record) -> Row:
    date, days = event["date"] or {}, event_days(event)
    return {
        "event_id": event["id"],
        "revision": event["revision"],
        "type": event["type"],
        "mode": event["mode"],
        "contexts": join(event["contexts"]),
        "cameo": event["cameo"],
        "status": event["status"],
        "stance": event["stance"],
        "date": date.get("edtf"),
        "date_granularity": date.get("granularity"),
        "date_basis": date.get("basis"),
        "date_first": days and days.first.isoformat(),
        "date_last": days and days.last.isoformat(),
        "storyline": event["storyline"],
        "score": event["score"],
    }


def _places(event: Record) -> Row:
    place = event["place"] or {}
    return {
        "place": place.get("name"),
        "place_id": place.get("geonameid"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "country": place.get("country"),
        "admin1": place.get("admin1"),
        "place_precision": place.get("precision"),
    }


def _sides(event: Record) -> Row:
    row: Row = {}
    for role, one in (("actors", "actor"), ("recipients", "recipient")):
        entities = event[role]
        row[role] = join(called(event, role, entity) for entity in entities)
        row[f"{one}_ids"] = join(entity["id"] for entity in entities)
        row[f"{one}_countries"] = join(entity["country"] for entity in entities)
        row[f"{one}_sectors"] = join("+".join(entity["sectors"]) for entity in entities)
    return row


def _counts(event: Record) -> Row:
    row: Row = {}
    for measure in ("killed", "injured"):
        numbers = estimate(event, measure)
        row |= {f"{measure}_{end}": numbers.get(end) for end in ("best", "low", "high")}
    row["consensus"] = join(map(range_words, event["consensus"]))
    row["figures"] = len(event["figures"])
    return row


def range_words(item: Record) -> str:
    """Return a row of the consensus in words.

    >>> range_words({"measure": "killed", "group": "police", "unit": None, "low": 8, "high": None})
    'killed 8 or more (police)'
    """
    low, high = item["low"], item["high"]
    if low is None or high is None:
        number = "unknown" if low == high else f"{low} or more" if high is None else f"up to {high}"
    else:
        number = str(low) if low == high else f"{low} to {high}"
    unit = f" {item['unit']}" if item["unit"] else ""
    group = f" ({shorten(item['group'])})" if item["group"] else ""
    return f"{item['measure']} {number}{unit}{group}"


def _sources(event: Record) -> Row:
    summary = event["summary"] or {}
    claims = [c["id"] if isinstance(c, dict) else c for c in event["claims"]]
    return {
        "said_by": join_known(sources(event)),
        "trigger": event["trigger"],
        "summary": shorten(summary["text"]) if summary else None,
        "summary_article": summary.get("article"),
        "summary_start": summary.get("start"),
        "summary_end": summary.get("end"),
        "causes": join_known(shorten(cause["text"]) for cause in event["causes"]),
        "independent_reports": event["independent_reports"],
        "report_count": len(event["reports"]),
        "copy_count": len(event["copies"]),
        "claim_count": len(claims),
        "first_reported": event["first_reported"],
        "last_reported": event["last_reported"],
        "report_ids": join_known(event["reports"]),
        "claim_ids": join_known(claims),
    }
