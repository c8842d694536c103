from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import StoreError
from tocsin.records import Coder, to_dict
from tocsin.store import Period, Query, Store


def dump(path: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
    ]
    rows = [
        (table, *row) for table in tables for row in connection.execute(f"SELECT * FROM {table}")
    ]
    connection.close()
    return rows


def test_what_goes_in_comes_out(fake: Any, path: Path) -> None:
    article = fake.make_article(
        "a1", "Мирных жителей\x1b били \x9b", published="2022-01-06T10:00:00Z"
    )
    claim = fake.make_full_claim(article)
    with Store(path, write=True) as store:
        assert store.add(article, [claim], fake.CODER)
    with Store(path) as store:
        assert list(store.find_articles()) == [json.loads(json.dumps(to_dict(article)))]
        assert list(store.find_claims()) == [json.loads(json.dumps(to_dict(claim)))]
        assert store.claims_of(article, fake.CODER) == list(store.find_claims())
        assert list(next(store.find_articles())) == list(to_dict(article)), "keys keep their order"


def test_adding_again_changes_nothing(fake: Any, path: Path) -> None:
    article = fake.make_article("a1", "They stormed it.")
    for expected in (True, False, False):
        with Store(path, write=True) as store:
            assert store.has(article, fake.CODER) is not expected
            assert store.add(article, [fake.make_claim(article)], fake.CODER) is expected
            rows = dump(path)
    assert dump(path) == rows
    assert len([row for row in rows if row[0] == "claim"]) == 1


@pytest.mark.parametrize("change", ["text", "metadata", "coder"])
def test_a_change_is_a_new_revision(fake: Any, path: Path, change: str) -> None:
    old = fake.make_article("a1", "They stormed it.")
    new = fake.make_article(
        "a1",
        "They left." if change == "text" else old.text,
        published="2022-01-06" if change == "metadata" else None,
    )
    coder = Coder("0.next", "fake") if change == "coder" else fake.CODER
    with Store(path, write=True) as store:
        store.add(old, [fake.make_claim(old, score=0.1)], fake.CODER)
        first = store._connection.execute("SELECT recorded FROM article").fetchone()[0]
        time.sleep(0.005)  # moments are kept in milliseconds
        store.add(new, [fake.make_claim(new, score=0.9)], coder)
        assert [claim["score"] for claim in store.find_claims()] == [0.9]
        assert [claim["score"] for claim in store.find_claims(Query(as_of=first))] == [0.1]
        assert list(store.find_claims(Query(as_of="2000"))) == []
        assert store.get_article("a1")[0]["text"] == new.text
        assert store.counts() == {"articles": 1, "revisions": 2, "claims": 2}
        marks = store._connection.execute("SELECT revision, superseded_by FROM revision ORDER BY 1")
        assert marks.fetchall() == [(1, 2), (2, None)]
        assert not store.add(old, [], fake.CODER), "seen before, whatever came after"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), True),
        (Query(type="assault"), True),
        (Query(type="AID"), False),
        (Query(country="kaz"), True),
        (Query(country="RUS"), False),
        (Query(period=Period("2022-01-31", "2022-02-10")), True),
        (Query(period=Period("2022-02-01", None)), False),
        (Query(period=Period(None, "2021-12-31")), False),
        (Query(source="interior MIN"), True),
        (Query(source="interfax"), True),
        (Query(source="%"), False),
        (Query(box=(76.0, 43.0, 77.0, 44.0)), True),
        (Query(box=(-10.0, 43.0, 10.0, 44.0)), False),
        (Query(words="RIOT police"), True),
        (Query(words='riot" OR "x'), False),
        (Query(words="headline: NOT ("), False),
        (Query(limit=0), False),
    ],
)
def test_filters(fake: Any, path: Path, query: Query, found: bool) -> None:
    article = fake.make_article(
        "a1", "Riot police beat them.", published="2022-01-31", headline="News"
    )
    with Store(path, write=True) as store:
        store.add(article, [fake.make_full_claim(article)], fake.CODER)
        assert bool(list(store.find_claims(query))) is found
        if query.words is None or found:
            assert bool(list(store.find_articles(query))) is found


def test_claims_come_by_date_and_undated_last(fake: Any, path: Path) -> None:
    from tocsin.records import Date

    article = fake.make_article("a1", "They stormed it.")
    dates = ["2022-03-01", "XXXX-01-01", "2021", None]
    found = [
        fake.make_claim(
            article, i, id=str(i), date=edtf and Date(None, None, None, edtf, "day", "published")
        )
        for i, edtf in enumerate(dates)
    ]
    with Store(path, write=True) as store:
        store.add(article, found, fake.CODER)
        assert [claim["id"] for claim in store.find_claims()] == ["2", "0", "1", "3"]
        assert [claim["id"] for claim in store.find_claims(Query(limit=1))] == ["2"]


