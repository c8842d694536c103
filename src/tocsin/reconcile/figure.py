"""Every figure that the reports of one event give, side by side, and how each bears on the others.

A figure is live until its own source gives another one for the same thing later. What a
wire copy repeats, what the outlet repeats of others, what is told as an earlier value and
what its source rejects stay listed, marked, and add nothing. Sums are never taken: that
20 and 15 make 35 is for the reader to say.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tocsin.reconcile.group import WHOLE, Part, read_part
from tocsin.reconcile.mention import utc
from tocsin.reconcile.past import is_revision, past_kind
from tocsin.reconcile.source import Sources, chain_of

Record = Mapping[str, Any]
Rival = dict[str, Any]
Key = tuple[str, str | None, str | None]  # measure, group, unit

TOLLS = frozenset("killed injured arrested missing displaced hostages".split())
_BREATH = 32  # characters between two counts of one enumeration
_ROUND = 0.9  # "more than 200" may stand for 215, not for 300
_FORCES = ("soldiers", "police", "fighters")


class _Told(NamedTuple):
    """A figure with what is needed to compare it and is not kept.

    `home`: country of the event; `revised`: its sentence speaks of a correction.
    """

    rival: Rival
    part: Part
    sentence: tuple[str, int]
    home: str | None
    revised: bool


def list_figures(claims: Sequence[Record], *, copied: Callable[[Record], bool]) -> list[Rival]:
    """Return the figures of an event's claims, by time of report, as docs/record-format.md has them.

    Args: claims: of the event, in any order; copied: whether a claim is a copy's repetition.
    """
    ordered = sorted(claims, key=_order)
    sources = Sources(ordered)
    told = [
        t for sentence in _sentences(ordered) for t in _read_sentence(sentence, sources, copied)
    ]
    _settle_groups(told)
    figures = [t.rival for t in told]
    _mark_restated(told)
    live = {id(f) for f in live_figures(figures)}
    for figure in figures:
        figure["superseded"] = counts(figure) and id(figure) not in live
    _link_series(told)
    _link_denials(figures)
    return figures


def live_figures(figures: Iterable[Rival], *, as_of: str | None = None) -> list[Rival]:
    """Return the figures that count: of each source those of its latest report.

    What an outlet says of a toll in its own voice counts until somebody named gives one:
    reporters count crowds, not the dead. What a source takes back is gone. Args: as_of: a moment; later reports are unknown then.
    """
    until = utc(as_of) if as_of else "9"
    told = [f for f in figures if utc(f["published"]) <= until]
    gone = {
        (_value(f), f["source"]): utc(f["published"]) for f in told if f["past"] and f["rejected"]
    }
    known = [
        f
        for f in told
        if counts(f) and utc(f["published"]) >= gone.get((_value(f), f["source"]), "")
    ]
    last: dict[tuple[Key, str], str] = {}
    named: dict[Key, str] = {}
    for f in known:
        when, key = utc(f["published"]), key_of(f)
        last[key, f["source"]] = max(when, last.get((key, f["source"]), ""))
        if not _own_voice(f):
            named[key] = max(when, named.get(key, ""))
    return [
        f for f in known
        if utc(f["published"]) == last[key_of(f), f["source"]]
        and not (_own_voice(f) and f["measure"] in TOLLS and utc(f["published"]) <= named.get(key_of(f), "-"))
    ]  # fmt: skip


def counts(figure: Rival) -> bool:
    """Tell whether a figure is its source's own word, not repeated, withdrawn or rejected."""
    relation = figure["relation"]
    restated = relation is not None and relation["kind"] == "restates"
    return not (figure["copy"] or figure["past"] or figure["rejected"] or restated)


def key_of(figure: Record) -> Key:
    """Return what a figure counts: only figures of one key may be compared."""
    return figure["measure"], figure["group"], figure["unit"]


def _value(figure: Record) -> tuple[Any, ...]:
    return figure["measure"], figure["unit"], figure["low"], figure["high"]


def _own_voice(figure: Record) -> bool:
    return not figure["said_by"]


def _order(claim: Record) -> tuple[str, str, int, int, str]:
    article = claim["article"]
    return (
        utc(article["published"]),
        article["id"],
        claim["sentence"]["start"],
        claim["trigger"]["start"],
        claim["id"],
    )


# one sentence


