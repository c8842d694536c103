"""Says where a named place is: GeoNames id, coordinates, country, first-level unit.

Knows populated places and subdivisions from the gazetteer, countries and regions from
the curated tables; no rivers, streets or buildings. Which of the places of one name is
meant is decided by population, by whether it is the place's usual name, and by the
countries and units that the rest of the story names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tocsin.kb.abbreviation import expand
from tocsin.kb.country import Country, countries_by_code, find_country, without_article
from tocsin.kb.fold import fold
from tocsin.kb.gazetteer import PlaceRow, open_gazetteer
from tocsin.kb.organization import find_organization
from tocsin.kb.region import Region, find_region
from tocsin.kb.role import find_role

# A place whose country the story does not name must be this big to be taken for the one
# meant; in a story that names no country at all, any town of the second size will do.
MIN_ELSEWHERE = 150_000
MIN_ANYWHERE = 10_000
MIN_CAPITAL = 50_000  # below it, a name of a seat of government is a namesake's
# Weights of the score, in powers of ten of population: a place in the country the story
# names most counts as one a thousand times bigger, and so on. Chosen by hand, not fitted.
_IN_COUNTRY, _IN_ADMIN, _USUAL_NAME, _SECOND_LEVEL = 3.0, 2.0, 1.0, -1.5
_CITY = 0.4
_CITY_OF_UNIT = 1.3  # New York is New York City, but Quebec the province
_HINTED = 2.5  # "X province" when X is a province

_NAME = r"(?P<name>[^\s,].*?)"
_UNITS = {
    "city": "city|town|village|capital|port|municipality|township|settlement|suburb|hamlet|port city|capital city",
    "admin1": "province|region|state|oblast|governorate|department|prefecture|emirate|canton|territory",
    "admin2": "district|county|regency|parish|borough|raion|rayon",
}
_UNIT = "|".join(_UNITS.values())
_UNIT_OF = re.compile(rf"(?:.*\s)?(?P<unit>{_UNIT})\s+of\s+(?P<name>[A-Z].*)")
_WITH_UNIT = re.compile(rf"{_NAME}[\s-](?P<unit>{_UNIT}|{_UNIT.title()})")
_WITHIN = re.compile(r"(?P<name>[A-Z][^,]*?)\s+(?:in|of)\s+(?:the\s+)?(?P<outer>[A-Z].*)")
_PART = re.compile(
    r"(?:(?:the|parts of|most of|much of|all of)\s+)*"
    r"(?:(?:north|south|east|west|northern|southern|eastern|western|central|mid|upper|lower|inner|outer|"
    r"downtown|greater|rural|coastal|mainland|nearby|neighbou?ring|northeast(?:ern)?|northwest(?:ern)?|"
    r"southeast(?:ern)?|southwest(?:ern)?|occupied|war-torn|far|oil-rich|mountainous)[\s-]+"
    r"(?:and\s+|of\s+|the\s+)?)+(?P<name>[A-Z].*)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


class ResolvedPlace(NamedTuple):
    """A place with what is known of it; see records.Place for the fields."""

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: str | None = None


def resolve_place(
    surface: str,
    *,
    countries: Mapping[str, float],
    admins: Collection[str] = (),
    adjectives: bool = False,
) -> ResolvedPlace | None:
    """Return the place a phrase names, or None when nothing plausible bears the name.

    Args:
        surface: the words: a name, "City, Country", "the city of X", "northern X".
        countries: alpha-3 codes of the countries the story names, with any positive weights.
        admins: names of first-level units the story names.
        adjectives: whether "Syrian" and "Syrians" stand for Syria, as some test sets have it.

    A region of several countries has a name, at most a point in its middle, and no more.

    >>> resolve_place("Kabul", countries={"AFG": 1.0}).geonameid
    1138958
    >>> resolve_place("march", countries={}) is None
    True
    """
    name = _POSSESSIVE.sub("", without_article(surface.strip()))
    if not name or not any(c.isupper() for c in name):
        return None
    if adjectives and (people := _of_people(name)) is not None:
        return people
    context = _Context(_shares(countries), frozenset(map(fold, admins)))
    return _resolve(name, context)


def _of_people(name: str) -> ResolvedPlace | None:
    country, region = find_country(name), find_region(name)
    if country is not None and country.form in ("adjective", "demonym"):
        return _of_country(country)
    return _of_region(region, region.name) if region and region.form != "name" else None


class _Context(NamedTuple):
    """What the story says: shares of its countries (the largest is 1), folded unit names."""

    countries: Mapping[str, float]
    admins: frozenset[str]
    unit: str | None = None
    only: str | None = None


def _shares(countries: Mapping[str, float]) -> dict[str, float]:
    top = max(countries.values(), default=0.0)
    return {code: weight / top for code, weight in countries.items()} if top > 0 else {}


def _resolve(name: str, context: _Context) -> ResolvedPlace | None:
    if "," in name:
        return _resolve_listed(name, context)
    return _resolve_named(name, context) or _resolve_described(name, context)


def _resolve_listed(name: str, context: _Context) -> ResolvedPlace | None:
    """Resolve "City, Unit, Country": what follows a comma says where the first part is."""
    first, *outer = (part.strip() for part in name.split(",") if part.strip())
    return (
        _resolve(first, _within(", ".join(outer), context)) if outer else _resolve(first, context)
    )


def _within(outer: str, context: _Context) -> _Context:
    """Narrow the context to a country or unit that is named together with the place."""
    last = outer.rsplit(",", 1)[-1].strip()
    if (unit := expand(last, after_comma=True)) is not None:
        last, context = unit[0], _unit_context(unit[1], context)
    admins = context.admins | {fold(part) for part in (*outer.split(","), last)}
    country = find_country(last)
    if country is not None and country.form == "name" and not _is_unit(last, country, context):
        return context._replace(countries={country.alpha3: 1.0}, admins=admins, only=country.alpha3)
    place = _resolve(last, context)
    if place is None or place.country is None:
        return context._replace(admins=admins)
    if place.admin1:
        admins |= {fold(place.admin1)}
    return context._replace(
        countries={place.country: 1.0}, admins=admins | {fold(place.name)},
        only=place.country, unit=None,
    )  # fmt: skip


def _unit_context(country: str, context: _Context) -> _Context:
    return context._replace(countries={country: 1.0}, only=country, unit="admin1")


def _resolve_named(name: str, context: _Context) -> ResolvedPlace | None:
    """Resolve a phrase that is a name and nothing else."""
    if (unit := expand(name)) is not None:
        return _resolve_named(unit[0], _unit_context(unit[1], context))
    country = find_country(name)
    if country is not None and country.form == "name" and not _is_unit(name, country, context):
        return _of_country(country)
    if country is not None and country.form in ("adjective", "demonym"):
        return None
    region = find_region(name)
    if region is not None:
        return _of_region(region, name) if region.form == "name" else None
    if country is not None and (row := _seat(name, country)) and _capital_fits(country, context):
        return _of_row(row, name)
    row = _best(name, context)
    return _of_row(row, name) if row else None


def _seat(name: str, country: Country) -> PlaceRow | None:
    """Return the city a seat of government is or stands in: Ankara, the Kremlin's Moscow."""
    rows = (*open_gazetteer().places(name), *open_gazetteer().places(country.capital))
    cities = [r for r in rows if r.kind == "city" and r.country == country.alpha3]
    return next((r for r in cities if r.population >= MIN_CAPITAL), None)


