"""Says who an actor is: country, PLOVER sectors, and kind as a source of news.

Reads the words of the noun phrase alone, with the country of the scene for roles that
belong to a place ("police"). It knows organisations, countries, regions and roles; a
person's name without a title, an organisation or a people stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from tocsin.kb.country import Country, find_country, load_countries
from tocsin.kb.gazetteer import open_gazetteer
from tocsin.kb.organization import Organization, find_organization, load_organizations
from tocsin.kb.region import Region, find_region, load_regions
from tocsin.kb.role import Role, find_role, load_roles

T = TypeVar("T")

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\b[A-Z][a-z]{1,2}\.(?=\s)|[\w&+/]+(?:[-'’.][\w&+]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s?)(?=\s|$)")
_ARTICLES = frozenset({"the", "a", "an", "some", "these", "those", "its", "their", "his", "her"})
_LINKS = frozenset(
    {"of", "in", "from", "at", "for", "on", "near", "to", "with", "by", "who", "against"}
)
_ABROAD = frozenset(
    {"foreign", "international", "western", "neighboring", "neighbouring", "global", "regional"}
)
_RULED = frozenset({"run", "controlled", "appointed", "installed", "ruled", "administered"})
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"})  # whose people are officials
_WEAK = frozenset({"UNS", "GOV", "ELI"})  # of "leader", "official": an organisation says more
_CORPORATE = frozenset(
    {
        "NGO",
        "IGO",
        "PTY",
        "BUS",
        "EDU",
        "MED",
        "REB",
        "LAB",
        "REL",
        "UNS",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
    }
)
_DOCUMENTS = frozenset({
    "communique", "communiqué", "declaration", "decree", "document", "email", "filing", "indictment", "law",
    "letter", "memo", "note", "order", "petition", "poll", "post", "record", "release", "report",
    "resolution", "ruling", "statement", "study", "survey", "text", "transcript", "tweet", "verdict", "video",
})  # fmt: skip
_ANONYMOUS = frozenset({"source", "insider", "whistleblower", "informant"})
_WITNESSES = frozenset(
    {"witness", "eyewitness", "bystander", "survivor", "onlooker", "passerby", "passer-by"}
)
_AGENCIES = frozenset({"news agency", "press agency", "wire service", "state news agency"})
_ORGANIZATION_KINDS = {"agency": "agency", "outlet": "outlet", "government": "government"}
MIN_CITY = 100_000  # people: a smaller town in front of a role is more often a person's name


class ResolvedActor(NamedTuple):
    """What is known of an actor; None and () where nothing is.

    `name`: organisation, country or person in full; `id`: Wikidata QID;
    `country`: ISO 3166 alpha-3; `sectors`: PLOVER codes, main one first;
    `kind`: as in records.Source.
    """

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None


class _Mention(NamedTuple):
    """A phrase of a table found in the words: position of its first and last word."""

    first: int
    last: int
    value: Country | Region | Organization | Role


@lru_cache(maxsize=8_192)
def resolve_actor(
    text: str, *, head: str, name: str | None = None, scene: str | None = None
) -> ResolvedActor:
    """Return who a noun phrase names.

    Args:
        text: the phrase as it stands, with or without article and modifiers.
        head: lemma of its head noun.
        name: how the story names the same actor in full, titles included, if known.
        scene: alpha-3 of the country where the event is, for roles without a country.

    >>> resolve_actor("Turkish police officers", head="officer")
    ResolvedActor(name=None, id=None, country='TUR', sectors=('COP',), kind='official')
    """
    words = _split(text)
    whole = _whole(words)
    found = whole or _parts(words, head)
    if name and name != text:
        found = _fill(found, _whole(_split(name)) or _parts(_split(name), None))
    if scene and found.country is None and whole is None and _is_local(words, head):
        found = found._replace(country=scene)
    return found._replace(kind=_special_kind(head.lower(), text) or found.kind)


def _split(text: str) -> tuple[str, ...]:
    words = _WORD.findall(_POSSESSIVE.sub("", text))
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return tuple(words)


def _whole(words: tuple[str, ...]) -> ResolvedActor | None:
    """Resolve a phrase that is a listed name and nothing else."""
    phrase = " ".join(words)
    if (organization := find_organization(phrase)) is not None:
        return _of_organization(organization)
    if (country := find_country(phrase)) is not None:
        people = country.form == "demonym"
        sectors = ("CVL",) if people else ("GOV",)
        return ResolvedActor(
            None if people else country.name,
            None,
            country.alpha3,
            sectors,
            "person" if people else "government",
        )
    if (region := find_region(phrase)) is not None:
        if region.form == "name":
            return ResolvedActor(region.name, None, region.country, (), None)
        return ResolvedActor(None, None, region.country, ("CVL",), "person")
    if phrase[:1].isupper() and find_role(phrase) is None and (city := _city(phrase)) is not None:
        return ResolvedActor(phrase, None, city, ("GOV", "CVL"), None)
    return None


def _of_organization(organization: Organization) -> ResolvedActor:
    kind = _ORGANIZATION_KINDS.get(organization.kind, "organization")
    return ResolvedActor(
        organization.name, organization.id, organization.country, organization.sectors, kind
    )


def _parts(words: tuple[str, ...], head: str | None) -> ResolvedActor:
    """Resolve a phrase by what stands in it: role, organisation, country or region."""
    organizations = list(_mentions(words, find_organization, load_organizations().reach))
    role = _find_main_role(words, head)
    if role and organizations and _is_beside(words, role, organizations):
        role = None
    until = role.first if role else len(words)
    organization = _nearest(organizations, until)
    country = _find_country(words, until)
    person = _person(words, role)
    if role is None and organization is None:
        if person or country is None:
            return ResolvedActor(name=person, kind="person" if person else None)
        return ResolvedActor(None, None, country, (), None)
    sectors = _sectors(role, organization)
    if sectors == ("UNS",) and _speaks_for_state(words[:until]):
        sectors = ("GOV",)
    if role is None and organization is not None:
        base = _of_organization(organization)
        return base._replace(
            country=base.country if base.kind == "organization" else country or base.country
        )
    state = organization.country if organization else None
    name = person or (organization.name if organization and _is_group(role) else None)
    return ResolvedActor(name, None, country or state, sectors, _kind(role, sectors))


def _speaks_for_state(words: tuple[str, ...]) -> bool:
    """Whether a seat of government stands before a role: "Kremlin spokesman"."""
    seats = _mentions(words, find_country, load_countries().reach)
    return any(isinstance(m.value, Country) and m.value.metonym for m in seats)


def _find_main_role(words: tuple[str, ...], head: str | None) -> _Mention | None:
    """Return the role that says what the phrase is about.

    That is the one ending at the head noun; failing that (the head is a name) the last
    one. A head that says nothing ("group", "member") yields to a role that does.
    """
    roles = list(_mentions(words, find_role, load_roles().reach))
    if not roles:
        return None
    own = [r for r in roles if _is_head(words[r.last], head)]
    main = own[0] if own else _before_link(words, roles)
    telling = [r for r in roles if isinstance(r.value, Role) and r.value.sectors != ("UNS",)]
    if isinstance(main.value, Role) and main.value.sectors == ("UNS",) and telling:
        return telling[-1]
    return main


def _before_link(words: tuple[str, ...], roles: list[_Mention]) -> _Mention:
    """Return the last role before "of", "in", … or, when all stand after, the first."""
    link = next((i for i, w in enumerate(words) if w in _LINKS), len(words))
    before = [r for r in roles if r.first < link]
    return before[-1] if before else roles[0]


def _is_head(word: str, head: str | None) -> bool:
    if not head:
        return False
    lower, lemma = word.lower(), head.lower()
    stem = lemma[:-1] if lemma.endswith(("y", "e")) else lemma
    return lower == lemma or lower.startswith(stem) or lower == f"{lemma[:-3]}men"


def _mentions(
    words: tuple[str, ...], find: Callable[[str], T | None], reach: Callable[[str], int]
) -> Iterator[_Mention]:
    """Yield the longest listed phrases, left to right, none within another."""
    i = 0
    while i < len(words):
        for size in range(min(reach(words[i]), len(words) - i), 0, -1):
            value = find(" ".join(words[i : i + size]))
            if value is not None:
                yield _Mention(i, i + size - 1, value)  # type: ignore[arg-type]
                i += size - 1
                break
        i += 1


def _is_beside(words: tuple[str, ...], role: _Mention, organizations: list[_Mention]) -> bool:
    """Whether a role is part of an organisation's name or stands after "of", "in" … behind it."""
    if any(m.first <= role.first and role.last <= m.last for m in organizations):
        return True
    return _after_link(words, role) and not _after_link(words, organizations[0])


