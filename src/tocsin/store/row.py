"""Records as rows: the columns that repeat, for searching, what stands in the JSON.

Adding and verifying both take them from here, so that a row that differs was tampered with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from tocsin.line import to_line
from tocsin.period import Period, edtf_period
from tocsin.store.moment import utc_moment

Record = dict[str, Any]
OPEN, END = "0", "9999"  # before and after every day


def article_row(article: Record) -> Record:
    """Return the columns of an article that follow from its record."""
    return {
        "id": article["id"],
        "digest": article_digest(article),
        "sha256": article["sha256"],
        "published": article["published"],
        "published_utc": utc_moment(article["published"]),
        "first": _day(article["published"]),
        "outlet": article["outlet"]["name"],
        "headline": article["headline"],
        "record": to_line(article | {"text": ""}),
    }


def article_digest(article: Record) -> str:
    """Digest of all that coding depends on; where the same story was read from is not."""
    return hashlib.sha256(to_line(article | {"uri": None}).encode()).hexdigest()


def claim_row(claim: Record) -> Record:
    """Return the columns of a claim."""
    event, date, place = claim["event"], claim["date"] or {}, claim["place"] or {}
    period = _period(claim["date"])
    return {
        "id": claim["id"],
        "type": event["type"],
        "mode": event["mode"],
        "status": claim["status"],
        "stance": claim["stance"],
        "date": date.get("edtf"),
        "first": period and period.first,
        "last": period and period.last,
        "place": place.get("name") or place.get("text"),
        "country": place.get("country"),
        "score": claim["score"],
        "record": to_line(claim),
    }


def claim_countries(claim: Record) -> list[tuple[str, str]]:
    """Return the countries of a claim with the role each has, sorted by role."""
    return [
        (country, role)
        for role, country in sorted(
            {
                (role, found["country"])
                for role, found in _parties(claim)
                if found["country"] is not None
            }
        )
    ]


def claim_sources(claim: Record) -> list[tuple[int, str, str]]:
    """Return the links of a claim's attribution chain: position, name, folded words."""
    found = []
    for link, source in enumerate(claim["said_by"]):
        name = source["name"] or source["text"]
        found.append((link, name, f"{name}\n{source['text']}".casefold()))
    return found


def event_row(event: Record) -> Record:
    """Return the columns of an event; its claims are not in the record."""
    date, place, period = event.get("date") or {}, event.get("place") or {}, _period(event["date"])
    claims = event.get("claims")
    return {
        "id": event["id"],
        "revision": event["revision"],
        "type": event["type"],
        "mode": event.get("mode"),
        "status": event.get("status"),
        "date": date.get("edtf"),
        "first": period and period.first,
        "last": period and period.last,
        "place": place.get("name"),
        "country": place.get("country"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "claims": None if claims is None else len(claims),
        "independent": event.get("independent_reports"),
        "first_reported": event.get("first_reported"),
        "last_reported": event.get("last_reported"),
        "record": to_line({name: value for name, value in event.items() if name != "claims"}),
    }


def event_countries(event: Record) -> list[tuple[str, str, str]]:
    """Return the rows an event is listed by: country, first and last day; '' is any country."""
    first, last = event_days(_period(event["date"]))
    countries = {party["country"] for _, party in _parties(event) if party.get("country")}
    return [(country, first, last) for country in sorted({"", *countries})]


def event_days(period: Period | None) -> tuple[str, str]:
    """Return days as strings that compare; of no date, a pair that no period overlaps."""
    if period is None:
        return END, ""
    return period.first or OPEN, period.last or END


def storyline_row(storyline: Record) -> Record:
    """Return the columns of a storyline."""
    return {
        "id": storyline["id"],
        "revision": storyline["revision"],
        "first": storyline.get("first"),
        "last": storyline.get("last"),
        "record": to_line(storyline),
    }


def read_article(record: str, text: str, origin: str | None = None) -> Record:
    """Return an article as it was added, with the id of the article it was found a copy of."""
    article: Record = json.loads(record)
    article["text"] = text
    if origin is not None:
        article["copy_of"] = origin
    return article


def _parties(record: Record) -> Iterable[tuple[str, Record]]:
    yield from (("actor", actor) for actor in record["actors"])
    yield from (("recipient", recipient) for recipient in record["recipients"])
    if record["place"] is not None:
        yield "place", record["place"]


def _period(date: Record | None) -> Period | None:
    return edtf_period(date["edtf"]) if date else None


def _day(published: str | None) -> str | None:
    period = edtf_period(published[:10]) if published else None
    return period and period.first