def _capital_fits(country: Country, context: _Context) -> bool:
    """Whether nothing in the story speaks for another place of a capital's name."""
    if context.only or context.unit not in (None, "city"):
        return False
    return not context.countries or country.alpha3 in context.countries


def _resolve_described(name: str, context: _Context) -> ResolvedPlace | None:
    """Resolve "the port city of X", "X province", "northern X", "X in Y"."""
    for pattern in (_UNIT_OF, _WITH_UNIT):
        if (match := pattern.fullmatch(name)) is not None:
            unit = next(k for k, v in _UNITS.items() if match["unit"].lower() in v.split("|"))
            found = _resolve(match["name"], context._replace(unit=unit))
            if found is not None:
                return found
    if (match := _WITHIN.fullmatch(name)) is not None:
        return _resolve(match["name"], _within(match["outer"], context))
    if (match := _PART.fullmatch(name)) is not None:
        found = _resolve(match["name"], context)
        return found._replace(name=name) if found else None
    return None


def _is_unit(name: str, country: Country, context: _Context) -> bool:
    """Whether a country's name rather means a first-level unit of a country in the story."""
    own = context.countries.get(country.alpha3, 0.0)
    return any(
        row.kind == "admin1" and row.main and context.countries.get(row.country, 0.0) > own
        for row in open_gazetteer().places(name)
        if row.country != country.alpha3
    )


