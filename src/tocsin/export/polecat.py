"""POLECAT's tab-separated columns: a row for each pair of actor and recipient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from tocsin.export.cell import join_known
from tocsin.export.code import (
    country_name,
    country_number,
    plover_quad,
    plover_score,
    sector_code,
)
from tocsin.export.column import Record, Row, load_columns
from tocsin.export.date import event_days, parse_day
from tocsin.export.event import (
    called,
    first_report,
    outlet_name,
    pair_sides,
    place_level,
    place_surface,
    surface,
    told_as_fact,
    versions,
)
from tocsin.export.format import Job
from tocsin.export.table import write_tsv


def write_polecat(job: Job, stream: TextIO) -> None:
    """Write the table with a header; events not told as fact are left out."""
    write_tsv(job, stream, to_rows, load_columns("polecat"), header=True)


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield a row for each pair of actor and recipient."""
    if not told_as_fact(event, job.tally):
        return
    shared = _event(event) | _place(event) | _report(event, job)
    for number, actor, recipient in pair_sides(event, job.tally):
        ident = {"Event ID": f"{event['id']}-{number}"}
        sides = _side("Actor", event, actor) | _side("Recipient", event, recipient)
        yield ident | shared | sides


def _event(event: Record) -> Row:
    days = event_days(event)
    return {
        "Event Date": days and days.day and days.day.isoformat(),
        "Event Type": event["type"],
        "Event Mode": event["mode"],
        "Intensity": plover_score(event["type"], event["mode"]),
        "Quad Code": plover_quad(event["type"]),
        "Contexts": join_known(event["contexts"], ";"),
    }


def _side(name: str, event: Record, entity: Record) -> Row:
    role = f"{name.lower()}s"
    sectors = [sector_code(sector, "plover") for sector in entity.get("sectors", ())]
    return {
        f"{name} Name": called(event, role, entity),
        f"{name} Country": entity.get("country"),
        f"{name} COW": country_number(entity.get("country"), "cow"),
        f"Primary {name} Sector": sectors[0] if sectors else None,
        f"{name} Sectors": join_known(sectors, ";"),
        f"{name} Name Raw": surface(event, role, entity),
    }


def _place(event: Record) -> Row:
    place = event["place"] or {}
    return {
        "Placename": place.get("name"),
        "City": place_level(place, "city", "point"),
        "District": place_level(place, "admin2"),
        "Province": place.get("admin1") or place_level(place, "admin1"),
        "Country": country_name(place.get("country")),
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
        "GeoNames ID": place.get("geonameid"),
        "Raw Placename": place_surface(event),
    }


def _report(event: Record, job: Job) -> Row:
    report, version = first_report(event, job.articles), versions(event).get("version")
    return {
        "Source": outlet_name(report),
        "Publication Date": parse_day(report.get("published") or event["first_reported"]),
        "Language": report.get("language"),
        "Version": f"tocsin {version}" if version else None,
    }
