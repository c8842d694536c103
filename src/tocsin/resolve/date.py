"""Time expressions to dates: EDTF level 1, by the calendar and the publication date.

Reads the forms that extract/date.py lists in its docstring. Words that need a day they
do not name resolve against the publication date; without one they resolve to None,
except that a month or a day of a month keeps an unknown year ("XXXX-01-06").

A form "anaphoric" ("the day before", "that week", "hours later") counts from another
date of the story: it resolves only when that date is given as `anchor`. Vague words
("recently", "years ago") resolve to None; "now" is the publication day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from tocsin.records import Date, TimeExpression

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}  # EDTF level 1
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # northern
_APPROXIMATE = ("early", "mid", "late")
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "hour": 0, "minute": 0}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
# How many days with the tense weigh as much as one against it, for a day of a month
# without a year: plans are told in the past tense too, and writers give a year that is far.
_AGAINST_TENSE = 4


class Reading(NamedTuple):
    """An EDTF value, its granularity, and whether the publication date was needed."""

    edtf: str
    granularity: str
    relative: bool = False


class Context(NamedTuple):
    """What words are read against: publication day, tense of the verb, an earlier date."""

    today: date | None
    tense: str
    anchor: date | None


Value = Mapping[str, Any]


def resolve_date(
    expression: TimeExpression,
    *,
    published: str | None,
    tense: str = "past",
    anchor: str | None = None,
) -> Date | None:
    """Return the date that words name, or None where they do not fix one.

    Args:
        expression: words found by extract/date.py.
        published: ISO date or date-time of the report, or None when unknown.
        tense: past, present or future: which side of `published` the event lies.
        anchor: EDTF of the date that "the day before" counts from; only a day is used.
    Returns: EDTF level 1. Basis "relative" when the publication date was needed,
    else "stated".
    Raises: ValueError: `published` is not an ISO date, or `tense` is unknown.

    >>> words = TimeExpression(0, 6, "Friday", "weekday", (("weekday", 4),))
    >>> resolve_date(words, published="2022-01-06").edtf
    '2021-12-31'
    """
    if tense not in ("past", "present", "future"):
        raise ValueError(f"unknown tense: {tense}")
    context = Context(_day_of(published), tense, _day_of(anchor, strict=False))
    value = dict(expression.value)
    if value.get("relation") == "until" and tense == "past":
        context = context._replace(tense="present")  # "postponed until Friday"
    reading = _read(expression.form, value, context)
    if reading is None:
        return None
    reading = _bound(reading, value.get("relation"), context)
    basis = "relative" if reading.relative else "stated"
    start, end, text = expression.start, expression.end, expression.text
    return Date(start, end, text, reading.edtf, reading.granularity, basis)


def _day_of(text: str | None, *, strict: bool = True) -> date | None:
    if text is None or not (strict or re.fullmatch(r"\d{4}-\d\d-\d\d~?", text)):
        return None
    return date.fromisoformat(text[:10])


def _read(form: str, value: Value, context: Context) -> Reading | None:
    """Read one form; a calendar that has no such day ("30 February") gives None."""
    try:
        return _READERS[form](value, context)
    except (ValueError, OverflowError):  # date() says: no such day or year
        return None


def _bound(reading: Reading, relation: str | None, context: Context) -> Reading:
    """Make an interval of a date after "since", "until", "before" or "after".

    "Since" ends with the publication, told as finely as the start, when the verb is past
    or perfect; else it is open.
    Before and after a part of a day ("before dawn") do not leave the day.
    """
    first, _, last = reading.edtf.partition("/")
    within_day = reading.granularity in ("minute", "hour", "part-of-day")
    if relation == "since":
        closed = context.tense == "past" and context.today is not None
        end = str(context.today)[: len(first.rstrip("~"))] if closed else ".."
        if end != first:
            return Reading(f"{first}/{end}", "interval", reading.relative or closed)
    elif relation == "after" and not within_day:
        return Reading(f"{last or first}/..", "interval", reading.relative)
    elif relation in ("before", "until") and not within_day:
        return Reading(f"../{first}", "interval", reading.relative)
    return reading


# Absolute and partial dates


def _calendar(value: Value, context: Context) -> Reading | None:
    if "iso" in value:
        return _numeric(str(value["iso"]))
    if "decade" in value:
        return _decade(int(value["decade"]), context)
    if "century" in value:
        return Reading(f"{int(value['century']) - 1:02d}XX", "interval")
    year, relative = _year(value, context)
    if "piece" in value:
        return _piece(value, year, relative, context)
    if "day" in value and "month" in value:
        edtf = f"{_four(year)}-{value['month']:02d}-{value['day']:02d}"
        day = date.fromisoformat(edtf.replace("XXXX", "2000"))
        if value.get("unit") == "week":
            return None if year is None else _week(day, relative)
        return Reading(edtf, _fine(value), relative)
    if "season" in value:
        return Reading(f"{_four(year)}-{_SEASONS[value['season']]}", "season", relative)
    about = "~" if value.get("stage") in _APPROXIMATE else ""
    if "month" in value:
        return Reading(f"{_four(year)}-{value['month']:02d}{about}", "month", relative)
    if "base" in value and value["base"] != "year":
        return _unit(str(value["base"]), int(value.get("rel", 0)), value, context)
    return None if year is None else Reading(f"{year:04d}{about}", "year", relative)


def _four(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04d}"


def _fine(value: Value) -> str:
    """Granularity of a day that may have a time."""
    if "hour" in value:
        return "minute" if "minute" in value else "hour"
    return "part-of-day" if "daypart" in value or value.get("stage") in _APPROXIMATE else "day"


def _numeric(text: str) -> Reading | None:
    """Read 2022-01-06 or 23/1/2022; None when day and month could be exchanged."""
    a, b, c = (int(part) for part in re.split(r"[-/.]", text))
    if len(re.split(r"[-/.]", text)[0]) == 4:
        return Reading(str(date(a, b, c)), "day")
    if c < 100 or (a <= 12 and b <= 12 and a != b and "." not in text):
        return None
    day, month = (b, a) if b > 12 else (a, b)
    return Reading(str(date(c, month, day)), "day")


def _decade(year: int, context: Context) -> Reading | None:
    """Read 1990, or 90 as the latest nineties that have begun."""
    if year >= 1000:
        return Reading(f"{year // 10}X", "interval")
    if context.today is None:
        return None
    year += context.today.year // 100 * 100
    year -= 100 if year > context.today.year else 0
    return Reading(f"{year // 10}X", "interval", relative=True)


def _year(value: Value, context: Context) -> tuple[int | None, bool]:
    """Return the year of a date and whether the publication date gave it."""
    if "year" in value:
        return int(value["year"]), False
    if context.today is None:
        return None, False
    if value.get("base") == "year":
        return context.today.year + int(value.get("rel", 0)), True
    if "month" not in value and "season" not in value:
        return context.today.year, True
    years = range(context.today.year - 1, context.today.year + 2)
    starts = [start for year in years if (start := _start(value, year)) is not None]
    starts = [start for start in starts if _on_weekday(start, value)] or starts
    return (_choose(starts, value, context).year if starts else None), True


def _start(value: Value, year: int) -> date | None:
    month = int(value["month"]) if "month" in value else _SEASON_MONTH[value["season"]]
    try:
        return date(year, month, int(value.get("day", 1)))
    except ValueError:
        return None


def _on_weekday(day: date, value: Value) -> bool:
    return "day" not in value or day.weekday() == value.get("weekday", day.weekday())


def _choose(starts: list[date], value: Value, context: Context) -> date:
    """The candidate that fits "last", "this" or "next", else the tense."""
    today = context.today or starts[0]
    this = [s for s in starts if s.year == today.year] or starts
    rel = value.get("rel")
    current = today.replace(day=1)
    if rel == 0:
        return this[0]
    if rel is not None:
        side = [s for s in starts if (s < current if rel < 0 else s > today)]
        return (side[-1] if rel < 0 else side[0]) if side else this[0]
    if "day" in value:
        return min(starts, key=lambda s: _cost((s - today).days, context.tense))
    if context.tense == "past":
        return max((s for s in starts if s <= today), default=this[0])
    if context.tense == "future":
        return min((s for s in starts if s >= current), default=this[0])
    return min(starts, key=lambda s: abs((s - today).days))


def _cost(days: int, tense: str) -> int:
    """Distance of a day from the publication, dearer on the side that the tense speaks against."""
    against = days > 0 if tense == "past" else days < 0 and tense == "future"
    return abs(days) * (_AGAINST_TENSE if against else 1)


def _piece(value: Value, year: int | None, relative: bool, context: Context) -> Reading | None:
    """Read "the first week of May", "the third quarter", "the last two days of 2014"."""
    if year is None:
        return None
    unit, nth, count = str(value["unit"]), int(value["piece"]), int(value.get("count", 1))
    month = int(value.get("month", 0))
    if value.get("base") == "month" and context.today is not None:
        whole = _shift_months(context.today.replace(day=1), int(value.get("rel", 0)))
        year, month = whole.year, whole.month
    elif value.get("base", "year") != "year":
        return None
    elif unit == "quarter" and relative and "base" not in value and context.today is not None:
        begun = date(year, 3 * nth - 2, 1) <= context.today
        year -= context.tense == "past" and not begun
    first = date(year, month or 1, 1)
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    if unit in ("day", "week"):
        length = timedelta(days=_DAYS[unit] * count)
        start = last - length + timedelta(1) if nth < 0 else first + length * (nth - 1)
        return _interval(start, start + length - timedelta(1), relative)
    if unit not in _MONTHS:
        return None
    months = _MONTHS[unit] * count
    start = _shift_months(last, 1 - months) if nth < 0 else _shift_months(first, months * (nth - 1))
    return _months(start, months, relative)


def _months(start: date, count: int, relative: bool) -> Reading:
    """Some whole months from one on."""
    if count == 1:
        return Reading(f"{start:%Y-%m}", "month", relative)
    end = _shift_months(start, count - 1)
    return Reading(f"{start:%Y-%m}/{end:%Y-%m}", "interval", relative)


def _interval(first: date, last: date, relative: bool, granularity: str = "interval") -> Reading:
    if first == last:
        return Reading(str(first), "day", relative)
    return Reading(f"{first}/{last}", granularity, relative)


def _shift_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Dates that need the publication date


def _weekday(value: Value, context: Context) -> Reading | None:
    today = context.today
    if today is None:
        return None
    ahead = (int(value["weekday"]) - today.weekday()) % 7  # 0 is the publication day
    if value.get("base") == "week":
        monday = today - timedelta(days=today.weekday())
        days = int(value["weekday"]) + 7 * int(value.get("rel", 0))
        return Reading(str(monday + timedelta(days=days)), _fine(value), relative=True)
    rel = value.get("rel")
    if rel == 1:
        ahead = ahead or 7
    elif rel == -1 or (context.tense == "past" and ahead):
        ahead -= 7
    elif context.tense == "present" and ahead > 3:
        ahead -= 7
    return Reading(str(today + timedelta(days=ahead)), _fine(value), relative=True)


def _relative(value: Value, context: Context) -> Reading | None:
    """Read "yesterday", "last night", "two weeks ago", "the day after tomorrow"."""
    if "ago" in value:
        return _unit(str(value["unit"]), -int(value["count"]), value, context)
    if "count" in value:
        return _unit(str(value["unit"]), int(value["count"]), value, context)
    if "deictic" in value or "daypart" in value:
        days = int(value.get("deictic", value.get("rel", 0))) + int(value.get("shift", 0))
        return _unit("day", days, value, context)
    rel = value.get("rel")
    if value["unit"] == "weekend" and rel is None:
        rel = 0
    return _unit(str(value["unit"]), int(rel or 0), value, context)


def _unit(unit: str, steps: int, value: Value, context: Context) -> Reading | None:
    """The calendar unit that lies some steps from the publication day."""
    today = context.today
    if today is None:
        return None
    about = "~" if value.get("stage") in _APPROXIMATE else ""
    if unit in ("day", "hour", "minute"):
        day = today + timedelta(days=steps * _DAYS[unit])
        fine = _fine(value) if unit == "day" else "hour"
        return Reading(str(day), fine, relative=True)
    if unit in ("week", "fortnight"):
        return _week(today + timedelta(days=steps * _DAYS[unit]), relative=True)
    if unit == "weekend":
        return _weekend(steps, today, context.tense)
    first = _shift_months(today.replace(day=1), steps * _MONTHS[unit])
    if unit == "month":
        return Reading(f"{first:%Y-%m}{about}", "month", relative=True)
    if unit == "year":
        return Reading(f"{first:%Y}{about}", "year", relative=True)
    if unit == "quarter":
        start = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        return _months(start, 3, relative=True)
    century = f"{first.year // 100:02d}XX"
    return Reading(f"{first.year // 10:03d}X" if unit == "decade" else century, "interval", True)


def _week(day: date, relative: bool) -> Reading:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return _interval(monday, monday + timedelta(days=6), relative, "week")


def _weekend(steps: int, today: date, tense: str) -> Reading:
    """Saturday and Sunday; in the past the last weekend that has begun."""
    saturday = today + timedelta(days=5 - today.weekday())
    if saturday > today and (steps < 0 or (steps == 0 and tense == "past")):
        saturday -= timedelta(days=7)
    elif steps > 0 or (saturday <= today and steps < 0):
        saturday += timedelta(days=7 * steps)
    return _interval(saturday, saturday + timedelta(days=1), relative=True)


def _span(value: Value, context: Context) -> Reading | None:
    """Read "the past two weeks": an interval that ends, or starts, with the publication."""
    today = context.today
    if today is None:
        return None
    unit, steps = str(value["unit"]), int(value["ahead"]) * int(value.get("count", 1))
    if unit in _MONTHS:
        other = _shift_months(today, steps * _MONTHS[unit])
    elif unit in ("hour", "minute"):
        hours = steps if unit == "hour" else 0
        other = today + timedelta(days=-(-hours // 24) if hours > 0 else hours // 24)
    else:
        other = today + timedelta(days=steps * _DAYS.get(unit, 7))
    return _interval(min(today, other), max(today, other), relative=True)


def _clock(value: Value, context: Context) -> Reading | None:
    """A time of day alone: taken as the publication day's."""
    return _unit("day", 0, value, context)


