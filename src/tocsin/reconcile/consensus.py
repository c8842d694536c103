"""What the sources of an event say together, and one number by a policy where one must be had.

The consensus is a range, never an average: the smallest low and the largest high over the
latest figure of each independent source, open where any of them is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import median_low
from typing import Any, NamedTuple

from tocsin.reconcile.figure import Key, Rival, key_of, live_figures, point
from tocsin.reconcile.group import names_people
from tocsin.reconcile.mention import utc

Record = Mapping[str, Any]


def find_consensus(figures: Sequence[Rival], *, as_of: str | None = None) -> list[dict[str, Any]]:
    """Return one row per measure, group and unit; empty where no figure counts.

    A row has the range, the extremes stated as numbers, the moment of the latest figure
    in it, and the sources. Args: as_of: a moment; what was published later is unknown.
    """
    rows: defaultdict[Key, list[Rival]] = defaultdict(list)
    for figure in live_figures(figures, as_of=as_of):
        rows[key_of(figure)].append(figure)
    return [
        _row(key, rows[key]) for key in sorted(rows, key=lambda k: (k[0], k[1] or "", k[2] or ""))
    ]


def _row(key: Key, same: Sequence[Rival]) -> dict[str, Any]:
    lows, highs = [f["low"] for f in same], [f["high"] for f in same]
    stated = [n for n in (*lows, *highs) if n is not None]
    return {
        "measure": key[0],
        "group": key[1],
        "unit": key[2],
        "low": None if None in lows else min(lows),
        "high": None if None in highs else max(highs),
        "stated": [min(stated), max(stated)] if stated else [None, None],
        "as_of": max((f["published"] for f in same if f["published"]), key=utc, default=None),
        "sources": sorted({f["source"] for f in same}),
    }


class Estimate(NamedTuple):
    """One number for a measure, with the range around it; None where nothing is known."""

    best: int | None
    low: int | None
    high: int | None


def latest(figures: Sequence[Record]) -> int:
    """Return the number of the report published last; of several, the highest.

    >>> latest([{"low": 9, "high": 9, "published": "2022-01-06"},
    ...         {"low": 12, "high": None, "published": "2022-01-07"}])
    12
    """
    last = max(utc(f["published"]) for f in figures)
    return max(point(f) for f in figures if utc(f["published"]) == last)


def lowest(figures: Sequence[Record]) -> int:
    """Return the smallest number that a source stands by.

    >>> lowest([{"low": 34, "high": 34}, {"low": 71, "high": 71}])
    34
    """
    return min(map(point, figures))


def highest(figures: Sequence[Record]) -> int:
    """Return the largest number that a source stands by.

    >>> highest([{"low": 34, "high": 34}, {"low": 71, "high": None}])
    71
    """
    return max(map(point, figures))


def median(figures: Sequence[Record]) -> int:
    """Return the middle number of the sources, the lower of two.

    >>> median([{"low": 9, "high": 9}, {"low": 17, "high": 17}, {"low": None, "high": 20}])
    17
    """
    return int(median_low(map(point, figures)))


def acled(figures: Sequence[Record]) -> int:
    """Return the most conservative number, as ACLED records where reports differ.

    Vague words have the values they are coded with (see data/lexicon/figure_vague.csv).

    >>> acled([{"low": 9, "high": 9}, {"low": 17, "high": 17}])
    9
    """
    return lowest(figures)


POLICIES: dict[str, Callable[[Sequence[Record]], int]] = {
    "acled": acled, "highest": highest, "latest": latest, "lowest": lowest, "median": median,
}  # fmt: skip


def estimate(figures: Sequence[Rival], measure: str, policy: str) -> Estimate:
    """Return one number for a measure of the whole event by a named policy.

    Low and high are the extremes of the sources' numbers. Where only one kind of people is
    counted ("12 soldiers"), that is the number. Where only several parts are, or some of an
    unknown number ("12 of them in hospital"), there is no best number, and low is the largest.

    Raises: KeyError: no such policy.
    """
    choose = POLICIES[policy]
    live = [f for f in live_figures(figures) if f["measure"] == measure and not f["unit"]]
    groups = {f["group"] for f in live}
    only = groups.pop() if len(groups) == 1 else None
    if only is not None and not names_people(only):
        only = None
    told = [f for f in live if f["group"] == only]
    if not told:
        parts = [f["low"] for f in live if f["low"] is not None]
        return Estimate(None, max(parts, default=None), None)
    numbers = [point(f) for f in told]
    return Estimate(choose(told), min(numbers), max(numbers))
