from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tocsin.store import Reconciliation, Store

Add = Callable[..., list[int]]
Make = Callable[..., dict[str, Any]]


def changes(store: Store, moment: str) -> list[tuple[str, str, str]]:
    return [(c.what, c.kind, c.id) for c in store.changes_since(moment)]


def last_moment(store: Store) -> str:
    recorded: str = store._connection.execute(
        "SELECT max(recorded) FROM (SELECT recorded FROM article UNION SELECT recorded FROM run)"
    ).fetchone()[0]
    return recorded


def put(store: Store, **found: Any) -> None:
    store.add_reconciliation(Reconciliation(store.last_reconciliation(), **found))


def test_what_changed(store: Store, add: Add, make_event: Make) -> None:
    one, two = add("a", "They stormed it, they left.", "stormed", "left")
    add("b", "x")
    add("c", "x")
    put(
        store,
        members=[(one, "e"), (two, "f")],
        events=[(make_event("e"), []), (make_event("f"), []), (make_event("g"), [])],
    )
    first = last_moment(store)
    assert changes(store, first) == []

    add("b", "y")
    add("d", "x")
    add("late", "x")
    store.bury("c", "wrong")
    store.bury("late", "wrong")
    put(
        store,
        members=[(two, "e")],
        events=[(make_event("e", 2, type="PROTEST"), []), (make_event("h"), [])],
        retired=[("f", ["e"])],
    )
    put(store, events=[(make_event("i"), [])])
    put(store, retired=[("i", ["h"]), ("e", ["h"])])
    put(store, events=[(make_event("e", 4), [])])
    assert changes(store, first) == [
        ("article", "revised", "b"),
        ("article", "new", "d"),
        ("article", "buried", "c"),
        ("event", "new", "h"),
        ("event", "retired", "f"),
        ("event", "revised", "e"),
    ]
    found = {change.id: change for change in store.changes_since(first)}
    assert found["c"].reason == "wrong"
    assert (found["b"].before or {})["text"] == "x"
    assert (found["b"].after or {})["text"] == "y"
    assert found["f"].successors == ["e"]
    assert (found["f"].before or {})["claims"] == ["a:22"]
    assert (found["e"].before or {})["claims"] == ["a:5"]
    assert (found["e"].after or {})["claims"] == ["a:5", "a:22"]
    assert found["e"].recorded > first
    everything = changes(store, "2000-01-01")
    assert ("event", "new", "e") in everything
    assert {kind for _, kind, _ in everything} == {"new"}
    assert changes(store, last_moment(store)) == []
