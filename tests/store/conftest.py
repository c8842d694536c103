"""A store on disk, the coder without a model, and events without reconciling."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.store import Store


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    import fake_coder

    return fake_coder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "crisis news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, write=True) as opened:
        yield opened


@pytest.fixture
def version_1(path: Path) -> Path:
    """A database as version 1 wrote it: report-1 with one claim, report-2 in two revisions."""
    connection = sqlite3.connect(path)
    connection.executescript(Path(__file__).with_name("version_1.sql").read_text())
    connection.close()
    return path


@pytest.fixture
def add(fake: Any, store: Store) -> Callable[..., list[int]]:
    """Adds an article with a claim for each of its words given; returns the claims' keys."""

    def add_words(name: str, text: str, *words: str, **known: Any) -> list[int]:
        fields = known.pop("fields", {})
        article = fake.make_article(name, text, **known)
        claims = [
            fake.make_claim(article, text.index(word), text.index(word) + len(word), **fields)
            for word in words
        ]
        assert store.add(article, claims, fake.CODER)
        rows = store._connection.execute(
            "SELECT key FROM claim WHERE article = (SELECT max(key) FROM article) ORDER BY key"
        )
        return [key for (key,) in rows]

    return add_words


@pytest.fixture
def make_event() -> Callable[..., dict[str, Any]]:
    def make(name: str, revision: int = 1, day: str | None = "2022-01-06", **known: Any) -> Any:
        return {
            "id": name, "revision": revision, "type": "ASSAULT", "mode": None,
            "status": "occurred", "date": day and {"edtf": day}, "place": None,
            "actors": [], "recipients": [], "claims": [], "independent_reports": 1,
        } | known  # fmt: skip

    return make


@pytest.fixture
def tamper(path: Path) -> Callable[..., None]:
    """Changes a closed file behind the store's back, without its triggers."""

    def change(sql: str, *values: object) -> None:
        connection = sqlite3.connect(path)
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%/_no/_%' ESCAPE '/'"
        )
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(sql, values).rowcount > 0
        connection.commit()
        connection.close()

    return change
