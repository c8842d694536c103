"""Events and storylines: finding them, their claims, their history and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tocsin.errors import StoreError
from tocsin.store.database import CHUNK, Database
from tocsin.store.query import MEMBERS, Query, event_conditions, join_conditions
from tocsin.store.row import Record
from tocsin.store.view import View, view


@dataclass(slots=True)
class Members:
    """What the claims of an event are: their ids, and the articles that are copies."""

    claims: list[str] = field(default_factory=list)
    copies: dict[str, None] = field(default_factory=dict)


def find_events(db: Database, query: Query) -> Iterator[Record]:
    """Yield events by date, undated ones last."""
    seen = view(db, query.as_of)
    where, values = join_conditions(event_conditions(query, seen))
    rows = db.rows(  # keys alone: sorting whole records of every event would not fit in memory
        "SELECT event.key, event.id FROM event_country AS at "
        f"CROSS JOIN event ON event.key = at.event WHERE {where} "
        "ORDER BY at.first, event.id LIMIT ?",
        [*values, query.rows],
    )
    found = list(rows)
    return (
        event
        for at in range(0, len(found), CHUNK)
        for event in _read_events(db, found[at : at + CHUNK], seen)
    )


def get_event(db: Database, prefix: str, *, as_of: str | None = None) -> Record:
    """Return an event, or what replaced it: its id and the successors that are there now.

    Raises: StoreError: no event, or several, have an id that starts so.
    """
    seen = view(db, as_of)
    ids = [prefix] if _revision(db, prefix, seen) else _starting(db, prefix, seen)
    if len(ids) != 1:
        found = f"several events have ({', '.join(ids)})" if ids else "no event has"
        raise StoreError(str(db.path), f"{found} an id that starts with {prefix!r}")
    for event in read_events(db, ids, seen):
        return event
    return {"id": ids[0], "successors": follow(db, ids, seen)}


def event_history(db: Database, name: str) -> Iterator[Record]:
    """Yield the revisions of an event, each as it was, with the moment it was recorded."""
    rows = db.rows(
        "SELECT key, run, recorded, revision, successors FROM event WHERE id = ? ORDER BY revision",
        [name],
    )
    now = view(db)
    for key, run, recorded, revision, successors in list(rows):
        if successors is None:
            event = next(_read_events(db, [(key, name)], replace(now, run=run)))
        else:
            event = {"id": name, "revision": revision, "successors": json.loads(successors)}
        yield event | {"recorded": recorded}


def claims_of_event(db: Database, name: str, *, as_of: str | None = None) -> Iterator[Record]:
    """Yield the claims of an event in the order they were stored."""
    seen = view(db, as_of)
    where, values = join_conditions([seen.joined(), seen.sees()])
    rows = db.rows(
        f"SELECT claim.record FROM {MEMBERS} WHERE member.event = ? AND {where} ORDER BY claim.key",
        [name, *values],
    )
    return (json.loads(record) for (record,) in rows)


def find_storylines(db: Database, query: Query) -> Iterator[Record]:
    """Yield storylines by their first day; of the query, one event must have it all."""
    seen = view(db, query.as_of)
    asked = replace(query, as_of=None, limit=None)
    wanted: set[str] | None = None
    if asked != Query() or seen.published is not None:
        wanted = {event["id"] for event in find_events(db, replace(query, limit=None))}
    where, values = seen.latest("storyline")
    rows = db.rows(
        f"SELECT record FROM storyline WHERE {where} ORDER BY first NULLS LAST, id", values
    )
    left = query.limit
    for (record,) in rows:
        storyline: Record = json.loads(record)
        if not storyline["events"]:  # its events went into others
            continue
        if wanted is not None and wanted.isdisjoint(storyline["events"]):
            continue
        if left is not None:
            if left == 0:
                return
            left -= 1
        yield storyline


def read_events(db: Database, ids: Iterable[str], seen: View) -> Iterator[Record]:
    """Yield the events of these ids that are seen and not retired, in any order."""
    latest, values = seen.latest("event")
    rows = db.rows_of(
        f"SELECT key, id FROM event WHERE id IN ({{keys}}) AND successors IS NULL AND {latest}",
        ids,
        values,
    )
    found = list(rows)
    for at in range(0, len(found), CHUNK):
        yield from _read_events(db, found[at : at + CHUNK], seen)


def _read_events(db: Database, keys: list[tuple[int, str]], seen: View) -> Iterator[Record]:
    members = _members(db, [name for _, name in keys], seen)
    rows = db.rows_of("SELECT key, record FROM event WHERE key IN ({keys})", [k for k, _ in keys])
    records = dict(rows)
    for key, name in keys:
        event: Record = json.loads(records[key])
        found = members[name]
        event["claims"] = found.claims
        event.setdefault("copies", list(found.copies))
        yield event


def _members(db: Database, ids: list[str], seen: View) -> dict[str, Members]:
    found = {name: Members() for name in ids}
    origin, run = seen.origin()
    where, values = join_conditions([seen.joined(), seen.sees()])
    # Parts of one statement have their values in this order, so the list of keys is taken first
    rows = db.rows_of(
        "SELECT member.event, claim.id, article.id, article.key "
        f"FROM {MEMBERS} WHERE member.event IN ({{keys}}) AND {where} ORDER BY claim.key",
        ids,
        values,
    )
    articles: dict[int, list[Members]] = {}
    names: dict[int, str] = {}
    for event, claim, article, key in rows:
        found[event].claims.append(claim)
        articles.setdefault(key, []).append(found[event])
        names[key] = article
    copied = db.rows_of(
        f"SELECT article.key FROM article WHERE article.key IN ({{keys}}) AND {origin} IS NOT NULL",
        articles,
        run,
    )
    for (key,) in copied:
        for members in articles[key]:
            members.copies[names[key]] = None
    return found


def _revision(db: Database, name: str, seen: View) -> tuple[int, str | None] | None:
    latest, values = seen.latest("event")
    found: tuple[int, str | None] | None = db.row(
        f"SELECT key, successors FROM event WHERE id = ? AND {latest}", [name, *values]
    )
    return found


def _starting(db: Database, prefix: str, seen: View) -> list[str]:
    rows = db.rows(
        "SELECT DISTINCT id FROM event WHERE id >= ? AND id < ? || char(0x10ffff) AND run <= ? "
        "ORDER BY id LIMIT 5",
        [prefix, prefix, seen.run],
    )
    return [name for (name,) in rows]


def follow(db: Database, successors: list[str], seen: View) -> list[str]:
    """Replace successors that are retired themselves by theirs."""
    live: dict[str, None] = {}
    met: set[str] = set()
    while successors:
        name, *successors = successors
        found = _revision(db, name, seen)
        if name in met or found is None:
            continue
        met.add(name)
        if found[1] is None:
            live[name] = None
        else:
            successors += json.loads(found[1])
    return list(live)