def _after_link(words: tuple[str, ...], mention: _Mention) -> bool:
    return not _LINKS.isdisjoint(words[: mention.first])


def _is_group(mention: _Mention | None) -> bool:
    value = mention.value if mention else None
    return isinstance(value, Role) and value.kind == "group"


def _nearest(mentions: list[_Mention], until: int) -> Organization | None:
    """Return the organisation nearest before the role, else the first after it."""
    before = [m for m in mentions if m.first <= until]
    chosen = before[-1] if before else mentions[0] if mentions else None
    return chosen.value if chosen and isinstance(chosen.value, Organization) else None


def _find_country(words: tuple[str, ...], until: int) -> str | None:
    """Return the country a phrase gives its actor.

    An adjective or possessive before the role wins over "of X" after it; a region or
    a large town counts where no country is named.
    """
    countries = list(_mentions(words, find_country, load_countries().reach))
    regions = list(_mentions(words, find_region, load_regions().reach))
    wider = [m for m in regions if m.last > m.first]  # "Bosnian Serb" is neither of its words
    before = [m for m in countries if m.first < until]
    for mention in (*wider, *before[-1:], *countries, *regions):
        if isinstance(mention.value, Country):
            return mention.value.alpha3
        if isinstance(mention.value, Region) and mention.value.country:
            return mention.value.country
    towns = (_city(town) for town in _towns(words, until))
    return next((c for c in (*map(_compound, words), *towns) if c), None)


