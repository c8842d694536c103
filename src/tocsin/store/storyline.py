"""What grouping events into storylines reads from the database."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tocsin.store.database import Database
from tocsin.store.row import Record
from tocsin.store.view import view

_LAST = "(SELECT ifnull(max(run), 0) FROM storyline_event)"
_LATEST = (
    "NOT EXISTS (SELECT 1 FROM storyline_event AS later "
    "WHERE later.event = storyline_event.event AND later.key > storyline_event.key)"
)


def changed_events(db: Database) -> list[str]:
    """Return the ids of events written since storylines were, retired ones included."""
    rows = db.rows(f"SELECT DISTINCT id FROM event WHERE run > {_LAST} ORDER BY id")
    return [name for (name,) in rows]


def events_around(db: Database, spans: Iterable[tuple[str, str, str]]) -> set[str]:
    """Return the current events of countries in spans of days: country, first and last day."""
    latest, values = view(db).latest("event")
    found: set[str] = set()
    for country, first, last in spans:
        rows = db.rows(
            "SELECT event.id FROM event_country AS at CROSS JOIN event ON event.key = at.event "
            "WHERE at.country = ? AND at.first <= ? AND at.last >= ? "
            f"AND event.successors IS NULL AND {latest}",
            [country, last, first, *values],
        )
        found.update(name for (name,) in rows)
    return found


def storylines_of(db: Database, events: Iterable[str]) -> dict[str, str]:
    """Return the storyline each event is in; events in none are left out."""
    return dict(db.rows_of(
        "SELECT event, storyline FROM storyline_event WHERE event IN ({keys}) "
        f"AND storyline IS NOT NULL AND {_LATEST}",
        events,
    ))  # fmt: skip


def events_in_storylines(db: Database, storylines: Iterable[str]) -> dict[str, str]:
    """Return the events of storylines, each with the storyline it is in."""
    return dict(db.rows_of(
        f"SELECT event, storyline FROM storyline_event WHERE storyline IN ({{keys}}) AND {_LATEST}",
        storylines,
    ))  # fmt: skip


def storyline_state(db: Database, ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
    """Return of storylines the latest revision and its record."""
    latest, values = view(db).latest("storyline")
    rows = db.rows_of(
        f"SELECT id, revision, record FROM storyline WHERE id IN ({{keys}}) AND {latest}",
        ids,
        values,
    )
    return {name: (revision, json.loads(record)) for name, revision, record in rows}
