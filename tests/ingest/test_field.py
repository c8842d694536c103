from __future__ import annotations

import pytest

from tocsin.errors import InputError
from tocsin.ingest.field import Known, check_published, fill
from tocsin.records import Outlet


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-29",
        "2024-02-29T10:00",
        "2024-02-29 10:00:05",
        "2024-02-29T10:00:00.123Z",
        "2024-02-29T10:00:00+05:30",
    ],
)
def test_dates_that_exist_are_kept_as_given(value: str) -> None:
    assert check_published(value, "a.txt") == value


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-01-01T25:00",
        "2024-01",
        "Jan. 6, 2022",
        "20240229",
        "6/1/2022",
        "٢٠٢٤-٠١-٠١x",
    ],
)
def test_other_dates_are_named_in_the_error(value: str) -> None:
    with pytest.raises(InputError) as caught:
        check_published(value, "a.jsonl", place="line 2")
    assert (caught.value.reason, caught.value.place) == ("bad-date", "line 2")
    assert value in caught.value.detail


def test_fill_takes_defaults_only_for_what_is_missing() -> None:
    defaults = Known(published="2020-02-02", outlet=Outlet("Post"), language="en", headline="No")
    stated = Known(published="2024-01-05", outlet=Outlet("Wire", "example.org"))
    assert fill(Known(), defaults) == Known(
        published="2020-02-02", outlet=Outlet("Post"), language="en"
    )
    assert fill(stated, defaults) == Known(
        published="2024-01-05", outlet=Outlet("Wire", "example.org"), language="en"
    )
    assert fill(Known(outlet=Outlet(domain="a.org")), defaults).outlet == Outlet("Post", "a.org")
