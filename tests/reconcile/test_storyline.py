from __future__ import annotations

from datetime import date, timedelta
from time import monotonic
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.reconcile.storyline import WINDOW, country_of, group_storylines


def event(ident: str, day: int, text: str = "", **more: Any) -> dict[str, Any]:
    """Return an event on a day of 2021, in Lima unless `place` says otherwise."""
    when = (date(2021, 1, 1) + timedelta(days=day)).isoformat()
    lima = {"name": "Lima", "geonameid": 3936456, "country": "PER", "precision": "city"}
    return {
        "id": ident, "type": "PROTEST", "date": {"edtf": when}, "place": lima, "actors": [], "recipients": [],
        "reports": [f"report {ident}"], "causes": [], "trigger": "march", "summary": {"text": text},
        "first_reported": f"{when}T12:00:00Z", "last_reported": f"{when}T18:00:00Z", **more,
    }  # fmt: skip


def party(name: str, country: str = "PER") -> dict[str, Any]:
    return {"name": name, "id": None, "country": country, "sectors": []}


def place(country: str | None, name: str = "Town", ident: int = 1) -> dict[str, Any]:
    return {"name": name, "geonameid": ident, "country": country, "precision": "city"}


def members(events: list[dict[str, Any]]) -> list[list[str]]:
    return [line["events"] for line in group_storylines(events)]


def test_events_of_one_crisis_are_one_storyline() -> None:
    events = [
        event("b", 2, "Miners block the copper road", actors=[party("Miners Federation")]),
        event("a", 0, "Miners march for copper wages", actors=[party("Miners Federation")]),
        event(
            "c",
            5,
            "Police clear the copper road",
            type="COERCE",
            causes=[{"event": "b"}, {"event": "z"}],
        ),
    ]
    (line,) = group_storylines(events)
    assert line == {
        "title": "Peru, Lima: protest, coerce; Miners Federation (January 2021)",
        "first": "2021-01-01", "last": "2021-01-06", "countries": ["PER"], "actors": ["Miners Federation"],
        "events": ["a", "b", "c"], "causes": [["b", "c"]],
        "first_reported": "2021-01-01T12:00:00Z", "last_reported": "2021-01-06T18:00:00Z",
    }  # fmt: skip


def test_a_storyline_ends_after_three_weeks() -> None:
    text = "Miners march for copper wages"
    near, far = int(WINDOW), int(WINDOW) + 1
    assert members([event("a", 0, text), event("b", near, text)]) == [["a", "b"]]
    assert members([event("a", 0, text), event("b", far, text)]) == []


def test_countries_are_never_mixed() -> None:
    text = "Miners march for copper wages"
    events = [
        event("a", 0, text),
        event("b", 0, text, place=place("CHL")),
        event("c", 0, text, place=place(None)),
    ]
    assert members(events) == []
    unknown = [event(i, 0, text, place=None) for i in "de"]
    assert members([*events, *unknown]) == [["c", "d", "e"]]


def test_events_told_in_the_same_reports_belong_together() -> None:
    one = event("a", 0, "Miners march for wages", place=place("PER", "Cusco", 2), reports=["r"])
    other = event(
        "b", 1, "Parliament rejects a tax bill", place=place("PER", "Lima", 3), trigger="reject"
    )
    assert members([one, other]) == []
    assert members([one, other | {"reports": ["r"]}]) == [["a", "b"]]


def test_country_of() -> None:
    parties: dict[str, Any] = {
        "actors": [party("x", "USA")],
        "recipients": [party("y"), party("z")],
    }
    assert country_of(event("a", 0, place=None, **parties)) == "PER"
    assert country_of(event("a", 0, place=place("CHL"), **parties)) == "CHL"
    assert country_of(event("a", 0, place=None)) is None


def test_no_date_no_storyline() -> None:
    assert group_storylines([]) == []
    dateless = [
        event(i, 0, "Miners march", date=None, first_reported=None, last_reported=None)
        for i in "ab"
    ]
    assert group_storylines(dateless) == []


WORDS = "miners copper road police strike wage tax bill vote flood".split()
EVENTS = st.lists(
    st.tuples(st.integers(0, 60), st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.booleans()),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.randoms())
def test_order_of_arrival_is_no_matter(drawn: list[Any], random: Any) -> None:
    events = [
        event(f"{k:02}", day, " ".join(words), place=place("PER" if here else "CHL"))
        for k, (day, words, here) in enumerate(drawn)
    ]
    lines = group_storylines(events)
    shuffled = random.sample(events, len(events))
    assert group_storylines(shuffled) == lines
    grouped = [ident for line in lines for ident in line["events"]]
    assert len(grouped) == len(set(grouped))


def test_many_events_take_seconds() -> None:
    events = [
        event(f"{k:05}", k % 700, f"{WORDS[k % 10]} {WORDS[k // 10 % 10]} {k}", place=place("PER", f"Town {k % 90}", k % 90))
        for k in range(20_000)
    ]  # fmt: skip
    began = monotonic()
    group_storylines(events)
    assert monotonic() - began < 60
