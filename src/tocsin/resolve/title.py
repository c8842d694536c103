"""Says what a phrase's own words tell of an actor: role, body, country, and whether it is past.

An office that is over makes its holder an elite (PLOVER's ELI), and one who was driven
out of it an elite of the opposition (ELI, OPP); the country stays. Ranks, fighters and
professions are what they are, former or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tocsin.kb.country import Country, find_country, load_countries
from tocsin.kb.organization import Organization, find_organization, load_organizations
from tocsin.kb.region import find_region, load_regions
from tocsin.kb.role import Role
from tocsin.resolve.identity import city_country, is_of_state
from tocsin.resolve.mention import Mention, after_link, find_main_role, find_mentions, is_group

FORMER = frozenset({"former", "ex", "late", "erstwhile", "onetime", "one-time"})
DRIVEN_OUT = frozenset({"ousted", "deposed", "toppled", "overthrown", "exiled"})
_PAST = ("GOV", "LEG")  # sectors that end with the office
_WEAK = frozenset({"UNS", "GOV", "ELI"})  # of "leader", "official": an organisation says more
_BODIES = frozenset({
    "NGO", "IGO", "PTY", "BUS", "EDU", "MED", "REB", "LAB", "REL", "UNS", "MIL", "COP", "JUD", "LEG", "SPY",
})  # fmt: skip
_AGENCIES = frozenset({"news agency", "press agency", "wire service", "state news agency"})
_RULED = frozenset({"run", "controlled", "appointed", "installed", "ruled", "administered"})
_ABROAD = frozenset({
    "foreign", "international", "western", "neighboring", "neighbouring", "global",
})  # fmt: skip
_POWERS = frozenset({"leader", "power", "state", "country", "bloc", "government", "official"})
_FOREIGN_OFFICES = frozenset({"minister", "ministry", "secretary", "policy", "affairs", "office"})
_PARTS = frozenset({"provincial", "local", "regional", "state", "district", "municipal", "city"})
# Words of the roles that a country has one of: a story's own country rather than the scene's.
_NATIONAL = frozenset({
    "president", "presidential", "presidency", "prime", "premier", "chancellor", "minister", "ministry",
    "cabinet", "government", "junta", "parliament", "parliamentary", "senate", "congress", "speaker", "king",
    "queen", "monarch", "leader", "opposition", "attorney", "secretary", "central", "ruler", "regime",
})  # fmt: skip
_SMALL = frozenset(
    "al bin bint de van von der ben el da dos del la ul".split()
)  # fmt: skip


class Title(NamedTuple):
    """What the words of a phrase say, None and () where nothing.

    `person`: the name in it; `title`: the words of its role and of the body it is in.
    """

    words: tuple[str, ...]
    person: str | None
    title: str
    role: Mention[Role] | None
    organization: Organization | None
    country: str | None
    former: bool
    driven_out: bool


def read_title(
    words: tuple[str, ...], head: str | None, *, near: str | None, named: int = 0
) -> Title:
    """Read a phrase that is not the name of a body or country.

    Args:
        words: of the phrase.
        head: lemma of its head noun, if known.
        near: alpha-3 of the country in view, for names of bodies that only count at home.
        named: how many of the last words are known to be a person's name.
    """
    if named:
        title = read_title(words[:-named], None, near=near) if words[:-named] else _NOTHING
        return title._replace(words=words, person=" ".join(words[-named:]))
    lower = [word.lower() for word in words]
    former, out = not FORMER.isdisjoint(lower), not DRIVEN_OUT.isdisjoint(lower)
    words = tuple(w for w, low in zip(words, lower, strict=True) if low not in FORMER | DRIVEN_OUT)
    organizations = list(_organizations(words, near))
    role = find_main_role(words, head)
    if role and organizations and _is_beside(words, role, organizations):
        role = None
    until = role.first if role else len(words)
    person = _person(words, role)
    organization = _nearest(organizations, until)
    office = (role.value.name if role else "", organization.name if organization else "")
    return Title(
        words, person, " ".join(office).strip(), role, organization, _country(words, until),
        former or out, out,
    )  # fmt: skip


_NOTHING = Title((), None, "", None, None, None, False, False)


def title_sectors(title: Title) -> tuple[str, ...]:
    """Return the PLOVER sectors that role and organisation give."""
    role = title.role.value.sectors if title.role else ()
    until = title.role.first if title.role else len(title.words)
    if role == ("UNS",) and _speaks_for_state(title.words[:until]):
        role = ("GOV",)
    organization = title.organization
    if organization is None:
        return _past(role, title)
    if not role or _WEAK.issuperset(role):
        return organization.sectors
    return tuple(dict.fromkeys((*_past(role, title), *organization.sectors)))


def title_kind(role: Mention[Role] | None, sectors: tuple[str, ...]) -> str:
    """Return the kind of source that somebody of a role is, as in records.Source."""
    if role is None:
        return "organization"
    if role.value.kind == "person":
        return "official" if is_of_state(sectors) else "person"
    if "JRN" in sectors:
        return "agency" if role.value.name in _AGENCIES else "outlet"
    if "GOV" in sectors:
        return "government"
    return "organization" if not _BODIES.isdisjoint(sectors) else "person"


def is_people(title: Title) -> bool:
    """Whether a phrase ends in the name of a people: "five Uyghurs"."""
    word = title.words[-1] if title.words else ""
    named = find_country(word) or find_region(word)
    return named is not None and named.form == "demonym"


def governed_by(title: Title) -> str | None:
    """Return the name before a government's noun: "the X administration", or None."""
    if title.role is None or not is_group(title.role) or "GOV" not in title.role.value.sectors:
        return None
    before = title.words[: title.role.first]
    named = [word for word in before if word[0].isupper() or word in _SMALL]
    return " ".join(named) if named and len(named) == len(before) else None


