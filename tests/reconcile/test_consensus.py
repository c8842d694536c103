from __future__ import annotations

from typing import Any

import pytest

from tocsin.reconcile.consensus import POLICIES, Estimate, estimate, find_consensus


def figure(
    low: int | None, high: int | None, source: str, day: int = 1, **more: Any
) -> dict[str, Any]:
    return {
        "measure": "killed", "group": None, "unit": None, "low": low, "high": high, "source": source,
        "said_by": [source], "published": f"2022-03-{day:02}T00:00:00Z", "copy": False, "past": False,
        "rejected": False, "relation": None, "superseded": False, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "low", "high", "stated"),
    [
        ([figure(9, 9, "x"), figure(17, 17, "y")], 9, 17, [9, 17]),
        ([figure(9, 9, "x"), figure(90, None, "y")], 9, None, [9, 90]),
        ([figure(None, 46, "x"), figure(50, 50, "y")], None, 50, [46, 50]),
        ([figure(9, 9, "x"), figure(12, 12, "x", 2)], 12, 12, [12, 12]),
        ([figure(9, 9, "x"), figure(30, 30, "y", copy=True)], 9, 9, [9, 9]),
        ([figure(9, 9, "x"), figure(30, 30, "y", rejected=True)], 9, 9, [9, 9]),
        ([figure(9, 9, "x"), figure(30, 30, "y", past=True)], 9, 9, [9, 9]),
        ([figure(9, 9, "x"), figure(30, 30, "y", relation={"kind": "restates"})], 9, 9, [9, 9]),
        ([figure(0, 0, "x"), figure(9, 9, "y")], 0, 9, [0, 9]),
    ],
)
def test_range(
    figures: list[dict[str, Any]], low: int | None, high: int | None, stated: list[int]
) -> None:
    (row,) = find_consensus(figures)
    assert (row["low"], row["high"], row["stated"]) == (low, high, stated)


def test_parts_have_rows_of_their_own() -> None:
    rows = find_consensus([figure(60, 60, "x"), figure(6, 6, "x", group="children")])
    assert [(r["group"], r["low"]) for r in rows] == [(None, 60), ("children", 6)]


def test_as_of_a_moment() -> None:
    figures = [figure(9, 9, "x", 1), figure(12, 12, "x", 3), figure(8, 8, "y", 2)]
    bounds = [
        [(r["low"], r["high"], r["as_of"][8:10]) for r in find_consensus(figures, as_of=f"2022-03-{day:02}T06:00:00Z")]
        for day in (1, 2, 3)
    ]  # fmt: skip
    assert bounds == [[(9, 9, "01")], [(8, 9, "02")], [(8, 12, "03")]]


def test_nothing_counts() -> None:
    assert find_consensus([]) == find_consensus([figure(9, 9, "x", past=True)]) == []


@pytest.mark.parametrize(
    ("policy", "best"),
    [("latest", 12), ("lowest", 9), ("highest", 30), ("median", 12), ("acled", 9)],
)
def test_policies(policy: str, best: int) -> None:
    figures = [figure(9, 9, "x", 1), figure(30, 30, "y", 2), figure(12, 12, "z", 3)]
    assert estimate(figures, "killed", policy) == Estimate(best, 9, 30)


def test_every_policy_takes_open_bounds() -> None:
    for policy in POLICIES:
        assert estimate([figure(None, 46, "x")], "killed", policy) == Estimate(46, 46, 46)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["American soldiers"], Estimate(9, 9, 9)),
        (["in hospital"], Estimate(None, 9, None)),
        (["children", "police"], Estimate(None, 9, None)),
        ([None, "police"], Estimate(9, 9, 9)),
        ([], Estimate(None, None, None)),
    ],
)
def test_parts_alone(groups: list[str | None], expected: Estimate) -> None:
    assert estimate([figure(9, 9, "x", group=g) for g in groups], "killed", "latest") == expected
