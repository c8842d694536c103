"""Says where a named place is: GeoNames id, coordinates, country, first-level unit.

Knows populated places, subdivisions and well-known sites from the gazetteer, countries,
regions and seas from the curated tables; no rivers, streets or buildings, though "Kabul
University" is in Kabul. Which of the places of one name is meant is candidate.py's
business. Every answer has a score; one below MIN_SCORE is not given, for "Police" and
"EU" are towns, too. That rule is the same for stories and for test sets: where a test
set marks the words as a place, the caller says so (`sure`), and small towns pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tocsin.kb.abbreviation import expand
from tocsin.kb.country import Country, countries_by_code, find_country, without_article
from tocsin.kb.distance import Point
from tocsin.kb.fold import fold
from tocsin.kb.gazetteer import PlaceRow, open_gazetteer
from tocsin.kb.organization import find_organization
from tocsin.kb.region import Region, find_region
from tocsin.kb.role import find_role
from tocsin.kb.user import user_places
from tocsin.resolve.candidate import Context, Ranked, rank

MIN_SCORE = 0.3  # least score of an answer: what the rest of the story does not speak against
LONGEST = 200  # characters of a phrase that may name a place
# A place whose country the story does not name must be this big to be taken for the one
# meant; in a story that names no country at all, any town of the second size will do.
MIN_ELSEWHERE = 150_000
MIN_ANYWHERE = 10_000
MIN_COMPANY = 0.4  # nearness to other places that makes up for size
MIN_CAPITAL = 50_000  # below it, a name of a seat of government is a namesake's
_MAIN = 0.5  # share of the story's first country that a town with a namesake building needs
_LOCAL = 0.5  # share of the country a story comes from, at least
# How far an answer is trusted before rivals are looked at.
_STATED, _FITTING, _LOOSE, _UNLIKELY = 1.0, 0.9, 0.6, 0.15

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
_FACILITY = re.compile(
    rf"{_NAME}\s+(?:(?:[A-Z][\w.'’-]*|of|the|and)\s+)*(?i:university|college|institute|school|academy|hospital|clinic|cathedral|"
    r"church|mosque|synagogue|temple|airport|airfield|air ?base|base|station|port|harbou?r|court|courthouse|"
    r"prison|jail|stadium|arena|museum|library|hotel|market|mall|centre|center|zoo|theat(?:re|er)|barracks|"
    r"embassy|consulate|police|hall|park|bridge|dam|camp|refugee camp|zone|suburbs|metro|area|valley)"
)
_LONGEST_ACRONYM = 4  # letters of a name in capitals that is no headline word
_EXACT = frozenset({"point", "city", "admin2", "admin1"})
_POSSESSIVE = re.compile(r"['’]s?$")


class ResolvedPlace(NamedTuple):
    """A place with what is known of it; see records.Place for the fields.

    `score`: 0 to 1, how far to trust it; `why`: the reasons, in a few words.
    """

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: str | None = None
    score: float = 1.0
    why: str = ""


def resolve_place(
    surface: str,
    *,
    countries: Mapping[str, float],
    admins: Collection[str] = (),
    near: Sequence[ResolvedPlace] = (),
    home: ResolvedPlace | None = None,
    dateline: ResolvedPlace | None = None,
    when: str | None = None,
    adjectives: bool = False,
    sure: bool = False,
) -> ResolvedPlace | None:
    """Return the place a phrase names, or None when nothing plausible bears the name.

    Args:
        surface: the words: a name, "City, Country", "the city of X", "northern X".
        countries: alpha-3 codes of the countries the story names, with any positive weights.
        admins: names of first-level units the story names.
        near: other places of the story; those known only by country count for nothing.
        home: where the outlet is.
        dateline: where the report was written.
        when: the day of the story, YYYY-MM-DD, for names that changed.
        adjectives: whether "Syrian" and "Syrians" stand for Syria, as some test sets have it.
        sure: whether the words are known to name a place, so that a small town will do.

    A region of several countries has a name, at most a point in its middle, and no more.

    >>> resolve_place("Kabul", countries={"AFG": 1.0}).geonameid
    1138958
    >>> resolve_place("march", countries={}) is None
    True
    """
    name = _POSSESSIVE.sub("", without_article(surface.strip()))
    if not name or len(name) > LONGEST or not any(c.isupper() for c in name):
        return None
    if adjectives and (people := _of_people(name)) is not None:
        return people
    local = [p for p in (home, dateline) if p is not None]
    context = Context(
        _shares(countries, local), frozenset(map(fold, admins)), _points(near), _points(local),
        when=when if when and when[:4].isdigit() else None, sure=sure,
    )  # fmt: skip
    found = _resolve(_spelled(name), context)
    return found if found is not None and found.score >= MIN_SCORE else None


def _spelled(name: str) -> str:
    """Return a name with "W. Va." and "NEW YORK" written as the tables have them."""
    name = re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z][a-z]?[a-z]?\.)", "", name)
    return name.title() if name.isupper() and len(name) > _LONGEST_ACRONYM else name


def _points(places: Sequence[ResolvedPlace]) -> tuple[Point, ...]:
    return tuple(
        (p.lat, p.lon)
        for p in places
        if p.lat is not None and p.lon is not None and p.precision in _EXACT
    )


def _of_people(name: str) -> ResolvedPlace | None:
    country, region = find_country(name), find_region(name)
    if country is not None and country.form in ("adjective", "demonym"):
        return _of_country(country)
    return _of_region(region, region.name) if region and region.form != "name" else None


def _shares(countries: Mapping[str, float], local: Sequence[ResolvedPlace]) -> dict[str, float]:
    """Return the story's countries by weight, the largest 1, and where it comes from."""
    top = max(countries.values(), default=0.0)
    shares = {code: weight / top for code, weight in countries.items()} if top > 0 else {}
    for place in local:
        if place.country is not None:
            shares[place.country] = max(_LOCAL, shares.get(place.country, 0.0))
    return shares


