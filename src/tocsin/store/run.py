"""The manifest: a chain of runs, each with a digest over what it wrote and over the run before.

It proves what was written and in which order, so it is the same for the same work however
often that was interrupted; it does not prove when: moments are only checked to increase.
Indexes made from the rest (shingles, cells, countries) are not covered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tocsin.line import to_line
from tocsin.store.database import Database

# Kind of run: the tables it writes, with the columns its digest covers, in this order
COVERED: dict[str, dict[str, tuple[str, ...]]] = {
    "bury": {"tombstone": ("kind", "id", "reason")},
    "reconcile": {
        "reconciled": ("article",),
        "copy": ("article", "origin", "share"),
        "member": ("claim", "event"),
        "event": ("id", "revision", "successors", "record"),
        "storyline": ("id", "revision", "record"),
        "storyline_event": ("event", "storyline"),
    },
}


class Seal:
    """A digest that grows while rows are written, and counts them."""

    def __init__(self, previous: str):
        self.previous = previous
        self.counts: dict[str, int] = {}
        self._digest = hashlib.sha256(previous.encode())

    def add(self, table: str, values: tuple[object, ...]) -> None:
        """Cover one row."""
        line = json.dumps([table, *values], ensure_ascii=False)
        self._digest.update(line.encode() + b"\n")
        self.counts[table] = self.counts.get(table, 0) + 1

    def watch(self, table: str, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        """Cover rows as they pass."""
        for row in rows:
            self.add(table, row)
            yield row

    @property
    def digest(self) -> str:
        """The digest of what was covered so far."""
        return self._digest.hexdigest()


def begin_seal(db: Database) -> Seal:
    """Return a digest that continues the chain."""
    row = db.row("SELECT digest FROM run ORDER BY key DESC LIMIT 1")
    return Seal("" if row is None else row[0])


def sealed_through(db: Database) -> int:
    """Return the key of the last article that a run covers; 0 when none does."""
    row = db.row("SELECT through FROM run ORDER BY key DESC LIMIT 1")
    return 0 if row is None else row[0]


def add_run(db: Database, kind: str, seal: Seal, **known: Any) -> None:
    """Write a run into the open transaction."""
    row = {"recorded": db.next_moment(), "through": sealed_through(db), "counts": seal.counts}
    row |= known
    row["counts"] = to_line(row["counts"])
    db.insert("run", kind=kind, digest=seal.digest, previous=seal.previous, **row)


def seal_articles(db: Database) -> None:
    """Cover, in the open transaction, the articles that no run covers: one run for each coder."""
    for (version, model), rows in groupby(list(unsealed(db)), key=lambda row: row[2:4]):
        seal = begin_seal(db)
        claims, key = 0, 0
        for key, content, _, _, count in rows:
            seal.add("article", (key, content))
            claims += count
        counts = {"article": seal.counts["article"], "claim": claims}
        add_run(db, "add", seal, version=version, model=model, through=key, counts=counts)


def unsealed(db: Database) -> Iterator[tuple[int, str, str, str, int]]:
    """Yield articles that no run covers: key, content, version, model, number of claims."""
    return db.rows(
        "SELECT key, content, version, model, "
        "(SELECT count(*) FROM claim WHERE claim.article = article.key) "
        "FROM article WHERE key > ? ORDER BY key",
        [sealed_through(db)],
    )


def list_runs(db: Database) -> Iterator[dict[str, Any]]:
    """Yield the runs, oldest first."""
    names = ("key", "kind", "recorded", "version", "model", "counts", "digest", "previous")
    for row in db.rows(f"SELECT {', '.join(names)} FROM run ORDER BY key"):
        run = dict(zip(names, row, strict=True))
        yield run | {"counts": json.loads(run["counts"])}
