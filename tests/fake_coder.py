"""A coder without a language model, and reports coded by hand.

The coder takes every "stormed" for an ASSAULT, and some texts bite. Reports are made of
sentences with a claim each (`tell`, `make_report`), or whole crises of them by chance
(`make_crisis`). An importable module, so that worker processes can load it by name.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import is_dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from tocsin.errors import ModelError
from tocsin.records import (
    Article,
    ArticleRef,
    Claim,
    Coder,
    Date,
    Entity,
    Event,
    Figure,
    Outlet,
    Place,
    Source,
    Span,
    Zone,
)

CODER = Coder("0.test", "fake")


def make_article(name: str, text: str, **known: Any) -> Article:
    known.setdefault("outlet", Outlet("Example Wire"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(name, text, digest, zones=(Zone(0, len(text), text, "body"),), **known)


def make_claim(article: Article, start: int = 0, end: int | None = None, **fields: Any) -> Claim:
    end = len(article.text) if end is None else end
    span = Span(start, end, article.text[start:end])
    given: dict[str, Any] = {
        "id": f"{article.id}:{start}",
        "article": ArticleRef(
            article.id, article.uri, article.outlet, article.published, article.completeness
        ),
        "sentence": Span(0, len(article.text), article.text),
        "trigger": span,
        "event": Event("ASSAULT"),
        "actors": (),
        "recipients": (),
        "status": "occurred",
        "stance": "asserts",
        "said_by": (),
        "date": None,
        "place": None,
        "figures": (),
        "cause": None,
        "score": 0.5,
        "coder": CODER,
    }
    return Claim(**(given | fields))


def make_full_claim(article: Article) -> Claim:
    return make_claim(
        article,
        0,
        4,
        event=Event("ASSAULT", "beat"),
        actors=(Entity(0, 1, "x", "Police", None, "KAZ", ("COP",)),),
        recipients=(Entity(0, 1, "protesters", None, None, None, ("CVL",)),),
        said_by=(
            Source(0, 1, "the minister", "Interior Ministry", None, "government"),
            Source(0, 1, "Interfax", None, None, "agency"),
        ),
        date=Date(0, 1, "in January", "2022-01", "month", "stated"),
        place=Place(0, 1, "Almaty", "Almaty", 1526384, 43.25, 76.92, "KAZ", "02", "point"),
        figures=(Figure(0, 1, "at least eight", "killed", 8, None),),
    )


class FakeCoder:
    coder = CODER

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        for article in articles:
            if "RAISE" in article.text:
                raise ValueError("odd story")
            if "DIE" in article.text:
                os._exit(9)
            if "SLOW" in article.text:
                time.sleep(0.3)
            found = re.finditer("stormed", article.text)
            yield article, tuple(make_claim(article, *m.span()) for m in found)


def load_without_model() -> FakeCoder:
    raise ModelError("no model here")


def load_and_die() -> FakeCoder:
    os._exit(3)


# Reports coded by hand

Report = tuple[Article, list[Claim]]
PLACES = {  # GeoNames id, latitude, longitude, country, first-order division
    "Goma": (216281, -1.6792, 29.2228, "COD", "11"),
    "Hama": (173576, 35.1318, 36.7578, "SYR", "10"),
    "Homs": (169577, 34.7268, 36.7234, "SYR", "11"),
    "Khartoum": (379252, 15.5007, 32.5599, "SDN", "29"),
    "Maiduguri": (2331447, 11.8464, 13.1603, "NGA", "27"),
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Told(NamedTuple):
    """A sentence and what its one claim says; offsets are those of the sentence."""

    sentence: str
    trigger: str
    fields: dict[str, Any]


def tell(
    sentence: str,
    trigger: str,
    *,
    kind: str = "ASSAULT",
    mode: str | None = None,
    place: str | None = None,
    day: str | None = None,
    killed: int | None = None,
    said_by: str | None = None,
    actor: str | None = None,
    recipient: str | None = None,
    **fields: Any,
) -> Told:
    """A claim whose parts stand in the sentence; `day` there by its weekday's name."""

    def at(word: str) -> tuple[int, int, str]:
        start = sentence.index(word)
        return start, start + len(word), word

    fields["event"] = Event(kind, mode)
    if place is not None:
        name, lat, lon, country, division = PLACES[place]
        fields["place"] = Place(*at(place), place, name, lat, lon, country, division, "city")
    if day is not None:
        word = WEEKDAYS[date.fromisoformat(day).weekday()]
        fields["date"] = Date(*at(word), day, "day", "relative")
    if killed is not None:
        fields["figures"] = (Figure(*at(str(killed)), "killed", killed, killed),)
    if said_by is not None:
        fields["said_by"] = (Source(*at(said_by), said_by, None, "organization"),)
    if actor is not None:
        fields["actors"] = (Entity(*at(actor), actor),)
    if recipient is not None:
        fields["recipients"] = (Entity(*at(recipient), recipient, None, None, ("CVL",)),)
    return Told(sentence, trigger, fields)


def make_report(name: str, *told: Told, more: str = "", **known: Any) -> Report:
    """An article of these sentences and `more`, with their claims."""
    article = make_article(name, "\n\n".join([*(t.sentence for t in told), more]), **known)
    claims, at = [], 0
    for sentence, trigger, fields in told:
        start = at + sentence.index(trigger)
        moved = {field: _moved(value, at) for field, value in fields.items()}
        moved.setdefault("sentence", Span(at, at + len(sentence), sentence))
        claims.append(make_claim(article, start, start + len(trigger), **moved))
        at += len(sentence) + 2
    return article, claims


