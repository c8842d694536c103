from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.store import Query, Store

Add = Callable[..., list[int]]


def ids(store: Store, as_of: str | None = None) -> list[str]:
    return [article["id"] for article in store.find_articles(Query(as_of=as_of))]


def recorded(store: Store) -> list[str]:
    rows = store._connection.execute("SELECT recorded FROM article ORDER BY key")
    return [moment for (moment,) in rows]


def test_before_the_first_record_publication_counts(store: Store, add: Add) -> None:
    add("early", "x", published="2022-01-06T03:00:00+06:00")  # 21:00 of the 5th in UTC
    add("day", "x", published="2022-01-06")
    add("late", "x", published="2022-01-06T03:00:00Z")
    add("undated", "x")
    add("1970", "x", published="1970-01-01")
    add("future", "x", published="2999-01-01")
    assert ids(store, "2022-01-05T20:59Z") == ["1970"]
    assert ids(store, "2022-01-05T21:00Z") == ["early", "1970"]
    assert ids(store, "2022-01-06T00:00Z") == ["early", "day", "1970"]
    assert ids(store, "2022-01-06T09:00+06:00") == ["early", "day", "late", "1970"]
    assert ids(store, "2998-01-01") == ids(store), "clocks that disagree hide nothing"


def test_after_it_recording_counts(store: Store, add: Add) -> None:
    for name in "abc":
        add(name, "x", published="2022-01-06")
    moments = recorded(store)
    assert moments == sorted(set(moments))
    for at, moment in enumerate(moments):
        assert ids(store, moment) == list("abc")[: at + 1]


def test_a_version_published_later_is_not_seen_earlier(store: Store, add: Add) -> None:
    add("a", "Five are dead.", published="2022-01-06T10:00Z")
    add("a", "Nine are dead.", published="2022-01-06T20:00Z")
    for as_of, text in (("2022-01-06T12:00Z", "Five"), ("2022-01-07", "Nine"), (None, "Nine")):
        assert [a["text"] for a in store.find_articles(Query(as_of=as_of))] == [f"{text} are dead."]


def test_buried(store: Store, add: Add) -> None:
    add("abc", "They stormed it.", "stormed", published="2022-01-06")
    add("abc", "They stormed it again.", "stormed", published="2022-01-06")
    add("other", "They left.", "left", published="2022-01-06")
    before = recorded(store)[-1]
    assert store.bury("ab", "the outlet took it back") == "abc"
    assert ids(store) == ["other"]
    assert [c["article"]["id"] for c in store.find_claims()] == ["other"]
    assert list(store.find_articles(Query(words="stormed"))) == []
    assert ids(store, before) == ["abc", "other"]
    assert [a["id"] for a in store.find_articles(Query(words="stormed", as_of=before))] == ["abc"]
    assert ids(store, "2022-02-01") == ["other"]
    assert store.counts()["revisions"] == 3
    with pytest.raises(store_error(), match="no article"):
        store.get_article("abc")
    with pytest.raises(store_error(), match="no article"):
        store.bury("abc", "twice")


def test_what_is_buried_stays_so(store: Store, add: Add, fake: Any) -> None:
    add("a", "They stormed it.", "stormed")
    store.bury("a", "wrong")
    add("a", "They stormed it again.", "stormed")
    assert ids(store) == []


def store_error() -> type[Exception]:
    from tocsin.errors import StoreError

    return StoreError
