from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import StoreError
from tocsin.store import Query, Store


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(path)
    columns = {
        "article": "key, id, revision, digest, sha256, version, model, recorded, published, first, "
        "outlet, headline, text, record",
        "claim": "*",
        "claim_country": "*",
        "claim_source": "*",
        "claim_place": "*",
    }
    found = {t: connection.execute(f"SELECT {c} FROM {t}").fetchall() for t, c in columns.items()}
    connection.close()
    return found


def schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_a_file_of_version_1_is_brought_up_to_date(version_1: Path) -> None:
    before = everything(version_1)
    with Store(version_1, write=True) as store:
        assert everything(version_1) == before
        assert [claim["trigger"]["text"] for claim in store.find_claims()] == [
            "beat", "stormed", "left",
        ]  # fmt: skip
        early = Query(as_of="2022-01-06T05:00Z")
        assert [a["id"] for a in store.find_articles(early)] == ["report-1"]
        assert [a["text"] for a in store.find_articles(Query(words="airport"))] == [
            "Rebels stormed the airport, and left it."
        ]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._connection.execute("UPDATE article SET content = ''")
    with Store(version_1) as store:
        assert list(store.verify()) == []
        assert [run["counts"] for run in store.runs()] == [{"article": 3, "claim": 4}]


def test_an_upgraded_file_is_like_a_new_one(version_1: Path, tmp_path: Path) -> None:
    Store(version_1, write=True).close()
    Store(tmp_path / "new.db", write=True).close()
    assert schema(version_1) == schema(tmp_path / "new.db")


def test_reading_an_old_file_says_what_to_do(version_1: Path) -> None:
    before = version_1.read_bytes()
    with pytest.raises(StoreError, match=r"version 1 of the database, 2 expected: `tocsin reconc"):
        Store(version_1)
    assert version_1.read_bytes() == before


def test_what_was_added_before_is_known_after(version_1: Path, fake: Any) -> None:
    text = "Rebels stormed the airport."
    article = fake.make_article("report-2", text, published="2022-01-07")
    with Store(version_1, write=True) as store:
        assert store.has(article, fake.CODER)
        assert not store.add(article, [], fake.CODER)


def test_an_upgrade_that_fails_leaves_the_old_file(
    version_1: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tocsin.store import migration

    before = everything(version_1)
    monkeypatch.setattr(migration, "STEPS", (*migration.STEPS[:1], migration.STEPS[1] + "\nNO;"))
    with pytest.raises(StoreError, match="syntax error"):
        Store(version_1, write=True)
    connection = sqlite3.connect(version_1)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'run'").fetchall() == []
    connection.close()
    assert everything(version_1) == before
    monkeypatch.undo()
    Store(version_1, write=True).close()
    assert everything(version_1) == before
