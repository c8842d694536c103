"""Whether the database still says what was written into it.

Checked: the file's structure; every text against its SHA-256; every span of every claim and
zone against the text; every column against the record it repeats; every record against the
chain of runs. Not checked: text index, shingles and cells, which are made from the rest and
only speed things up; and that the newest runs were not cut off the end of the chain: for that,
keep the last digest (`Store.runs`) somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from tocsin.store.content import content_digest
from tocsin.store.database import Database
from tocsin.store.row import (
    Record,
    article_row,
    claim_countries,
    claim_row,
    claim_sources,
    event_countries,
    event_row,
    read_article,
    storyline_row,
)
from tocsin.store.run import COVERED, Seal, unsealed

Rows = Iterator[tuple[Any, ...]]


class Problem(NamedTuple):
    """One thing that does not hold.

    `kind`: file, text, span, record, moment, chain, or unsealed (no run covers it yet, as
    after a killed run; the next writer's end seals it); `where`: which row; `detail`: what.
    """

    kind: str
    where: str
    detail: str


_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)


def verify(db: Database) -> Iterator[Problem]:
    """Yield everything that does not hold; nothing when all does."""
    with db.snapshot():
        yield from _file(db)
        yield from _articles(db)
        yield from _events(db)
        yield from _moments(db)
        yield from _chain(db)
        for key, *_ in unsealed(db):
            yield Problem("unsealed", f"article row {key}", "no run covers it yet")


def _articles(db: Database) -> Iterator[Problem]:
    for article in _records(db, "article"):
        where = f"article {article['id']}, revision {article['revision']}"
        yield from _text(article, where)
        yield from _columns(article, where, _article_columns)
        yield from _zones(article, where)
        yield from _content(db, article, where)
        for claim in _records(db, "claim", "WHERE article = ?", article["key"]):
            yield from _claim(db, claim, article["text"], f"claim {claim['id']} of {where}")


def _file(db: Database) -> Iterator[Problem]:
    for (found,) in db.rows("PRAGMA integrity_check"):
        if found != "ok":
            yield Problem("file", str(db.path), found)
    for table, row, parent, _ in db.rows("PRAGMA foreign_key_check"):
        yield Problem("file", f"{table} row {row}", f"its {parent} is missing")


def _text(article: Record, where: str) -> Iterator[Problem]:
    found = hashlib.sha256(article["text"].encode()).hexdigest()
    if found != article["sha256"]:
        yield Problem("text", where, f"its SHA-256 is {found}, {article['sha256']} was stored")


def _zones(article: Record, where: str) -> Iterator[Problem]:
    try:
        zones = json.loads(article["record"])["zones"]
    except _UNREADABLE:
        return  # said by the columns
    yield from _spans({"zones": zones}, article["text"], where)


def _content(db: Database, article: Record, where: str) -> Iterator[Problem]:
    if content_digest(db.connection, article["key"]) != article["content"]:
        yield Problem("record", where, "it or its claims are not those that were added together")


def _claim(db: Database, claim: Record, text: str, where: str) -> Iterator[Problem]:
    yield from _columns(claim, where, lambda row: claim_row(json.loads(row["record"])))
    try:
        record = json.loads(claim["record"])
        countries, sources = claim_countries(record), claim_sources(record)
    except _UNREADABLE:
        return  # said by the columns
    yield from _spans(record, text, where)
    for country, role in countries:
        sql = "SELECT 1 FROM claim_country WHERE (country, claim, role) = (?, ?, ?)"
        if db.row(sql, [country, claim["key"], role]) is None:
            yield Problem("record", where, f"it is not listed under {country}, its {role}")
    sql = "SELECT link, name, folded FROM claim_source WHERE claim = ? ORDER BY link"
    if list(db.rows(sql, [claim["key"]])) != sources:
        yield Problem("record", where, "its rows of claim_source do not repeat its record")


def _spans(record: Any, text: str, where: str, path: str = "") -> Iterator[Problem]:
    """Walk a record; every dict with start, end and text is a span unless start is None."""
    if isinstance(record, list):
        for at, item in enumerate(record):
            yield from _spans(item, text, where, f"{path}[{at}]")
    elif isinstance(record, dict):
        start = record.get("start")
        if start is not None and {"end", "text"} <= record.keys():
            found = text[start : record["end"]]
            if found != record["text"]:
                detail = f"{path} says {record['text']!r}, the text has {found!r} there"
                yield Problem("span", where, detail)
        for name, value in record.items():
            yield from _spans(value, text, where, f"{path}.{name}" if path else name)


def _events(db: Database) -> Iterator[Problem]:
    for event in _records(db, "event", "WHERE successors IS NULL"):
        where = f"event {event['id']}, revision {event['revision']}"
        yield from _columns(event, where, _event_columns)
        yield from _listing(db, event, where)
    for storyline in _records(db, "storyline"):
        where = f"storyline {storyline['id']}, revision {storyline['revision']}"
        yield from _columns(storyline, where, lambda row: storyline_row(json.loads(row["record"])))
    unknown = "SELECT DISTINCT event FROM member WHERE event NOT IN (SELECT id FROM event)"
    for (event,) in db.rows(unknown):
        yield Problem("record", f"event {event}", "it has claims but is not there")


def _listing(db: Database, event: Record, where: str) -> Iterator[Problem]:
    try:
        expected = event_countries(json.loads(event["record"]))
    except _UNREADABLE:
        return  # said by the columns
    for row in expected:
        sql = "SELECT 1 FROM event_country WHERE (country, first, last, event) = (?, ?, ?, ?)"
        if db.row(sql, [*row, event["key"]]) is None:
            yield Problem("record", where, f"it is not listed under {row[0] or 'its days'}")


def _columns(row: Record, where: str, expect: Callable[[Record], Record]) -> Iterator[Problem]:
    try:
        expected = expect(row)
    except _UNREADABLE as error:
        yield Problem("record", where, f"its record can't be read: {error!r}")
        return
    wrong = [name for name, value in expected.items() if row[name] != value]
    if wrong:
        yield Problem("record", where, f"{', '.join(wrong)} differ from its record")


def _article_columns(row: Record) -> Record:
    return article_row(read_article(row["record"], row["text"]))


def _event_columns(row: Record) -> Record:
    expected = event_row(json.loads(row["record"]))
    del expected["claims"]  # the claims themselves are not in the record
    return expected


def _moments(db: Database) -> Iterator[Problem]:
    for table in ("article", "run"):
        last = ""
        for key, recorded in db.rows(f"SELECT key, recorded FROM {table} ORDER BY key"):
            if recorded < last:
                yield Problem("moment", f"{table} row {key}", f"{recorded} is before {last}")
            last = max(last, recorded)


def _chain(db: Database) -> Iterator[Problem]:
    written = {
        table: _grouped(db, table, columns)
        for kind in COVERED.values()
        for table, columns in kind.items()
    }
    waiting = {table: next(groups, None) for table, groups in written.items()}
    previous, through = "", 0
    for run in _records(db, "run"):
        where = f"run {run['key']} ({run['kind']}, {run['recorded']})"
        if run["previous"] != previous:
            yield Problem("chain", where, "it does not continue the run before it")
        seal = Seal(run["previous"])
        if run["kind"] == "add":
            _cover(seal, "article", _contents(db, through, run["through"]))
        for table in COVERED.get(run["kind"], ()):
            while (group := waiting[table]) is not None and group[0] < run["key"]:
                yield Problem("chain", f"{table}, run {group[0]}", "rows that no run wrote")
                waiting[table] = next(written[table], None)
            if group is not None and group[0] == run["key"]:
                _cover(seal, table, group[1])
                waiting[table] = next(written[table], None)
        if seal.digest != run["digest"]:
            yield Problem(
                "chain", where, f"what it wrote is not what is there: {_counts(seal, run)}"
            )
        previous, through = run["digest"], run["through"]
    for table, group in waiting.items():
        if group is not None:
            yield Problem("chain", f"{table}, run {group[0]}", "rows that no run wrote")


def _cover(seal: Seal, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        seal.add(table, row)


def _counts(seal: Seal, run: Record) -> str:
    wrote = {name: count for name, count in json.loads(run["counts"]).items() if name != "claim"}
    return f"{wrote} written, {seal.counts} there"


def _contents(db: Database, after: int, through: int) -> Rows:
    sql = "SELECT key, content FROM article WHERE key > ? AND key <= ? ORDER BY key"
    return db.rows(sql, [after, through])


def _grouped(db: Database, table: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Rows]]:
    """Yield the rows of each run in the order they were written."""
    rows = db.rows(f"SELECT run, {', '.join(columns)} FROM {table} ORDER BY key")
    for run, group in groupby(rows, key=lambda row: row[0]):
        yield run, (row[1:] for row in group)


def _records(db: Database, table: str, where: str = "", *values: object) -> Iterator[Record]:
    """Yield whole rows by column name."""
    names = [row[1] for row in db.rows(f"PRAGMA table_info({table})")]
    for row in db.rows(f"SELECT {', '.join(names)} FROM {table} {where} ORDER BY key", values):
        yield dict(zip(names, row, strict=True))
