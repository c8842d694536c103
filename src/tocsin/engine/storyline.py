"""Storylines of a database, kept up with its events.

Only what lies around the events that changed is grouped anew: their storylines, and those
of events in the same countries within the window. A storyline keeps its id as long as it
has most of what any storyline has of its events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from tocsin import __version__
from tocsin.period import edtf_period
from tocsin.reconcile.storyline import WINDOW, group_storylines
from tocsin.store import Reconciliation, Store

Record = dict[str, Any]
MOST_REPORTS = 30  # of an event, that tell what it was reported together with
_KEPT = (
    "id", "type", "mode", "status", "date", "place", "actors", "recipients", "causes", "trigger",
    "summary", "first_reported", "last_reported", "independent_reports",
)  # fmt: skip


def update_storylines(store: Store) -> int:
    """Group anew what changed since the last time; return how many storylines were written."""
    changed = store.changed_events()
    if not changed:
        return 0
    near = {e["id"]: _light(e) for e in store.read_events(changed)}
    around = store.events_around(_spans(near.values()))
    lines = set(store.storylines_of({*changed, *around}).values())
    before = store.events_in_storylines(lines)
    wanted = {*around, *before} - near.keys()
    near |= {e["id"]: _light(e) for e in store.read_events(wanted)}
    found = group_storylines(near[name] for name in sorted(near))
    names = _name(found, before)
    state = store.storyline_state({*lines, *names})
    after = {
        event: name for line, name in zip(found, names, strict=True) for event in line["events"]
    }
    written = list(_revisions(found, names, lines, state))
    store.add_reconciliation(
        Reconciliation(
            after=store.last_reconciliation(),
            storylines=written,
            storyline_events=_moves(changed, before, after),
            version=__version__,
        )
    )
    return len(written)


def _light(event: Record) -> Record:
    return {name: event[name] for name in _KEPT} | {"reports": event["reports"][:MOST_REPORTS]}


def _spans(events: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Yield for each country one span of days that its changed events lie in, with the window."""
    spans: dict[str, tuple[str, str]] = {}
    for event in events:
        period = edtf_period(event["date"]["edtf"]) if event["date"] else None
        if period is None or period.first is None or period.last is None:
            continue
        for country in _countries(event):
            first, last = spans.get(country, (period.first, period.last))
            spans[country] = min(first, period.first), max(last, period.last)
    for country, (first, last) in sorted(spans.items()):
        yield country, _shift(first, -int(WINDOW)), _shift(last, int(WINDOW))


def _countries(event: Record) -> set[str]:
    parties = [*event["actors"], *event["recipients"], event["place"] or {}]
    return {p["country"] for p in parties if p.get("country")}


def _shift(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def _name(found: Sequence[Record], before: dict[str, str]) -> list[str]:
    shares = [Counter(before[e] for e in line["events"] if e in before) for line in found]
    pairs = sorted((-n, name, k) for k, share in enumerate(shares) for name, n in share.items())
    names: dict[int, str] = {}
    used: set[str] = set()
    for _, name, k in pairs:
        if k not in names and name not in used:
            names[k] = name
            used.add(name)
    fresh = (
        sha256(f"storyline\0{min(line['events'])}".encode()).hexdigest()[:16] for line in found
    )
    return [names.get(k) or _unused(name, used) for k, name in enumerate(fresh)]


def _unused(name: str, used: set[str]) -> str:
    while name in used:
        name = sha256(name.encode()).hexdigest()[:16]
    used.add(name)
    return name


def _revisions(
    found: Sequence[Record], names: Sequence[str], lines: set[str],
    state: dict[str, tuple[int, Record]],
) -> Iterator[Record]:  # fmt: skip
    for line, name in zip(found, names, strict=True):
        revision, known = state.get(name, (0, {}))
        if {**line, "id": name, "revision": revision} != known:
            yield {"id": name, "revision": revision + 1, **line}
    for name in sorted(lines - set(names)):
        revision, known = state[name]
        yield {**known, "revision": revision + 1, "events": []}


def _moves(
    changed: Iterable[str], before: dict[str, str], after: dict[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Yield where events go; changed ones always, so that they count as grouped."""
    fresh = frozenset(changed)
    for name in sorted({*fresh, *before, *after}):
        if name in fresh or before.get(name) != after.get(name):
            yield name, after.get(name)
