"""Ranks the places that bear one name by what the story around it says.

Every candidate gets points in powers of ten of population: a place in the country the
story names most counts as one a thousand times bigger, and so on. The weights were set
by hand on one half of public test sets and checked on the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tocsin.kb.country import Country
from tocsin.kb.distance import Point, nearness
from tocsin.kb.fold import fold
from tocsin.kb.gazetteer import PlaceRow

_IN_COUNTRY, _IN_ADMIN, _USUAL_NAME, _SECOND_LEVEL = 3.0, 2.0, 2.0, -1.5
_FIRST_LEVEL = 1.5  # a province without a town of its name
_CITY = 0.4  # "Almaty" is the city before the unit of the same extent
_CITY_OF_UNIT = 2.3  # New York is New York City, but Kansas the state
_METROPOLIS = 1_000_000
_HINTED = 2.5  # "X province" when X is a province
_NEAR, _NEAR_KM = 3.0, 80.0  # other places of the story close by
_INSIDE = 1.0  # company of a unit whose places the story names
_FAINT = 0.02  # company that is none
_HOME, _HOME_KM = 3.0, 120.0  # the outlet's town or the dateline
_SEAT, _SEAT_ELSEWHERE = 3.0, 0.5  # a capital, in or out of the countries the story names
_OWN_TOWN = 0.1  # share of a unit's people that its town must have to be meant first
_SITE = 7.0  # a square or palace known the world over, as if it were a city of ten million
_STATE = 12.5  # a country: beats any town of its name that nothing in the story speaks for
_OUT_OF_TIME = -4.0  # a name the place no longer or not yet bore
_MODERN = "1990"  # a story without a date is taken for one of the days since
_GRACE = 10  # years that newspapers go on using a former name


class Context(NamedTuple):
    """What is known around a name.

    `countries`: shares of the story's countries, the largest 1; `admins`: folded names of
    its first-level units; `near`: other places it names; `home`: where the outlet or the
    reporter is; `unit`: kind the words call for ("city", "admin1" …); `only`, `within`:
    the country and folded unit the words themselves put it in; `when`: day, YYYY-MM-DD;
    `sure`: whether the words are known to name a place.
    """

    countries: Mapping[str, float]
    admins: frozenset[str] = frozenset()
    near: tuple[Point, ...] = ()
    home: tuple[Point, ...] = ()
    unit: str | None = None
    only: str | None = None
    within: frozenset[str] = frozenset()
    when: str | None = None
    sure: bool = False


class Ranked(NamedTuple):
    """A candidate with its points and what earned them."""

    place: PlaceRow | Country
    points: float
    company: float
    why: tuple[str, ...]


def rank(
    name: str,
    rows: tuple[PlaceRow, ...],
    country: Country | None,
    context: Context,
    *,
    seat: PlaceRow | None = None,
) -> list[Ranked]:
    """Return the candidates, best first; empty when the words themselves rule all out.

    `seat`: the one of the rows that stands for a government the story may speak of.
    """
    rows = _allowed(rows, context)
    if country is not None and context.unit is None:  # "Mexico" is not Mexico City
        rows = tuple(row for row in rows if row.country != country.alpha3)
    found = [_row(row, name, context, rows, seat) for row in rows]
    if country is not None and context.only in (None, country.alpha3) and not context.within:
        found.append(_country(country, context))
    return sorted(found, key=_order)


def _alone(row: PlaceRow, rows: tuple[PlaceRow, ...]) -> bool:
    """Tell whether no town of the unit's own name comes to mind first."""
    least = _OWN_TOWN * row.population
    return not any(
        r.kind == "city" and r.country == row.country and r.population >= least for r in rows
    )


def _order(ranked: Ranked) -> tuple[float, int, int]:
    place = ranked.place
    if isinstance(place, Country):
        return -ranked.points, 0, place.geonameid
    return -ranked.points, -place.population, place.geonameid or 0


def _allowed(rows: tuple[PlaceRow, ...], context: Context) -> tuple[PlaceRow, ...]:
    if context.only is not None:
        rows = tuple(r for r in rows if r.country == context.only)
    if context.within:
        rows = tuple(r for r in rows if r.admin1 and fold(r.admin1) in context.within)
    return rows


def _row(
    row: PlaceRow, name: str, context: Context, rows: tuple[PlaceRow, ...], seat: PlaceRow | None
) -> Ranked:
    point = (row.lat, row.lon)
    company = nearness(point, context.near, scale=_NEAR_KM)
    if row.kind == "admin1" and fold(row.name) in context.admins:
        company = max(company, _INSIDE)
    home = min(1.0, nearness(point, context.home, scale=_HOME_KM))
    features = {
        **dict(_own(row, name, rows)), **dict(_called(row, context)),
        **dict(_around(row, context, company, home)),
    }  # fmt: skip
    if row == seat:
        fits = not context.countries or row.country in context.countries
        features["seat of a government"] = _SEAT if fits else _SEAT_ELSEWHERE
    base = _SITE if row.kind == "site" else math.log10(row.population + 10)
    why = tuple(text for text, points in features.items() if points > 0)
    return Ranked(row, base + sum(features.values()), max(company, home), why)


def _own(row: PlaceRow, name: str, rows: tuple[PlaceRow, ...]) -> Iterator[tuple[str, float]]:
    """Yield what speaks for a place whatever the story."""
    units = {r.name for r in rows if r.kind == "admin1"}
    if row.main or row.since or row.until or row.kind == "admin1" or row.admin1 in units:
        yield "its usual name", _USUAL_NAME
    if row.name == f"{name} City" and row.population >= _METROPOLIS:
        yield "the city before its unit", _CITY_OF_UNIT
    if row.kind == "admin1" and _alone(row, rows):
        yield "a first-level unit", _FIRST_LEVEL
    if row.kind == "admin2":
        yield "a second-level unit", _SECOND_LEVEL


def _called(row: PlaceRow, context: Context) -> Iterator[tuple[str, float]]:
    """Yield what the words themselves and their time say."""
    if row.kind == context.unit:
        yield "called so", _HINTED
    if row.kind == "city" and context.unit is None:
        yield "a city", _CITY
    if not holds(row.since, row.until, context.when):
        yield "not its name then", _OUT_OF_TIME


def _around(
    row: PlaceRow, context: Context, company: float, home: float
) -> Iterator[tuple[str, float]]:
    """Yield what the rest of the story says."""
    if share := context.countries.get(row.country or "", 0.0):
        yield "in a country the story names", _IN_COUNTRY * share
    unit = row.name if row.kind == "admin1" else row.admin1
    if unit and fold(unit) in context.admins:
        yield "in a unit the story names", _IN_ADMIN
    if company > _FAINT:
        yield "near other places of the story", _NEAR * company / (0.5 + company)
    if home > _FAINT:
        yield "near the outlet or the dateline", _HOME * home


def _country(country: Country, context: Context) -> Ranked:
    share = context.countries.get(country.alpha3, 0.0)
    points = _STATE + (_IN_COUNTRY if share == 1.0 else 0.0)
    if context.unit is not None:
        points -= _HINTED
    return Ranked(country, points, 0.0, ("a country",))


def holds(since: str | None, until: str | None, when: str | None) -> bool:
    """Tell whether a name was in use at a day, or not long before; without one, in recent times."""
    if when is None:
        return until is None or until >= _MODERN
    return (since is None or since[:4] <= when[:4]) and (
        until is None or int(until[:4]) + _GRACE >= int(when[:4])
    )
