"""All that the knowledge base knows under one name, with scores and reasons.

For people who want to see why a name was resolved as it was; the stages ask each table
for themselves. The score is the exactness of the match times what speaks for or against
the candidate, from 0 to 1; it ranks candidates and is no probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tocsin.kb.country import find_country, without_article
from tocsin.kb.gazetteer import PlaceRow, open_gazetteer
from tocsin.kb.organization import Bearer, load_organizations
from tocsin.kb.outlet import Outlet, find_outlet, list_outlets
from tocsin.kb.person import PersonRow, find_persons
from tocsin.kb.region import find_region
from tocsin.kb.role import find_role
from tocsin.kb.user import UserActor, UserPlace, user_actors, user_places

MAX_PLACES = 20  # of one name; "San José" has hundreds
_EXACT, _ALIAS = 1.0, 0.8
_PERSON = {"name": 1.0, "sound": 0.8, "surname": 0.5, "surname sound": 0.4}
_ELSEWHERE = 0.3  # another country than the one asked for
_NOWHERE = 0.9  # no country, and one was asked for
_OUT_OF_TIME = 0.5  # an office or name that did not hold at the date asked for
_SHARED = 0.6  # a name that counts at home alone, and no country was asked for
_METONYM = 0.9
_LARGEST = 7.5  # log10 of the population of the largest city


class Candidate(NamedTuple):
    """What a name may mean.

    `kind`: place, country, region, person, organization, outlet or role; `reasons`: what
    the score is made of, in order.
    """

    kind: str
    name: str
    id: str | None
    country: str | None
    sectors: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


class _Question(NamedTuple):
    name: str
    date: str | None
    country: str | None


def look_up(
    name: str, *, date: str | None = None, country: str | None = None
) -> tuple[Candidate, ...]:
    """Return the candidates of every kind, the user's own first, then the best first.

    Args: date: YYYY-MM-DD of the report; country: alpha-3 of the country in view.
    Returns: empty when nothing bears the name.
    Raises: DataError: the knowledge base or the user's file is damaged.
    """
    question = _Question(" ".join(name.split()), date, country)
    own = sorted(_own(question), key=_rank)
    finders = (_places, _countries, _regions, _persons, _organizations, _outlets, _roles)
    shipped = (candidate for find in finders for candidate in find(question))
    return (*own, *sorted(shipped, key=_rank))


def _rank(candidate: Candidate) -> tuple[float, str, str]:
    return -candidate.score, candidate.kind, candidate.name


def _own(question: _Question) -> Iterator[Candidate]:
    for actor in user_actors(question.name):
        yield _own_actor(actor, question)
    for place in user_places(question.name):
        score, reasons = _weigh(_EXACT, [_origin(place)], place.country, question)
        id_ = str(place.geonameid) if place.geonameid else None
        yield Candidate("place", place.name, id_, place.country, (), score, reasons)


def _own_actor(actor: UserActor, question: _Question) -> Candidate:
    score, notes = _EXACT, [_origin(actor)]
    if actor.role:
        notes.append(actor.role)
    if question.date and not actor.holds(question.date):
        score, notes = score * _OUT_OF_TIME, [*notes, f"not on {question.date}"]
    score, reasons = _weigh(score, notes, actor.country, question)
    kind = "person" if actor.kind == "person" else "organization"
    return Candidate(kind, actor.name, actor.id, actor.country, actor.sectors, score, reasons)


def _origin(row: UserActor | UserPlace) -> str:
    return f"your {row.file}, line {row.line}"


def _places(question: _Question) -> Iterator[Candidate]:
    for row in open_gazetteer().places(question.name)[:MAX_PLACES]:
        score, notes = _weigh_place(row, question)
        score, reasons = _weigh(score, notes, row.country, question)
        id_ = str(row.geonameid) if row.geonameid else None
        name = f"{row.name}, {row.admin1}" if row.admin1 else row.name
        yield Candidate("place", name, id_, row.country, (), score, reasons)


def _weigh_place(row: PlaceRow, question: _Question) -> tuple[float, list[str]]:
    score = _EXACT if row.main else _ALIAS
    notes = [row.kind, "usual name" if row.main else "other name"]
    if row.population:
        score *= 0.5 + 0.5 * min(1.0, math.log10(row.population) / _LARGEST)
        notes.append(f"{row.population:,} people")
    if row.since or row.until:
        notes.append(f"so named {row.since or '…'} to {row.until or 'now'}")
        if question.date and not _within(question.date, row.since, row.until):
            score *= _OUT_OF_TIME
    return score, notes


def _within(date: str, since: str | None, until: str | None) -> bool:
    return (not since or since <= date) and (not until or date < until)


def _countries(question: _Question) -> Iterator[Candidate]:
    if (found := find_country(question.name)) is not None:
        score = _METONYM if found.metonym else _EXACT
        note = "seat of its government" if found.metonym else found.form
        score, reasons = _weigh(score, [note], found.alpha3, question)
        id_ = str(found.geonameid)
        yield Candidate("country", found.name, id_, found.alpha3, (), score, reasons)


def _regions(question: _Question) -> Iterator[Candidate]:
    if (found := find_region(question.name)) is not None:
        within = f"in {', '.join(found.countries)}" if found.countries else "in no one state"
        score, reasons = _weigh(_EXACT, [found.form, within], found.country, question)
        yield Candidate("region", found.name, None, found.country, (), score, reasons)


def _persons(question: _Question) -> Iterator[Candidate]:
    for row in find_persons(question.name, date=question.date):
        notes = [f"by {row.match}", *_offices(row)]
        score = _PERSON[row.match] * (_OUT_OF_TIME if row.former else 1.0)
        score, reasons = _weigh(score, notes, row.country, question)
        yield Candidate("person", row.name, row.id, row.country, row.sectors, score, reasons)


def _offices(row: PersonRow) -> Iterator[str]:
    for spell in row.spells:
        former = "former " if row.former else ""
        yield f"{former}{spell.office} {spell.start} to {spell.end or 'now'} ({spell.source})"


def _organizations(question: _Question) -> Iterator[Candidate]:
    seen, bearers = set(), load_organizations().bearers
    for bearer in (*bearers(question.name), *bearers(without_article(question.name))):
        found = bearer.organization
        if found.id not in seen and found.kind not in ("agency", "outlet"):
            seen.add(found.id)
            score, reasons = _weigh_bearer(bearer, question)
            yield Candidate(
                "organization", found.name, found.id, found.country, found.sectors, score, reasons
            )


def _weigh_bearer(bearer: Bearer, question: _Question) -> tuple[float, tuple[str, ...]]:
    found = bearer.organization
    usual = bearer.phrase == found.name
    score, notes = (_EXACT if usual else _ALIAS), [found.kind, "usual name" if usual else "alias"]
    if found.since or found.until:
        notes.append(f"{found.since or '…'} to {found.until or 'now'}")
    if bearer.local:
        notes.append(f"shared name, counts in {found.country} alone")
        score *= 1.0 if question.country else _SHARED
    return _weigh(score, notes, found.country, question)


def _outlets(question: _Question) -> Iterator[Candidate]:
    outlets = list_outlets(question.name)
    if not outlets and (found := find_outlet(question.name)) is not None:
        outlets = (found,)
    for outlet in outlets:
        notes = [outlet.kind, outlet.ownership, *outlet.domains[:1]]
        score = _SHARED if len(outlets) > 1 and not question.country else _EXACT
        score, reasons = _weigh(score, notes, outlet.country, question)
        yield _of_outlet(outlet, score, reasons)


def _of_outlet(outlet: Outlet, score: float, reasons: tuple[str, ...]) -> Candidate:
    return Candidate("outlet", outlet.name, outlet.id, outlet.country, ("JRN",), score, reasons)


def _roles(question: _Question) -> Iterator[Candidate]:
    if (role := find_role(question.name)) is not None:
        notes = [role.kind, "of the scene's country" if role.local else "of no country by itself"]
        yield Candidate("role", role.name, None, None, role.sectors, _EXACT, tuple(notes))


def _weigh(
    score: float, notes: Iterable[str], country: str | None, question: _Question
) -> tuple[float, tuple[str, ...]]:
    """Count another country than the one asked for against a candidate; round the score."""
    notes = tuple(notes)
    if question.country and country != question.country:
        score *= _ELSEWHERE if country else _NOWHERE
        notes += (f"not in {question.country}",) if country else ()
    return round(score, 3), notes
