from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tocsin.data import read_rows
from tocsin.ontology import MODES, TYPES
from tocsin.reconcile import mention as module
from tocsin.reconcile.mention import (
    CARRIED,
    GUESSED,
    SAID,
    TOLD,
    Mention,
    day_of,
    family,
    is_verbal,
    party_keys,
    read_mention,
    trigger_stem,
    utc,
)
from tocsin.reconcile.word import stem

TEXT = "Meanwhile, soldiers shelled a market in Homs on Monday."
MONDAY = date(2022, 1, 3).toordinal()


def span(text: str, start: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text, **more}


def party(text: str, **more: Any) -> dict[str, Any]:
    return {**span(text, 0), "name": None, "id": None, "country": None, "sectors": [], **more}


def when(
    edtf: str = "2022-01-03", *, start: int | None = 48, basis: str = "relative"
) -> dict[str, Any]:
    return {
        "start": start,
        "end": None,
        "text": "Monday",
        "edtf": edtf,
        "granularity": "day",
        "basis": basis,
    }


def where(name: str, **more: Any) -> dict[str, Any]:
    place = {"geonameid": None, "lat": None, "lon": None, "country": "SYR", "admin1": None}
    return {**span(name, 40), "name": name, **place, "precision": "city", **more}


def read(**more: Any) -> Mention:
    claim: dict[str, Any] = {
        "id": "c1", "sentence": span(TEXT, 0), "trigger": span("shelled", 20),
        "article": {"id": "a1", "published": "2022-01-06T15:10:00+04:00"},
        "event": {"type": "ASSAULT", "mode": "heavy-weapons"}, "actors": [], "recipients": [],
        "status": "occurred", "stance": "asserts", "said_by": [], "date": when(), "place": None,
        "figures": [],
    }  # fmt: skip
    return read_mention(7, claim | more)


def figure(measure: str, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    return {"measure": measure, "low": low, "high": high, "vague": False, **more}


def test_reads_a_claim() -> None:
    found = read(place=where("Homs"), actors=[party("soldiers", country="SYR", sectors=["MIL"])])
    assert (found.key, found.claim, found.article, found.at, found.sentence) == (
        7,
        "c1",
        "a1",
        20,
        0,
    )
    assert (found.type, found.mode, found.trigger) == ("ASSAULT", "heavy-weapons", "shell")
    assert found.published == "2022-01-06T11:10:00"
    assert found.days == (MONDAY, MONDAY)
    assert found.countries == ("SYR",)
    assert found.spot is not None
    assert (found.spot.key, found.spot.party, found.spot.exact) == ("homs", "=homs", True)
    assert found.words


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2022-01-03", (0, 0)),
        ("2022-01-03/2022-01-05", (0, 2)),
        ("2022-01", (-2, 28)),
        ("XXXX-01-03", None),
        ("2022-01-03/..", None),
    ],
)
def test_days(edtf: str, days: tuple[int, int] | None) -> None:
    expected = days and (MONDAY + days[0], MONDAY + days[1])
    assert read(date=when(edtf)).days == expected


@pytest.mark.parametrize(
    ("more", "grip"),
    [
        ({"date": when()}, TOLD),
        ({"date": when(start=200)}, CARRIED),
        ({"date": when(start=None, basis="published")}, GUESSED),
        ({"date": None}, GUESSED),
        # "on Wednesday, doctors said": the day may be that of saying so
        ({"date": when("2022-01-05"), "said_by": [party("doctors")]}, SAID),
        ({"date": when("2022-01-03"), "said_by": [party("doctors")]}, TOLD),
        ({"date": when("2022-01-05"), "trigger": span("died", 20)}, CARRIED),
        ({"date": when("2022-01-03"), "trigger": span("died", 20)}, TOLD),
        (
            {
                "date": when(),
                "trigger": span("died", 20),
                "article": {"id": "a", "published": None},
            },
            CARRIED,
        ),
    ],
)
def test_grip(more: dict[str, Any], grip: float) -> None:
    assert read(**more).grip == grip


@pytest.mark.parametrize(
    ("place", "hold"),
    [(None, GUESSED), (where("Homs"), TOLD), (where("Homs") | {"start": 300}, CARRIED)],
)
def test_hold(place: dict[str, Any] | None, hold: float) -> None:
    assert read(place=place).hold == hold


@pytest.mark.parametrize(
    ("trigger", "type_", "actors", "outcome"),
    [
        ("killed", "ASSAULT", [], True),
        ("death toll", "ASSAULT", [], True),
        ("injured", "ASSAULT", [], True),
        ("killed", "ASSAULT", [party("gunmen")], False),  # names who did it: a deed
        ("shelled", "ASSAULT", [], False),
        ("lost", "RETREAT", [], False),
    ],
)
def test_outcome(trigger: str, type_: str, actors: list[dict[str, Any]], outcome: bool) -> None:
    event = {"type": type_, "mode": None}
    assert read(trigger=span(trigger, 20), event=event, actors=actors).outcome is outcome


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Meanwhile, a bridge was blown up.", True),
        ("Elsewhere, a bridge was blown up.", True),
        ("In a separate attack, gunmen fired at a bus.", True),
        ("It came after another similar raid; in another incident, a bus burned.", True),
        ("Separately, the army shelled a village.", True),
        ("Gunmen fired at a bus.", False),
        ("The two villages lie elsewhere in the valley.", False),
    ],
)
def test_aside(text: str, aside: bool) -> None:
    assert read(sentence=span(text, 0)).aside is aside


