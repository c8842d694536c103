"""Parquet and Stata, read back by the libraries of their users."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest


def test_parquet_is_typed_and_nested(export: Any, event: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="extra parquet")
    content, _ = export("parquet", [event(), event(figures=[], actors=[], consensus=[])])
    table = parquet.read_table(io.BytesIO(content))
    first, second = table.to_pylist()
    assert first["date_first"] == date(2022, 9, 1)
    assert first["figures"][0]["low"] == 12
    assert first["figures"][0]["high"] is None
    assert first["figures"][0]["text"] == "At least 12"
    assert first["actors"][0]["sectors"] == ["MIL"]
    assert first["consensus"][0]["stated_high"] == 14
    assert first["claims"] == ["00000000000000a1"]
    assert second["figures"] == []
    assert str(table.schema.field("killed_best").type) == "int64"


def test_parquet_is_written_in_batches(
    export: Any, event: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="extra parquet")
    monkeypatch.setattr("tocsin.export.parquet.BATCH", 2)
    content, _ = export("parquet", (event() for _ in range(5)))
    assert parquet.ParquetFile(io.BytesIO(content)).num_row_groups == 3


def test_stata_types_labels_and_missing_values(export: Any, event: Any) -> None:
    pandas = pytest.importorskip("pandas", reason="development only")
    events = [event(), event(date=None, place=None, estimates={}, storyline=None)]
    content, _ = export("stata", events)
    with pandas.read_stata(io.BytesIO(content), iterator=True) as reader:
        labels = reader.variable_labels()
        frame = reader.read()
    assert labels["place_id"] == "GeoNames id"
    assert frame["date_first"][0] == pandas.Timestamp("2022-09-01")
    assert pandas.isna(frame["date_first"][1])
    assert frame["killed_best"].tolist()[0] == 12
    assert frame["killed_best"].isna().tolist() == [False, True]
    assert frame["place_id"][0] == 692194
    assert frame["storyline"].tolist() == ["s1", ""]
    assert frame["latitude"][0] == 50.9216


@pytest.mark.parametrize("value", [True, False, None])
def test_stata_knows_true_false_and_missing(
    value: bool | None, export: Any, event: Any, article: Any
) -> None:
    pandas = pytest.importorskip("pandas", reason="development only")
    articles = [article(f"r{i}", rights={"tdm_reserved": value}) for i in (1, 2, 3)]
    content, _ = export("stata", [event()], articles)
    cell = pandas.read_stata(io.BytesIO(content))["rights_reserved"][0]
    assert pandas.isna(cell) if value is None else cell == value


def test_stata_cuts_what_is_too_long_and_counts_it(export: Any, event: Any) -> None:
    pandas = pytest.importorskip("pandas", reason="development only")
    many = [
        {"name": f"Комитет {i}", "id": None, "country": None, "sectors": []} for i in range(200)
    ]
    content, tally = export("stata", [event(actors=many), event()])
    cell = pandas.read_stata(io.BytesIO(content))["actors"][0]
    assert cell.endswith("…")
    assert 2030 < len(cell.encode()) <= 2045
    assert tally.left_out["ends of texts in actors"] == 1


@pytest.mark.parametrize("name", ["parquet", "stata"])
@pytest.mark.parametrize("number", [2**63, 10**400])
def test_a_number_too_large_is_counted_as_left_out(
    name: str, number: int, export: Any, event: Any
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")
    killed = {"best": number, "low": 2**62, "high": None}
    _, tally = export(name, [event(estimates={"killed": killed})])
    assert tally.rows == 1
    assert tally.left_out == {"numbers of more than 64 bits": 1}
