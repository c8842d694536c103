"""One event as its claims tell it: a record in which every value leads back to them.

Votes are counted by independent report: a wire story and its hundred copies are one. What
happened, where, when and who is what most of them say; nothing is voted away from the
claims, figures and statuses themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tocsin.kb.fold import fold
from tocsin.reconcile.consensus import find_consensus
from tocsin.reconcile.figure import list_figures
from tocsin.reconcile.mention import OUTCOMES, trigger_stem, utc

Record = Mapping[str, Any]
Key = Callable[[Record], Any]

QUOTE = 25  # words quoted at most
_WORDS = re.compile(r"\S+")
_PARTIES = 12  # actors listed at most, those that most reports name
_WEIGHTS = {"asserts": 1.0, "admits": 1.2, "doubts": 0.4, "denies": 0.2}
_PRECISIONS = {"point": 4, "city": 4, None: 3, "admin2": 2, "admin1": 2, "country": 1}


def build_event(
    claims: Sequence[Record], *, origins: Mapping[str, str], copied: Callable[[Record], bool]
) -> dict[str, Any]:
    """Return the record of an event, without id, revision and storyline.

    Args:
        claims: all its claims, at least one, in any order.
        origins: article id -> id of the article it copies, for copies.
        copied: whether a claim only repeats what the origin of its article has.
    """
    ordered = sorted(
        claims,
        key=lambda c: (utc(c["article"]["published"]), c["article"]["id"], c["trigger"]["start"]),
    )
    votes = _Votes(ordered, origins)
    reports = list(dict.fromkeys(c["article"]["id"] for c in ordered))
    figures = list_figures(ordered, copied=copied)
    lead = votes.lead()
    published = [p for c in ordered if (p := c["article"]["published"])]
    return {
        "type": votes.type,
        "mode": votes.of_type("mode"),
        "contexts": sorted({x for c in ordered for x in c["event"]["contexts"]}),
        "cameo": votes.of_type("cameo"),
        "status": votes.status(),
        "stance": lead["stance"],
        "date": votes.date(),
        "place": votes.place(),
        "actors": votes.parties("actors"),
        "recipients": votes.parties("recipients"),
        "claims": [c["id"] for c in ordered],
        "reports": reports,
        "copies": [r for r in reports if r in origins],
        "independent_reports": len({origins.get(r, r) for r in reports}),
        "figures": figures,
        "consensus": find_consensus(figures),
        "statuses": _statuses(ordered, copied),
        "causes": _causes(ordered),
        "trigger": trigger_stem(lead["trigger"]["text"]),
        "summary": _summary(lead),
        "first_reported": min(published, key=utc, default=None),
        "last_reported": max(published, key=utc, default=None),
        "score": round(max(c["score"] for c in ordered), 3),
    }  # fmt: skip


class _Votes:
    """The claims of an event, each with the weight of its report's voice."""

    def __init__(self, claims: Sequence[Record], origins: Mapping[str, str]):
        self.claims = claims
        origin = [origins.get(c["article"]["id"], c["article"]["id"]) for c in claims]
        size = Counter(origin)
        self.weights = [
            _WEIGHTS[c["stance"]] * (0.25 if _is_outcome(c) else 1.0) / size[o]
            for c, o in zip(claims, origin, strict=True)
        ]
        self.type: str = self._elect(lambda c: c["event"]["type"])

    def of_type(self, name: str) -> str | None:
        """Return the mode or code that most reports have, of those that have one for the type."""
        found: str | None = self._elect(
            lambda c: c["event"][name] if c["event"]["type"] == self.type else None
        )
        return found

    def lead(self) -> Record:
        """Return the claim that tells the event best: a deed, of its type, early and sure."""
        return max(
            enumerate(self.claims),
            key=lambda x: (x[1]["event"]["type"] == self.type, self._happened(x[1]), not _is_outcome(x[1]),
                           x[1]["stance"] != "denies", x[1]["score"], -x[0]),
        )[1]  # fmt: skip

    def status(self) -> str:
        """Return what most reports say of whether it happened, denials counting for little."""
        return self._elect(lambda c: c["status"]) or "occurred"

    def date(self) -> dict[str, Any] | None:
        """Return the date most reports give in words, else a day of publication."""
        told = self._elect(lambda c: _date_key(c, firm=True), prefer=_exactness)
        found = told or self._elect(lambda c: _date_key(c, firm=False), prefer=_exactness)
        return dict(zip(("edtf", "granularity", "basis"), found, strict=True)) if found else None

    def place(self) -> dict[str, Any] | None:
        """Return the place most reports give, a town before the country around it."""
        names = ("name", "geonameid", "lat", "lon", "country", "admin1", "precision")
        found = self._elect(
            lambda c: _place_key(c, names), prefer=lambda k: _PRECISIONS.get(k[-1], 0)
        )
        return dict(zip(names, found, strict=True)) if found else None

    def parties(self, role: str) -> list[dict[str, Any]]:
        """Return who is named as actor or recipient, each once, most named first."""
        sums: dict[Any, float] = {}
        kept: dict[Any, dict[str, Any]] = {}
        for claim, weight in zip(self.claims, self.weights, strict=True):
            for party in claim[role]:
                key = party["id"] or fold(party["name"] or party["text"])
                sums[key] = sums.get(key, 0.0) + weight
                kept.setdefault(key, {
                    "name": party["name"] or party["text"], "id": party["id"],
                    "country": party["country"], "sectors": list(party["sectors"]),
                })  # fmt: skip
        ranked = sorted(sums, key=lambda key: (-sums[key], str(key)))
        return [kept[key] for key in ranked[:_PARTIES]]

    def _elect(self, key: Key, prefer: Callable[[Any], float] = lambda _: 1.0) -> Any:
        sums: dict[Any, float] = {}
        for claim, weight in zip(self.claims, self.weights, strict=True):
            value = key(claim)
            if value is not None:
                sums[value] = sums.get(value, 0.0) + weight
        return max(sums, key=lambda v: (sums[v] * prefer(v), str(v)), default=None)

    def _happened(self, claim: Record) -> bool:
        return claim["status"] in ("occurred", "ongoing")


