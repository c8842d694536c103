"""What a group of claims says together: days, places, parties, words, each with its weight.

A profile grows by claims and by other profiles. What it says does not depend on the order
in which they come, except by rounding and by what large groups leave out: they keep the
keys that weighed most when they had too many. It knows neither sentences nor texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tocsin.reconcile.mention import GUESSED, LONG_DAYS, Days, Mention, Spot, day_of, family
from tocsin.reconcile.word import Vector

LOOKBACK = 14  # days before a report in which an event that it does not date is looked for
MOST_WORDS = 120  # words kept of a large group, the heaviest
MOST_KEYS = 60  # days, places, parties kept of a large group: no comparison grows with the event
DEED, OUTCOME = 1.0, 0.3  # how much a claim's day and place are worth by what it tells


class Profile:
    """Sums over claims; weights are counts, or fractions of one for weaker evidence.

    Attributes: types, modes, triggers, countries: key -> weight; actors, recipients: key ->
    how much it tells; when: days -> (weight, grip); spots: place key -> (weight, hold, place);
    figures: (measure, number); words: sum of sentence vectors; context: sum of report vectors;
    articles: ids; echoes: triggers in sentences; asides: starts of sentences that say they tell of something
    else; done, planned, deeds: how many claims say it happened, is to come, name the deed.
    """

    __slots__ = (
        "actors", "articles", "asides", "context", "countries", "deeds", "done", "echoes", "family", "figures",
        "modes", "planned", "recipients", "size", "spots", "triggers", "types", "when", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        self.family = ""
        self.types: dict[str, float] = {}
        self.modes: dict[str, float] = {}
        self.triggers: dict[str, float] = {}
        self.actors: dict[str, float] = {}
        self.recipients: dict[str, float] = {}
        self.countries: dict[str, float] = {}
        self.when: dict[Days, tuple[float, float]] = {}
        self.spots: dict[str, tuple[float, float, Spot]] = {}
        self.figures: set[tuple[str, int]] = set()
        self.words: dict[str, float] = {}
        self.context: dict[str, float] = {}
        self.articles: set[str] = set()
        self.echoes: set[str] = set()
        self.asides: set[int] = set()
        self.size = self.done = self.planned = self.deeds = 0

    def add(self, mention: Mention) -> None:
        """Take in one claim."""
        self.family = self.family or family(mention.type, mention.mode)
        self.size += 1
        self.articles.add(mention.article)
        self.echoes.add(mention.echo)
        if mention.aside:
            self.asides.add(mention.sentence)
        self.done += mention.status in ("occurred", "ongoing", "negated")
        self.planned += mention.status in ("planned", "hypothetical")
        self.deeds += not mention.outcome
        weight = OUTCOME if mention.outcome else DEED
        _count(self.types, {mention.type: weight})
        if mention.mode is not None:
            _count(self.modes, {mention.mode: weight})
        if not mention.outcome:
            _count(self.triggers, {mention.trigger: 1.0})
        _know(self.actors, mention.actors)
        _know(self.recipients, mention.recipients)
        _count(self.countries, dict.fromkeys(mention.countries, weight))
        if mention.days is not None:
            self._date(mention.days, weight * mention.grip, mention.grip)
        if mention.spot is not None:
            self._place(
                mention.spot, _spot_weight(mention.spot) * weight * mention.hold, mention.hold
            )
        self.figures |= mention.figures
        self._say(mention.words)

    def merge(self, other: Profile) -> None:
        """Take in another group."""
        self.family = self.family or other.family
        for name in ("types", "modes", "triggers", "countries"):
            _count(getattr(self, name), getattr(other, name))
        _know(self.actors, other.actors)
        _know(self.recipients, other.recipients)
        for days, (weight, grip) in other.when.items():
            self._date(days, weight, grip)
        for weight, hold, spot in other.spots.values():
            self._place(spot, weight, hold)
        self.figures |= other.figures
        self._say(other.words)
        _count(self.context, other.context)
        _trim(self.context, MOST_WORDS)
        self.articles |= other.articles
        self.echoes |= other.echoes
        self.asides |= other.asides
        self.size += other.size
        self.done += other.done
        self.planned += other.planned
        self.deeds += other.deeds

    def stand_in(self, published: str) -> None:
        """Let the day of publication stand in where no claim says on which days it happened."""
        if published and all(last - first > LONG_DAYS for first, last in self.when):
            day = day_of(published)
            self.when[day, day] = GUESSED / 10, 0.0

    def days(self) -> list[tuple[Days, float]]:
        """Return the days it may have happened on with their grips, best first, two at most."""
        ranked = sorted(
            (-weight, days[1] - days[0], days, grip) for days, (weight, grip) in self.when.items()
        )
        return [(days, grip) for weight, _, days, grip in ranked[:2] if weight <= ranked[0][0] / 2]

    def places(self) -> list[tuple[Spot, float]]:
        """Return where it may have happened with how well that is known, best first, two at most."""
        ranked = sorted(
            (-weight, key, hold, spot) for key, (weight, hold, spot) in self.spots.items()
        )
        return [(spot, hold) for weight, _, hold, spot in ranked[:2] if weight <= ranked[0][0] / 2]

    def _date(self, days: Days, weight: float, grip: float) -> None:
        known = self.when.get(days, (0.0, 0.0))
        self.when[days] = known[0] + weight, max(known[1], grip)
        _trim_first(self.when)

    def _place(self, spot: Spot, weight: float, hold: float) -> None:
        known = self.spots.get(spot.key, (0.0, 0.0, spot))
        self.spots[spot.key] = known[0] + weight, max(known[1], hold), known[2]
        _trim_first(self.spots)

    def _say(self, words: Vector | dict[str, float]) -> None:
        _count(self.words, words)
        _trim(self.words, MOST_WORDS)


def profile_of(mentions: Iterable[Mention]) -> Profile:
    """Return what some claims say together."""
    profile = Profile()
    for mention in mentions:
        profile.add(mention)
    return profile


def _spot_weight(spot: Spot) -> float:
    return 1.0 if spot.exact else 0.15 if spot.precision == "country" else 0.6


def _count(sums: dict[Any, float], more: Any) -> None:
    for key, weight in more.items():
        sums[key] = sums.get(key, 0.0) + weight


def _know(known: dict[str, float], more: Any) -> None:
    for key, weight in more.items():
        known[key] = max(weight, known.get(key, 0.0))
    _trim(known, MOST_KEYS)


def _trim(sums: dict[Any, float], most: int) -> None:
    """Keep the heaviest keys once there are twice as many as are kept."""
    if len(sums) > 2 * most:
        kept = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:most]
        sums.clear()
        sums.update(kept)


def _trim_first(known: dict[Any, Any]) -> None:
    """The same where what counts is the first of several values."""
    if len(known) > 2 * MOST_KEYS:
        kept = sorted(known.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_KEYS]
        known.clear()
        known.update(kept)


def cells_of(profile: Profile, *, reach: int = 0) -> list[str]:
    """Return the cells of the index that a group lies in; with `reach`, those it looks into.

    A cell is a family, a country and a day; for events told by month or year, a family,
    a year and a place; for words that are printed again, a family and the sentence. `reach`: days to look before and after.
    """
    countries = sorted(profile.countries, key=lambda c: (-profile.countries[c], c))[:3] or ["-"]
    found: dict[str, None] = {}
    found.update(dict.fromkeys(f"{profile.family} ~{echo}" for echo in sorted(profile.echoes)))
    days = [days for days, _ in profile.days()]
    short = [d for d in days if d[1] - d[0] <= LONG_DAYS]
    told = any(grip > GUESSED for _, grip in profile.days())
    back = reach if told or not reach else LOOKBACK
    for first, last in short or [d for d in sorted(profile.when) if d[1] - d[0] <= LONG_DAYS]:
        for day in range(first - back, last + reach + 1):
            found.update(dict.fromkeys(f"{profile.family} {c} {day}" for c in countries))
    for spot, _ in profile.places():
        for first, last in days:
            if reach == 0 or not told or last - first > LONG_DAYS:
                years = range(_year(first), min(_year(last), _year(first) + 2) + 1)
                found.update(dict.fromkeys(f"{profile.family} {y} @{spot.key}" for y in years))
    return list(found)


def _year(day: int) -> int:
    return int((day - 1) / 365.2425) + 1
