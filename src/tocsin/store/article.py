"""Articles and their claims: adding, finding, burying."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tocsin.errors import StoreError
from tocsin.records import Article, Claim, Coder, to_dict
from tocsin.store.content import digest_content
from tocsin.store.database import Database
from tocsin.store.query import Query, article_conditions, claim_conditions, join_conditions
from tocsin.store.row import (
    Record,
    article_digest,
    article_row,
    claim_countries,
    claim_row,
    claim_sources,
    read_article,
)
from tocsin.store.run import add_run, begin_seal, seal_articles
from tocsin.store.view import view


def has_article(db: Database, article: Article, coder: Coder) -> bool:
    """Say whether this article, with this metadata, was coded by this coder before."""
    return _key(db, article.id, article_digest(to_dict(article)), coder) is not None


def add_article(db: Database, article: Article, claims: Iterable[Claim], coder: Coder) -> bool:
    """Add an article and all its claims, or nothing; False when it was there already."""
    row = article_row(to_dict(article))
    with db.transaction():
        if _key(db, article.id, row["digest"], coder) is not None:
            return False
        records = [to_dict(claim) for claim in claims]
        rows = [claim_row(record) for record in records]
        revision = _next_revision(db, article.id)
        content = digest_content(
            revision, coder.version, coder.model, row["digest"], row["record"],
            claims=(claim["record"] for claim in rows),
        )  # fmt: skip
        key = db.insert(
            "article",
            **row,
            revision=revision,
            version=coder.version,
            model=coder.model,
            recorded=db.next_moment(),
            text=article.text,
            content=content,
        )
        _insert_claims(db, key, records, rows)
    return True


def claims_of_article(db: Database, article: Article, coder: Coder) -> list[Record]:
    """Return the claims stored for an article as coded by a coder, in text order."""
    return _claims(db, _key(db, article.id, article_digest(to_dict(article)), coder))


def find_claims(db: Database, query: Query) -> Iterator[Record]:
    """Yield claims by date of the event, undated ones last."""
    where, values = join_conditions(claim_conditions(query, view(db, query.as_of)))
    rows = db.rows(
        "SELECT claim.record FROM claim JOIN article ON article.key = claim.article "
        f"WHERE {where} ORDER BY claim.first NULLS LAST, claim.key LIMIT ?",
        [*values, query.rows],
    )
    return (json.loads(record) for (record,) in rows)


def find_articles(db: Database, query: Query) -> Iterator[Record]:
    """Yield articles in the order they were stored."""
    seen = view(db, query.as_of)
    origin, run = seen.origin()
    where, values = join_conditions(article_conditions(query, seen))
    rows = db.rows(
        f"SELECT article.record, article.text, {origin} FROM article "
        f"WHERE {where} ORDER BY article.key LIMIT ?",
        [*run, *values, query.rows],
    )
    return (read_article(*row) for row in rows)


def get_article(db: Database, prefix: str) -> tuple[Record, list[Record]]:
    """Return the latest revision of an article and its claims in text order."""
    seen = view(db)
    (origin, run), (shown, values) = seen.origin(), seen.shows()
    key, *row = db.row(
        f"SELECT article.key, article.record, article.text, {origin} FROM article "
        f"WHERE article.id = ? AND {shown}",
        [*run, _whole_id(db, prefix), *values],
    )
    return read_article(*row), _claims(db, key)


def bury_article(db: Database, prefix: str, reason: str) -> str:
    """Hide an article, all its revisions and claims, from now on; return its id."""
    with db.transaction():
        found = _whole_id(db, prefix)
        seal_articles(db)
        seal = begin_seal(db)
        seal.add("tombstone", ("article", found, reason))
        run, recorded = db.next_key("run"), db.next_moment()
        db.insert("tombstone", kind="article", id=found, reason=reason, run=run, recorded=recorded)
        add_run(db, "bury", seal, recorded=recorded)
    return found


def _whole_id(db: Database, prefix: str) -> str:
    shown, values = view(db).shows()
    rows = db.rows(
        "SELECT DISTINCT id FROM article "
        f"WHERE id >= ? AND id < ? || char(0x10ffff) AND {shown} ORDER BY id LIMIT 5",
        [prefix, prefix, *values],
    )
    ids: list[str] = [found for (found,) in rows]
    ids = [prefix] if prefix in ids else ids
    if len(ids) != 1:
        found = f"several articles have ({', '.join(ids)})" if ids else "no article has"
        raise StoreError(str(db.path), f"{found} an id that starts with {prefix!r}")
    return ids[0]


def _claims(db: Database, article: int | None) -> list[Record]:
    rows = db.rows("SELECT record FROM claim WHERE article = ? ORDER BY key", [article])
    return [json.loads(record) for (record,) in rows]


def _key(db: Database, name: str, digest: str, coder: Coder) -> int | None:
    sql = "SELECT key FROM article WHERE id = ? AND digest = ? AND version = ? AND model = ?"
    row: tuple[int] | None = db.row(sql, [name, digest, coder.version, coder.model])
    return row and row[0]


def _next_revision(db: Database, name: str) -> int:
    sql = "SELECT ifnull(max(revision), 0) + 1 FROM article WHERE id = ?"
    revision: int = db.row(sql, [name])[0]
    return revision


def _insert_claims(db: Database, article: int, claims: list[Record], rows: list[Record]) -> None:
    if not claims:
        return
    numbered = list(enumerate(claims, first := db.next_key("claim")))
    db.insert_all(
        "claim",
        ("key", "article", *rows[0]),
        ((key, article, *row.values()) for key, row in enumerate(rows, first)),
    )
    db.insert_all(
        "claim_country",
        ("country", "claim", "role"),
        [
            (country, key, role)
            for key, claim in numbered
            for country, role in claim_countries(claim)
        ],
    )
    db.insert_all(
        "claim_source",
        ("claim", "link", "name", "folded"),
        [(key, *source) for key, claim in numbered for source in claim_sources(claim)],
    )
    db.insert_all("claim_place", ("claim", "south", "north", "west", "east"), _points(numbered))


def _points(claims: list[tuple[int, Record]]) -> Iterator[tuple[object, ...]]:
    for key, claim in claims:
        place = claim["place"] or {}
        lat, lon = place.get("lat"), place.get("lon")
        if lat is not None and lon is not None:
            yield key, lat, lat, lon, lon
