from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.errors import StoreError
from tocsin.records import Source
from tocsin.store import Period, Query, Reconciliation, Store

Add = Callable[..., list[int]]
Make = Callable[..., dict[str, Any]]


def put(store: Store, *events: Any, members: Any = (), **known: Any) -> None:
    """Reconcile: these events, each with a cell of its own name."""
    store.add_reconciliation(
        Reconciliation(
            store.last_reconciliation(),
            events=((event, [event["id"], "all"]) for event in events),
            members=members,
            version="0.test",
            **known,
        )
    )


def found(store: Store, **asked: Any) -> list[str]:
    return [event["id"] for event in store.find_events(Query(**asked))]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["old", "open", "kazakh", "nodate"]),
        ({"country": "kaz"}, ["kazakh"]),
        ({"country": "RUS"}, ["kazakh", "nodate"]),
        ({"country": "UKR"}, []),
        ({"type": "protest"}, ["open"]),
        ({"period": Period("2022-01-06", "2022-01-06")}, ["open", "kazakh"]),
        ({"period": Period("2022-02-01", None)}, ["open"]),
        ({"period": Period(None, "2021-12-31")}, ["old"]),
        ({"period": Period(None, None)}, ["old", "open", "kazakh"]),
        ({"period": Period("2022-01-06", "2022-01-06"), "country": "KAZ"}, ["kazakh"]),
        ({"period": Period("2022-01-07", "2022-01-07"), "country": "KAZ"}, []),
        ({"box": (76.0, 43.0, 77.0, 44.0)}, ["kazakh"]),
        ({"box": (0.0, 43.0, 1.0, 44.0)}, []),
        ({"source": "INTERIOR min"}, ["kazakh"]),
        ({"words": "stormed airport"}, ["kazakh"]),
        ({"words": "left"}, ["old"]),
        ({"words": "left", "source": "interior"}, []),
        ({"limit": 2}, ["old", "open"]),
        ({"limit": 0}, []),
    ],
)
def test_filters(
    store: Store, add: Add, make_event: Make, asked: dict[str, Any], expected: list[str]
) -> None:
    said = {"said_by": (Source(0, 6, "Rebels", "Interior Ministry"),)}
    stormed = add("r1", "Rebels stormed the airport.", "stormed", fields=said)
    left = add("r2", "Rebels left.", "left")
    place = {"name": "Almaty", "country": "KAZ", "lat": 43.25, "lon": 76.92}
    put(
        store,
        make_event("kazakh", place=place, actors=[{"country": "RUS"}]),
        make_event("nodate", day=None, recipients=[{"country": "RUS"}]),
        make_event("old", day="2021-03"),
        make_event("open", day="2022-01-04/..", type="PROTEST"),
        members=[(stormed[0], "kazakh"), (left[0], "old")],
    )
    assert found(store, **asked) == expected


def test_an_event_comes_back_with_claims_and_copies(
    store: Store, add: Add, make_event: Make
) -> None:
    (one,), (two,) = (add(name, "They stormed it.", "stormed") for name in ("r1", "r2"))
    event = make_event("e", claims=["r1:5", "r2:5"], summary={"text": "Народ"})
    put(store, event, members=[(one, "e"), (two, "e")], copies=[(2, 1, 1)])
    assert list(store.find_events()) == [event | {"copies": ["r2"]}]
    assert store.get_event("e") == next(store.find_events())
    assert [c["article"]["id"] for c in store.claims_of_event("e")] == ["r1", "r2"]
    assert [a["copy_of"] for a in store.find_articles()] == [None, "r1"]
    assert store.get_article("r2")[0]["copy_of"] == "r1"
    put(store, copies=[(2, None, 0.0)])
    assert store.get_event("e")["copies"] == []
    assert [a["copy_of"] for a in store.find_articles()] == [None, None]


