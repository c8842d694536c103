"""GDELT 2.0 events: 61 tab-separated columns without a header, a row for each pair."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from tocsin.errors import ExportError
from tocsin.export.code import (
    cameo_code,
    cameo_quad,
    country_code,
    goldstein_score,
    sector_code,
)
from tocsin.export.column import Record, Row, load_columns
from tocsin.export.date import event_days, parse_day, parse_moment
from tocsin.export.event import (
    called,
    first_report,
    outlets,
    pair_sides,
    place_words,
    told_as_fact,
)
from tocsin.export.format import Job
from tocsin.export.table import write_tsv

_PAIRS = 32  # numbers a pair can have: at most SIDES * SIDES are used
_LEVELS = {"country": 1, "admin1": 5, "admin2": 4, "city": 4, "point": 4}
_LEVELS_USA = {"country": 1, "admin1": 2, "admin2": 3, "city": 3, "point": 3}


def write_gdelt(job: Job, stream: TextIO) -> None:
    """Write the rows; events not told as fact are left out."""
    write_tsv(job, stream, to_rows, load_columns("gdelt"), header=False)


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield a row for each pair of actor and recipient.

    Raises: ExportError: the id of the event is not hexadecimal.
    """
    if not told_as_fact(event, job.tally):
        return
    shared = _dates(event) | _codes(event) | _place(event) | _reports(event, job)
    for number, actor, recipient in pair_sides(event, job.tally):
        ident = {"GLOBALEVENTID": _number(event["id"], number)}
        sides = _side(1, event, actor) | _side(2, event, recipient)
        yield ident | shared | sides


def _number(ident: str, pair: int) -> int:
    try:
        return int(ident[:14], 16) * _PAIRS + pair
    except ValueError as error:
        raise ExportError("gdelt", f"event id {ident!r} is not hexadecimal") from error


def _dates(event: Record) -> Row:
    days = event_days(event)
    if days is None:
        return {}
    day, first, last = days.day, days.first, days.last
    same_month = (first.year, first.month) == (last.year, last.month)
    return {
        "SQLDATE": day and int(f"{day:%Y%m%d}"),
        "MonthYear": int(f"{first:%Y%m}") if same_month else None,
        "Year": days.year,
        "FractionDate": day and round(day.year + (day.month * 30 + day.day) / 365, 4),
    }


def _codes(event: Record) -> Row:
    code = cameo_code(event["type"], event["cameo"])
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": cameo_quad(code),
        "GoldsteinScale": goldstein_score(code),
    }


def _side(number: int, event: Record, entity: Record) -> Row:
    country = country_code(entity.get("country"), "cameo")
    found = (sector_code(sector, "cameo") for sector in entity.get("sectors", ()))
    kinds = [kind for kind in found if kind][:3]
    name = called(event, "actors" if number == 1 else "recipients", entity)
    key = f"Actor{number}"
    row: Row = {f"{key}Type{i}Code": kind for i, kind in enumerate(kinds, start=1)}
    row[f"{key}Code"] = "".join([country or "", *kinds]) or None
    row[f"{key}Name"] = name and name.upper()
    row[f"{key}CountryCode"] = country
    return row


def _place(event: Record) -> Row:
    place = event["place"] or {}
    levels = _LEVELS_USA if place.get("country") == "USA" else _LEVELS
    return {
        "ActionGeo_Type": levels.get(place.get("precision", "")),
        "ActionGeo_FullName": place_words(place),
        "ActionGeo_CountryCode": country_code(place.get("country"), "fips"),
        "ActionGeo_Lat": place.get("lat"),
        "ActionGeo_Long": place.get("lon"),
    }


def _reports(event: Record, job: Job) -> Row:
    names = outlets(event, job.articles)
    return {
        "NumMentions": len(event["claims"]),
        "NumSources": len(names) or None,
        "NumArticles": len(event["reports"]),
        "DATEADDED": _added(event["first_reported"]),
        "SOURCEURL": first_report(event, job.articles).get("uri"),
    }


def _added(reported: str | None) -> int | None:
    moment, day = parse_moment(reported), parse_day(reported)
    if moment is not None:
        return int(f"{moment:%Y%m%d%H%M%S}")
    return int(day.replace("-", "") + "000000") if day else None