def _sentences(claims: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield the claims of each sentence."""
    found: defaultdict[tuple[str, int], list[Record]] = defaultdict(list)
    for claim in claims:
        found[claim["article"]["id"], claim["sentence"]["start"]].append(claim)
    yield from found.values()


def _read_sentence(
    claims: Sequence[Record], sources: Sources, copied: Callable[[Record], bool]
) -> Iterator[_Told]:
    """Yield the figures of a sentence in text order, each number once."""
    chosen: dict[tuple[int, str], tuple[Record, Record]] = {}
    for claim in claims:
        for figure in claim["figures"]:
            place = figure["start"], figure["measure"]
            if place not in chosen or _nearness(claim, figure) > _nearness(*chosen[place]):
                chosen[place] = claim, figure
    shared = _shared_chain(claims)
    before: _Told | None = None
    for _, (claim, figure) in sorted(chosen.items()):
        chain = chain_of(claim) or (shared if figure["measure"] in TOLLS else [])
        near = before if before and before.rival["said_by"] == _names(chain) else None
        part = read_part(claim, figure, near.part if near and _continues(near, figure) else None)
        past = past_kind(claim, figure, [f for _, f in chosen.values()])
        rival = _rival(claim, figure, chain, past)
        rival["source"] = sources.name(chain, claim["article"]["id"], rival["outlet"])
        rival["copy"] = copied(claim)
        place_ = claim["place"]
        revised = is_revision(claim["sentence"]["text"])
        sentence = claim["article"]["id"], claim["sentence"]["start"]
        before = _Told(rival, part, sentence, place_["country"] if place_ else None, revised)
        yield before


def _continues(before: _Told, figure: Record) -> bool:
    """Tell whether a figure may be of the part before it: "seven in hospital and 80 sent home"."""
    return before.part.kind != "share" or before.rival["measure"] == figure["measure"]


def _nearness(claim: Record, figure: Record) -> tuple[bool, int]:
    return bool(chain_of(claim)), -abs(claim["trigger"]["start"] - figure["start"])


def _shared_chain(claims: Iterable[Record]) -> list[Record]:
    """Return the chain of all claims of a sentence that have one; empty where they differ.

    "Two men died, the ministry said, and 80 were held": both are the ministry's.
    """
    chains = {tuple(_names(chain)): chain for claim in claims if (chain := chain_of(claim))}
    return next(iter(chains.values())) if len(chains) == 1 else []


def _names(chain: Iterable[Record]) -> list[str]:
    return [link["name"] or link["text"] for link in chain]


def _rival(claim: Record, figure: Record, chain: Sequence[Record], past: str | None) -> Rival:
    article, of = claim["article"], figure["of"]
    kept = ("measure", "low", "high", "approx", "vague", "implicit", "unit")
    denied = claim["stance"] == "denies" and figure["high"] != 0
    return {
        **{name: figure[name] for name in kept},
        "of": of["text"] if of else None,
        "group": None,
        "said_by": _names(chain),
        "source": "",
        "article": article["id"],
        "outlet": article["outlet"]["name"] or article["outlet"]["domain"] or article["id"],
        "published": article["published"],
        "claim": claim["id"],
        "span": {name: figure[name] for name in ("start", "end", "text")},
        "copy": False,
        "past": past in ("past", "withdrawn"),
        "rejected": denied or past in ("rejected", "withdrawn"),
        "relation": None,
        "superseded": False,
    }


# all sentences


def _settle_groups(told: list[_Told]) -> None:
    """Name the parts, once all are known.

    "Six troops" are the only troops told of elsewhere, say Kenyan ones; people of the country
    itself are everybody where no others are told; "30 citizens" are a part beside others.
    """
    states: dict[str, set[str]] = defaultdict(set)
    nations: dict[str, set[str]] = defaultdict(set)
    told_in: dict[tuple[str, int], list[_Told]] = defaultdict(list)
    wide = {t.rival["measure"] for t in told if t.part.kind == "wide"}
    for t in told:
        if t.part.state is not None:
            nations[t.rival["measure"]].add(t.part.state)
            states[t.part.name or ""].add(t.part.state)
        told_in[t.sentence].append(t)
    for t in told:
        part = t.part
        if part.name in _FORCES and part.state is None and len(states[part.name]) == 1:
            part = part._replace(state=next(iter(states[part.name])))
        if part.kind == "wide" or (part.kind == "at" and t.rival["measure"] not in wide):
            part = WHOLE
        if part.kind == "beside" and not _is_beside(t, told_in[t.sentence]):
            part = WHOLE
        if part.state is not None and part.name is None and nations[t.rival["measure"]] == {t.home}:
            part = WHOLE
        t.rival["group"] = part.label


def _is_beside(told: _Told, others: Iterable[_Told]) -> bool:
    """Tell whether others are counted in the same breath: "30 citizens and 8 officers"."""
    mine = told.rival
    for other in (o.rival for o in others if o.part.label != told.part.label):
        gap = max(
            mine["span"]["start"] - other["span"]["end"],
            other["span"]["start"] - mine["span"]["end"],
        )
        if other["measure"] == mine["measure"] and gap <= _BREATH:
            return True
    return False


def _mark_restated(told: Sequence[_Told]) -> None:
    """Mark what a headline has of its story, and an outlet itself of what sources gave."""
    inside: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for t in told:
        inside[t.rival["article"], t.rival["measure"]].append(t)
    known = _Known()
    for t in told:
        figure = t.rival
        if figure["rejected"]:
            continue
        same = None
        others = [
            o
            for o in inside[figure["article"], figure["measure"]]
            if o is not t and not o.rival["past"]
        ]
        if t.sentence[1] == 0:
            same = next(
                (o.rival for o in others if o.sentence[1] > 0 and _repeats(figure, o.rival)), None
            )
        if same is None and _own_voice(figure):
            given = (o.rival for o in others if not _own_voice(o.rival))
            same = next((o for o in given if _repeats(figure, o)), None) or known.find(figure)
        if same is not None:
            figure["relation"] = _relation("restates", same)
        elif not _own_voice(figure) and not figure["past"]:
            known.add(figure)


def _repeats(figure: Rival, known: Rival) -> bool:
    """Tell whether a figure is another one, perhaps rounded: "over 200" of 207."""
    if figure["low"] is None or known["low"] is None:
        return bool(figure["low"] == known["low"] and figure["high"] == known["high"])
    if figure["vague"]:
        return bool(known["low"] >= figure["low"])
    rounded = figure["high"] is None and _ROUND * known["low"] <= figure["low"] <= known["low"]
    return rounded or bool(figure["low"] == known["low"])


class _Known:
    """Figures of named sources in earlier reports, found by value."""

    def __init__(self) -> None:
        self._lows: dict[Key, list[int]] = defaultdict(list)
        self._first: dict[tuple[Key, int | None, int | None], Rival] = {}

    def add(self, figure: Rival) -> None:
        key, low = key_of(figure), figure["low"]
        if low is None:
            self._first.setdefault((key, None, figure["high"]), figure)
        elif (key, low, None) not in self._first:
            self._first[key, low, None] = figure
            insort(self._lows[key], low)

    def find(self, figure: Rival) -> Rival | None:
        """Return a figure that another one repeats: the nearest number not below it."""
        key, low = key_of(figure), figure["low"]
        if low is None:
            return self._first.get((key, None, figure["high"]))
        lows = self._lows.get(key, [])
        k = bisect_left(lows, low)
        if k == len(lows):
            return None
        found = self._first[key, lows[k], None]
        return found if _repeats(figure, found) else None


def _link_series(told: Sequence[_Told]) -> None:
    """Link what a source says to what it said before of the same thing, or takes back."""
    said: dict[tuple[Key, str], Rival] = {}
    withdrawn = {
        (t.rival["measure"], t.rival["unit"], t.rival["article"]): t.rival
        for t in told
        if t.rival["past"] and t.rival["rejected"]
    }
    for t in told:
        figure = t.rival
        if not counts(figure):
            continue
        series = key_of(figure), figure["source"]
        before = said.get(series)
        said[series] = figure
        taken_back = withdrawn.get((figure["measure"], figure["unit"], figure["article"]))
        if taken_back is not None and taken_back["source"] in (
            figure["source"],
            f"outlet:{figure['outlet']}",
        ):
            figure["relation"] = _relation("revises", taken_back)
        elif (
            before is not None
            and before["article"] != figure["article"]
            and _bounds(before) != _bounds(figure)
        ):
            lower = point(figure) < point(before)
            figure["relation"] = _relation(
                "revises" if lower or t.revised else "supersedes", before
            )


def _link_denials(figures: Sequence[Rival]) -> None:
    """Link a rejected value, and a source's "none", to the figure it contradicts."""
    by_value: dict[tuple[str, int | None], dict[str, Rival]] = defaultdict(dict)
    by_group: dict[Key, dict[str, Rival]] = defaultdict(dict)
    for f in figures:
        if not f["rejected"] and f["high"] != 0:
            by_value[f["measure"], f["low"]][f["source"]] = f
            by_group[key_of(f)][f["source"]] = f
    for f in figures:
        zero = f["high"] == 0
        if f["relation"] is None and (zero or (f["rejected"] and not f["past"])):
            others = by_group[key_of(f)] if zero else by_value[f["measure"], f["low"]]
            other = next((o for source, o in others.items() if source != f["source"]), None)
            if other is not None:
                f["relation"] = _relation("denies", other)


def point(figure: Record) -> int:
    """Return the number a figure states: its low bound, or its high one where that is all."""
    low: int | None = figure["low"]
    return low if low is not None else int(figure["high"] or 0)


def _bounds(figure: Record) -> tuple[int | None, int | None]:
    return figure["low"], figure["high"]


def _relation(kind: str, other: Rival) -> dict[str, Any]:
    return {"kind": kind, "low": other["low"], "high": other["high"], "claim": other["claim"]}
