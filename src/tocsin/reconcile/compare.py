"""How well two groups of claims fit together as one event, and why.

A comparison is a sum: each feature says how far the two agree (1), differ (-1, or less
where they exclude each other) or leave it open (0), times its weight from
data/reconcile/weights.csv; the sum starts from a bias, and 0 or more means one event.
Weights `within` hold inside one report, `across` between reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from tocsin.data import read_rows
from tocsin.errors import DataError
from tocsin.kb.distance import km_between
from tocsin.reconcile.mention import CARRIED, GUESSED, LONG_DAYS, SAID, TOLD, Days, Spot, is_verbal
from tocsin.reconcile.profile import Profile
from tocsin.reconcile.word import cosine

_TABLE = "reconcile/weights.csv"
_ALIKE = 0.4  # cosine at which sentences count as the same words
_FAMILIAR, _SAME_STORY = 0.08, 0.45  # cosines of reports on different and on the same news
_ANYBODY = frozenset({"strife", "force", "aid"})  # who did it is often unknown or disputed
_LATE, _TOLLS = -0.3, 14  # tolls are told for two weeks after the deed, and tell little of its day
_KIND = 0.3  # from which on it is at least a kind of people
_TARGETED = frozenset({"abduct", "arrest", "assassinate", "execute", "targeted"})
_SURE = 0.6  # what a key of a party tells from which on it is somebody, not a kind of people
_OTHER_MODE = {"strife": -0.4, "yielding": -6.0}  # blasts kill and burn; a truce is no resignation
_ONE_REPORT = 0.75  # most of what a report tells is of one day and place
_SOMEWHERE = 0.7  # much happens in a country on a day
_TARGET = 0.6  # what it tells that one's place is the other's recipient
_NEXT = 200  # characters from the start of a sentence to that of the next one
_COMMON = frozenset("attack clash fight violence say hit strike".split())
_CROWD = frozenset(f"~{word}" for word in "protester demonstrator crowd rioter marcher".split())
_CROWD_MODES = frozenset({"crowd-control", "arrest"})


class Comparison(NamedTuple):
    """Sum and its parts (weight times agreement, by feature; those that say nothing left out)."""

    score: float
    features: dict[str, float]


def compare_within(a: Profile, b: Profile, *, gap: int) -> Comparison:
    """Compare two groups of one report; `gap`: characters between their sentences."""
    near = 1.0 if gap <= 0 else 0.6 if gap <= _NEXT else 0.0
    words = _words(a, b) if gap > 0 else 0.0  # those of one sentence are the same anyway
    more = {"aside": _aside(a, b, gap), "nearness": near, "words": words}
    return _sum(WITHIN, a, b, more, common=_ONE_REPORT)


def compare_across(a: Profile, b: Profile) -> Comparison:
    """Compare two groups of different reports."""
    if a.articles.isdisjoint(b.articles):
        again = 1.0 if not a.echoes.isdisjoint(b.echoes) else 0.0
        more = {"context": _context(a, b), "echo": again, "words": _words(a, b)}
    else:
        more = {"report": -1.0, "words": _words(a, b)}
    return _sum(ACROSS, a, b, more, somewhere=_SOMEWHERE)


def _sum(
    weights: Mapping[str, float],
    a: Profile,
    b: Profile,
    more: dict[str, float],
    *,
    common: float = 1.0,
    somewhere: float = 1.0,
) -> Comparison:
    """Add up features.

    `common`: what it is worth that day or place are the same; `somewhere`: what the same day
    is worth where nothing says that the place is the same.
    """
    date, place = _date(a, b), _place(a, b)
    if date > 0 and place < _TARGET / 2:
        date *= somewhere
    values = {
        "type": _type(a, b),
        "mode": _mode(a, b),
        "date": date * common if date > 0 else date,
        "place": place * common if place > 0 else place,
        "actor": _party(a.actors, b.actors, defining=a.family not in _ANYBODY),
        "recipient": _party(
            a.recipients, b.recipients, defining=_is_targeted(a) or _is_targeted(b)
        ),
        "figure": _figure(a, b),
        "trigger": _trigger(a, b),
        "outcome": float(bool(a.deeds) != bool(b.deeds)),
        "plan": _plan(a, b),
        "verbal" if is_verbal(_main(a.types)) else "material": 1.0,
        **more,
    }
    parts = {name: weights[name] * value for name, value in values.items() if value}
    return Comparison(sum(parts.values()), {name: round(p, 2) for name, p in parts.items() if p})


def _main(weights: Mapping[str, float]) -> str:
    return min(weights, key=lambda key: (-weights[key], key))


def _type(a: Profile, b: Profile) -> float:
    one, other = _main(a.types), _main(b.types)
    if one == other:
        return 1.0
    if not (a.deeds and b.deeds) or not a.types.keys().isdisjoint(b.types):
        return 0.3
    if "PROTEST" not in (one, other):
        return 0.0
    protest, answer = (a, b) if one == "PROTEST" else (b, a)
    return 0.3 if "riot" in protest.modes or _answers(answer, protest) else -2.5


def _answers(deed: Profile, protest: Profile) -> bool:
    """Tell whether a deed may be part of a protest: done to a crowd or by it."""
    if not deed.modes.keys().isdisjoint(_CROWD_MODES):
        return not _is_named(deed.recipients)
    crowd = {k for k in protest.actors if k[0] == "~"} | _CROWD
    return any(
        key in crowd or key.endswith(" OPP")
        for side in (deed.actors, deed.recipients)
        for key in side
    )


def _mode(a: Profile, b: Profile) -> float:
    if not a.modes or not b.modes:
        return 0.0
    if not a.modes.keys().isdisjoint(b.modes):
        return 1.0
    return _OTHER_MODE.get(a.family, -1.0)


def _date(a: Profile, b: Profile) -> float:
    pairs = [(x, y) for x in a.days() for y in b.days()]
    found = max((_days(x, y, p, q) for (x, p), (y, q) in pairs), default=0.0)
    if found < _LATE and bool(a.deeds) != bool(b.deeds):
        deed, toll = (a, b) if a.deeds else (b, a)
        late = min((y[0] - x[1] for x, _ in deed.days() for y, _ in toll.days()), key=abs)
        return _LATE if 0 < late <= _TOLLS else found
    return found


def _days(a: Days, b: Days, p: float, q: float) -> float:
    """Compare days that are known as well as `p` and `q` say."""
    gap, grip = max(a[0], b[0]) - min(a[1], b[1]), min(p, q)
    if gap <= 0:
        wide = max(a[1] - a[0], b[1] - b[0])
        near = 1.0 if wide == 0 else 0.8 if wide <= 2 else 0.5 if wide <= LONG_DAYS else 0.1
        return near * (1.0 if grip >= TOLD else 0.8 if grip >= CARRIED else 0.6)
    if grip <= GUESSED:
        return _guessed(a, b, p, q, gap)
    if grip >= TOLD:
        return -1.9 if gap == 1 else -2.4 if gap == 2 else -3.0
    if grip >= SAID:
        return -1.5 if gap == 1 else -2.0 if gap == 2 else -3.0
    return -0.8 if gap == 1 else -1.2 if gap <= 3 else -2.5


def _guessed(a: Days, b: Days, p: float, q: float, gap: int) -> float:
    """Compare a day of publication: what is reported may be long past, and is not to come."""
    if max(p, q) <= GUESSED:
        return 0.0 if gap == 1 else -0.2 if gap <= 3 else -0.4 if gap <= 7 else -0.8
    reported, happened = (a, b) if p <= GUESSED else (b, a)
    if reported[0] < happened[0]:
        return -0.3 if gap == 1 else -1.5
    return (
        0.3 if gap == 1 else -0.1 if gap <= 3 else -0.2 if gap <= 7 else -0.4 if gap <= 30 else -0.7
    )


def _place(a: Profile, b: Profile) -> float:
    ours, theirs = a.places(), b.places()
    if not (ours and theirs):  # "the shelling of Homs" names a place as what was shelled
        named = any(
            spot.party in other.recipients
            for spots, other in ((ours, b), (theirs, a))
            for spot, _ in spots
        )
        return _TARGET if named else 0.0
    return max(_spots(x, y) * min(p, q) for x, p in ours for y, q in theirs)


def _spots(a: Spot, b: Spot) -> float:
    if a.key == b.key:
        return 1.0 if a.exact else 0.15 if a.precision == "country" else 0.6
    if a.country is not None and b.country is not None and a.country != b.country:
        return -0.5 if "country" in (a.precision, b.precision) else -3.0
    if "country" in (a.precision, b.precision):
        return 0.1
    if not (a.exact and b.exact):
        return 0.4 if a.admin1 is not None and a.admin1 == b.admin1 else -0.8
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return -0.2
    return _apart(km_between((a.lat, a.lon), (b.lat, b.lon)))


def _apart(km: float) -> float:
    """Compare towns by the way between them: quarters and suburbs are one place to some."""
    if km < 15:
        return 0.5
    return -0.4 if km < 30 else -1.2 if km < 120 else -2.0


def _is_targeted(profile: Profile) -> bool:
    """Tell whether a deed is one done to somebody named: whom it is done to makes it what it is."""
    return not profile.modes.keys().isdisjoint(_TARGETED) and _is_named(profile.recipients)


def _is_named(parties: Mapping[str, float]) -> bool:
    return any(key[0] in "#=" for key in parties)


def _party(a: Mapping[str, float], b: Mapping[str, float], *, defining: bool = False) -> float:
    """Compare who acts or suffers; `defining`: a deed of somebody else is another deed."""
    if not a or not b:
        return 0.0
    common = a.keys() & b.keys()
    best = max((min(a[key], b[key]) for key in common), default=0.0)
    if best >= _SURE:
        return best
    if _is_named(a) and _is_named(b):
        if any(key[0] == "~" for key in common):
            return 0.7  # last words of names written otherwise
        return -4.0 if defining else -1.0
    if defining and best < _KIND and _is_named(a) != _is_named(b):
        return -1.0
    if best:
        return best
    lands = [{k for k in side if len(k) == 3 and k.isupper()} for side in (a, b)]
    return -1.0 if all(lands) else -0.2


def _figure(a: Profile, b: Profile) -> float:
    """Return what the most telling number of the same measure tells: large ones that are not round."""
    common = a.figures & b.figures
    return max((0.5 if n < 10 else 1.5 if n % 10 else 1.0 for _, n in common), default=0.0)


def _trigger(a: Profile, b: Profile) -> float:
    """Return how much of what happened is called by the same words, common ones for half."""
    common = a.triggers.keys() & b.triggers.keys()
    if not common:
        return 0.0
    one, other = sum(a.triggers.values()), sum(b.triggers.values())
    shares = (
        min(a.triggers[w] / one, b.triggers[w] / other) * (0.5 if w in _COMMON else 1.0)
        for w in common
    )
    return min(1.0, 2 * fsum(sorted(shares)))


def _aside(a: Profile, b: Profile, gap: int) -> float:
    if a.asides == b.asides or gap <= 0:
        return 0.0
    told = (a.deeds or a.asides) and (b.deeds or b.asides)
    return -1.0 if told else -0.3  # a toll belongs to either


def _plan(a: Profile, b: Profile) -> float:
    return -1.0 if (a.planned == a.size and b.done) or (b.planned == b.size and a.done) else 0.0


def _words(a: Profile, b: Profile) -> float:
    return min(1.0, cosine(a.words, b.words) / _ALIKE)


def _context(a: Profile, b: Profile) -> float:
    if not (a.context and b.context):
        return 0.0
    likeness = cosine(a.context, b.context) - _FAMILIAR
    return max(-1.0, min(1.0, likeness / (_FAMILIAR if likeness < 0 else _SAME_STORY - _FAMILIAR)))


def _read_weights(column: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line, row in read_rows(_TABLE):
        try:
            found[row["feature"]] = float(row[column])
        except ValueError as error:
            raise DataError(_TABLE, f"{row[column]!r} is no weight", line=line) from error
    return found


WITHIN = _read_weights("within")
ACROSS = _read_weights("across")
