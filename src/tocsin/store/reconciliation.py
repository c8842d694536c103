"""What reconciling reads from the database, and the one transaction that writes its result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tocsin.errors import StoreError
from tocsin.line import to_line
from tocsin.store.database import Database
from tocsin.store.row import Record, event_countries, event_row, read_article, storyline_row
from tocsin.store.run import Seal, add_run, begin_seal, seal_articles
from tocsin.store.view import view

BATCH = 5000  # events held in memory while they are written


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What one reconciliation found. Numbers are keys of articles and claims in the database.

    Attributes: after: the last reconciliation it knows of; articles: read now; shingles:
    hash and article; copies: article, origin or None, share of shingles; members: claim and
    event id, None takes it out; events: records of new revisions and the cells they are
    compared by; retired: event id and those that have its claims now; storylines: records of
    new revisions, without events when it is no more; storyline_events: event and storyline,
    None takes it out; version: of tocsin.
    """

    after: int
    articles: Sequence[int] = ()
    shingles: Iterable[tuple[int, int]] = ()
    copies: Iterable[tuple[int, int | None, float]] = ()
    members: Iterable[tuple[int, str | None]] = ()
    events: Iterable[tuple[Record, Iterable[str]]] = ()
    retired: Iterable[tuple[str, list[str]]] = ()
    storylines: Iterable[Record] = ()
    storyline_events: Iterable[tuple[str, str | None]] = ()
    version: str = ""


NewArticle = tuple[int, Record, list[tuple[int, Record]]]


def read_new(db: Database, *, most: int = -1) -> Iterator[NewArticle]:
    """Yield current articles that are not reconciled, by time of publication."""
    shown, values = view(db).shows()
    keys = db.rows(
        f"SELECT key FROM article WHERE {shown} AND key NOT IN (SELECT article FROM reconciled) "
        "ORDER BY ifnull(published_utc, ''), id LIMIT ?",
        [*values, most],
    )
    return read_articles(db, [key for (key,) in keys])


def read_articles(db: Database, keys: Iterable[int]) -> Iterator[NewArticle]:
    """Yield articles in the order of the keys, each with its claims in text order."""
    for key in keys:
        row = db.row("SELECT record, text FROM article WHERE key = ?", [key])
        claims = db.rows("SELECT key, record FROM claim WHERE article = ? ORDER BY key", [key])
        yield key, read_article(*row), [(claim, json.loads(record)) for claim, record in claims]


def articles_of(db: Database, claims: Iterable[int]) -> set[int]:
    """Return the keys of the articles that claims stand in."""
    return {
        key
        for (key,) in db.rows_of("SELECT DISTINCT article FROM claim WHERE key IN ({keys})", claims)
    }


def article_keys(db: Database, ids: Iterable[str]) -> dict[str, int]:
    """Return the keys of the latest revisions of articles, shown or not."""
    return dict(
        db.rows_of("SELECT id, max(key) FROM article WHERE id IN ({keys}) GROUP BY id", ids)
    )


def is_waiting(db: Database) -> bool:
    """Tell whether a current article is not reconciled."""
    shown, values = view(db).shows()
    row = db.row(
        "SELECT EXISTS (SELECT 1 FROM article WHERE NOT EXISTS "
        f"(SELECT 1 FROM reconciled WHERE reconciled.article = article.key) AND {shown})",
        values,
    )
    return bool(row[0])


def read_withdrawn(db: Database, *, now: Iterable[int] | None = None) -> list[int]:
    """Return the keys of reconciled articles that are superseded or buried.

    Args: now: keys of the articles that are reconciled now: one stays as long as the
    revision that replaces it waits for a later time. None: none stays.
    """
    shown, values = view(db).shows()
    rows = db.rows(
        "SELECT key, id FROM article WHERE id IN (SELECT id FROM article WHERE revision > 1 "
        f"UNION SELECT id FROM tombstone) AND NOT ({shown}) "
        "AND key IN (SELECT article FROM reconciled) ORDER BY key",
        values,
    )
    hidden = dict(rows)
    waiting = set() if now is None else _waiting(db, hidden.values(), set(now))
    return [key for key, name in hidden.items() if name not in waiting]


