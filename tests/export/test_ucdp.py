from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tocsin.export.ucdp import grid_cell, violence_type


def entity(name: str, *sectors: str, country: str = "MLI") -> dict[str, Any]:
    return {"name": name, "id": None, "country": country, "sectors": list(sectors)}


ARMY, JIHADISTS, MILITIA = entity("army", "MIL"), entity("fighters", "REB"), entity("men", "UNS")
VILLAGERS, UNKNOWN = entity("villagers", "CVL"), entity("they")


def ucdp(export: Any, *events: dict[str, Any]) -> list[dict[str, str]]:
    content, _ = export("ucdp", events)
    return list(csv.DictReader(io.StringIO(content)))


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        ([ARMY], [JIHADISTS], 1),
        ([JIHADISTS], [ARMY], 1),
        ([JIHADISTS], [MILITIA], 2),
        ([ARMY], [VILLAGERS], 3),
        ([JIHADISTS], [VILLAGERS], 3),
        ([JIHADISTS], [VILLAGERS, ARMY], 1),
        ([VILLAGERS], [VILLAGERS], None),
        ([], [VILLAGERS], None),
        ([ARMY], [UNKNOWN], None),
        ([ARMY], [VILLAGERS, UNKNOWN], None),
    ],
)
def test_types_of_violence(actors: Any, recipients: Any, expected: Any, event: Any) -> None:
    assert violence_type(event(actors=actors, recipients=recipients)) == expected


def test_a_state_is_side_a(export: Any, event: Any) -> None:
    row = ucdp(export, event(actors=[JIHADISTS], recipients=[ARMY]))[0]
    assert (row["side_a"], row["side_b"], row["gwnoa"], row["gwnob"]) == (
        "army",
        "fighters",
        "432",
        "",
    )
    assert row["dyad_name"] == "army - fighters"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"type": "PROTEST"}, "no assault"),
        ({"estimates": {}}, "no death stated"),
        ({"estimates": {"killed": {"best": 0, "low": 0, "high": 0}}}, "no death stated"),
    ],
)
def test_what_ucdp_does_not_have(changed: Any, reason: str, export: Any, event: Any) -> None:
    _, tally = export("ucdp", [event(**changed)])
    assert (tally.rows, tally.left_out) == (0, {reason: 1})


def test_estimates_and_numbers(export: Any, event: Any) -> None:
    one = event(estimates={"killed": {"best": 5, "low": 3, "high": None}})
    rows = ucdp(export, event(status="planned"), one, one)
    assert [row["id"] for row in rows] == ["1", "2"]
    assert [rows[0][end] for end in ("best", "low", "high", "deaths_unknown")] == [
        "5",
        "3",
        "",
        "5",
    ]
    assert rows[0]["deaths_a"] == ""


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("2022-09-01", "1"),
        ("2022-09-01/2022-09-03", "2"),
        ("2022-09-01/2022-09-07", "3"),
        ("2022-09", "4"),
        ("2022", "5"),
    ],
)
def test_date_precision(edtf: str, precision: str, export: Any, event: Any) -> None:
    row = ucdp(export, event(date={"edtf": edtf, "granularity": "day", "basis": "stated"}))[0]
    assert row["date_prec"] == precision


@pytest.mark.parametrize(
    ("point", "cell"),
    [((-90, -180), 1), ((34.52813, 69.17233), 179779), ((90, 180), 360 * 720)],
)
def test_grid_cells(point: tuple[float, float], cell: int) -> None:
    assert grid_cell(*point) == cell


def test_a_country_has_no_cell(export: Any, event: Any) -> None:
    place = {**event()["place"], "precision": "country", "admin1": None, "name": "Ukraine"}
    row = ucdp(export, event(place=place))[0]
    assert (row["where_prec"], row["priogrid_gid"]) == ("6", "")