def _vague(value: Value, context: Context) -> Reading | None:
    return _unit("day", 0, value, context) if value.get("now") == "present" else None


def _anaphoric(value: Value, context: Context) -> Reading | None:
    """Count from the anchor; None without one."""
    if context.anchor is None:
        return None
    steps = int(value.get("shift", 0)) * int(value.get("count", 1))
    unit = str(value.get("unit", "day"))
    return _unit(unit, steps, value, context._replace(today=context.anchor))


# Ranges


def _range(value: Value, context: Context) -> Reading | None:
    """Read "2-5 June", "from Monday to Friday", "1998-99"; what one end lacks the other gives."""
    (first_form, first), (last_form, last) = _ends(value)
    for name in ("year", "month"):
        if name in last and name not in first and first_form == "calendar":
            first = {**first, name: last[name]}
    start, end = _read(first_form, first, context), _read(last_form, last, context)
    if start is None or end is None or "/" in start.edtf + end.edtf:
        return None
    edtf = f"{start.edtf}/{end.edtf}"
    if end.edtf <= start.edtf and "XXXX" not in edtf:
        return None
    return Reading(edtf, "interval", start.relative or end.relative)


def _ends(value: Value) -> tuple[tuple[str, Value], tuple[str, Value]]:
    """The two ends of a range as forms of their own."""
    if "start" in value:
        (first_form, first), (last_form, last) = value["start"], value["end"]
        return (first_form, dict(first)), (last_form, dict(last))
    first = {name: value[name] for name in ("year", "month", "day") if name in value}
    last = {**first, **{name[3:]: value[name] for name in value if name.startswith("to_")}}
    if "year" in last and last["year"] < 100:  # 1998-99
        last["year"] += first["year"] // 100 * 100
    return ("calendar", first), ("calendar", last)


_READERS: dict[str, Callable[[Value, Context], Reading | None]] = {
    "calendar": _calendar,
    "weekday": _weekday,
    "relative": _relative,
    "span": _span,
    "range": _range,
    "anaphoric": _anaphoric,
    "clock": _clock,
    "vague": _vague,
}