def _waiting(db: Database, ids: Iterable[str], now: set[int]) -> set[str]:
    """Return those of some articles whose current revision is reconciled later than now."""
    shown, values = view(db).shows()
    rows = db.rows_of(
        "SELECT key, id FROM article WHERE id IN ({keys}) "
        f"AND key NOT IN (SELECT article FROM reconciled) AND {shown}",
        set(ids),
        values,
    )
    return {name for key, name in rows if key not in now}


def copies_of(db: Database, origins: Iterable[int]) -> dict[int, list[int]]:
    """Return for each origin the keys of its copies."""
    found: dict[int, list[int]] = {}
    rows = db.rows_of(
        "SELECT origin, article FROM copy WHERE origin IN ({keys}) AND NOT EXISTS (SELECT 1 "
        "FROM copy AS later WHERE later.article = copy.article AND later.key > copy.key) "
        "ORDER BY article",
        origins,
    )
    for origin, article in rows:
        found.setdefault(origin, []).append(article)
    return found


def read_gone(db: Database, *, now: Iterable[int] | None = None) -> list[int]:
    """Return the keys of claims that are in an event, of articles superseded or buried.

    Args: now: as in `read_withdrawn`.
    """
    joined, runs = view(db).joined()
    rows = db.rows_of(
        "SELECT claim.key FROM claim CROSS JOIN member ON member.claim = claim.key "
        f"WHERE claim.article IN ({{keys}}) AND member.event IS NOT NULL AND {joined}",
        read_withdrawn(db, now=now),
        runs,
    )
    return sorted(key for (key,) in rows)


