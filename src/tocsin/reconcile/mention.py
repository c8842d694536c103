"""A claim as clustering sees it: what can be compared, and nothing else.

Reads the dicts of docs/record-format.md; knows neither the store nor other claims.
Days are counted as `date.toordinal` does. Keys of parties: "#id", "=name" of
somebody named, "KAZ GOV", "KAZ", "~noun" of somebody described.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from tocsin.data import read_rows
from tocsin.errors import OntologyError
from tocsin.kb.fold import fold
from tocsin.ontology import TYPES, VERBAL, check_event
from tocsin.period import edtf_period
from tocsin.reconcile.word import Vector, stem, text_vector

Record = Mapping[str, Any]
Days = tuple[int, int]  # first and last day, both included

LONG_DAYS = 10  # an interval longer than that places nothing
# How a day or place is known: told in the sentence itself, told there but maybe as the day of
# saying so, in another sentence, nowhere.
TOLD, SAID, CARRIED, GUESSED = 1.0, 0.8, 0.5, 0.05
NOBODY = frozenset(
    "people person man woman one member group other somebody someone many hundred thousand".split()
)
_ASIDE = re.compile(
    r"^(?:meanwhile|separately|elsewhere)\b|\b(?:separately|elsewhere),"
    r"|\b(?:in|after) (?:an?(?:other)? |the )?(?:separate|another|second|similar|unrelated|different)\b",
    re.IGNORECASE,
)


class Spot(NamedTuple):
    """Where something happened.

    `key`: GeoNames id or folded name; `party`: how parties of that name are keyed; `exact`: no
    country or unit.
    """

    key: str
    party: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None

    @property
    def exact(self) -> bool:
        """Whether it is a town, a point, or a name that no gazetteer has."""
        return self.precision in ("city", "point", None)


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim.

    Attributes: days: when it says it happened, None where it does not; grip, hold: how well
    that day and the place are known: TOLD, CARRIED over from another sentence, GUESSED;
    outcome: counts victims, names no deed; aside: its sentence says that it tells of
    something else; echo: the same for the same trigger in a sentence of the same words.
    """

    key: int
    claim: str
    article: str
    at: int
    sentence: int
    published: str
    type: str
    mode: str | None
    status: str
    stance: str
    days: Days | None
    grip: float
    spot: Spot | None
    hold: float
    actors: Mapping[str, float]
    recipients: Mapping[str, float]
    countries: tuple[str, ...]
    trigger: str
    outcome: bool
    aside: bool
    figures: frozenset[tuple[str, int]]
    words: Vector
    echo: str


def read_mention(key: int, claim: Record) -> Mention:
    """Return what is compared of a claim; `key` is how the store knows it."""
    event, article, sentence = claim["event"], claim["article"], claim["sentence"]
    when, trigger = claim["date"], trigger_stem(claim["trigger"]["text"])
    outcome, published = _is_outcome(claim, trigger), utc(article["published"])
    days = _days(when["edtf"]) if when else None
    said = CARRIED if outcome else SAID if claim["said_by"] else TOLD
    spot = _spot(claim["place"])
    return Mention(
        key=key,
        claim=claim["id"],
        article=article["id"],
        at=claim["trigger"]["start"],
        sentence=sentence["start"],
        published=published,
        type=event["type"],
        mode=event["mode"],
        status=claim["status"],
        stance=claim["stance"],
        days=days,
        grip=_grip(
            when,
            sentence,
            most=said if _is_fresh(days, published) else TOLD,
            least=GUESSED if _is_today(days, published) else CARRIED,
        ),
        spot=spot,
        hold=_grip(claim["place"], sentence),
        actors=party_keys(claim["actors"]),
        recipients=party_keys(claim["recipients"]),
        countries=_countries(claim, spot),
        trigger=trigger,
        outcome=outcome,
        aside=_ASIDE.search(sentence["text"]) is not None,
        figures=frozenset(_numbers(claim["figures"])),
        words=_sentence_vector(sentence["text"]),
        echo=_echo(sentence["text"], trigger),
    )


def family(type_: str, mode: str | None) -> str:
    """Return the family whose types may be names of one event, or sides of it.

    >>> family("COERCE", "arrest"), family("COERCE", "censor")
    ('strife', 'rule')
    """
    return FAMILIES.get((type_, mode or "")) or FAMILIES[type_, ""]


def is_verbal(type_: str) -> bool:
    """Tell whether a type is done in words: such events are told apart by who speaks."""
    return type_ in VERBAL