def _resolve(name: str, context: Context) -> ResolvedPlace | None:
    if "," in name:
        return _resolve_listed(name, context)
    return (
        _resolve_named(name, context)
        or _resolve_described(name, context)
        or _resolve_facility(name, context)
    )


def _resolve_listed(name: str, context: Context) -> ResolvedPlace | None:
    """Resolve "City, Unit, Country": what follows a comma says where the first part is."""
    first, *outer = (part.strip() for part in name.split(",") if part.strip())
    if not outer:
        return _resolve(first, context)
    around = ", ".join(outer)
    narrow = _within(around, context)
    if narrow is None:
        return _resolve(first, context)
    found = _resolve(first, narrow)
    if found is None or found.score < MIN_SCORE:
        found = _resolve(first, narrow._replace(within=frozenset()))
    if (found is None or found.score < MIN_SCORE) and context.sure and first[0].isupper():
        unit = _resolve(around, context)  # a hamlet no table has: in the unit named with it
        return unit._replace(name=first, geonameid=None, score=_LOOSE) if unit else None
    return found


def _within(outer: str, context: Context) -> Context | None:
    """Narrow the context to a country or unit that is named together with the place.

    None when the words after the comma are no country or unit.
    """
    last = outer.rsplit(",", 1)[-1].strip()
    if (unit := expand(last, after_comma=True)) is not None:
        return _inside(unit[1], fold(unit[0]), (), context)
    place = _resolve(last, context._replace(sure=True))
    if place is None or place.country is None:
        return None
    if place.precision == "country":
        narrow = _inside(place.country, None, (), context)
        first = outer.partition(",")[0].strip()
        return narrow._replace(admins=narrow.admins | {fold(first)}) if "," in outer else narrow
    unit_name = fold(place.admin1) if place.admin1 else None
    near = _points([place]) if place.precision != "admin1" else ()
    return _inside(place.country, unit_name, near * 3, context)


def _inside(country: str, unit: str | None, near: tuple[Point, ...], context: Context) -> Context:
    within = frozenset((unit,)) if unit else frozenset[str]()
    return context._replace(
        countries={country: 1.0}, only=country, within=within, admins=context.admins | within,
        near=context.near + near, unit=None,
    )  # fmt: skip


def _resolve_named(name: str, context: Context) -> ResolvedPlace | None:
    """Resolve a phrase that is a name and nothing else."""
    if (own := _own(name, context)) is not None:
        return own
    if (unit := expand(name, after_comma=context.sure)) is not None:
        narrow = context._replace(countries={unit[1]: 1.0}, only=unit[1], unit="admin1")
        return _resolve_named(unit[0], narrow)
    country = find_country(name)
    form = country.form if country is not None else None
    if form in ("adjective", "demonym"):
        return None
    region = find_region(name)
    if region is not None and form != "name":
        return _of_region(region, name) if region.form == "name" else None
    if name[0].islower():
        return None
    rows = open_gazetteer().places(name)
    seat = None
    if country is not None and form == "metonym":
        seat, country = _seat(country, rows), None
        rows = rows if seat is None or seat in rows else (*rows, seat)
    ranked = rank(name, rows, country, context, seat=seat)
    return _answer(name, ranked, context) if ranked else None


def _own(name: str, context: Context) -> ResolvedPlace | None:
    """Return a place of the user's own tables, which win over the shipped ones."""
    for row in user_places(name):
        if context.only in (None, row.country):
            return ResolvedPlace(
                row.name, row.geonameid, row.lat, row.lon, row.country, row.admin1, row.precision,
                why="from a table of your own",
            )  # fmt: skip
    return None


