"""PLOVER JSON: a record a line, with the field names of the PLOVER manual.

What PLOVER has no field for (status, rival figures, consensus) is added under names of
our own, as the manual allows.
"""

from __future__ import annotations

from typing import Any, TextIO

from tocsin.export.code import country_name, plover_quad, plover_score, sector_code
from tocsin.export.column import Record, load_columns
from tocsin.export.date import event_days
from tocsin.export.event import (
    estimate,
    first_report,
    outlet_name,
    place_level,
    place_surface,
    surface,
    versions,
    whole_claims,
)
from tocsin.export.format import Job
from tocsin.export.quote import shorten, shorten_record
from tocsin.export.rights import any_reserved, article_ids
from tocsin.line import to_line

CODEBOOK = "PLOVER 2021"
_RESOLUTION = {"point": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
_SAME = (
    "status", "stance", "estimates", "consensus", "figures", "causes",
    "independent_reports", "first_reported", "last_reported",
)  # fmt: skip


def write_plover(job: Job, stream: TextIO) -> None:
    """Write an event a line."""
    columns = load_columns("plover")
    for event in job.each():
        record = to_record(event, job)
        stream.write(to_line({c.name: record.get(c.name) for c in columns}) + "\n")
        job.tally.rows += 1


def to_record(event: Record, job: Job) -> Record:
    """Return an event under PLOVER's field names."""
    same = {key: event.get(key) for key in _SAME}
    record = _core(event) | _cited(event, job) | (same if job.texts else shorten_record(same))
    record["rights_reserved"] = any_reserved(article_ids(event), job.articles)
    return record


def _core(event: Record) -> Record:
    days = event_days(event)
    exact = days if days is not None and days.exact else None
    longer = exact if exact is not None and exact.day is None else None
    triggers = [claim["trigger"]["text"] for claim in whole_claims(event)]
    return {
        "id": event["id"],
        "date": exact and exact.first.isoformat(),
        "enddate": longer and longer.last.isoformat(),
        "actor": [_entity(event, "actors", entity) for entity in event["actors"]],
        "recipient": [_entity(event, "recipients", entity) for entity in event["recipients"]],
        "event": [event["type"]],
        "event_loc": _place(event),
        "event_text": list(dict.fromkeys(triggers)) or [event["trigger"]],
        "quad_code": plover_quad(event["type"]),
        "event_scale": plover_score(event["type"], event["mode"]),
        "mode": [event["mode"]] if event["mode"] else [],
        "context": event["contexts"],
        "link": event["storyline"],
        "size": _size(event),
        "date_edtf": (event["date"] or {}).get("edtf"),
    }


def _entity(event: Record, role: str, entity: Record) -> Record:
    return {
        "code": entity["country"],
        "sector": [sector_code(sector, "plover") for sector in entity["sectors"]],
        "entity_text": surface(event, role, entity),
        "identifier_id": entity["id"],
        "identifier_text": entity["name"],
    }


def _place(event: Record) -> Record | None:
    place = event["place"]
    if not place:
        return None
    return {
        "extracted_place": place_surface(event),
        "resolved_place": place["name"],
        "geonameid": place["geonameid"],
        "lat": place["lat"],
        "lon": place["lon"],
        "city": place_level(place, "city", "point"),
        "district": place_level(place, "admin2"),
        "province": place["admin1"] or place_level(place, "admin1"),
        "country": country_name(place["country"]),
        "country_code": place["country"],
        "resolution": _RESOLUTION.get(place["precision"]),
    }


def _size(event: Record) -> dict[str, Any]:
    names = {"dead": "killed", "injured": "injured", "arrested": "arrested"}
    return {name: estimate(event, measure).get("best") for name, measure in names.items()}


def _cited(event: Record, job: Job) -> Record:
    summary, coder, claims = event["summary"], versions(event), whole_claims(event)
    report = first_report(event, job.articles)
    if summary:
        report = _known(event, job).get(summary["article"], report)
    return {
        "text": _sentence(claims, summary) if job.texts else None,
        "text_info": {"start": summary["start"], "end": summary["end"]} if summary else None,
        "cite_info": _citation(report, coder) if report else None,
        "coder": f"tocsin {coder['version']}, {coder['model']}" if coder else None,
        "comment": shorten(summary["text"]) if summary else None,
    }


def _known(event: Record, job: Job) -> dict[str, Record]:
    told = {claim["article"]["id"]: claim["article"] for claim in whole_claims(event)}
    return {i: {**told.get(i, {}), **job.articles.get(i, {})} for i in event["reports"]}


def _sentence(claims: list[Record], summary: Record | None) -> str | None:
    for claim in claims:
        sentence = claim["sentence"]
        if summary is None or (
            claim["article"]["id"] == summary["article"]
            and sentence["start"] <= summary["start"] < sentence["end"]
        ):
            return str(sentence["text"])
    return str(claims[0]["sentence"]["text"]) if claims else None


def _citation(report: Record, coder: Record) -> Record:
    rights = report.get("rights") or {}
    headline = report.get("headline")
    return {
        "citation": report.get("id"),
        "url": report.get("uri"),
        "title": shorten(headline) if headline else None,
        "language": report.get("language"),
        "publication": outlet_name(report),
        "license": rights.get("license_url"),
        "copyright": rights.get("holder"),
        "coder": "tocsin",
        "codebook": CODEBOOK,
        "version": coder.get("version"),
    }
