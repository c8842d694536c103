"""What is known of an article besides its text, and the checks on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.errors import InputError
from tocsin.records import Completeness, Outlet, Rights

ISO_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """The fields of an `Article` that its source states; None where it does not."""

    id: str | None = None
    uri: str | None = None
    copy_of: str | None = None
    headline: str | None = None
    language: str | None = None
    published: str | None = None
    outlet: Outlet = field(default_factory=Outlet)
    byline: str | None = None
    dateline: str | None = None
    rights: Rights = field(default_factory=Rights)
    completeness: Completeness = field(default_factory=Completeness)


def fill(known: Known, defaults: Known) -> Known:
    """Return known fields with defaults where date, outlet or language are missing."""
    outlet = known.outlet
    if outlet.name is None:
        outlet = replace(outlet, name=defaults.outlet.name)
    return replace(
        known,
        published=known.published or defaults.published,
        language=known.language or defaults.language,
        outlet=outlet if outlet != Outlet() else defaults.outlet,
    )


def check_published(value: str, uri: str, *, place: str | None = None) -> str:
    """Return a publication date as given, once it is known to exist.

    Raises: InputError: "bad-date": no ISO 8601 date or date-time, or no such day.

    >>> check_published("2024-02-29T10:00Z", "a.json")
    '2024-02-29T10:00Z'
    """
    if not ISO_DATE.fullmatch(value):
        detail = f"{value[:40]!r} is no date like 2024-02-29 or 2024-02-29T10:00:00Z"
        raise InputError(uri, reason="bad-date", detail=detail, place=place)
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        detail = f"there is no {value!r}: {error}"
        raise InputError(uri, reason="bad-date", detail=detail, place=place) from error
    return value
