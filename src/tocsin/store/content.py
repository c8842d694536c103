"""The digest of one stored article with its claims: what a run of the hash chain covers."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable

_ARTICLE = "SELECT revision, version, model, digest, record FROM article WHERE key = ?"
_CLAIMS = "SELECT record FROM claim WHERE article = ? ORDER BY key"


def content_digest(connection: sqlite3.Connection, key: int) -> str:
    """Return the digest of an article that is in the database, as it is there."""
    article = connection.execute(_ARTICLE, (key,)).fetchone()
    claims = connection.execute(_CLAIMS, (key,))
    return digest_content(*article, claims=(record for (record,) in claims))


def digest_content(
    revision: int, version: str, model: str, digest: str, record: str, *, claims: Iterable[str]
) -> str:
    """Return the SHA-256 of an article's row and of its claims, a line each.

    Args: digest: of the article, which covers the text; record: of the article, and claims:
    those of its claims in text order, each one line of JSON.
    """
    head = json.dumps([revision, version, model, digest], ensure_ascii=False)
    return hashlib.sha256("\n".join((head, record, *claims)).encode()).hexdigest()
