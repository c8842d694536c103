"""No question that is asked often reads a whole table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.store import Period, Query, Store

DAY = Period("2022-01-06", "2022-01-06")
BEFORE = "2022-02-01"


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: list(s.find_events(Query(country="KAZ", period=DAY))),
        lambda s: list(s.find_events(Query(country="KAZ", period=DAY, type="ASSAULT"))),
        lambda s: list(s.find_events(Query(country="KAZ", period=DAY, as_of=BEFORE))),
        lambda s: list(s.find_events(Query(country="KAZ", period=DAY, as_of="2999"))),
        lambda s: list(s.find_events(Query(period=DAY, box=(76.0, 43.0, 77.0, 44.0)))),
        lambda s: s.get_event("e"),
        lambda s: s.event_history("e"),
        lambda s: s.claims_of_event("e", as_of=BEFORE),
        lambda s: s.events_in(["x"]),
        lambda s: s.events_of([1]),
        lambda s: s.members_of(["e"]),
        lambda s: s.event_state(["e"]),
        lambda s: s.find_shingles([1, 2], most=3),
        lambda s: s.article_heads([1]),
        lambda s: list(s.read_claims([1])),
        lambda s: s.get_article("r1"),
        lambda s: s.last_reconciliation(),
    ],
)
def test_indexes_are_used(
    store: Store,
    add: Callable[..., list[int]],
    make_event: Callable[..., dict[str, Any]],
    ask: Callable[[Store], Any],
) -> None:
    from tocsin.store import Reconciliation

    (claim,) = add("r1", "They stormed it.", "stormed", published="2022-01-06")
    event = make_event("e", actors=[{"country": "KAZ"}])
    store.add_reconciliation(
        Reconciliation(0, [1], events=[(event, ["x"])], members=[(claim, "e")])
    )
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    ask(store)
    store._connection.set_trace_callback(None)
    assert asked
    for sql in asked:
        if "FROM run" in sql:  # one row for each act of writing: few
            continue
        plan = store._connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        steps = [step for *_, step in plan]
        whole = [
            s
            for s in steps
            if s.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in s and "CONSTANT" not in s
        ]
        assert whole == [] or (whole == ["SCAN article"] and "LIMIT 1" in sql), (sql, steps)
