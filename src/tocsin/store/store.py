"""The store as the rest of the program sees it: one object, each method one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tocsin.errors import StoreError
from tocsin.records import Article, Claim, Coder
from tocsin.store import article as articles
from tocsin.store import event as events
from tocsin.store import reconciliation
from tocsin.store import storyline as storylines
from tocsin.store.change import Change, changes_since
from tocsin.store.database import Database
from tocsin.store.query import Query
from tocsin.store.reconciliation import Head, NewArticle, Reconciliation
from tocsin.store.run import list_runs, seal_articles, sealed_through
from tocsin.store.verify import Problem, verify
from tocsin.store.view import view

Record = dict[str, Any]
ANYTHING = Query()


class Store:
    """One database file, open for reading or, with `write`, for adding.

    Listings show the latest revisions, or with `Query.as_of` what `view.py` says.

    Raises: StoreError: from any method, when the file is not usable.
    """

    def __init__(self, path: str | Path, *, write: bool = False):
        self.path = Path(path)
        self._db = Database(self.path, write=write)
        self._connection = self._db.connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except StoreError:
            if error is None:  # else what went wrong first is what people should read
                raise

    def close(self) -> None:
        """Seal what was added and close the file; the store can't be used afterwards."""
        writing, self._db.write = self._db.write, False  # closing twice is no error
        try:
            if writing:
                self.seal()
        finally:
            self._db.connection.close()

    def seal(self) -> None:
        """Put the articles added so far under the hash chain of runs (see `run.py`)."""
        last = self._db.row("SELECT ifnull(max(key), 0) FROM article")[0]
        if last > sealed_through(self._db):
            with self._db.transaction():
                seal_articles(self._db)

    def has(self, article: Article, coder: Coder) -> bool:
        """Say whether this article, with this metadata, was coded by this coder before."""
        return articles.has_article(self._db, article, coder)

    def add(self, article: Article, claims: Iterable[Claim], coder: Coder) -> bool:
        """Add an article and all its claims, or nothing.

        Returns: False when it was there already, in any revision; nothing is changed then.
        """
        return articles.add_article(self._db, article, claims, coder)

    def bury(self, prefix: str, reason: str) -> str:
        """Hide an article, with all its revisions and claims, from every listing from now on.

        It stays in the file, and listings as of an earlier moment show it; the next
        reconciliation takes its claims out of the events.

        Args: prefix: its id, or the start of one that no other shares.
        Returns: its id.
        """
        return articles.bury_article(self._db, prefix, reason)

    def claims_of(self, article: Article, coder: Coder) -> list[Record]:
        """Return the claims stored for an article as coded by a coder, in text order."""
        return articles.claims_of_article(self._db, article, coder)

    def find_claims(self, query: Query = ANYTHING) -> Iterator[Record]:
        """Yield claims by date of the event, undated ones last."""
        return articles.find_claims(self._db, query)

    def find_articles(self, query: Query = ANYTHING) -> Iterator[Record]:
        """Yield articles in the order they were stored; `copy_of` is the id of the original.

        Of the query, `period` is taken as days of publication; type, country, source
        and box ask for at least one claim that has them.
        """
        return articles.find_articles(self._db, query)

    def get_article(self, prefix: str) -> tuple[Record, list[Record]]:
        """Return the latest revision of an article and its claims in text order.

        Args: prefix: the article's id, or the start of one that no other shares.
        Raises: StoreError: no article, or several, have an id that starts so.
        """
        return articles.get_article(self._db, prefix)

    def find_events(self, query: Query = ANYTHING) -> Iterator[Record]:
        """Yield events with the ids of their claims, by date, undated ones last.

        As of a moment before anything was recorded, these are the present events that have
        a claim published by then, with such claims alone: see `claims_of_event`.
        """
        return events.find_events(self._db, query)

    def get_event(self, prefix: str, *, as_of: str | None = None) -> Record:
        """Return an event, or {"id", "successors"} when others have taken its place.

        Raises: StoreError: no event, or several, have an id that starts so.
        """
        return events.get_event(self._db, prefix, as_of=as_of)

    def event_history(self, event_id: str) -> list[Record]:
        """Return the revisions of an event, oldest first, with `recorded`; empty if unknown."""
        return list(events.event_history(self._db, event_id))

    def claims_of_event(self, event_id: str, *, as_of: str | None = None) -> list[Record]:
        """Return the claims of an event in the order they were stored."""
        return list(events.claims_of_event(self._db, event_id, as_of=as_of))

    def find_storylines(self, query: Query = ANYTHING) -> Iterator[Record]:
        """Yield storylines that have an event like that, by first day."""
        return events.find_storylines(self._db, query)

    def read_new(self, *, most: int = -1) -> Iterator[NewArticle]:
        """Yield current articles that are not reconciled, at most so many, oldest published first.

        Yields: key, article, and its claims, each with its key.
        """
        return reconciliation.read_new(self._db, most=most)

    def read_articles(self, keys: Iterable[int]) -> Iterator[NewArticle]:
        """Yield articles, as `read_new`, in the order of their keys as given."""
        return reconciliation.read_articles(self._db, keys)

    def article_keys(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the keys of the latest revisions of articles."""
        return reconciliation.article_keys(self._db, ids)

    def is_waiting(self) -> bool:
        """Tell whether articles were added, and not buried, that are not reconciled."""
        return reconciliation.is_waiting(self._db)

    def is_before(self, as_of: str | None) -> bool:
        """Tell whether a moment lies before anything was recorded (see `view.py`)."""
        return view(self._db, as_of).published is not None

    def articles_of(self, claims: Iterable[int]) -> set[int]:
        """Return the keys of the articles that claims stand in."""
        return reconciliation.articles_of(self._db, claims)

    def read_withdrawn(self, *, now: Iterable[int] | None = None) -> list[int]:
        """Return the keys of reconciled articles that are superseded or buried.

        Args: now: keys of the articles that are reconciled now: one stays as long as the
        revision that replaces it waits for a later time. None: none stays.
        """
        return reconciliation.read_withdrawn(self._db, now=now)

    def copies_of(self, origins: Iterable[int]) -> dict[int, list[int]]:
        """Return for each article that has copies their keys."""
        return reconciliation.copies_of(self._db, origins)

    def read_gone(self, *, now: Iterable[int] | None = None) -> list[int]:
        """Return the keys of claims that are in an event, of articles superseded or buried.

        Args: now: as in `read_withdrawn`.
        """
        return reconciliation.read_gone(self._db, now=now)

    def read_claims(self, keys: Iterable[int]) -> Iterator[tuple[int, Record]]:
        """Yield claims by key."""
        return reconciliation.read_claims(self._db, keys)

    def find_shingles(self, hashes: Iterable[int], *, most: int) -> dict[int, list[int]]:
        """Return for each known hash at most `most` keys of articles, lowest first."""
        return reconciliation.find_shingles(self._db, hashes, most=most)

    def article_heads(self, keys: Iterable[int]) -> dict[int, Head]:
        """Return of articles: id, published as a UTC moment, length of text, key of origin."""
        return reconciliation.article_heads(self._db, keys)

    def events_in(self, cells: Iterable[str]) -> dict[str, list[int]]:
        """Return the current events in any of the cells, each with the keys of its claims."""
        return reconciliation.events_in(self._db, cells)

    def events_of(self, claims: Iterable[int]) -> dict[int, str]:
        """Return the event each claim is in now; claims in none are left out."""
        return reconciliation.events_of(self._db, claims)

    def members_of(self, event_ids: Iterable[str]) -> dict[str, list[int]]:
        """Return the keys of the claims that are in these events now, lowest first."""
        return reconciliation.members_of(self._db, event_ids)

    def event_state(self, event_ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
        """Return of events the latest revision and its record, {} where it retired the event."""
        return reconciliation.event_state(self._db, event_ids)

    def changed_events(self) -> list[str]:
        """Return the ids of events written since storylines were, retired ones included."""
        return storylines.changed_events(self._db)

    def events_around(self, spans: Iterable[tuple[str, str, str]]) -> set[str]:
        """Return the current events of countries in spans of days: country, first, last."""
        return storylines.events_around(self._db, spans)

    def read_events(self, ids: Iterable[str]) -> Iterator[Record]:
        """Yield the current events of these ids, in any order."""
        return events.read_events(self._db, ids, view(self._db))

    def storylines_of(self, event_ids: Iterable[str]) -> dict[str, str]:
        """Return the storyline each event is in; events in none are left out."""
        return storylines.storylines_of(self._db, event_ids)

    def events_in_storylines(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the events of storylines, each with the storyline it is in."""
        return storylines.events_in_storylines(self._db, ids)

    def storyline_state(self, ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
        """Return of storylines the latest revision and its record."""
        return storylines.storyline_state(self._db, ids)

    def last_reconciliation(self) -> int:
        """Return the key of the last run that reconciled, 0 when none did."""
        return reconciliation.last_reconciliation(self._db)

    def add_reconciliation(self, found: Reconciliation) -> None:
        """Write what a reconciliation found, all or nothing.

        Raises: StoreError: another one was written since `found.after`.
        """
        reconciliation.add_reconciliation(self._db, found)

    def changes_since(self, moment: str) -> Iterator[Change]:
        """Yield what changed in the database since a moment, articles first."""
        return changes_since(self._db, moment)

    def verify(self) -> Iterator[Problem]:
        """Yield everything that does not hold any more; see `verify.py` for what is checked."""
        return verify(self._db)

    def runs(self) -> Iterator[Record]:
        """Yield the runs of the hash chain, oldest first, with their digests and counts."""
        return list_runs(self._db)

    def counts(self) -> dict[str, int]:
        """Return how many articles, revisions and claims there are, superseded ones included."""
        row = self._db.row(
            "SELECT (SELECT count(DISTINCT id) FROM article), (SELECT count(*) FROM article), "
            "(SELECT count(*) FROM claim)"
        )
        return dict(zip(("articles", "revisions", "claims"), row, strict=True))