def _seat(country: Country, rows: Sequence[PlaceRow]) -> PlaceRow | None:
    """Return the site or city a seat of government is, or the capital it stands in.

    None when no such city is known.
    """
    own = [r for r in rows if r.country == country.alpha3]
    sites = [r for r in own if r.kind == "site"]
    capital = (r for r in open_gazetteer().places(country.capital) if r.country == country.alpha3)
    cities = (r for r in (*own, *capital) if r.kind == "city" and r.population >= MIN_CAPITAL)
    return next(iter((*sites, *cities)), None)


def _answer(name: str, ranked: Sequence[Ranked], context: Context) -> ResolvedPlace:
    best = ranked[0]
    rivals = sum(10.0 ** max(-9.0, r.points - best.points) for r in ranked)
    trust = _STATED if isinstance(best.place, Country) else _trust(best.place, best, name, context)
    found = (
        _of_row(best.place, name) if isinstance(best.place, PlaceRow) else _of_country(best.place)
    )
    return found._replace(score=round(trust * (0.5 + 0.5 / rivals), 3), why="; ".join(best.why))


def _trust(row: PlaceRow, ranked: Ranked, name: str, context: Context) -> float:
    if context.only or (row.admin1 and fold(row.admin1) in context.admins):
        return _STATED
    unlikely = _LOOSE if context.sure else _UNLIKELY
    if context.unit is None and row.population < MIN_ELSEWHERE and _is_other(name):
        return unlikely  # "Police" and "EU" are towns, too
    if row.kind == "site" or ranked.company >= MIN_COMPANY:
        return _FITTING
    if not context.countries:
        return _FITTING if row.population >= MIN_ANYWHERE else unlikely
    fits = row.country in context.countries or row.population >= MIN_ELSEWHERE
    return _FITTING if fits else unlikely


def _is_other(name: str) -> bool:
    return find_role(name) is not None or find_organization(name) is not None


def _resolve_described(name: str, context: Context) -> ResolvedPlace | None:
    """Resolve "the port city of X", "X province", "northern X", "X in Y"."""
    for pattern in (_UNIT_OF, _WITH_UNIT):
        if (match := pattern.fullmatch(name)) is not None:
            unit = next(k for k, v in _UNITS.items() if match["unit"].lower() in v.split("|"))
            found = _resolve(match["name"], context._replace(unit=unit))
            if found is not None:
                return found
    if (match := _WITHIN.fullmatch(name)) is not None:
        return _resolve_listed(f"{match['name']}, {match['outer']}", context)
    if (match := _PART.fullmatch(name)) is not None:
        found = _resolve(match["name"], context)
        return found._replace(name=name) if found else None
    return None


def _resolve_facility(name: str, context: Context) -> ResolvedPlace | None:
    """Resolve "Kabul University", "Goma airport" to the town or unit they are named after.

    Where the words are known to name a place, anything after a country or unit will do.
    """
    match = _FACILITY.fullmatch(name)
    if match is None and not context.sure:
        return None
    words = (match["name"] if match else name).split()
    countries = {code: share for code, share in context.countries.items() if share >= _MAIN}
    narrow = context._replace(countries=countries or context.countries, sure=False)
    for size in range(len(words) if match else len(words) - 1, 0, -1):
        start = " ".join(words[:size])
        found = _resolve_named(start, narrow) or (_of_people(start) if context.sure else None)
        wide = found is not None and found.precision in ("country", "admin1")
        if found is not None and found.score >= MIN_SCORE and (match is not None or wide):
            return found._replace(
                score=min(found.score, _LOOSE), why=f"named after it; {found.why}"
            )
    return None


def _of_row(row: PlaceRow, surface: str) -> ResolvedPlace:
    admin1 = row.name if row.kind == "admin1" else row.admin1
    name = row.name if row.kind in ("city", "site") else surface
    precision = "point" if row.kind == "site" else row.kind
    return ResolvedPlace(name, row.geonameid, row.lat, row.lon, row.country, admin1, precision)


def _of_country(country: Country) -> ResolvedPlace:
    return ResolvedPlace(
        country.name, country.geonameid, country.lat, country.lon, country.alpha3, None, "country",
        why="a country",
    )  # fmt: skip


def _of_region(region: Region, surface: str) -> ResolvedPlace:
    """Return a region; a unit of that name in its one country lends it the id."""
    code = region.country
    if code is None:
        return ResolvedPlace(region.name, None, region.lat, region.lon, why=f"a {region.kind}")
    units = (
        r for r in open_gazetteer().places(surface) if r.kind == "admin1" and r.country == code
    )
    unit = next(units, None)
    if unit is not None:
        found = _of_row(unit, surface)._replace(why="a region")
        return found if region.lat is None else found._replace(lat=region.lat, lon=region.lon)
    found = ResolvedPlace(
        region.name, None, region.lat, region.lon, code, region.name, "admin1", why="a region"
    )
    if region.lat is not None:
        return found
    country = countries_by_code()[code]
    return found._replace(lat=country.lat, lon=country.lon, admin1=None, precision="country")
