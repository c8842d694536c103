from __future__ import annotations

import pytest

from tocsin.export.date import event_days, parse_day, parse_moment


@pytest.mark.parametrize(
    ("edtf", "length", "day", "exact"),
    [
        ("2022-01-06", 1, "2022-01-06", True),
        ("2022-01-06T14:30", 1, "2022-01-06", True),
        ("2022-01-04/2022-01-18", 15, None, True),
        ("2022-01", 31, None, False),
        ("2022-01~", 31, None, False),
        ("2022-01-06~", 1, None, False),
        ("2022", 365, None, False),
    ],
)
def test_days(edtf: str, length: int, day: str | None, exact: bool) -> None:
    days = event_days({"date": {"edtf": edtf}})
    assert days is not None
    assert (days.length, days.exact) == (length, exact)
    assert (days.day and days.day.isoformat()) == day


@pytest.mark.parametrize(
    "edtf", ["XXXX-01-06", "../2022-01-18", "2022-01-04/..", "", "soon", "0000", "000X"]
)
def test_no_days(edtf: str) -> None:
    assert event_days({"date": {"edtf": edtf}}) is None
    assert event_days({"date": None}) is None


@pytest.mark.parametrize(
    ("text", "moment", "day"),
    [
        ("2022-01-06T01:00:00+06:00", "2022-01-05T19:00:00+00:00", "2022-01-06"),
        ("2022-01-06T01:00:00", "2022-01-06T01:00:00+00:00", "2022-01-06"),
        ("2022-01-06", None, "2022-01-06"),
        ("0001-01-01T00:00:00+09:00", None, "0001-01-01"),
        ("2022-01-06 noon", None, "2022-01-06"),
        ("2022-01", None, None),
        (None, None, None),
    ],
)
def test_moments(text: str | None, moment: str | None, day: str | None) -> None:
    found = parse_moment(text)
    assert (found and found.isoformat()) == moment
    assert parse_day(text) == day
