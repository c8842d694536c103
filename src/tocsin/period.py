"""Days an EDTF date may mean, for searching; a date without a year means none.

Level 1 of EDTF as the record format uses it: days, months, years, seasons,
intervals, open ends, times of day, and the marks for uncertain (`?`),
approximate (`~`) and both (`%`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_MARKS = re.compile(r"[?~%]")
_PART = re.compile(r"(\d{4}|\d{2}XX|\d{3}X)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?")
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


class Period(NamedTuple):
    """First and last day, `YYYY-MM-DD`, both included; None is open."""

    first: str | None
    last: str | None


def edtf_period(edtf: str) -> Period | None:
    """Return the days an EDTF value may mean, or None when it names no year.

    >>> edtf_period("2022-01~")
    Period(first='2022-01-01', last='2022-01-31')
    >>> edtf_period("2022-01-04/..")
    Period(first='2022-01-04', last=None)
    >>> edtf_period("XXXX-01-06") is None
    True
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _part(start)
    first, last = _part(start), _part(end)
    if first is None and last is None:
        return None
    return Period(first and first.first, last and last.last)


def parse_period(text: str) -> Period:
    """Return the days of `FROM`, `FROM..TO`, `FROM..` or `..TO` as a user types them.

    Raises: ValueError: not a date, or the end comes before the start.

    >>> parse_period("2022-01..2022-02")
    Period(first='2022-01-01', last='2022-02-28')
    """
    start, dots, end = text.strip().partition("..")
    first = _typed(start)
    last = _typed(end) if dots else first
    period = Period(first and first.first, last and last.last)
    if period.first is not None and period.last is not None and period.last < period.first:
        raise ValueError(f"{text!r} ends before it starts")
    return period


def _typed(text: str) -> Period | None:
    if not text.strip():
        return None
    period = _part(text.strip())
    if period is None:
        raise ValueError(f"{text!r} is not a date: type 2022, 2022-01 or 2022-01-06")
    return period


def _part(text: str) -> Period | None:
    found = _PART.fullmatch(_MARKS.sub("", text))
    if found is None:
        return None
    year, month, day = found.groups()
    low, high = year.replace("X", "0"), year.replace("X", "9")
    if low != high or month in (None, "XX"):
        return Period(f"{low}-01-01", f"{high}-12-31")
    first, last = _SEASONS.get(month, (month, month))
    if not ("01" <= first <= "12") or year == "0000":
        return None
    length = monthrange(int(year), int(last))[1]
    if day in (None, "XX"):
        return Period(f"{year}-{first}-01", f"{year}-{last}-{length:02d}")
    return (
        Period(f"{year}-{month}-{day}", f"{year}-{month}-{day}")
        if 1 <= int(day) <= length
        else None
    )


def plausible(published: str | None) -> str | None:
    """Return a time of publication as sortable UTC text; None for one that can't be.

    A clock that was never set says 1970-01-01, one set wrong names a day to come; a bare
    day begins at midnight.

    >>> plausible("2022-01-06T15:10:00+04:00"), plausible("1970-01-01"), plausible("2999")
    ('2022-01-06T11:10:00', None, None)
    """
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    moment = moment.replace(tzinfo=None)
    latest = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
    if moment.year <= 1970 or moment > latest:
        return None
    return moment.isoformat(timespec="seconds")
