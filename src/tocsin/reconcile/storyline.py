"""Events of one crisis, told as one: what happened in a country over weeks, in the order of time.

One pass per country in the order of event time: an event joins the storyline that it shares
most words, places, actors and reports with, if the last event of that one is within three weeks;
else it founds one. Causes are not used to join, only listed. A crisis of several countries
is one storyline per country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, sqrt
from typing import Any, NamedTuple

from tocsin.kb.country import countries_by_code
from tocsin.kb.fold import fold
from tocsin.period import edtf_period
from tocsin.reconcile.mention import LONG_DAYS, utc
from tocsin.reconcile.stream import Item, group_stream
from tocsin.reconcile.word import Vector, text_vector

Record = Mapping[str, Any]

WINDOW = 21.0  # days without an event after which a storyline is over
THRESHOLD = 0.07  # cosine to the sum of a storyline at which an event joins it; measured
_WORDS, _NAMES, _TOGETHER = 0.6, 0.5, 1.0  # what words, names and being told together weigh
_REPORTS = 30  # reports of an event that are looked at
_ACTORS, _COUNTRIES = 8, 5  # listed at most, those of most events
_TITLED = 2  # types and actors in a title


class _Dated(NamedTuple):
    """An event with the days it is put at; the day of its first report where it has none."""

    first: int
    last: int
    event: Record


def group_storylines(events: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the storylines of two events or more, in time order, without id and revision.

    Args: events: records as build_event makes them, with `id`, in any order; one with no
    date and no time of report belongs to none. A cause link is [cause, effect], by event id.
    """
    lands: defaultdict[str, list[_Dated]] = defaultdict(list)
    for event in events:
        days = _days(event)
        if days is not None:
            lands[country_of(event) or ""].append(_Dated(*days, event))
    found = [line for land in lands.values() for line in _group(land)]
    found.sort(key=lambda line: (line["first"], line["last"], line["events"]))
    return found


def country_of(event: Record) -> str | None:
    """Return the country of an event: of its place, else of those it is done to or by."""
    place = event["place"]
    if place is not None and place["country"]:
        return str(place["country"])
    parties = (*event["recipients"], *event["actors"])
    votes = Counter(p["country"] for p in parties if p["country"])
    return max(votes, key=lambda code: (votes[code], code), default=None)


def _group(events: list[_Dated]) -> Iterable[dict[str, Any]]:
    events.sort(key=lambda d: (d.first, d.last, d.event["id"]))
    items = (Item(float(d.first), _vector(d.event)) for d in events)
    for members in group_stream(items, window=WINDOW, threshold=THRESHOLD):
        if len(members) > 1:
            yield _storyline([events[k] for k in members])


def _storyline(events: Sequence[_Dated]) -> dict[str, Any]:
    ids = [d.event["id"] for d in events]
    inside = set(ids)
    reported = [
        m for d in events for m in (d.event["first_reported"], d.event["last_reported"]) if m
    ]
    first, last = (
        date.fromordinal(day) for day in (min(d.first for d in events), max(d.last for d in events))
    )
    countries = _top((c for d in events if (c := country_of(d.event))), _COUNTRIES)
    actors = _top((name for d in events for name in _names(d.event)), _ACTORS)
    links = {(c["event"], d.event["id"]) for d in events for c in d.event["causes"]}
    return {
        "title": f"{_where(events, countries)}: {_what(events, actors)} ({_months(first, last)})",
        "first": first.isoformat(),
        "last": last.isoformat(),
        "countries": countries,
        "actors": actors,
        "events": ids,
        "causes": sorted(
            [cause, effect] for cause, effect in links if cause in inside and cause != effect
        ),
        "first_reported": min(reported, key=utc, default=None),
        "last_reported": max(reported, key=utc, default=None),
    }


def _where(events: Iterable[_Dated], countries: Sequence[str]) -> str:
    """Return country and main town: "Peru, Juliaca"."""
    codes = countries_by_code()
    names = [codes[c].name if c in codes else c for c in countries[:1]]
    places = (
        p for d in events if (p := d.event["place"]) and p["precision"] not in ("country", "admin1")
    )
    towns = _top((p["name"] for p in places), 1)
    return ", ".join(dict.fromkeys([*names, *towns])) or "Unknown place"


def _what(events: Iterable[_Dated], actors: Sequence[str]) -> str:
    """Return main types and actors: "protest, assault; National Police"."""
    types = [t.lower() for t in _top((d.event["type"] for d in events), _TITLED)]
    return "; ".join(", ".join(names) for names in (types, actors[:_TITLED]) if names)


def _months(first: date, last: date) -> str:
    """Return a span of months in words.

    >>> _months(date(2019, 12, 30), date(2020, 1, 4)), _months(date(2020, 1, 1), date(2020, 2, 1))
    ('December 2019 – January 2020', 'January – February 2020')
    """
    end = f"{last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{first:%B %Y} – {end}" if first.year != last.year else f"{first:%B} – {end}"


def _days(event: Record) -> tuple[int, int] | None:
    """Return first and last day of an event, by its date where that is near, else by its reports."""
    period = edtf_period(event["date"]["edtf"]) if event["date"] else None
    if period is not None and period.first is not None and period.last is not None:
        first, last = (date.fromisoformat(x).toordinal() for x in (period.first, period.last))
        if last - first <= LONG_DAYS:
            return first, last
    reported = utc(event["first_reported"])
    if not reported:
        return None
    day = date.fromisoformat(reported[:10]).toordinal()
    return day, day


def _vector(event: Record) -> Vector:
    """Return the words of an event, with its parties, its place and its reports as words of their own."""
    words = text_vector(" ".join(filter(None, (event["summary"]["text"], event["trigger"]))))
    parties = (*event["actors"], *event["recipients"])
    keys = {f"#{p['id'] or fold(p['name'])}" for p in parties if p["name"]}
    place = event["place"]
    if place is not None and place["precision"] != "country":
        keys.add(f"@{place['geonameid'] or fold(place['name'])}")
    reports = [f"!{article}" for article in sorted(event["reports"])[:_REPORTS]]
    vector = {word: _WORDS * x for word, x in words.items()}
    vector |= dict.fromkeys(sorted(keys), _NAMES / sqrt(len(keys) or 1))
    vector |= dict.fromkeys(reports, _TOGETHER / sqrt(len(reports) or 1))
    length = sqrt(fsum(x * x for x in vector.values()))
    return {word: x / length for word, x in vector.items()} if length else {}


def _names(event: Record) -> Iterable[str]:
    """Return the actors that have names of their own."""
    return {p["name"] for p in event["actors"] if p["name"] and (p["id"] or p["name"][0].isupper())}


def _top(values: Iterable[str], most: int) -> list[str]:
    votes = Counter(values)
    return sorted(votes, key=lambda value: (-votes[value], value))[:most]
