from __future__ import annotations

import pytest

from tocsin.store import edtf_period, parse_period


@pytest.mark.parametrize(
    ("edtf", "period"),
    [
        ("2022-01-06", ("2022-01-06", "2022-01-06")),
        ("2022-01-06T10:30", ("2022-01-06", "2022-01-06")),
        ("2022-02?", ("2022-02-01", "2022-02-28")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2022", ("2022-01-01", "2022-12-31")),
        ("202X", ("2020-01-01", "2029-12-31")),
        ("2022-XX", ("2022-01-01", "2022-12-31")),
        ("2022-22", ("2022-06-01", "2022-08-31")),
        ("2022-01-04/2022-01-18", ("2022-01-04", "2022-01-18")),
        ("2022-01/2022-02", ("2022-01-01", "2022-02-28")),
        ("../2022-01-18", (None, "2022-01-18")),
        ("2022-01-04/", ("2022-01-04", None)),
    ],
)
def test_days_an_edtf_value_may_mean(edtf: str, period: tuple[str | None, str | None]) -> None:
    assert edtf_period(edtf) == period


@pytest.mark.parametrize(
    "edtf", ["XXXX-01-06", "XXXX-01-04/XXXX-01-18", "2022-13", "2022-02-30", "soon", ""]
)
def test_values_that_name_no_day(edtf: str) -> None:
    assert edtf_period(edtf) is None


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2022-01-04", ("2022-01-04", "2022-01-04")),
        ("2022-01-04..2022-02", ("2022-01-04", "2022-02-28")),
        ("2022..", ("2022-01-01", None)),
        ("..2022", (None, "2022-12-31")),
    ],
)
def test_typed_periods(typed: str, period: tuple[str | None, str | None]) -> None:
    assert parse_period(typed) == period


@pytest.mark.parametrize("typed", ["yesterday", "2022-01-32", "2022-02..2022-01", "06/01/2022"])
def test_typed_nonsense(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|ends before"):
        parse_period(typed)
