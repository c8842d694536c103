from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import StoreError
from tocsin.store import Reconciliation, Store

Add = Callable[..., list[int]]
Make = Callable[..., dict[str, Any]]


def test_articles_are_new_once(store: Store, add: Add) -> None:
    add("a", "They stormed it.", "stormed", published="2022-01-06")
    add("b", "They left.", "left", "They")
    new = list(store.read_new())
    assert [(key, article["id"], [claim for claim, _ in claims]) for key, article, claims in new] == [
        (2, "b", [2, 3]), (1, "a", [1]),
    ], "by publication, undated ones first"  # fmt: skip
    assert new[1][1]["text"] == "They stormed it."
    assert new[1][2][0][1]["trigger"]["text"] == "stormed"
    assert list(store.read_claims([3, 1, 1])) == [new[1][2][0], new[0][2][1]]
    assert [key for key, _, _ in store.read_new(most=1)] == [2]
    assert (store.is_waiting(), store.articles_of([3, 1])) == (True, {1, 2})
    assert store.article_keys(["b", "none"]) == {"b": 2}
    store.add_reconciliation(Reconciliation(0, articles=[1]))
    assert [key for key, _, _ in store.read_new()] == [2]
    assert [key for key, _, _ in store.read_articles([2, 1])] == [2, 1]
    add("b", "They left it.", "left")
    add("c", "x")
    store.bury("c", "wrong")
    assert [key for key, _, _ in store.read_new()] == [3], "neither superseded nor buried"
    assert store.read_withdrawn() == []
    store.bury("a", "wrong")
    assert store.read_withdrawn() == [1]
    assert store.article_heads([1, 2, 3]).keys() == {3}


def test_copies_by_origin_and_latest_row(store: Store, add: Add) -> None:
    for name in "abc":
        add(name, "They stormed it.")
    store.add_reconciliation(Reconciliation(0, [1, 2, 3], copies=[(2, 1, 0.9), (3, 1, 0.8)]))
    assert store.copies_of([1, 2]) == {1: [2, 3]}
    after = store.last_reconciliation()
    store.add_reconciliation(Reconciliation(after, copies=[(2, None, 0.0)]))
    assert store.copies_of([1]) == {1: [3]}
    assert not store.is_waiting()


def test_claims_of_superseded_and_buried_articles_are_gone(
    store: Store, add: Add, make_event: Make
) -> None:
    (one,) = add("a", "They stormed it.", "stormed")
    (two,) = add("b", "They left.", "left")
    (three,) = add("c", "They marched.", "marched")
    put = Reconciliation(
        0,
        [1, 2, 3],
        members=[(one, "e"), (two, "e"), (three, "e")],
        events=[(make_event("e"), ["x"])],
    )
    store.add_reconciliation(put)
    assert store.read_gone() == []
    add("a", "They stormed it again.", "stormed")
    store.bury("b", "wrong")
    assert store.read_gone() == [one, two]
    after = store.last_reconciliation()
    store.add_reconciliation(Reconciliation(after, [], members=[(one, None), (two, None)]))
    assert store.read_gone() == []
    assert store.events_of([one, two, three]) == {three: "e"}


def test_cells_are_those_of_the_last_revision(store: Store, add: Add, make_event: Make) -> None:
    one, two = add("a", "They stormed it, they left.", "stormed", "left")
    store.add_reconciliation(
        Reconciliation(
            0,
            members=[(one, "e"), (two, "f")],
            events=[(make_event("e"), ["x", "y", "x"]), (make_event("f"), ["y"])],
        )
    )
    many = [f"cell {i}" for i in range(2500)]
    assert store.events_in(["x", *many]) == {"e": [one]}
    assert store.events_in([*many, "y"]) == {"e": [one], "f": [two]}
    assert store.events_in([]) == {}
    store.add_reconciliation(
        Reconciliation(
            store.last_reconciliation(),
            members=[(two, "e")],
            events=[(make_event("e", 2), ["z"])],
            retired=[("f", ["e"])],
        )
    )
    assert store.events_in(["x", "y"]) == {}
    assert store.events_in(["z"]) == {"e": [one, two]}
    assert store.members_of(["e", "f"]) == {"e": [one, two], "f": []}


def test_shingles_and_heads(store: Store, add: Add) -> None:
    add("a", "Эй", published="2022-01-06T06:00:00+06:00")
    add("b", "x")
    add("c", "x")
    top = 2**63 - 1
    pairs = [(top, 3), (top, 1), (top, 2), (5, 2)]
    store.add_reconciliation(
        Reconciliation(0, shingles=pairs, copies=[(3, 1, 0.9), (2, None, 0.0)])
    )
    assert store.find_shingles([top, 5, 6], most=2) == {top: [1, 2], 5: [2]}
    assert store.article_heads([1, 2, 3]) == {
        1: ("a", "2022-01-06T00:00:00.000000+00:00", 2, None),
        2: ("b", None, 1, None),
        3: ("c", None, 1, 1),
    }


def test_two_reconciliations_at_once(path: Path, make_event: Make) -> None:
    with Store(path, write=True) as one, Store(path, write=True) as other:
        after = one.last_reconciliation()
        one.add_reconciliation(Reconciliation(after, events=[(make_event("e"), [])]))
        with pytest.raises(StoreError, match="another reconciliation was written"):
            other.add_reconciliation(Reconciliation(after, events=[(make_event("f"), [])]))
        assert [event["id"] for event in other.find_events()] == ["e"]


def test_a_reconciliation_is_whole_or_not_there(store: Store, add: Add, make_event: Make) -> None:
    (one,) = add("a", "They stormed it.", "stormed")

    def events() -> Iterator[tuple[dict[str, Any], list[str]]]:
        yield make_event("e"), ["x"]
        raise KeyboardInterrupt

    found = Reconciliation(0, [1], shingles=[(1, 1)], members=[(one, "e")], events=events())
    with pytest.raises(KeyboardInterrupt):
        store.add_reconciliation(found)
    assert store.last_reconciliation() == 0
    assert list(store.find_events()) == []
    assert store.events_of([one]) == {}
    assert len(list(store.read_new())) == 1
    assert list(store.runs()) == []


def test_rows_of_a_reconciliation_are_never_changed(
    store: Store, add: Add, make_event: Make
) -> None:
    (one,) = add("a", "They stormed it.", "stormed")
    store.add_reconciliation(
        Reconciliation(
            0,
            [1],
            shingles=[(1, 1)],
            copies=[(1, None, 0.0)],
            members=[(one, "e")],
            events=[(make_event("e"), ["x"])],
            storylines=[{"id": "s", "revision": 1, "events": ["e"]}],
        )
    )
    store.bury("a", "wrong")
    tables = (
        "run", "tombstone", "copy", "shingle", "reconciled", "event", "event_country",
        "event_cell", "member", "storyline",
    )  # fmt: skip
    for table in tables:
        column = store._connection.execute(f"PRAGMA table_info({table})").fetchone()[1]
        for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                store._connection.execute(sql)


def test_more_events_than_a_batch(store: Store, make_event: Make) -> None:
    from tocsin.store.reconciliation import BATCH

    count = 2 * BATCH + 1
    store.add_reconciliation(
        Reconciliation(0, events=((make_event(f"{i:06}"), [str(i)]) for i in range(count)))
    )
    assert [event["id"] for event in store.find_events()] == [f"{i:06}" for i in range(count)]
    assert list(store.events_in([str(count - 1)])) == [f"{count - 1:06}"]