def is_national(title: Title) -> bool:
    """Whether the role is an office or body of a whole country."""
    words = {word.lower() for word in title.words}
    named = title.role is not None and not _NATIONAL.isdisjoint(title.role.value.name.split())
    return named and _PARTS.isdisjoint(words)


def is_local(title: Title) -> bool:
    """Whether a phrase without a country is about people of the country in view."""
    if title.role is None or title.organization is not None:
        return False
    if not title.role.value.local and "local" not in title.words:
        return False
    return not any(_is_abroad(title.words, i) for i in range(len(title.words)))


def _is_abroad(words: tuple[str, ...], i: int) -> bool:
    """Whether a word points abroad: "foreign" (not "foreign minister"), "regional leaders"."""
    follower = words[i + 1].lower() if i + 1 < len(words) else ""
    if words[i].lower() == "regional":
        return follower.removesuffix("s") in _POWERS
    return words[i].lower() in _ABROAD and follower not in _FOREIGN_OFFICES


def _past(sectors: tuple[str, ...], title: Title) -> tuple[str, ...]:
    person = title.role is not None and title.role.value.kind == "person"
    if not title.former or not person or not set(_PAST) & set(sectors):
        return sectors
    return ("ELI", "OPP") if title.driven_out else ("ELI",)


def _organizations(words: tuple[str, ...], near: str | None) -> Iterator[Mention[Organization]]:
    return find_mentions(
        words, lambda phrase: find_organization(phrase, country=near), load_organizations().reach
    )


def _speaks_for_state(words: tuple[str, ...]) -> bool:
    """Whether a seat of government stands before a role: "Kremlin spokesman"."""
    return any(m.value.metonym for m in find_mentions(words, find_country, load_countries().reach))


def _is_beside(
    words: tuple[str, ...], role: Mention[Role], organizations: list[Mention[Organization]]
) -> bool:
    """Whether a role is part of an organisation's name or stands after "of", "in" … behind it."""
    if any(m.first <= role.first and role.last <= m.last for m in organizations):
        return True
    return after_link(words, role) and not after_link(words, organizations[0])


def _nearest(mentions: list[Mention[Organization]], until: int) -> Organization | None:
    """Return the organisation nearest before the role, else the first after it."""
    before = [m for m in mentions if m.first <= until]
    chosen = before[-1] if before else mentions[0] if mentions else None
    return chosen.value if chosen else None


def _country(words: tuple[str, ...], until: int) -> str | None:
    """Return the country a phrase gives its actor.

    An adjective or possessive before the role wins over "of X" after it; a region or
    a large town counts where no country is named.
    """
    countries = list(find_mentions(words, find_country, load_countries().reach))
    regions = list(find_mentions(words, find_region, load_regions().reach))
    wider = (m.value for m in regions if m.last > m.first)  # "Bosnian Serb" is neither of its words
    before = [m.value for m in countries if m.first < until]
    named = (*before[-1:], *(m.value for m in countries), *(m.value for m in regions))
    towns = (city_country(town) for town in _towns(words, until))
    codes = (
        *(region.country for region in wider), *map(_country_of, named), *map(_compound, words),
    )  # fmt: skip
    return next((c for c in codes if c), None) or next((c for c in towns if c), None)


def _compound(word: str) -> str | None:
    """Return the country in a hyphenated word: "Egyptian-American", "Hamas-run"."""
    first, _, last = word.rpartition("-")
    if not first:
        return None
    if last in _RULED:
        ruler = find_country(first) or find_organization(first)
        return _country_of(ruler) if ruler is not None else None
    country = find_country(last)
    return country.alpha3 if country else None


def _country_of(value: object) -> str | None:
    if isinstance(value, Country):
        return value.alpha3
    return getattr(value, "country", None)


def _towns(words: tuple[str, ...], until: int) -> Iterator[str]:
    """Yield what may be a town: capitalised, before the role or after "of", "in", "from"."""
    if until < len(words):
        yield from (w for w in words[:until] if w[0].isupper() and len(w) > 3)
    for i, word in enumerate(words[:-1]):
        if word in ("of", "in", "from") and words[i + 1][0].isupper():
            yield " ".join(words[i + 1 : i + 3])
            yield words[i + 1]


def _person(words: tuple[str, ...], role: Mention[Role] | None) -> str | None:
    """Return a person's name: the capitalised words after a title, or all of them."""
    if is_group(role):
        return None
    named: list[str] = []
    for word in words[role.last + 1 :] if role else words:
        if not word[0].isupper() and word.lower() not in _SMALL and not word.startswith("al-"):
            break
        named.append(word)
    whole = len(named) == len(words) and not find_country(words[0]) if words else False
    return " ".join(named) if named and (role is not None or whole) else None
