"""Says who an actor is: country, PLOVER sectors, id, and kind as a source of news.

Rules, in order: a name the user has added; the name of a body, country or region; the
exact name of an office holder, by the date; the same, transliterated; a surname with a
country or an office; a title with a country, even for a name nobody knows; a national
office in the country the story is about; a role in the country of the scene. A name that
no rule knows stays unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.kb.person import PersonRow, Spell, find_persons
from tocsin.kb.role import find_role
from tocsin.resolve.holder import Context, Holder, find_holder
from tocsin.resolve.identity import (
    ResolvedActor,
    is_of_state,
    of_organization,
    resolve_listed,
    resolve_own,
    resolve_town,
)
from tocsin.resolve.mention import is_group, split_words
from tocsin.resolve.title import (
    Title,
    governed_by,
    is_local,
    is_national,
    is_people,
    read_title,
    title_kind,
    title_sectors,
)

__all__ = ["ResolvedActor", "resolve_actor"]

_DOCUMENTS = frozenset({
    "communique", "communiqué", "declaration", "decree", "document", "email", "filing", "indictment", "law",
    "letter", "memo", "note", "order", "petition", "poll", "post", "record", "release", "report",
    "resolution", "ruling", "statement", "study", "survey", "text", "transcript", "tweet", "verdict", "video",
})  # fmt: skip
_ANONYMOUS = frozenset({"source", "insider", "whistleblower", "informant"})
_WITNESSES = frozenset(
    {"witness", "eyewitness", "bystander", "survivor", "onlooker", "passerby", "passer-by"}
)
_REGIONAL = re.compile(
    r"Governor of (?!the)|Mayor|Chief Minister|Permanent Representative|Head of the"
)
_HONORIFICS = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Dame"})
_LONGEST_NAME = 4  # words of a name that is tried as such
LONGEST = 1_000  # characters; no phrase that names somebody is longer


@lru_cache(maxsize=8_192)
def resolve_actor(
    text: str,
    *,
    head: str,
    name: str | None = None,
    scene: str | None = None,
    home: str | None = None,
    when: str | None = None,
) -> ResolvedActor:
    """Return who a noun phrase names.

    Args:
        text: the phrase as it stands, with or without article and modifiers.
        head: lemma of its head noun.
        name: how the story names the same actor in full, titles included, if known.
        scene: alpha-3 of the country where the event is, for roles without a country.
        home: alpha-3 of the country the story is mainly about, for national offices
            without one and for surnames.
        when: ISO date of the article; who held an office is decided by it.

    >>> resolve_actor("Turkish police officers", head="officer")[2:]
    ('TUR', ('COP',), 'official', 'title and country: police officer')
    """
    near = tuple(dict.fromkeys(code for code in (home, scene) if code))
    found = _resolve(text[:LONGEST], head, near, when)
    if name and name != text:
        found = _fill(found, _resolve(name[:LONGEST], None, near, when))
    if found.country is None:
        found = _settle(found, text[:LONGEST], head, scene, home)
    return found._replace(kind=_special_kind(head.lower(), text) or found.kind)


def _resolve(text: str, head: str | None, near: tuple[str, ...], when: str | None) -> ResolvedActor:
    words = split_words(text)
    phrase = " ".join(words)
    view = near[0] if near else None
    whole = (
        resolve_own(phrase, when)
        or resolve_listed(phrase, near=view)
        or resolve_listed(text, near=view)  # with the possessives: "People's Liberation Front"
    )
    if whole is not None:
        return whole
    bare = words[1:] if len(words) > 1 and words[0] in _HONORIFICS else words
    title = read_title(bare, head, near=view, named=_known_name(bare))
    apart = _apposed(text)
    if apart and title.person is None:
        title = title._replace(person=apart)
    holder = _holder(title, near, when, addressed=bare != words)
    if holder is not None:
        return _of_holder(holder, title)
    governed = _governed(title, near, when)
    if governed is not None:
        return governed
    return (title.role is None and resolve_town(phrase)) or _of_title(title)


def _known_name(words: tuple[str, ...]) -> int:
    """Return how many of the last words are a known name that looks like a role.

    "Gang" is one in "Qin Gang", and "Shah" after "Home Minister".
    """
    if not words or find_role(words[-1]) is None or not words[-1][0].isupper():
        return 0
    for size in range(min(len(words), _LONGEST_NAME), 1, -1):
        tail = words[-size:]
        if all(w[0].isupper() for w in tail) and _is_full_name(" ".join(tail)):
            return size
    titled = len(words) > 1 and find_role(words[-2]) is not None
    return int(titled and bool(find_persons(words[-1])))


def _is_full_name(phrase: str) -> bool:
    rows = find_persons(phrase)
    return bool(rows) and rows[0].match == "name"


def _apposed(text: str) -> str | None:
    """Return the name that a description follows: "X, the former president"."""
    name, comma, rest = text.partition(", ")
    words = split_words(name)
    plain = comma and rest[:1].islower() and 1 < len(words) < 6
    return " ".join(words) if plain and all(w[0].isupper() or w == "al" for w in words) else None


def _holder(
    title: Title, near: tuple[str, ...], when: str | None, *, addressed: bool
) -> Holder | None:
    if title.person is None or is_group(title.role):
        return None
    own = resolve_own(title.person, when)
    if own is not None:
        return None
    words = title.title or ("Mr" if addressed else "")
    context = Context(title.country, near, words, when, title.former)
    return find_holder(title.person, context)


def _governed(title: Title, near: tuple[str, ...], when: str | None) -> ResolvedActor | None:
    """Resolve a government by who leads it: "the Biden administration"."""
    leader = governed_by(title) if title.country is None and title.organization is None else None
    if leader is None:
        return None
    holder = find_holder(leader, Context(None, near, "", when, title.former))
    if holder is None or holder.spell.country is None:
        return None
    found = _of_title(title._replace(country=holder.spell.country))
    return found._replace(why=f"government of {holder.row.id}, {_cite(holder.spell)}")


def _of_holder(holder: Holder, title: Title) -> ResolvedActor:
    row = holder.row
    sectors = _holder_sectors(row, title)
    kind = "official" if is_of_state(sectors) else "person"
    why = f"{holder.rule}: {row.id}, {_cite(holder.spell)}{', former' if row.former else ''}"
    return ResolvedActor(row.name, row.id, holder.spell.country, sectors, kind, why)


def _holder_sectors(row: PersonRow, title: Title) -> tuple[str, ...]:
    """Return what the text says of a person's capacity, and what the offices at the time do.

    A title in the text holds against the table: it is in office unless the text says not.
    """
    stated = title_sectors(title)
    if title.former:
        past = tuple(s for s in stated if s in ("ELI", "OPP")) or ("ELI",)
        return past if row.former else tuple(dict.fromkeys((*past, *row.sectors)))
    if row.former:
        return stated or (() if _REGIONAL.match(row.spells[0].office) else ("ELI",))
    rank = stated in (("MIL",), ("REL",), ("ELI",), ("UNS",))
    return tuple(dict.fromkeys((*row.sectors, *stated) if rank else (*stated, *row.sectors)))


def _cite(spell: Spell) -> str:
    return f"{spell.office} {spell.start}/{spell.end}"


def _of_title(title: Title) -> ResolvedActor:
    """Resolve a phrase by what stands in it: role, organisation, country or region."""
    role, organization, country = title.role, title.organization, title.country
    if role is None and organization is None:
        if title.person or country is None:
            kind = "person" if title.person else None
            return ResolvedActor(name=title.person, kind=kind, why="unknown")
        if is_people(title):
            return ResolvedActor(None, None, country, ("CVL",), "person", f"people: {country}")
        return ResolvedActor(None, None, country, (), None, f"country: {country} in the phrase")
    if role is None and organization is not None:
        base = of_organization(organization)
        kept = base.country if base.kind == "organization" else country or base.country
        return base._replace(country=kept)
    sectors = title_sectors(title)
    state = country or (organization.country if organization else None)
    name = title.person or (organization.name if organization and is_group(role) else None)
    rule = "title and country" if state else "role"
    why = f"{rule}: {role.value.name if role else ''}"
    return ResolvedActor(name, None, state, sectors, title_kind(role, sectors), why)


def _settle(
    found: ResolvedActor, text: str, head: str, scene: str | None, home: str | None
) -> ResolvedActor:
    """Give a role without a country that of the story or of the scene."""
    if found.id is not None or not found.why.startswith("role"):
        return found
    title = read_title(split_words(text), head, near=home or scene)
    if not is_local(title):
        return found
    national = is_national(title)
    country = (home or scene) if national else (scene or home)
    if country is None:
        return found
    rule = "office and story's country" if national and home else "role and scene"
    return found._replace(country=country, why=f"{rule}: {found.why.partition(': ')[2]}")


def _special_kind(head: str, text: str) -> str | None:
    if head in _DOCUMENTS and text[:1].islower():
        return "document"
    if head in _ANONYMOUS:
        return "anonymous"
    return "witness" if head in _WITNESSES else None


def _fill(found: ResolvedActor, fuller: ResolvedActor) -> ResolvedActor:
    """Complete what the phrase left open with what the actor's full name says."""
    vague = not found.sectors or found.sectors == ("UNS",)
    return ResolvedActor(
        fuller.name or found.name,
        found.id or fuller.id,
        found.country or fuller.country,
        fuller.sectors or found.sectors if vague else found.sectors,
        fuller.kind or found.kind if vague else found.kind,
        fuller.why if vague and fuller.why != "unknown" else found.why,
    )
