"""Rows like UCDP's georeferenced event data: assaults with deaths, best, low and high.

Knows what the reports say, not what UCDP knows besides: conflicts, dyads, their ids, and
whether a dyad reaches 25 deaths a year are empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import TextIO

from tocsin.export.cell import join_known
from tocsin.export.code import country_code, country_name, country_number
from tocsin.export.column import Record, Row, load_columns
from tocsin.export.date import Days, event_days, parse_day
from tocsin.export.event import (
    armed,
    called,
    estimate,
    first_report,
    outlet_name,
    place_level,
    place_words,
    side,
    sources,
    told_as_fact,
)
from tocsin.export.format import Job
from tocsin.export.quote import shorten
from tocsin.export.table import write_csv

_PRECISION = {"point": 1, "city": 1, "admin2": 3, "admin1": 4, "country": 6}
_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4))  # days at most, date_prec; longer is 5


def write_ucdp(job: Job, stream: TextIO) -> None:
    """Write an event a row; what is no assault or has no death stated is left out."""
    write_csv(job, stream, to_rows, load_columns("ucdp"))


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield the row of an event in which somebody was killed."""
    if not told_as_fact(event, job.tally):
        return
    reason = _unfit(event)
    if reason is not None:
        job.tally.left_out[reason] += 1
        return
    row = {"id": job.tally.rows + 1, "relid": event["id"]}
    row |= _dates(event_days(event)) | _sides(event) | _place(event) | _deaths(event)
    yield row | _report(event, job)


def _unfit(event: Record) -> str | None:
    if event["type"] != "ASSAULT":
        return "no assault"
    return None if any(estimate(event, "killed").values()) else "no death stated"


def _dates(days: Days | None) -> Row:
    if days is None:
        return {}
    length = days.length if days.exact else max(days.length, 2)
    return {
        "year": days.first.year,
        "date_prec": next((code for most, code in _SPANS if length <= most), 5),
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
    }


def violence_type(event: Record) -> int | None:
    """Return 1 for state-based, 2 for non-state, 3 for one-sided violence, None if not known."""
    one, other = side(event["actors"]), side(event["recipients"])
    if one not in ("state", "group") or other is None:
        return None
    if other == "no":
        return 3
    return 1 if "state" in (one, other) else 2


def _sides(event: Record) -> Row:
    kind = violence_type(event)
    pair = [_main(event, role) for role in ("actors", "recipients")]
    if armed(pair[1][1]) == "state" and armed(pair[0][1]) != "state":
        pair.reverse()
    (name_a, side_a), (name_b, side_b) = pair
    if kind == 3:
        name_b = "Civilians"
    return {
        "type_of_violence": kind,
        "side_a": name_a,
        "side_b": name_b,
        "dyad_name": f"{name_a} - {name_b}" if name_a and name_b else None,
        "gwnoa": _state(side_a),
        "gwnob": _state(side_b),
    }


def _main(event: Record, role: str) -> tuple[str | None, Record]:
    """Return the name and record of the first armed one of a side, else of the first."""
    entities = event[role]
    first = next((e for e in entities if armed(e) in ("state", "group")), None)
    entity = first or (entities[0] if entities else {})
    return called(event, role, entity), entity


def _state(entity: Record) -> str | None:
    return country_code(entity.get("country"), "gw") if armed(entity) == "state" else None


def _place(event: Record) -> Row:
    place = event["place"] or {}
    lat, lon, country = place.get("lat"), place.get("lon"), place.get("country")
    point = None if lat is None or lon is None else (lat, lon)
    narrow = place.get("precision") != "country"
    return {
        "where_prec": _PRECISION.get(place.get("precision", "")),
        "where_coordinates": place.get("name"),
        "where_description": place_words(place),
        "adm_1": place.get("admin1") or place_level(place, "admin1"),
        "adm_2": place_level(place, "admin2"),
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if point else None,
        "priogrid_gid": grid_cell(*point) if point and narrow else None,
        "country": country_name(country),
        "country_id": country_number(country, "gw"),
        "region": country_code(country, "region"),
    }


def grid_cell(lat: float, lon: float) -> int:
    """Return the number of a PRIO-GRID cell: half-degree cells, from 1 in the south-west.

    Source: PRIO-GRID codebook, version 2.0.

    >>> grid_cell(34.52813, 69.17233)
    179779
    """
    row, column = floor((min(lat, 89.99) + 90) * 2), floor((min(lon, 179.99) + 180) * 2)
    return row * 720 + column + 1


def _deaths(event: Record) -> Row:
    killed = estimate(event, "killed")
    ends = {end: killed.get(end) for end in ("best", "low", "high")}
    return {**ends, "deaths_unknown": killed.get("best")}


def _report(event: Record, job: Job) -> Row:
    report = first_report(event, job.articles)
    office, day = outlet_name(report), parse_day(report.get("published"))
    headline = shorten(report["headline"]) if report.get("headline") else None
    return {
        "number_of_sources": event["independent_reports"],
        "source_article": join_known((office, day, headline), ", "),
        "source_office": office,
        "source_date": day,
        "source_headline": headline,
        "source_original": join_known(sources(event)),
    }