def test_echo_is_that_of_trigger_and_sentence() -> None:
    loud = read(sentence=span(TEXT.upper(), 900))
    assert loud.echo == read().echo
    assert read(trigger=span("market", 30)).echo != read().echo
    assert read(sentence=span(TEXT + " Twice.", 0)).echo != read().echo


@pytest.mark.parametrize(
    ("figures", "numbers"),
    [
        ([figure("killed", 12, 12)], {("killed", 12)}),
        (
            [figure("killed", 12, None), figure("injured", None, 30)],
            {("killed", 12), ("injured", 30)},
        ),
        ([figure("killed", 2, 2)], set()),  # twos are in every report
        ([figure("killed", 24, None, vague=True)], set()),
        ([figure("killed", None, None)], set()),
    ],
)
def test_figures(figures: list[dict[str, Any]], numbers: set[tuple[str, int]]) -> None:
    assert read(figures=figures).figures == numbers


def test_countries_are_those_of_the_place_or_else_of_the_parties() -> None:
    actors, recipients = [party("a", country="TUR")], [party("b", country="IRQ")]
    assert read(place=where("Homs"), actors=actors).countries == ("SYR",)
    assert read(actors=actors, recipients=recipients).countries == ("IRQ", "TUR")
    assert read().countries == ()


@pytest.mark.parametrize(
    ("entity", "keys"),
    [
        (party("the people"), set()),
        (party("they", name="the police"), {"~police"}),
        (party("unknown gunmen", sectors=["REB"]), {"~gunmen", " REB"}),
        (party("police", country="KEN", sectors=["COP"]), {"~police", "KEN COP", "KEN"}),
        (party("She", name="Samia Suluhu Hassan", id="Q1", country="TZA"), {"#Q1", "=samia suluhu hassan", "~hassan", "TZA"}),
    ],
)  # fmt: skip
def test_party_keys(entity: dict[str, Any], keys: set[str]) -> None:
    expected = {f"~{stem(key[1:])}" if key[0] == "~" else key for key in keys}
    found = party_keys([entity])
    assert set(found) == expected
    assert all(0 < weight <= 1 for weight in found.values())


def test_who_somebody_is_tells_more_than_what() -> None:
    found = party_keys(
        [party("the president", name="William Ruto", id="Q2", country="KEN", sectors=["GOV"])]
    )
    assert found["#Q2"] > found["=william ruto"] > found["KEN GOV"] > found["KEN"]


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_every_type_and_mode_has_a_family(type_: str) -> None:
    assert all(family(type_, mode) for mode in (None, *MODES.get(type_, ())))


def test_family_goes_by_mode_where_the_table_says_so() -> None:
    assert (
        family("PROTEST", "riot")
        == family("ASSAULT", "crowd-control")
        == family("COERCE", "arrest")
    )
    assert family("COERCE", "censor") != family("COERCE", "arrest")
    assert family("PROTEST", "strike") != family("PROTEST", "demo")


def test_families_table_is_sorted() -> None:
    rows = [(row["type"], row["mode"]) for _, row in read_rows("reconcile/families.csv")]
    assert rows == sorted(rows)
    assert len(rows) == 28


def test_a_table_without_a_type_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, {"type": "ASSAULT", "mode": "", "family": "strife"})]
    monkeypatch.setattr(module, "read_rows", lambda _: iter(rows))
    with pytest.raises(module.OntologyError, match="types missing"):
        module._families()


@pytest.mark.parametrize(
    ("type_", "verbal"),
    [("ACCUSE", True), ("REQUEST", True), ("ASSAULT", False), ("RETREAT", False)],
)
def test_verbal(type_: str, verbal: bool) -> None:
    assert is_verbal(type_) is verbal


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2022-01-06T23:30:00-05:00", "2022-01-07T04:30:00"),
        ("2022-01-06T10:00:00Z", "2022-01-06T10:00:00"),
        ("2022-01-06", "2022-01-06T00:00:00"),
        ("last week", ""),
        (None, ""),
    ],
)
def test_utc(published: str | None, expected: str) -> None:
    assert utc(published) == expected


def test_day_of() -> None:
    assert day_of("2022-01-03T23:59:59") == MONDAY


@pytest.mark.parametrize(
    ("text", "expected"), [("opening fire", stem("fire")), ("Struck", stem("struck")), ("", "")]
)
def test_trigger_stem(text: str, expected: str) -> None:
    assert trigger_stem(text) == expected