def test_article_by_start_of_id(fake: Any, path: Path) -> None:
    with Store(path, write=True) as store:
        for name in ("abc", "abcd", "b", "ü1"):
            store.add(fake.make_article(name, "x"), [], fake.CODER)
        assert store.get_article("abc")[0]["id"] == "abc"
        assert store.get_article("abcd")[0]["id"] == "abcd"
        assert store.get_article("ü")[0]["id"] == "ü1"
        with pytest.raises(StoreError, match=r"several articles have \(abc, abcd\)"):
            store.get_article("ab")
        with pytest.raises(StoreError, match="no article"):
            store.get_article("_")


def test_a_refused_claim_leaves_no_trace(fake: Any, path: Path) -> None:
    article = fake.make_article("a1", "They stormed it.")
    good, bad = fake.make_claim(article), fake.make_claim(article, status=None)
    with Store(path, write=True) as store:
        before = dump(path)
        with pytest.raises(StoreError, match="status"):
            store.add(article, [good, bad], fake.CODER)
        assert dump(path) == before
        assert store.add(article, [good], fake.CODER)


def test_text_that_is_not_unicode_is_refused(fake: Any, path: Path) -> None:
    article = fake.make_article("a1", "x")
    object.__setattr__(article, "headline", "half \ud800")
    with Store(path, write=True) as store, pytest.raises(StoreError, match="not Unicode"):
        store.add(article, [], fake.CODER)


@pytest.mark.parametrize(
    "sql", ["UPDATE article SET text = ''", "DELETE FROM claim", "DELETE FROM claim_source"]
)
def test_rows_are_never_changed(fake: Any, path: Path, sql: str) -> None:
    article = fake.make_article("a1", "They stormed it.")
    with Store(path, write=True) as store:
        store.add(article, [fake.make_full_claim(article)], fake.CODER)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._connection.execute(sql)


def _no_file(path: Path) -> None:
    pass


def _text(path: Path) -> None:
    path.write_text("date,type\n" * 200)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE article (id)")
    connection.close()


def _newer(path: Path) -> None:
    Store(path, write=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "write", "reason"),
    [
        (_no_file, False, "no such database"),
        (_text, False, "not a database"),
        (_text, True, "not a database"),
        (_foreign, False, "not one of tocsin's"),
        (_foreign, True, "not one of tocsin's"),
        (_newer, False, "version 99 of the database, 2 expected"),
        (_newer, True, "version 99 of the database, 2 expected"),
        (_folder, True, "no such database"),
    ],
)
def test_files_that_are_no_store(
    path: Path, make: Callable[[Path], None], write: bool, reason: str
) -> None:
    make(path)
    with pytest.raises(StoreError, match=reason) as caught:
        Store(path, write=write)
    assert caught.value.path == str(path)


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    Store(path, write=True).close()
    Store(path).close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such directory"):
        Store(tmp_path / "none" / "x.db", write=True)


def test_readers_see_whole_articles_while_one_writes(fake: Any, path: Path) -> None:
    first, second = (fake.make_article(name, "They stormed it.") for name in "ab")
    with Store(path, write=True) as writer, Store(path) as reader:
        writer.add(first, [fake.make_claim(first)], fake.CODER)
        seen = reader.find_claims()
        assert next(seen)["article"]["id"] == "a"
        writer.add(second, [fake.make_claim(second)], fake.CODER)
        assert list(seen) == [], "a listing is of one moment"
        assert len(list(reader.find_claims())) == 2


def test_two_writers(fake: Any, path: Path) -> None:
    articles = [fake.make_article(str(i), "They stormed it.") for i in range(6)]
    with Store(path, write=True) as one, Store(path, write=True) as other:
        for article in articles:
            assert one.add(article, [fake.make_claim(article)], fake.CODER)
            assert not other.add(article, [fake.make_claim(article)], fake.CODER)
        assert one.counts() == {"articles": 6, "revisions": 6, "claims": 6}


def test_the_place_a_story_was_read_from_is_no_change(fake: Any, path: Path) -> None:
    with Store(path, write=True) as store:
        assert store.add(fake.make_article("a1", "x", uri="news/a.txt"), [], fake.CODER)
        assert store.has(fake.make_article("a1", "x", uri="./news/a.txt"), fake.CODER)
        assert not store.has(fake.make_article("a2", "x", uri="news/a.txt"), fake.CODER)
