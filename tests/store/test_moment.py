from __future__ import annotations

import pytest

from tocsin.store.moment import next_moment, utc_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-01-06", "2022-01-06T00:00:00.000000+00:00"),
        ("2022-01-06T10:00:00Z", "2022-01-06T10:00:00.000000+00:00"),
        ("2022-01-06T10:00", "2022-01-06T10:00:00.000000+00:00"),
        ("2022-01-06T00:30:00.25+06:00", "2022-01-05T18:30:00.250000+00:00"),
        ("1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00.000000+00:00"),
        ("0001-01-01T00:00:00+06:00", None),
        ("9999-12-31T23:00:00-06:00", None),
        ("2022", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_utc(text: str | None, moment: str | None) -> None:
    assert utc_moment(text) == moment


def test_each_moment_is_later_whatever_the_clock() -> None:
    future = "9000-01-01T00:00:00.999999+00:00"
    assert next_moment(future) == "9000-01-01T00:00:01.000000+00:00"
    assert next_moment("2022-01-06T10:00:00.123+00:00") > "2022-01-06T10:00:00.123+00:00"
    assert next_moment("") > "2020"