def _best(name: str, context: _Context) -> PlaceRow | None:
    rows = open_gazetteer().places(name)
    if context.only:
        rows = tuple(r for r in rows if r.country == context.only)
    if not rows or name[0].islower():
        return None
    row = max(rows, key=lambda r: (_score(r, name, context), r.population, -r.geonameid))
    return row if _plausible(row, name, context) else None


def _score(row: PlaceRow, name: str, context: _Context) -> float:
    score = math.log10(row.population + 10)
    score += _IN_COUNTRY * context.countries.get(row.country, 0.0)
    score += _USUAL_NAME if row.main or row.kind == "admin1" else 0.0
    score += _CITY_OF_UNIT if _is_its_city(name, row) else 0.0
    score += _SECOND_LEVEL if row.kind == "admin2" else 0.0
    score += _HINTED if row.kind == context.unit else 0.0
    if row.kind == "city" and context.unit is None:
        score += _CITY  # "Almaty" is the city before the unit of the same extent
    if row.admin1 and fold(row.admin1) in context.admins:
        score += _IN_ADMIN
    return score


def _is_its_city(name: str, row: PlaceRow) -> bool:
    return row.kind == "city" and row.name.endswith(" City") and row.name[:-5] == name


def _plausible(row: PlaceRow, name: str, context: _Context) -> bool:
    if context.only or (row.admin1 and fold(row.admin1) in context.admins):
        return True
    if context.unit is None and row.population < MIN_ELSEWHERE and _is_other(name):
        return False  # "Police" and "EU" are towns, too
    if not context.countries:
        return row.population >= MIN_ANYWHERE
    return row.country in context.countries or row.population >= MIN_ELSEWHERE


def _is_other(name: str) -> bool:
    return find_role(name) is not None or find_organization(name) is not None


def _of_row(row: PlaceRow, surface: str) -> ResolvedPlace:
    admin1 = row.name if row.kind == "admin1" else row.admin1
    name = row.name if row.kind == "city" else surface
    return ResolvedPlace(name, row.geonameid, row.lat, row.lon, row.country, admin1, row.kind)


def _of_country(country: Country) -> ResolvedPlace:
    return ResolvedPlace(
        country.name, country.geonameid, country.lat, country.lon, country.alpha3, None, "country"
    )


def _of_region(region: Region, surface: str) -> ResolvedPlace:
    """Return a region; a unit of that name in its one country lends it the id."""
    code = region.country
    if code is None:
        return ResolvedPlace(region.name, None, region.lat, region.lon)
    units = (
        r for r in open_gazetteer().places(surface) if r.kind == "admin1" and r.country == code
    )
    unit = next(units, None)
    if unit is not None:
        return _of_row(unit, surface)
    if region.lat is not None:
        return ResolvedPlace(region.name, None, region.lat, region.lon, code, region.name, "admin1")
    country = countries_by_code()[code]
    return ResolvedPlace(region.name, None, country.lat, country.lon, code, None, "country")
