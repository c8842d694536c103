"""Adding coded articles to the database and finding them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tocsin.errors import StoreError
from tocsin.records import Article, Claim, Coder, to_dict
from tocsin.store.file import connect, refusing
from tocsin.store.line import to_line
from tocsin.store.period import edtf_period
from tocsin.store.query import (
    Query,
    article_conditions,
    claim_conditions,
    join_conditions,
)

_ARTICLE = "SELECT article.record, article.text FROM article"
_CLAIM = "SELECT claim.record FROM claim"

ANYTHING = Query()


class Store:
    """One database file, open for reading or, with `write`, for adding.

    Raises: StoreError: from any method, when the file is not usable.
    """

    def __init__(self, path: str | Path, *, write: bool = False):
        self.path = Path(path)
        self._connection = connect(self.path, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store can't be used afterwards."""
        self._connection.close()

    def has(self, article: Article, coder: Coder) -> bool:
        """Say whether this article, with this metadata, was coded by this coder before."""
        return self._key(article, _digest(to_dict(article)), coder) is not None

    def add(self, article: Article, claims: Iterable[Claim], coder: Coder) -> bool:
        """Add an article and all its claims, or nothing.

        Returns: False when it was there already, in any revision; nothing is changed then.
        """
        record = to_dict(article)
        digest = _digest(record)
        with self._transaction():
            if self._key(article, digest, coder) is not None:
                return False
            key = self._insert_article(article, record | {"text": ""}, digest, coder)
            for claim in claims:
                self._insert_claim(key, to_dict(claim))
        return True

    def claims_of(self, article: Article, coder: Coder) -> list[dict[str, Any]]:
        """Return the claims stored for an article as coded by a coder, in text order."""
        key = self._key(article, _digest(to_dict(article)), coder)
        rows = self._rows(f"{_CLAIM} WHERE article = ? ORDER BY key", [key])
        return [json.loads(record) for (record,) in rows]

    def find_claims(self, query: Query = ANYTHING) -> Iterator[dict[str, Any]]:
        """Yield claims of the latest revisions, by date of the event, undated ones last."""
        where, values = join_conditions(claim_conditions(query))
        rows = self._rows(
            f"{_CLAIM} JOIN article ON article.key = claim.article WHERE {where} "
            "ORDER BY claim.first NULLS LAST, claim.key LIMIT ?",
            [*values, query.rows],
        )
        return (json.loads(record) for (record,) in rows)

    def find_articles(self, query: Query = ANYTHING) -> Iterator[dict[str, Any]]:
        """Yield articles in their latest revision, in the order they were stored.

        Of the query, `period` is taken as days of publication; type, country, source
        and box ask for at least one claim that has them.
        """
        where, values = join_conditions(article_conditions(query))
        rows = self._rows(
            f"{_ARTICLE} WHERE {where} ORDER BY article.key LIMIT ?", [*values, query.rows]
        )
        return (_article(*row) for row in rows)

    def get_article(self, prefix: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the latest revision of an article and its claims in text order.

        Args: prefix: the article's id, or the start of one that no other shares.
        Raises: StoreError: no article, or several, have an id that starts so.
        """
        ids = [found for (found,) in self._rows(_STARTING, [prefix, prefix])]
        ids = [prefix] if prefix in ids else ids
        if len(ids) != 1:
            found = f"several articles have ({', '.join(ids)})" if ids else "no article has"
            raise StoreError(str(self.path), f"{found} an id that starts with {prefix!r}")
        (row,) = self._rows(f"{_LATEST} WHERE id = ? ORDER BY revision DESC LIMIT 1", ids)
        key, record, text = row
        claims = self._rows(f"{_CLAIM} WHERE article = ? ORDER BY key", [key])
        return _article(record, text), [json.loads(claim) for (claim,) in claims]

    def counts(self) -> dict[str, int]:
        """Return how many articles, revisions and claims there are, superseded ones included."""
        (row,) = self._rows(
            "SELECT (SELECT count(DISTINCT id) FROM article), (SELECT count(*) FROM article), "
            "(SELECT count(*) FROM claim)"
        )
        return dict(zip(("articles", "revisions", "claims"), row, strict=True))

    def _rows(self, sql: str, values: Iterable[object] = ()) -> Iterator[Any]:
        with refusing(self.path):
            for row in self._connection.execute(sql, tuple(values)):  # noqa: UP028
                yield row  # `yield from` would close the cursor, too late, of a closed store

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with refusing(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.execute("COMMIT")

    def _key(self, article: Article, digest: str, coder: Coder) -> int | None:
        sql = "SELECT key FROM article WHERE id = ? AND digest = ? AND version = ? AND model = ?"
        rows = list(self._rows(sql, [article.id, digest, coder.version, coder.model]))
        return rows[0][0] if rows else None

    def _insert_article(self, article: Article, record: Any, digest: str, coder: Coder) -> int:
        return self._insert(
            "article",
            id=article.id,
            revision=self._next_revision(article.id),
            digest=digest,
            sha256=article.sha256,
            version=coder.version,
            model=coder.model,
            recorded=datetime.now(UTC).isoformat(timespec="milliseconds"),
            published=article.published,
            first=_day(article.published),
            outlet=article.outlet.name,
            headline=article.headline,
            text=article.text,
            record=to_line(record),
        )

    def _next_revision(self, article_id: str) -> int:
        sql = "SELECT ifnull(max(revision), 0) + 1 FROM article WHERE id = ?"
        revision: int = self._connection.execute(sql, (article_id,)).fetchone()[0]
        return revision

    def _insert_claim(self, article: int, claim: dict[str, Any]) -> None:
        event, date, place = claim["event"], claim["date"] or {}, claim["place"] or {}
        period = edtf_period(date["edtf"]) if date else None
        key = self._insert(
            "claim",
            article=article,
            id=claim["id"],
            type=event["type"],
            mode=event["mode"],
            status=claim["status"],
            stance=claim["stance"],
            date=date.get("edtf"),
            first=period and period.first,
            last=period and period.last,
            place=place.get("name") or place.get("text"),
            country=place.get("country"),
            score=claim["score"],
            record=to_line(claim),
        )
        for role, country in sorted(_countries(claim)):
            self._insert("claim_country", country=country, claim=key, role=role)
        for link, source in enumerate(claim["said_by"]):
            name = source["name"] or source["text"]
            folded = f"{name}\n{source['text']}".casefold()
            self._insert("claim_source", claim=key, link=link, name=name, folded=folded)
        if place.get("lat") is not None and place.get("lon") is not None:
            lat, lon = place["lat"], place["lon"]
            self._insert("claim_place", claim=key, south=lat, north=lat, west=lon, east=lon)

    def _insert(self, table: str, **row: object) -> int:
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
        key = self._connection.execute(sql, tuple(row.values())).lastrowid
        return key or 0  # 0: tables without row ids, whose keys nobody asks for


_LATEST = "SELECT key, record, text FROM article"
_STARTING = "SELECT DISTINCT id FROM article WHERE id >= ? AND id < ? || char(0x10ffff) LIMIT 5"


def _article(record: str, text: str) -> dict[str, Any]:
    article: dict[str, Any] = json.loads(record)
    article["text"] = text
    return article


def _digest(record: dict[str, Any]) -> str:
    """Digest of all that coding depends on; where the same story was read from is not."""
    record = record | {"uri": None}
    return hashlib.sha256(to_line(record).encode()).hexdigest()


def _day(published: str | None) -> str | None:
    period = edtf_period(published[:10]) if published else None
    return period and period.first


def _countries(claim: dict[str, Any]) -> set[tuple[str, str]]:
    found = {("actor", actor["country"]) for actor in claim["actors"]}
    found |= {("recipient", recipient["country"]) for recipient in claim["recipients"]}
    if claim["place"] is not None:
        found.add(("place", claim["place"]["country"]))
    return {(role, country) for role, country in found if country is not None}
