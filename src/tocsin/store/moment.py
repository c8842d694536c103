"""Moments as the database writes them: UTC, to the microsecond, in an order that strings keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def utc_moment(text: str | None) -> str | None:
    """Return an ISO 8601 date or date-time as a UTC moment, or None when it is neither.

    A date is taken as its start, a time without a zone as UTC.

    >>> utc_moment("2022-01-06T10:00:00+06:00")
    '2022-01-06T04:00:00.000000+00:00'
    >>> utc_moment("2022-01-06")
    '2022-01-06T00:00:00.000000+00:00'
    """
    try:
        moment = datetime.fromisoformat(text or "")
        known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return _text(known.astimezone(UTC))
    except (ValueError, OverflowError):  # no date; or the year 1 or 9999, moved out of the calendar
        return None


def next_moment(last: str) -> str:
    """Return the present moment, or the one after `last` when the clock has not passed it."""
    present = _text(datetime.now(UTC))
    known = utc_moment(last)
    if known is None or present > known:
        return present
    return _text(datetime.fromisoformat(known) + timedelta(microseconds=1))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