def _compound(word: str) -> str | None:
    """Return the country in a hyphenated word: "Egyptian-American", "Hamas-run"."""
    first, _, last = word.rpartition("-")
    if not first:
        return None
    if last in _RULED:
        ruler = find_country(first) or find_organization(first)
        return ruler if ruler is None else _country_of(ruler)
    country = find_country(last)
    return country.alpha3 if country else None


def _country_of(value: Country | Organization) -> str | None:
    return value.alpha3 if isinstance(value, Country) else value.country


def _towns(words: tuple[str, ...], until: int) -> Iterator[str]:
    """Yield what may be a town: capitalised, before the role or after "of", "in", "from"."""
    if until < len(words):
        yield from (w for w in words[:until] if w[0].isupper() and len(w) > 3)
    for i, word in enumerate(words[:-1]):
        if word in ("of", "in", "from") and words[i + 1][0].isupper():
            yield " ".join(words[i + 1 : i + 3])
            yield words[i + 1]


def _city(name: str) -> str | None:
    rows = [r for r in open_gazetteer().places(name) if r.main and r.kind == "city"]
    return rows[0].country if rows and rows[0].population >= MIN_CITY else None


def _person(words: tuple[str, ...], role: _Mention | None) -> str | None:
    """Return a person's name: the capitalised words after a title, or all of them."""
    if _is_group(role):
        return None
    rest = words[role.last + 1 :] if role else words
    named = []
    for word in rest:
        if not word[0].isupper() and word.lower() not in (
            "al",
            "bin",
            "de",
            "van",
            "von",
            "der",
            "ben",
            "el",
            "da",
        ):
            break
        named.append(word)
    if not named or (role is None and (len(named) != len(words) or find_country(words[0]))):
        return None
    return " ".join(named)


def _sectors(role: _Mention | None, organization: Organization | None) -> tuple[str, ...]:
    own = role.value.sectors if role and isinstance(role.value, Role) else ()
    if organization is None:
        return own
    if not own or _WEAK.issuperset(own):
        return organization.sectors
    return tuple(dict.fromkeys((*own, *organization.sectors)))


def _kind(role: _Mention | None, sectors: tuple[str, ...]) -> str:
    value = role.value if role else None
    if not isinstance(value, Role):
        return "organization"
    if value.kind == "person":
        return "official" if _STATE & set(sectors) else "person"
    if "JRN" in sectors:
        return "agency" if value.name in _AGENCIES else "outlet"
    if "GOV" in sectors:
        return "government"
    return "organization" if _CORPORATE & set(sectors) else "person"


def _special_kind(head: str, text: str) -> str | None:
    if head in _DOCUMENTS and text[:1].islower():
        return "document"
    if head in _ANONYMOUS:
        return "anonymous"
    return "witness" if head in _WITNESSES else None


def _is_local(words: tuple[str, ...], head: str) -> bool:
    """Whether a phrase without a country is about people of the scene's country."""
    role = _find_main_role(words, head)
    value = role.value if role else None
    if not isinstance(value, Role) or not value.local:
        return False
    abroad = not _ABROAD.isdisjoint(w.lower() for w in words)
    return not abroad and not any(_mentions(words, find_organization, load_organizations().reach))


def _fill(found: ResolvedActor, fuller: ResolvedActor) -> ResolvedActor:
    """Complete what the phrase left open with what the actor's full name says."""
    vague = not found.sectors or found.sectors == ("UNS",)
    return ResolvedActor(
        fuller.name or found.name,
        found.id or fuller.id,
        found.country or fuller.country,
        fuller.sectors or found.sectors if vague else found.sectors,
        fuller.kind or found.kind if vague else found.kind,
    )
