"""What changed in the database since a moment: articles and events, each before and now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.store.database import CHUNK, Database
from tocsin.store.event import follow, read_events
from tocsin.store.row import Record, read_article
from tocsin.store.view import View, recorded_view, view


class Change(NamedTuple):
    """One article or event that is not as it was.

    `what`: article or event; `kind`: new, revised, buried (articles), retired (events);
    `recorded`: when it became what it is now; `before`, `after`: the record, None where there
    is none; `successors`: ids of the events that have a retired one's claims now; `reason`:
    why an article was buried.
    """

    what: str
    kind: str
    id: str
    recorded: str
    before: Record | None = None
    after: Record | None = None
    successors: Sequence[str] = ()
    reason: str | None = None


def changes_since(db: Database, moment: str) -> Iterator[Change]:
    """Yield what changed since a moment, articles first, each in the order of writing.

    What came and went since then is left out. A moment before the first record gives
    everything as new.
    """
    before, now = recorded_view(db, moment), view(db)
    yield from _article_changes(db, before, now)
    yield from _event_changes(db, before, now)


def _article_changes(db: Database, before: View, now: View) -> Iterator[Change]:
    rows = db.rows(
        "SELECT id, max(recorded), max(key) FROM article WHERE recorded > ? "
        "GROUP BY id ORDER BY max(key)",
        [before.recorded],
    )
    for name, recorded, _ in list(rows):
        old, new = _article(db, name, before), _article(db, name, now)
        if new is not None:
            yield Change("article", "revised" if old else "new", name, recorded, old, new)
    buried = db.rows(
        "SELECT id, recorded, reason FROM tombstone WHERE run > ? AND run <= ? ORDER BY key",
        [before.run, now.run],
    )
    for name, recorded, reason in list(buried):
        old = _article(db, name, before)
        if old is not None:
            yield Change("article", "buried", name, recorded, old, reason=reason)


def _article(db: Database, name: str, seen: View) -> Record | None:
    (origin, run), (shown, values) = seen.origin(), seen.shows()
    row = db.row(
        f"SELECT record, text, {origin} FROM article WHERE id = ? AND {shown}",
        [*run, name, *values],
    )
    return None if row is None else read_article(*row)


def _event_changes(db: Database, before: View, now: View) -> Iterator[Change]:
    rows = db.rows(
        "SELECT id, max(key) FROM event WHERE run > ? AND run <= ? GROUP BY id ORDER BY max(key)",
        [before.run, now.run],
    )
    names = [name for name, _ in rows]
    for at in range(0, len(names), CHUNK):
        chunk = names[at : at + CHUNK]
        old = {event["id"]: event for event in read_events(db, chunk, before)}
        new = {event["id"]: event for event in read_events(db, chunk, now)}
        for name in chunk:
            yield from _event_change(db, name, old.get(name), new.get(name), now)


def _event_change(
    db: Database, name: str, old: Record | None, new: Record | None, now: View
) -> Iterator[Change]:
    latest, values = now.latest("event")
    recorded, successors = db.row(
        f"SELECT recorded, successors FROM event WHERE id = ? AND {latest}", [name, *values]
    )
    if new is not None:
        yield Change("event", "revised" if old else "new", name, recorded, old, new)
    elif old is not None:
        live = follow(db, json.loads(successors), now)
        yield Change("event", "retired", name, recorded, old, successors=live)
