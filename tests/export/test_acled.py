from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tocsin.data import read_rows
from tocsin.export.acled import find_kind
from tocsin.ontology import check_event

POLICE = {"name": "police", "id": None, "country": "UKR", "sectors": ["COP"]}
REBELS = {"name": "rebels", "id": None, "country": "UKR", "sectors": ["REB"]}
CROWD = {"name": "protesters", "id": None, "country": "UKR", "sectors": ["CVL"]}
SOMEBODY = {"name": "somebody", "id": None, "country": None, "sectors": []}


def acled(export: Any, event: dict[str, Any]) -> dict[str, str]:
    content, _ = export("acled", [event])
    return next(csv.DictReader(io.StringIO(content)))


@pytest.mark.parametrize(
    ("kind", "mode", "actors", "recipients", "expected"),
    [
        ("ASSAULT", None, [POLICE], [REBELS], ("Battles", "Armed clash")),
        ("ASSAULT", "firearms", [REBELS], [CROWD], ("Violence against civilians", "Attack")),
        ("ASSAULT", None, [SOMEBODY], [SOMEBODY], (None, None)),
        ("ASSAULT", "aerial", [], [CROWD], ("Explosions/Remote violence", "Air/drone strike")),
        ("PROTEST", None, [CROWD], [], ("Protests", None)),
        ("PROTEST", "riot", [CROWD], [], ("Riots", "Violent demonstration")),
        ("COERCE", "arrest", [POLICE], [CROWD], ("Strategic developments", "Arrests")),
    ],
)
def test_event_types(
    kind: str, mode: str, actors: Any, recipients: Any, expected: Any, event: Any
) -> None:
    assert find_kind(event(type=kind, mode=mode, actors=actors, recipients=recipients)) == expected


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("ACCUSE", None), ("PROTEST", "strike"), ("COERCE", "curfew"), ("SANCTION", "expel")],
)
def test_what_acled_does_not_code_is_left_out(
    kind: str, mode: Any, export: Any, event: Any
) -> None:
    _, tally = export("acled", [event(type=kind, mode=mode)])
    assert tally.rows == 0
    assert tally.left_out == {f"no ACLED event: {kind}": 1}


def test_the_table_knows_plover_and_acled() -> None:
    disorders = {row["event_type"] for _, row in read_rows("export/acled_disorder.csv")}
    for line, row in read_rows("export/acled_event.csv"):
        check_event(row["type"], row["mode"], source="acled_event.csv", line=line)
        assert row["event_type"] in disorders | {"", "none"}
        assert row["sides"] in ("", "armed", "civilian")


@pytest.mark.parametrize(
    ("edtf", "day", "precision"),
    [
        ("2022-09-01", "2022-09-01", "1"),
        ("2022-09-01~", "2022-09-01", "2"),
        ("2022-09-01/2022-09-07", "2022-09-04", "2"),
        ("2022-09", "2022-09-16", "3"),
        ("2022", "", ""),
        ("XXXX-09-01", "", ""),
        ("../2022-09-01", "", ""),
    ],
)
def test_dates(edtf: str, day: str, precision: str, export: Any, event: Any) -> None:
    row = acled(export, event(date={"edtf": edtf, "granularity": "day", "basis": "stated"}))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_sides(export: Any, event: Any) -> None:
    home = acled(export, event(actors=[POLICE], recipients=[REBELS, CROWD]))
    assert (home["inter1"], home["inter2"]) == ("State Forces", "Rebel Forces")
    assert home["interaction"] == "State Forces-Rebel Forces"
    assert home["assoc_actor_2"] == "protesters"
    assert home["civilian_targeting"] == ""
    abroad = acled(export, event())
    assert abroad["inter1"] == "Foreign / Others"
    assert abroad["civilian_targeting"] == "Civilian targeting"
    protest = acled(export, event(type="PROTEST", mode=None, actors=[CROWD], recipients=[]))
    assert (protest["inter1"], protest["interaction"]) == ("Protesters", "")
    assert protest["civilian_targeting"] == ""


def test_an_alleged_event_says_so(export: Any, event: Any) -> None:
    assert "Alleged." in acled(export, event(stance="doubts"))["notes"]


def test_numbers_keep_zero_apart_from_unknown(export: Any, event: Any) -> None:
    row = acled(export, event(estimates={"killed": {"best": 0, "low": 0, "high": 0}}))
    assert row["fatalities"] == "0"
    assert acled(export, event(estimates={}))["fatalities"] == ""
