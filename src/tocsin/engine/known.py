"""What was known of events at a moment, and what has changed since.

From the moment a database began, it shows what it showed then. For earlier moments events
are built anew from the claims of the reports published by then, so that tolls, ranges and
statuses are those of the day; which claims are one event is as found today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from tocsin.engine.wording import Wording
from tocsin.reconcile.event import build_event
from tocsin.store import Query, Store

Record = dict[str, Any]
_CHUNK = 200  # events whose storylines are asked for at once
COMPARED = ("status", "date", "place", "independent_reports", "consensus")


def find_events(store: Store, query: Query, *, expand: bool = False) -> Iterator[Record]:
    """Yield events, by date, as they were known as of the query's moment.

    Args: expand: claims in full, not their ids.
    """
    before = store.is_before(query.as_of)
    wording = Wording(store)
    found = store.find_events(query)
    while chunk := list(islice(found, _CHUNK)):
        lines = store.storylines_of(event["id"] for event in chunk)
        for known in chunk:
            event = _told_by(store, wording, known, query.as_of) if before else known
            event = event | {"storyline": lines.get(event["id"])}
            yield expanded(store, event, query.as_of) if expand else event


def get_event(
    store: Store, prefix: str, *, as_of: str | None = None
) -> tuple[Record, list[Record]]:
    """Return an event with its claims in full, and its revisions in short.

    Raises: StoreError: no event, or several, have an id that starts so, then.
    """
    event = store.get_event(prefix, as_of=as_of)
    while "successors" in event and len(event["successors"]) == 1:
        event = store.get_event(event["successors"][0], as_of=as_of)
    if "successors" in event:
        return event, _history(store, event["id"])
    if store.is_before(as_of):
        event = _told_by(store, Wording(store), event, as_of)
    line = store.storylines_of([event["id"]]).get(event["id"])
    return expanded(store, event, as_of) | {"storyline": line}, _history(store, event["id"])


def expanded(store: Store, event: Record, as_of: str | None = None) -> Record:
    """Return an event with its claims in full, by time of report."""
    return event | {"claims": store.claims_of_event(event["id"], as_of=as_of)}


def find_changes(store: Store, since: str) -> Iterator[Record]:
    """Yield what changed since a moment, as flat records for people and programs.

    For a moment before the database began these are the events that reports published
    since then changed; else everything that was written since.
    """
    if store.is_before(since):
        yield from _reported_since(store, since)
        return
    for change in store.changes_since(since):
        before, after = change.before, change.after
        yield {
            "what": change.what, "kind": change.kind, "id": change.id, "moment": change.recorded,
            "title": _title(after or before or {}), "successors": list(change.successors),
            "reason": change.reason, "changes": _changes(before, after),
        }  # fmt: skip


def _told_by(store: Store, wording: Wording, event: Record, moment: str | None) -> Record:
    """Return an event as the reports published by a moment tell it."""
    claims = store.claims_of_event(event["id"], as_of=moment)
    built = build_event(claims, origins=wording.origins(claims), copied=wording.is_copied)
    return event | built


def _reported_since(store: Store, since: str) -> Iterator[Record]:
    known = {e["id"]: e for e in find_events(store, replace(Query(), as_of=since))}
    for after in store.find_events():
        if after["last_reported"] is None or not _changes(known.get(after["id"]), after):
            continue
        before = known.get(after["id"])
        yield {
            "what": "event", "kind": "revised" if before else "new", "id": after["id"],
            "moment": after["last_reported"], "title": _title(after), "successors": [],
            "reason": None, "changes": _changes(before, after),
        }  # fmt: skip


def _changes(before: Record | None, after: Record | None) -> list[Record]:
    """Return the fields that differ, each before and after; none for articles."""
    if after is None or "consensus" not in after:
        return []
    old = before or {}
    return [
        {"field": name, "before": old.get(name), "after": after[name]}
        for name in COMPARED
        if _seen(old.get(name)) != _seen(after[name])
    ]


def _seen(value: Any) -> Any:
    """Return what people see of a field: the day of a date, the name of a place."""
    match value:
        case {"edtf": seen} | {"name": seen}:
            return seen
    return value


def _title(record: Record) -> str:
    if "summary" in record:
        return str(record["summary"]["text"])
    return str(record.get("headline") or record.get("id", ""))


def _history(store: Store, name: str) -> list[Record]:
    kept = ("revision", "recorded", "status", "independent_reports", "consensus", "successors")
    return [
        {key: revision[key] for key in kept if key in revision}
        for revision in store.event_history(name)
    ]
