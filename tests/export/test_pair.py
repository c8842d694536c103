"""GDELT and POLECAT: a row for each pair of actor and recipient."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.errors import ExportError, OntologyError
from tocsin.export import load_columns


def rows(export: Any, name: str, *events: dict[str, Any]) -> list[dict[str, str]]:
    content, _ = export(name, events)
    names = [column.name for column in load_columns(name)]
    lines = content.splitlines()[name == "polecat" :]
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def entities(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"side {i}", "id": None, "country": "ROU", "sectors": ["JRN", "REL", "MED"]}
        for i in range(count)
    ]


def test_pairs(export: Any, event: Any) -> None:
    found = rows(export, "polecat", event(actors=entities(2), recipients=entities(3)))
    assert len(found) == 6
    assert [row["Event ID"][-2:] for row in found] == ["-1", "-2", "-3", "-4", "-5", "-6"]
    assert {(row["Actor Name"], row["Recipient Name"]) for row in found} == {
        (f"side {i}", f"side {j}") for i in range(2) for j in range(3)
    }


def test_sides_past_the_fifth_are_counted(export: Any, event: Any) -> None:
    _, tally = export("gdelt", [event(actors=entities(7), recipients=entities(1))])
    assert tally.rows == 5
    assert tally.left_out == {"actors past 5": 2}


def test_ids_of_gdelt_are_numbers_of_63_bits_and_lead_back(export: Any, event: Any) -> None:
    found = rows(export, "gdelt", event(id="f" * 16, actors=entities(5), recipients=entities(5)))
    numbers = {int(row["GLOBALEVENTID"]) for row in found}
    assert len(numbers) == 25
    assert max(numbers) < 2**63
    assert {f"{number // 32:x}" for number in numbers} == {"f" * 14}


def test_an_id_that_is_no_number_is_refused(export: Any, event: Any) -> None:
    with pytest.raises(ExportError, match="not hexadecimal"):
        export("gdelt", [event(id="my event")])


def test_codes_of_gdelt(export: Any, event: Any) -> None:
    row = rows(export, "gdelt", event(actors=entities(1)))[0]
    assert row["Actor1CountryCode"] == "ROM"
    assert (row["Actor1Type1Code"], row["Actor1Type2Code"], row["Actor1Type3Code"]) == (
        "MED",
        "HLH",
        "",
    )
    assert row["Actor1Code"] == "ROMMEDHLH"
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("194", "194", "19")
    assert (row["QuadClass"], row["GoldsteinScale"]) == ("4", "-10.0")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "UP")
    assert row["FractionDate"] == "2022.7425"
    assert row["DATEADDED"] == "20220901150000"


@pytest.mark.parametrize(
    ("kind", "code", "quad"),
    [("CONCEDE", "080", "2"), ("REQUEST", "100", "3"), ("AGREE", "030", "1")],
)
def test_a_type_without_code_has_the_root(
    kind: str, code: str, quad: str, export: Any, event: Any
) -> None:
    row = rows(export, "gdelt", event(type=kind, mode=None, cameo=None))[0]
    assert (row["EventCode"], row["QuadClass"]) == (code, quad)


@pytest.mark.parametrize(
    ("edtf", "day", "month", "year"),
    [
        ("2022-09-01", "20220901", "202209", "2022"),
        ("2022-09", "", "202209", "2022"),
        ("2022-08-31/2022-09-01", "", "", "2022"),
        ("XXXX-09-01", "", "", ""),
    ],
)
def test_dates_of_gdelt(
    edtf: str, day: str, month: str, year: str, export: Any, event: Any
) -> None:
    dated = event(date={"edtf": edtf, "granularity": "day", "basis": "stated"})
    row = rows(export, "gdelt", dated)[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (day, month, year)


def test_an_unknown_type_or_sector_is_no_code(export: Any, event: Any) -> None:
    with pytest.raises(OntologyError, match="unknown type"):
        export("gdelt", [event(type="DANCE", cameo=None)])
    with pytest.raises(OntologyError, match="unknown sector"):
        export("polecat", [event(actors=[{**entities(1)[0], "sectors": ["XYZ"]}])])


def test_the_first_report_is_the_earliest(export: Any, event: Any, article: Any) -> None:
    late = article("r1", published="2022-09-05T00:00:00Z")
    early = article("r2", published="2022-09-02", language="uk", outlet={"domain": "b.example"})
    content, _ = export("polecat", [event()], [late, early])
    cells = content.splitlines()[1].split("\t")
    assert cells[33:35] == ["b.example", "2022-09-02"]
    assert cells[38:] == ["uk", "tocsin 0.2.0"]
