"""What several formats read from an event: sides, sources, first report, estimates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Any

from tocsin.export.code import country_name, sector_code
from tocsin.export.column import Record
from tocsin.export.format import Articles, Tally

SIDES = 5  # actors, and recipients, of which pairs are written where a row has room for one each
_DONE = frozenset({"occurred", "ongoing"})


def told_as_fact(event: Record, tally: Tally) -> bool:
    """Whether an event may stand where a format can't say that it did not happen.

    Events that are planned, attempted, hypothetical or negated, and those that the
    best-founded claims deny, are counted as left out.
    """
    if event["status"] not in _DONE:
        tally.left_out[f"status {event['status']}"] += 1
        return False
    if event["stance"] == "denies":
        tally.left_out["denied"] += 1
        return False
    return True


def pair_sides(event: Record, tally: Tally) -> Iterator[tuple[int, Record, Record]]:
    """Yield the pairs of actor and recipient, numbered from 1; an empty one where none is known.

    Actors and recipients past SIDES are counted as left out.
    """
    sides = []
    for role in ("actors", "recipients"):
        if past := len(event[role]) - SIDES:
            tally.left_out[f"{role} past {SIDES}"] += max(0, past)
        sides.append(event[role][:SIDES] or [{}])
    tally.left_out = +tally.left_out
    for number, (actor, recipient) in enumerate(product(*sides), start=1):
        yield number, actor, recipient


def whole_claims(event: Record) -> list[Record]:
    """Return the claims of an event that are given in full; empty when only ids are."""
    return [claim for claim in event["claims"] if isinstance(claim, dict)]


def surface(event: Record, role: str, entity: Record) -> str | None:
    """Return the words of the first claim that names an actor or recipient, or None."""
    if not entity:
        return None
    for claim in whole_claims(event):
        for found in claim[role]:
            if _same(found, entity):
                return str(found["text"])
    return None


def _same(found: Record, entity: Record) -> bool:
    if entity.get("id"):
        return bool(found["id"] == entity["id"])
    return entity.get("name") in (found["name"], found["text"])


def called(event: Record, role: str, entity: Record) -> str | None:
    """Return the name of an actor or recipient, else the words for it, or None."""
    return entity.get("name") or surface(event, role, entity)


def place_surface(event: Record) -> str | None:
    """Return the words of the first claim that has the event's place, or None."""
    place = event["place"]
    for claim in whole_claims(event) if place else ():
        found = claim["place"]
        if found and found["name"] == place["name"]:
            return str(found["text"])
    return None


def place_words(place: Record | None) -> str | None:
    """Return a place with its unit and country, joined by commas, or None."""
    if not place:
        return None
    parts = (place.get("name"), place.get("admin1"), country_name(place.get("country")))
    return ", ".join(dict.fromkeys(filter(None, parts))) or None


def place_level(place: Record | None, *levels: str) -> str | None:
    """Return the name of a place when it is of one of these precisions, else None."""
    if not place or place.get("precision") not in levels:
        return None
    name = place.get("name")
    return None if name is None else str(name)


def first_report(event: Record, articles: Articles) -> Record:
    """Return the earliest report as far as known: id, uri, outlet, published, headline, language.

    Reports without a date come last; {} when nothing is known of any.
    """
    known: dict[str, Record] = {c["article"]["id"]: c["article"] for c in whole_claims(event)}
    for i in event["reports"]:
        if i in articles:
            known[i] = {**known.get(i, {}), **articles[i]}
    return min(known.values(), key=lambda a: (a.get("published") or "~", a["id"]), default={})


def outlet_name(article: Record) -> str | None:
    """Return what an article's outlet is called: its name, else its domain, or None."""
    outlet = article.get("outlet") or {}
    if isinstance(outlet, str):
        return outlet
    name = outlet.get("name") or outlet.get("domain")
    return None if name is None else str(name)


def outlets(event: Record, articles: Articles) -> list[str]:
    """Return the outlets of an event's reports, each once, in the order of the reports."""
    told = {c["article"]["id"]: outlet_name(c["article"]) for c in whole_claims(event)}
    names = (outlet_name(articles[i]) if i in articles else told.get(i) for i in event["reports"])
    return list(dict.fromkeys(name for name in names if name))


def sources(event: Record) -> list[str]:
    """Return whom the reports name as sources, nearest first, each once."""
    stated: Iterable[Record] = (*event.get("figures", ()), *event.get("statuses", ()))
    return list(dict.fromkeys(name for item in stated for name in item["said_by"] if name))


def estimate(event: Record, measure: str) -> dict[str, Any]:
    """Return best, low and high of a measure; empty when there is no estimate."""
    return (event.get("estimates") or {}).get(measure) or {}


def versions(event: Record) -> Record:
    """Return version and model that coded the first claim; {} when unknown."""
    return next((dict(claim["coder"]) for claim in islice(whole_claims(event), 1)), {})


def armed(entity: Record) -> str | None:
    """Return "state" or "group" for the armed, "no" for civilians, None when not known."""
    found = {sector_code(sector, "armed") for sector in entity.get("sectors") or ()}
    for kind in ("state", "group"):
        if kind in found:
            return kind
    return "no" if found == {"no"} else None


def side(entities: list[Record]) -> str | None:
    """Return what a side of an assault is: as `armed`; "no" only when all are civilians."""
    kinds = [armed(entity) for entity in entities]
    for kind in ("state", "group"):
        if kind in kinds:
            return kind
    return "no" if kinds and set(kinds) == {"no"} else None