def _moved(value: Any, by: int) -> Any:
    if type(value) is tuple:
        return tuple(_moved(item, by) for item in value)
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "start"):
        return replace(value, start=value.start + by, end=value.end + by)  # type: ignore[type-var]
    return value


# Crises by chance

DEEDS = {
    "shelled": ("ASSAULT", "explosives"), "stormed": ("ASSAULT", None),
    "raided": ("ASSAULT", None), "blockaded": ("COERCE", None), "ransacked": ("PROTEST", "riot"),
}  # fmt: skip
WORDINGS = (
    "The {actor} {deed} the {target} in {place} on {weekday}, witnesses told reporters.",
    "In {place}, {actor} {deed} a {target} on {weekday} as residents fled.",
    "On {weekday} {actor} {deed} the main {target} of {place}, the mayor said.",
)
ACTORS = ("rebels", "soldiers", "gunmen", "militiamen", "police", "students")
TARGETS = ("market", "hospital", "mosque", "bakery", "school", "bridge", "station", "hotel")
SOURCES = ("the health ministry", "a rescue group", "the hospital")
OUTLETS = ("Morning Post", "Radio East", "River Times", "Daily Echo", "North Wire", "City News")
FILLING = tuple(
    "calm fear smoke traffic shops crowds rain power water phones roads convoys stretchers families "
    "elders talks curfew flags trucks patrols markets schools fires walls children nights".split()
)
FIRST = date(2023, 5, 1)


class Story(NamedTuple):
    """An event that reports tell of."""

    place: str
    day: date
    deed: str
    actor: str
    target: str
    reports: int


CLEAR = (  # near one another, and yet not to be mistaken
    Story("Homs", FIRST, "shelled", "soldiers", "market", 9),
    Story("Hama", FIRST + timedelta(5), "raided", "rebels", "bakery", 5),
    Story("Homs", FIRST + timedelta(7), "shelled", "soldiers", "station", 6),
    Story("Goma", FIRST + timedelta(1), "ransacked", "students", "school", 5),
    Story("Goma", FIRST + timedelta(8), "blockaded", "militiamen", "bridge", 4),
    Story("Maiduguri", FIRST + timedelta(2), "raided", "gunmen", "hospital", 6),
    Story("Khartoum", FIRST + timedelta(3), "stormed", "rebels", "hotel", 5),
)


def draw_stories(seed: int, count: int = 8, days: int = 8) -> list[Story]:
    """Events of a few towns and days, many of them hard to tell apart."""
    chance = random.Random(seed)
    return [
        Story(
            chance.choice(sorted(PLACES)), FIRST + timedelta(chance.randrange(days)),
            chance.choice(sorted(DEEDS)), chance.choice(ACTORS), chance.choice(TARGETS),
            chance.randrange(1, 9),
        )
        for _ in range(count)
    ]  # fmt: skip


def make_crisis(
    stories: Sequence[Story] = CLEAR, seed: int = 7, *, vague: float = 0.0
) -> list[Report]:
    """Reports of these events: copies, rising tolls of rival sources, denials.

    Args: vague: how often a report leaves out the place or the day.
    """
    chance = random.Random(seed)
    found: list[Report] = []
    for story in stories:
        tolls = {source: chance.randrange(11, 30) for source in SOURCES}
        told: list[Told] = []
        for k in range(story.reports):
            if k % 4 != 3:  # else a copy of the one before
                told, more = _tell_story(story, chance, tolls, vague, denied=k == 5), _fill(chance)
            when = story.day + timedelta(chance.randrange(3))
            found.append(
                make_report(
                    f"r{len(found):03}", *told, more=more, outlet=Outlet(OUTLETS[k % 6]),
                    published=f"{when}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
                )
            )  # fmt: skip
    return found


def _tell_story(
    story: Story, chance: random.Random, tolls: dict[str, int], vague: float, *, denied: bool
) -> list[Told]:
    parts = story._asdict() | {"weekday": WEEKDAYS[story.day.weekday()]}
    kind, mode = DEEDS[story.deed]
    told = [
        tell(
            chance.choice(WORDINGS).format_map(parts), story.deed, kind=kind, mode=mode,
            place=story.place if chance.random() >= vague else None,
            day=story.day.isoformat() if chance.random() >= vague else None,
            actor=story.actor, recipient=story.target,
        )
    ]  # fmt: skip
    if kind == "ASSAULT":
        source = chance.choice(SOURCES)
        tolls[source] += chance.randrange(0, 5)
        words = f"At least {tolls[source]} people were killed in {story.place}, {source} said."
        told.append(
            tell(words, "killed", killed=tolls[source], said_by=source, place=story.place,
                 recipient="people")
        )  # fmt: skip
    if denied:
        words = (
            f"The army denied that anybody had {story.deed} the {story.target} of {story.place}."
        )
        told.append(
            tell(words, story.deed, kind=kind, mode=mode, place=story.place, said_by="The army",
                 recipient=story.target, stance="denies", status="negated")
        )  # fmt: skip
    return told


def _fill(chance: random.Random) -> str:
    return " ".join(chance.choice(FILLING) for _ in range(45)).capitalize() + "."