def utc(published: str | None) -> str:
    """Return a moment as sortable UTC text; "" when unknown, midnight for a bare day.

    >>> utc("2022-01-06T15:10:00+04:00"), utc("2022-01-06"), utc(None)
    ('2022-01-06T11:10:00', '2022-01-06T00:00:00', '')
    """
    if not published:
        return ""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def day_of(published: str) -> int:
    """Return the day of a moment as `utc` writes it."""
    return date.fromisoformat(published[:10]).toordinal()


def trigger_stem(text: str) -> str:
    """Return the stem of a trigger's last word that means something: "opening fire" -> "fire"."""
    words = fold(text).split()
    return stem(words[-1]) if words else ""


def party_keys(entities: Iterable[Record]) -> dict[str, float]:
    """Return the keys of actors or recipients, each with how much it tells (0 to 1)."""
    found: dict[str, float] = {}
    for entity in entities:
        for key, weight in _party(entity):
            found[key] = max(weight, found.get(key, 0.0))
    return found


def _party(entity: Record) -> Iterable[tuple[str, float]]:
    name, country = entity["name"], entity["country"]
    if entity["id"]:
        yield f"#{entity['id']}", 1.0
    if name and not name[0].islower():  # "the police" is nobody's name
        yield f"={fold(name)}", 0.9
    head = fold(name or entity["text"]).rpartition(" ")[2]
    if head[:1].isalpha() and head not in NOBODY:
        yield f"~{stem(head)}", 0.4
    for sector in entity["sectors"]:
        yield f"{country or ''} {sector}", 0.4 if country and sector != "CVL" else 0.2
    if country:
        yield country, 0.15


def _spot(place: Record | None) -> Spot | None:
    if place is None:
        return None
    name = place["name"] or place["text"]
    ident = place["geonameid"]
    return Spot(
        str(ident) if ident else fold(name), f"={fold(name)}", place["country"], place["admin1"],
        place["lat"], place["lon"], place["precision"],
    )  # fmt: skip


def _countries(claim: Record, spot: Spot | None) -> tuple[str, ...]:
    if spot is not None and spot.country is not None:
        return (spot.country,)
    parties = (*claim["recipients"], *claim["actors"])
    return tuple(dict.fromkeys(p["country"] for p in parties if p["country"]))[:2]


def _numbers(figures: Iterable[Record]) -> Iterable[tuple[str, int]]:
    for figure in figures:
        bound = figure["low"] if figure["low"] is not None else figure["high"]
        if bound is not None and bound > 2 and not figure["vague"]:
            yield figure["measure"], bound


def _grip(
    span: Record | None, sentence: Record, *, most: float = TOLD, least: float = CARRIED
) -> float:
    """Return how well a day or place is known."""
    if span is None or span["start"] is None:
        return GUESSED
    return most if sentence["start"] <= span["start"] < sentence["end"] else least


def _is_fresh(days: Days | None, published: str) -> bool:
    """Tell whether a day may be that on which something was said, not that of the deed."""
    return not (days and published) or day_of(published) - days[1] < 2


def _is_today(days: Days | None, published: str) -> bool:
    """Tell whether a day is only that of the report, as in its dateline."""
    return bool(days and published) and days == (day_of(published),) * 2


def _is_outcome(claim: Record, trigger: str) -> bool:
    """Tell whether a claim only counts victims: no one is said to have done it."""
    if claim["event"]["type"] != "ASSAULT" or claim["actors"]:
        return False
    return trigger in OUTCOMES or stem(fold(claim["trigger"]["text"]).partition(" ")[0]) in OUTCOMES


@lru_cache(maxsize=4096)
def _days(edtf: str) -> Days | None:
    """Return first and last day of a date that has both; None for dates without a year."""
    period = edtf_period(edtf)
    if period is None or period.first is None or period.last is None:
        return None
    return date.fromisoformat(period.first).toordinal(), date.fromisoformat(period.last).toordinal()


@lru_cache(maxsize=256)  # the claims of a sentence follow one another
def _sentence_vector(text: str) -> Vector:
    return text_vector(text)


@lru_cache(maxsize=256)
def _echo(text: str, trigger: str) -> str:
    return blake2b(f"{trigger} {fold(text)}".encode(), digest_size=8).hexdigest()


def _families() -> dict[tuple[str, str], str]:
    table = "reconcile/families.csv"
    found: dict[tuple[str, str], str] = {}
    for line, row in read_rows(table):
        check_event(row["type"], row["mode"], source=table, line=line)
        found[row["type"], row["mode"]] = row["family"]
    if missing := sorted(kind for kind in TYPES if (kind, "") not in found):
        raise OntologyError(table, f"types missing: {missing}")
    return found


FAMILIES = _families()
OUTCOMES = frozenset(stem(row["word"]) for _, row in read_rows("reconcile/outcomes.csv"))