def _is_outcome(claim: Record) -> bool:
    return trigger_stem(claim["trigger"]["text"]) in OUTCOMES


def _date_key(claim: Record, *, firm: bool) -> tuple[str, str, str] | None:
    when = claim["date"]
    if when is None or (firm and when["basis"] == "published"):
        return None
    return when["edtf"], when["granularity"], "stated" if firm else when["basis"]


def _exactness(key: tuple[str, str, str]) -> float:
    return 1.0 if key[1] in ("minute", "hour", "part-of-day", "day") else 0.4


def _place_key(claim: Record, names: Sequence[str]) -> tuple[Any, ...] | None:
    place = claim["place"]
    if place is None:
        return None
    named = {**place, "name": place["name"] or place["text"]}
    return tuple(named[name] for name in names)


def _statuses(claims: Iterable[Record], copied: Callable[[Record], bool]) -> list[dict[str, Any]]:
    """Return how status and stance went over time: a row for each change by each source."""
    rows: list[dict[str, Any]] = []
    last: dict[tuple[str, ...], tuple[str, str]] = {}
    for claim in claims:
        said = [s["name"] or s["text"] for s in claim["said_by"]]
        state = claim["status"], claim["stance"]
        who = (*said, "" if said else claim["article"]["id"])
        if copied(claim) or last.get(who) == state:
            continue
        last[who] = state
        rows.append({
            "published": claim["article"]["published"], "status": state[0], "stance": state[1],
            "said_by": said, "article": claim["article"]["id"], "claim": claim["id"],
        })  # fmt: skip
    return rows


def _causes(claims: Iterable[Record]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        if claim["cause"] is not None:
            text = shorten(claim["cause"]["text"])
            row = {
                "text": text,
                "article": claim["article"]["id"],
                "claim": claim["id"],
                "event": None,
            }
            found.setdefault(fold(text), row)
    return list(found.values())


def _summary(claim: Record) -> dict[str, Any]:
    """Return a short quote of the sentence around the trigger, with its place in the article."""
    sentence, trigger = claim["sentence"], claim["trigger"]
    start, end = sentence["start"], sentence["end"]
    words = [(m.start(), m.end()) for m in _WORDS.finditer(sentence["text"])]
    if len(words) > QUOTE:
        at = next((k for k, w in enumerate(words) if start + w[1] > trigger["start"]), 0)
        first = max(0, min(at - QUOTE // 2, len(words) - QUOTE))
        start, end = start + words[first][0], start + words[first + QUOTE - 1][1]
    text = sentence["text"][start - sentence["start"] : end - sentence["start"]]
    return {"text": text, "article": claim["article"]["id"], "start": start, "end": end}


def shorten(text: str) -> str:
    """Return the first words of a text, QUOTE at most, with "…" where something is left out."""
    words = text.split()
    return text if len(words) <= QUOTE else " ".join(words[: QUOTE - 1]) + " …"