def read_claims(db: Database, keys: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """Yield claims by key."""
    sql = "SELECT key, record FROM claim WHERE key IN ({keys}) ORDER BY key"
    return ((key, json.loads(record)) for key, record in db.rows_of(sql, sorted(set(keys))))


def find_shingles(db: Database, hashes: Iterable[int], *, most: int) -> dict[int, list[int]]:
    """Return for each hash that is known at most `most` articles that have it, lowest keys first."""
    sql = "SELECT article FROM shingle WHERE hash = ? ORDER BY article LIMIT ?"
    found = ((value, [key for (key,) in db.rows(sql, [value, most])]) for value in hashes)
    return {value: keys for value, keys in found if keys}


Head = tuple[str, str | None, int, int | None]


def article_heads(db: Database, keys: Iterable[int]) -> dict[int, Head]:
    """Return of current articles: id, published as a UTC moment, length of text, key of origin."""
    shown, values = view(db).shows()
    origin = (
        "SELECT copy.origin FROM copy WHERE copy.article = article.key ORDER BY key DESC LIMIT 1"
    )
    rows = db.rows_of(
        f"SELECT key, id, published_utc, length(text), ({origin}) "
        f"FROM article WHERE key IN ({{keys}}) AND {shown}",
        keys,
        values,
    )
    return {key: tuple(head) for key, *head in rows}


def events_in(db: Database, cells: Iterable[str]) -> dict[str, list[int]]:
    """Return the current events that are in any of the cells, each with the keys of its claims."""
    latest, values = view(db).latest("event")
    rows = db.rows_of(
        "SELECT event.id FROM event_cell CROSS JOIN event ON event.key = event_cell.event "
        f"WHERE event_cell.cell IN ({{keys}}) AND event.successors IS NULL AND {latest}",
        set(cells),
        values,
    )
    return members_of(db, {name for (name,) in rows})


def members_of(db: Database, ids: Iterable[str]) -> dict[str, list[int]]:
    """Return the keys of the claims that are in these events now, lowest first."""
    joined, values = view(db).joined()
    found: dict[str, list[int]] = {name: [] for name in sorted(ids)}
    rows = db.rows_of(
        "SELECT event, claim FROM member "
        f"WHERE event IN ({{keys}}) AND {joined} ORDER BY event, claim",
        found,
        values,
    )
    for event, claim in rows:
        found[event].append(claim)
    return found


def events_of(db: Database, claims: Iterable[int]) -> dict[int, str]:
    """Return the event each claim is in; claims in none are left out."""
    joined, values = view(db).joined()
    rows = db.rows_of(
        f"SELECT claim, event FROM member WHERE claim IN ({{keys}}) AND {joined} "
        "AND event IS NOT NULL",
        claims,
        values,
    )
    return dict(rows)


def event_state(db: Database, ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
    """Return of events the latest revision and its record, {} where it retired the event."""
    latest, values = view(db).latest("event")
    rows = db.rows_of(
        "SELECT id, revision, record, successors IS NOT NULL FROM event "
        f"WHERE id IN ({{keys}}) AND {latest}",
        ids,
        values,
    )
    return {
        name: (revision, {} if retired else json.loads(record))
        for name, revision, record, retired in rows
    }


def last_reconciliation(db: Database) -> int:
    """Return the key of the last run that reconciled, 0 when none did."""
    key: int = db.row("SELECT ifnull(max(key), 0) FROM run WHERE kind = 'reconcile'")[0]
    return key


def add_reconciliation(db: Database, found: Reconciliation) -> None:
    """Write what a reconciliation found, all or nothing.

    Raises: StoreError: another one was written since it read the database.
    """
    with db.transaction():
        if last_reconciliation(db) != found.after:
            raise StoreError(
                str(db.path), "another reconciliation was written meanwhile: run it again"
            )
        seal_articles(db)
        run, recorded, seal = db.next_key("run"), db.next_moment(), begin_seal(db)
        db.insert_all("shingle", ("hash", "article"), found.shingles)
        _insert(db, seal, run, "reconciled", ("article",), ((key,) for key in found.articles))
        _insert(db, seal, run, "copy", ("article", "origin", "share"), _copies(found.copies))
        _insert(db, seal, run, "member", ("claim", "event"), found.members)
        for events in _batches(found.events):
            _insert_events(db, seal, run, recorded, events)
        for name, successors in found.retired:
            _retire(db, seal, run, recorded, name, successors)
        for record in found.storylines:
            row = storyline_row(record)
            seal.add("storyline", (row["id"], row["revision"], row["record"]))
            db.insert("storyline", run=run, recorded=recorded, **row)
        _insert(db, seal, run, "storyline_event", ("event", "storyline"), found.storyline_events)
        add_run(db, "reconcile", seal, recorded=recorded, version=found.version)


def _copies(
    copies: Iterable[tuple[int, int | None, float]],
) -> Iterator[tuple[int, int | None, float]]:
    return ((article, origin, float(share)) for article, origin, share in copies)


def _insert(
    db: Database,
    seal: Seal,
    run: int,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    covered = seal.watch(table, map(tuple, rows))
    db.insert_all(table, (*columns, "run"), ((*row, run) for row in covered))


def _batches(
    events: Iterable[tuple[Record, Iterable[str]]],
) -> Iterator[list[tuple[Record, Iterable[str]]]]:
    left = iter(events)
    while batch := list(islice(left, BATCH)):
        yield batch


def _insert_events(
    db: Database,
    seal: Seal,
    run: int,
    recorded: str,
    events: list[tuple[Record, Iterable[str]]],
) -> None:
    first = db.next_key("event")
    rows = [event_row(record) for record, _ in events]
    for row in rows:
        seal.add("event", (row["id"], row["revision"], None, row["record"]))
    numbered = list(enumerate(events, first))
    db.insert_all(
        "event",
        ("key", "run", "recorded", *rows[0]),
        ((key, run, recorded, *row.values()) for key, row in enumerate(rows, first)),
    )
    db.insert_all(
        "event_country",
        ("country", "first", "last", "event"),
        sorted((*at, key) for key, (record, _) in numbered for at in event_countries(record)),
    )
    db.insert_all(
        "event_cell",
        ("cell", "event"),
        sorted((cell, key) for key, (_, cells) in numbered for cell in set(cells)),
    )
    db.insert_all(
        "event_place",
        ("event", "south", "north", "west", "east"),
        (
            (key, row["lat"], row["lat"], row["lon"], row["lon"])
            for key, row in enumerate(rows, first)
            if row["lat"] is not None and row["lon"] is not None
        ),
    )


def _retire(
    db: Database, seal: Seal, run: int, recorded: str, name: str, successors: list[str]
) -> None:
    revision = db.row("SELECT ifnull(max(revision), 0) + 1 FROM event WHERE id = ?", [name])[0]
    kept = to_line(successors)
    seal.add("event", (name, revision, kept, "{}"))
    db.insert(
        "event", id=name, revision=revision, run=run, recorded=recorded, successors=kept,
        record="{}",
    )  # fmt: skip
