"""What of the database is seen: now, or as of a moment. The one place that says what that means.

As of a moment after the first article was recorded: what the database would have shown then.
As of an earlier moment: what the reports published by then say, as the database has them now;
a report without a date of publication counts from when it was recorded, and a buried one
does not count.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.store.database import Database
from tocsin.store.moment import utc_moment

Condition = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """Runs up to `run` are seen, and articles recorded and published by these moments."""

    run: int
    recorded: str | None = None
    published: str | None = None

    def sees(self, article: str = "article") -> Condition:
        """Condition on a row of `article`, or on an alias of it: it was there by then."""
        if self.recorded is not None:
            return f"{article}.recorded <= ?", (self.recorded,)
        if self.published is not None:
            sql = f"ifnull({article}.published_utc, {article}.recorded) <= ?"
            return sql, (self.published,)
        return "1", ()

    def shows(self) -> Condition:
        """Condition on `article`: seen, not superseded, not buried."""
        seen, moment = self.sees()
        later, _ = self.sees("later")
        superseded = (
            "SELECT 1 FROM article AS later WHERE later.id = article.id "
            f"AND later.revision > article.revision AND {later}"
        )
        buried = "SELECT 1 FROM tombstone WHERE tombstone.id = article.id AND tombstone.run <= ?"
        sql = f"{seen} AND NOT EXISTS ({superseded}) AND NOT EXISTS ({buried})"
        return sql, (*moment, *moment, self.run)

    def origin(self) -> Condition:
        """Expression for the id of the article that `article` is a copy of, or NULL."""
        found = (
            "SELECT origin.id FROM copy LEFT JOIN article AS origin ON origin.key = copy.origin "
            "WHERE copy.article = article.key AND copy.run <= ? ORDER BY copy.key DESC LIMIT 1"
        )
        return f"({found})", (self.run,)

    def latest(self, table: str) -> Condition:
        """Condition on `event` or `storyline`: the last revision by then."""
        later = (
            f"SELECT 1 FROM {table} AS later WHERE later.id = {table}.id "
            f"AND later.revision > {table}.revision AND later.run <= ?"
        )
        return f"{table}.run <= ? AND NOT EXISTS ({later})", (self.run, self.run)

    def joined(self) -> Condition:
        """Condition on `member`: the claim was in this event by then."""
        later = (
            "SELECT 1 FROM member AS later "
            "WHERE later.claim = member.claim AND later.key > member.key AND later.run <= ?"
        )
        return f"member.run <= ? AND NOT EXISTS ({later})", (self.run, self.run)


def view(db: Database, as_of: str | None = None) -> View:
    """Return what is seen as of a moment (UTC where it has no zone), or now."""
    if as_of is None:
        return View(_last_run(db))
    moment = utc_moment(as_of) or as_of
    first = db.row("SELECT recorded FROM article ORDER BY key LIMIT 1")
    if first is None or moment < (utc_moment(first[0]) or first[0]):
        return View(_last_run(db), published=moment)
    return recorded_view(db, moment)


def recorded_view(db: Database, moment: str) -> View:
    """Return what the database showed at a moment: nothing, before anything was recorded."""
    moment = utc_moment(moment) or moment
    run = db.row("SELECT ifnull(max(key), 0) FROM run WHERE recorded <= ?", [moment])[0]
    return View(run, recorded=moment)


def _last_run(db: Database) -> int:
    run: int = db.row("SELECT ifnull(max(key), 0) FROM run")[0]
    return run
