"""Rows like ACLED's: event and sub-event types by a table, sides by sectors.

Knows how ACLED names things, not how ACLED codes: what its researchers decide by reading
(associated groups, regions, scale of the source) is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple, TextIO

from tocsin.data import read_rows
from tocsin.export.cell import join_known
from tocsin.export.code import country_name, country_number, sector_code
from tocsin.export.column import Record, Row, load_columns
from tocsin.export.date import Days, event_days, parse_moment
from tocsin.export.event import (
    armed,
    called,
    estimate,
    outlets,
    place_level,
    side,
    told_as_fact,
)
from tocsin.export.flat import range_words
from tocsin.export.format import Job
from tocsin.export.quote import shorten
from tocsin.export.rights import any_reserved, article_ids
from tocsin.export.table import write_csv

_VIOLENT = frozenset(
    {"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"}
)
_CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
_PRECISION = {"city": 1, "point": 1, "admin2": 2, "admin1": 3}
_NONE = "none"  # in the table: ACLED has no such event


class Kind(NamedTuple):
    """Event and sub-event type; empty where the sides are not known."""

    event: str | None
    sub: str | None


def write_acled(job: Job, stream: TextIO) -> None:
    """Write an event a row; what ACLED does not code is left out."""
    write_csv(job, stream, to_rows, load_columns("acled"))


def to_rows(event: Record, job: Job) -> Iterable[Row]:
    """Yield the row of an event that ACLED would code."""
    if not told_as_fact(event, job.tally):
        return
    kind = find_kind(event)
    if kind is None:
        job.tally.left_out[f"no ACLED event: {event['type']}"] += 1
        return
    row = _dates(event_days(event)) | _kinds(event, kind) | _place(event) | _report(event, job)
    row["event_id_cnty"] = f"{(event['place'] or {}).get('country') or ''}{event['id']}"
    yield row | _sides(event, kind)


def find_kind(event: Record) -> Kind | None:
    """Return the event type of ACLED, or None for what ACLED does not code.

    The table is asked for type, mode and sides, then with fewer of them.
    """
    kind, mode = event["type"], event["mode"] or ""
    who = _who(event)
    keys = ((kind, mode, who), (kind, mode, ""), (kind, "", who), (kind, "", ""))
    found = next((_kind_table()[key] for key in keys if key in _kind_table()), None)
    return None if found is None or found.event == _NONE else found


def _who(event: Record) -> str:
    recipients = side(event["recipients"])
    if recipients == "no":
        return "civilian"
    return "armed" if side(event["actors"]) in ("state", "group") and recipients else ""


@lru_cache(maxsize=1)
def _kind_table() -> dict[tuple[str, str, str], Kind]:
    return {
        (row["type"], row["mode"], row["sides"]): Kind(
            row["event_type"] or None, row["sub_event_type"] or None
        )
        for _, row in read_rows("export/acled_event.csv")
    }


@lru_cache(maxsize=1)
def _disorders() -> dict[tuple[str, str], str]:
    rows = (row for _, row in read_rows("export/acled_disorder.csv"))
    return {(row["event_type"], row["sub_event_type"]): row["disorder_type"] for row in rows}


def _dates(days: Days | None) -> Row:
    if days is None:
        return {}
    length = days.length if days.exact else max(days.length, 2)
    precision = 1 if length == 1 else 2 if length <= 7 else 3 if length <= 31 else None
    middle = days.first + timedelta(days=days.length // 2)
    return {
        "event_date": middle.isoformat() if precision else None,
        "year": days.year,
        "time_precision": precision,
    }


def _kinds(event: Record, kind: Kind) -> Row:
    table = _disorders()
    exact = table.get((kind.event or "", kind.sub or ""))
    targeted = kind.event in _VIOLENT and side(event["recipients"]) == "no"
    return {
        "disorder_type": exact or table.get((kind.event or "", "")),
        "event_type": kind.event,
        "sub_event_type": kind.sub,
        "civilian_targeting": "Civilian targeting" if targeted else None,
    }


def _sides(event: Record, kind: Kind) -> Row:
    row: Row = {}
    for number, role in ((1, "actors"), (2, "recipients")):
        entities = event[role]
        names = [called(event, role, entity) for entity in entities]
        row[f"actor{number}"] = names[0] if names else None
        row[f"assoc_actor_{number}"] = join_known(names[1:])
        row[f"inter{number}"] = _inter(event, entities[0], kind, number) if entities else None
    inters = (row["inter1"], row["inter2"])
    row["interaction"] = "-".join(inters) if all(inters) else None
    return row


def _inter(event: Record, entity: Record, kind: Kind, number: int) -> str | None:
    if number == 1 and kind.event in _CROWDS and armed(entity) not in ("state", "group"):
        return _CROWDS[kind.event]
    place, country = event["place"] or {}, entity.get("country")
    abroad = country and place.get("country") and country != place["country"]
    if abroad and armed(entity) == "state":
        return "Foreign / Others"
    found = (sector_code(sector, "acled") for sector in entity.get("sectors", ()))
    return next((label for label in found if label), None)


def _place(event: Record) -> Row:
    place = event["place"] or {}
    return {
        "iso": country_number(place.get("country"), "numeric"),
        "country": country_name(place.get("country")),
        "admin1": place.get("admin1") or place_level(place, "admin1"),
        "admin2": place_level(place, "admin2"),
        "location": place.get("name"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "geo_precision": _PRECISION.get(place.get("precision", "")),
    }


def _report(event: Record, job: Job) -> Row:
    moment = parse_moment(event["last_reported"])
    crowd = estimate(event, "participants").get("best")
    reserved = any_reserved(article_ids(event), job.articles)
    tags = (crowd is not None and f"crowd size={crowd}", reserved and "rights reserved")
    return {
        "source": join_known(outlets(event, job.articles)),
        "notes": _notes(event),
        "fatalities": estimate(event, "killed").get("best"),
        "tags": join_known(tag for tag in tags if tag),
        "timestamp": moment and int(moment.timestamp()),
    }


def _notes(event: Record) -> str | None:
    summary, ranges = event["summary"], [range_words(item) for item in event["consensus"]]
    parts = (
        f"“{shorten(summary['text'])}”" if summary else None,
        "Alleged." if event["stance"] == "doubts" else None,
        f"Figures: {'; '.join(ranges)}." if ranges else None,
    )
    return join_known(parts, " ")
