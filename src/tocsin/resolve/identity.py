"""Who an actor is, and the names that say so by themselves: bodies, countries, regions, towns."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.kb.country import Country, find_country
from tocsin.kb.gazetteer import open_gazetteer
from tocsin.kb.organization import Organization, find_organization
from tocsin.kb.region import Region, find_region
from tocsin.kb.role import find_role
from tocsin.kb.user import UserActor, user_actors

MIN_CITY = 100_000  # people: a smaller town in front of a role is more often a person's name
_ORGANIZATION_KINDS = {"agency": "agency", "outlet": "outlet", "government": "government"}
_PERSON_OF_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"})


class ResolvedActor(NamedTuple):
    """What is known of an actor; None and () where nothing is.

    `name`: organisation, country or person in full; `id`: Wikidata QID, else one of the
    tables' own; `country`: ISO 3166 alpha-3; `sectors`: PLOVER codes, main one first;
    `kind`: as in records.Source; `why`: which rule decided, and on which row of a table.
    """

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    why: str = ""


def resolve_own(phrase: str, when: str | None) -> ResolvedActor | None:
    """Resolve a name that the user has added; of several rows the one for the day."""
    rows = user_actors(phrase)
    held = [row for row in rows if when is None or row.holds(when)]
    return _of_user(held[0]) if held else None


def resolve_listed(phrase: str, *, near: str | None) -> ResolvedActor | None:
    """Resolve a phrase that is the name of a body, country or region and nothing else.

    Args: near: alpha-3 of the country in view, for names that only count at home.
    """
    if (organization := find_organization(phrase, country=near)) is not None:
        return of_organization(organization)
    if (country := find_country(phrase)) is not None:
        return _of_country(country)
    if (region := find_region(phrase)) is not None:
        return _of_region(region)
    return None


def resolve_town(phrase: str) -> ResolvedActor | None:
    """Resolve the bare name of a large town, which may be its people or who governs it."""
    if phrase[:1].isupper() and find_role(phrase) is None:
        country = city_country(phrase)
        if country is not None:
            why = f"town: {phrase} ({country})"
            return ResolvedActor(phrase, None, country, ("GOV", "CVL"), None, why)
    return None


def of_organization(organization: Organization) -> ResolvedActor:
    """Return an organisation as an actor."""
    kind = _ORGANIZATION_KINDS.get(organization.kind, "organization")
    why = f"organization: {organization.id or organization.name}"
    return ResolvedActor(
        organization.name, organization.id, organization.country, organization.sectors, kind, why
    )


def city_country(name: str) -> str | None:
    """Return the country of the largest town of a name, None when it is small."""
    rows = [r for r in open_gazetteer().places(name) if r.main and r.kind == "city"]
    return rows[0].country if rows and rows[0].population >= MIN_CITY else None


def is_of_state(sectors: tuple[str, ...]) -> bool:
    """Whether the people of these sectors are officials."""
    return not _PERSON_OF_STATE.isdisjoint(sectors)


def _of_user(row: UserActor) -> ResolvedActor:
    person = "official" if is_of_state(row.sectors) else "person"
    kind = person if row.kind == "person" else _ORGANIZATION_KINDS.get(row.kind, "organization")
    why = f"user: {row.file}, line {row.line}"
    return ResolvedActor(row.name, row.id, row.country, row.sectors, kind, why)


def _of_country(country: Country) -> ResolvedActor:
    why = f"country: {country.alpha3} by its {country.form}"
    if country.form == "demonym":
        return ResolvedActor(None, None, country.alpha3, ("CVL",), "person", why)
    if country.form == "adjective":  # "the French": the people, or the government
        return ResolvedActor(None, None, country.alpha3, ("CVL", "GOV"), None, why)
    return ResolvedActor(country.name, None, country.alpha3, ("GOV",), "government", why)


def _of_region(region: Region) -> ResolvedActor:
    why = f"region: {region.name} by its {region.form}"
    if region.form == "name":
        return ResolvedActor(region.name, None, region.country, (), None, why)
    return ResolvedActor(None, None, region.country, ("CVL",), "person", why)
