"""Days and moments as the target formats want them, from EDTF and ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from tocsin.period import edtf_period

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]*)?")


class Days(NamedTuple):
    """First and last day a date may mean.

    `exact`: whether the date names both days, so that the event lasted from the one to the
    other; else it happened at some time between them.
    """

    first: date
    last: date
    exact: bool

    @property
    def day(self) -> date | None:
        """The day, when it is known."""
        return self.first if self.exact and self.first == self.last else None

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def year(self) -> int | None:
        """The year, when it is known."""
        return self.first.year if self.first.year == self.last.year else None


def event_days(event: dict[str, Any]) -> Days | None:
    """Return the days of an event; None without a date, without a year or with an open end.

    The year 0 of EDTF is None too: the calendar here begins with the year 1.

    >>> event_days({"date": {"edtf": "2022-01"}}).length
    31
    >>> event_days({"date": {"edtf": "2022-01-06~"}}).day is None
    True
    """
    edtf = (event.get("date") or {}).get("edtf") or ""
    period = edtf_period(edtf)
    if period is None or period.first is None or period.last is None:
        return None
    exact = all(_DAY.fullmatch(part) for part in edtf.split("/"))
    try:
        return Days(date.fromisoformat(period.first), date.fromisoformat(period.last), exact)
    except ValueError:
        return None


def parse_moment(text: str | None) -> datetime | None:
    """Return a moment in UTC, or None for None and for a day without a time.

    A time without a zone is taken for UTC.

    >>> parse_moment("2021-08-26T21:15:00+04:30").isoformat()
    '2021-08-26T16:45:00+00:00'
    """
    if text is None or len(text) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_day(text: str | None) -> str | None:
    """Return the day of a moment as it is written, `YYYY-MM-DD`, or None.

    >>> parse_day("2021-08-26T21:15:00+04:30"), parse_day("2021-08")
    ('2021-08-26', None)
    """
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None