def test_revisions_and_redirects(store: Store, add: Add, make_event: Make) -> None:
    one, two = add("r1", "They stormed it, they left.", "stormed", "left")
    put(store, make_event("ea"), make_event("eb"), members=[(one, "ea"), (two, "eb")])
    put(store, make_event("eb", 2, type="COERCE"))
    put(
        store,
        make_event("ea", 2),
        members=[(two, "ea")],
        retired=[("eb", ["ea"])],
    )
    put(store, make_event("ec"), members=[(one, "ec"), (two, "ec")], retired=[("ea", ["ec"])])
    assert found(store) == ["ec"]
    assert store.get_event("ec")["claims"] == ["r1:5", "r1:22"]
    assert store.get_event("eb") == {"id": "eb", "successors": ["ec"]}
    assert store.event_state(["ea", "ec", "none"]) == {
        "ea": (3, {}),
        "ec": (1, {k: v for k, v in make_event("ec").items() if k != "claims"}),
    }
    history = store.event_history("eb")
    assert [(e["revision"], e.get("type"), e.get("successors")) for e in history] == [
        (1, "ASSAULT", None), (2, "COERCE", None), (3, None, ["ea"]),
    ]  # fmt: skip
    assert [e.get("claims") for e in store.event_history("ea")] == [
        ["r1:5"],
        ["r1:5", "r1:22"],
        None,
    ]
    assert store.event_history("none") == []
    with pytest.raises(
        StoreError, match=r"several events have an|several events have \(ea, eb, ec\)"
    ):
        store.get_event("e")
    with pytest.raises(StoreError, match="no event"):
        store.get_event("x")


def test_as_of_a_run(store: Store, add: Add, make_event: Make) -> None:
    one, two = add("r1", "They stormed it, they left.", "stormed", "left", published="2022-01-06")
    put(store, make_event("e"), members=[(one, "e")])
    put(store, make_event("e", 2, type="PROTEST"), make_event("f"), members=[(two, "e")])
    put(store, make_event("f", 2), members=[(one, "f")], retired=[("e", ["f"])])
    moments = [run["recorded"] for run in store.runs() if run["kind"] == "reconcile"]
    assert moments == sorted(set(moments))
    shown = [
        [(e["id"], e["type"], e["claims"]) for e in store.find_events(Query(as_of=moment))]
        for moment in moments
    ]
    assert shown == [
        [("e", "ASSAULT", ["r1:5"])],
        [("e", "PROTEST", ["r1:5", "r1:22"]), ("f", "ASSAULT", [])],
        [("f", "ASSAULT", ["r1:5"])],
    ]
    assert store.get_event("e", as_of=moments[1])["type"] == "PROTEST"
    assert store.get_event("e") == {"id": "e", "successors": ["f"]}


def test_as_of_before_anything_was_recorded(store: Store, add: Add, make_event: Make) -> None:
    (early,) = add("r1", "They stormed it.", "stormed", published="2022-01-06T10:00Z")
    (late,) = add("r2", "They stormed it again.", "stormed", published="2022-01-07T10:00Z")
    (other,) = add("r3", "They left.", "left", published="2022-01-07T10:00Z")
    put(
        store,
        make_event("e"),
        make_event("f"),
        members=[(early, "e"), (late, "e"), (other, "f")],
        storylines=[
            {"id": "s", "revision": 1, "first": "2022-01-06", "last": None, "events": ["e"]},
            {"id": "t", "revision": 1, "first": "2022-01-07", "last": None, "events": ["f"]},
        ],
    )
    (event,) = store.find_events(Query(as_of="2022-01-06T12:00Z"))
    assert (event["id"], event["claims"]) == ("e", ["r1:5"])
    claims = store.claims_of_event("e", as_of="2022-01-06T12:00Z")
    assert [claim["article"]["id"] for claim in claims] == ["r1"]
    assert found(store, as_of="2022-01-05") == []
    assert found(store, as_of="2022-01-08") == ["e", "f"]
    assert [s["id"] for s in store.find_storylines(Query(as_of="2022-01-06T12:00Z"))] == ["s"]


def test_storylines(store: Store, make_event: Make) -> None:
    lines = [
        {"id": name, "revision": 1, "first": first, "last": None, "events": [name + "1"]}
        for name, first in (("s", "2022-02-01"), ("t", "2022-01-01"), ("u", None))
    ]
    put(
        store,
        *(
            make_event(line["id"] + "1", type=kind)
            for line, kind in zip(lines, ("AID", "AID", "MOBILIZE"), strict=True)
        ),
        storylines=lines,
    )
    assert [s["id"] for s in store.find_storylines()] == ["t", "s", "u"]
    assert [s["id"] for s in store.find_storylines(Query(type="AID", limit=1))] == ["t"]
    assert [s["id"] for s in store.find_storylines(Query(type="MOBILIZE"))] == ["u"]
    put(
        store,
        storylines=[
            lines[0] | {"revision": 2, "title": "x"},
            lines[1] | {"revision": 2, "events": []},
        ],
    )
    assert [(s["id"], s.get("title")) for s in store.find_storylines()] == [("s", "x"), ("u", None)]
