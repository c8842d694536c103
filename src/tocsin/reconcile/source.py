"""Who stands behind a figure: the independent sources among the attributions of one event.

The same committee is named in full, by half its name, by its initials, as "the doctors"; a
minister, an undersecretary and "health officials" speak for one ministry. Sources of one
event are one when they share an id, a portfolio of one state, or when the words of one
name are among those of exactly one other. A person's portfolio stands beside the name in
some sentence. The outlet itself stands in where nobody is named. Reads the event's own
sentences only: a title told elsewhere in the report is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from tocsin.data import read_rows
from tocsin.kb.fold import fold
from tocsin.kb.organization import find_organization
from tocsin.kb.role import find_role
from tocsin.reconcile.group import state_in
from tocsin.reconcile.word import stem

Record = Mapping[str, Any]
_SMALL = frozenset(
    "a an the of and for in on to at by its his her their our two three four five several many other same one some".split()
)
_HONORIFICS = frozenset(
    "mr mrs ms dr gen general lt lieutenant col colonel maj major sgt capt captain brig sir".split()
)
_RANKS = frozenset(
    "gen general lt lieutenant col colonel maj major brig brigadier admiral commodore".split()
)
_SPEAKERS = frozenset(
    stem(w)
    for w in "spokesman spokeswoman spokesperson spokesmen spokespeople head chief director deputy".split()
)
_BODIES = frozenset(
    stem(w) for w in
    "committee organization organisation group union association body syndicate network council".split()
)  # fmt: skip
_NOBODY = frozenset(
    "one ones others some many most it he she they we i you who him her them its their his".split()
)
_INDEFINITE = re.compile(r"(?:an?|one|two|three|four|five|six|several|some|another)\b", re.I)
_ANAPHORIC = re.compile(r"(?:the|this|that|their|its|his|her)\b", re.I)
_OUTLET = re.compile(
    r"\b(?:version of )?(?:this|the) (?:article|story|report|headline)\b|\ban earlier (?:version|headline)\b",
    re.I,
)
_TITLE_END = re.compile(r"[,;:]\s|[,;:]$|(?<=\w{3})\.(?:\s|$)|\bwho\b")
_TITLE = 80  # characters around a name in which its title stands
_PEOPLE = ("person", "official")
_JOINING = frozenset("of the for and in at".split())


class Sources:
    """The sources of one event: gives each claim the name of the source behind it."""

    def __init__(self, claims: Sequence[Record]):
        self._profiles: dict[str, _Profile] = {}
        texts = _texts(claims)
        for claim in claims:
            chain = chain_of(claim)
            if chain:
                article = claim["article"]["id"]
                key = _key(chain[0], article)
                known = self._profiles.get(key)
                if known is None:
                    known = self._profiles[key] = _Profile(key, chain[0])
                known.uses += 1
                known.hear(_extension(claim, chain[0]))
                if article not in known.articles:
                    known.articles.add(article)
                    if chain[0]["name"] and chain[0]["kind"] in _PEOPLE:
                        known.hear(*titles_of(known.name, texts[article]))
        self._name = _link(list(self._profiles.values()))

    def name(self, chain: Sequence[Record], article: str, outlet: str) -> str:
        """Return the independent source of a chain; "outlet:NAME" for the outlet's own voice."""
        return self._name[_key(chain[0], article)] if chain else f"outlet:{outlet}"


def chain_of(claim: Record) -> list[Record]:
    """Return the attribution chain of a claim without links that name nobody ("one", "they")."""
    return [s for s in claim["said_by"] if not _is_nobody(s)]


def is_outlet(claim: Record) -> bool:
    """Tell whether what speaks is the report itself: "an earlier version of this article"."""
    return any(_OUTLET.search(link["text"]) for link in claim["said_by"])


def _is_nobody(source: Record) -> bool:
    name = fold(source["name"] or source["text"])
    unknown = source["kind"] is None and source["name"] is None and source["id"] is None
    return unknown or not name or name in _NOBODY


def _key(source: Record, article: str) -> str:
    """Return what tells sources apart before they are linked; "the ministry" is one per report."""
    name = source["name"] or source["text"]
    where = f"@{article}" if _is_anaphoric(source) else ""
    return f"{source['id'] or ''} {fold(name)}{where}"


def _is_anaphoric(source: Record) -> bool:
    """Tell whether a source is called by a noun alone that means one named before."""
    text = source["text"]
    return source["name"] is None and _ANAPHORIC.match(text) is not None and text[1:].islower()


class _Profile:
    """What tells a source from others: its name, id, words, and portfolio with its state."""

    __slots__ = (
        "anaphoric", "armed", "articles", "definite", "id", "key", "name", "portfolio", "ranked", "state", "uses", "words",
    )  # fmt: skip

    def __init__(self, key: str, source: Record):
        self.name = source["name"] or source["text"]
        self.key = key
        organization = _organization(self.name)
        self.id = source["id"] or organization[0]
        self.uses = 0
        self.anaphoric = _is_anaphoric(source)
        self.articles: set[str] = set()
        self.words = frozenset(_words(self.name))
        self.definite = "body" in self.words or not _INDEFINITE.match(self.name)
        self.armed = organization[1]
        self.portfolio = None if self.armed else _portfolio(self.name)
        self.state = state_in(self.name)
        self.ranked = source["kind"] in _PEOPLE and _has_rank(source["text"])

    def hear(self, *titles: str) -> None:
        """Learn portfolio and state from what stands beside the name."""
        for title in titles:
            portfolio = None if self.armed else _portfolio(title)
            if portfolio is not None:
                self.portfolio = self.portfolio or portfolio
                self.state = self.state or state_in(title)
            self.ranked |= _has_rank(title)

    @property
    def office(self) -> str | None:
        """The portfolio; a rank alone is taken for that of a soldier."""
        return self.portfolio or ("military" if self.ranked and not self.armed else None)


def _has_rank(text: str) -> bool:
    return not _RANKS.isdisjoint(fold(text).split())


def _extension(claim: Record, source: Record) -> str:
    """Return what stands between a source and the words that attribute: "of the health office"."""
    cue, at = source["cue"], claim["sentence"]["start"]
    if cue is None or not 0 < cue["start"] - source["end"] <= _TITLE:
        return ""
    text: str = claim["sentence"]["text"][source["end"] - at : cue["start"] - at]
    return (
        text
        if text.startswith((" to ", " of ", " at ", " in ", " for ", " from ", " with "))
        else ""
    )


def titles_of(name: str, text: str) -> Iterator[str]:
    """Yield the titles that stand before and after a person's name in a text.

    >>> list(titles_of("Joe Phaahla", "South Africa's minister of health, Dr Joe Phaahla, said so."))
    ["South Africa's minister of health Dr Joe"]
    >>> list(titles_of("Lloyd Austin", "Gen. Lloyd Austin, head of Central Command, said so."))
    ['Gen. Lloyd', 'head of Central Command']
    """
    surname = name.split()[-1]
    for found in re.finditer(rf"\b{re.escape(surname)}\b", text):
        before = " ".join(_title_before(text[max(0, found.start() - _TITLE) : found.start()]))
        if before:
            yield before
        after = text[found.end() : found.end() + _TITLE]
        if after.startswith(", "):
            title = _TITLE_END.split(after[2:])[0]
            if any(_is_office(word) for word in title.split()[:4]):
                yield title


def _title_before(text: str) -> list[str]:
    """Return the last words of a text that can be a title, in order."""
    kept: list[str] = []
    commas = 0
    for token in reversed(text.split()):
        bare = token.rstrip(",")
        commas += bare != token
        ends = bare.endswith((";", ":", "?", "!", "”", '"')) or (
            bare.endswith(".") and len(bare) > 5
        )
        named = bare[:1].isupper() or bare in _JOINING or _is_office(bare)
        if commas > 1 or ends or not named:
            break
        kept.append(bare)
    return kept[::-1]


def _is_office(word: str) -> bool:
    folded = fold(word)
    return (
        stem(folded) in _SPEAKERS or _portfolio(folded) is not None or find_role(folded) is not None
    )


def _texts(claims: Iterable[Record]) -> dict[str, str]:
    """Return the sentences of the event's claims, by article, each once."""
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for claim in claims:
        found[claim["article"]["id"]].setdefault(
            claim["sentence"]["start"], claim["sentence"]["text"]
        )
    return {article: "\n".join(texts.values()) for article, texts in found.items()}


@lru_cache(maxsize=16_384)
def _words(name: str) -> tuple[str, ...]:
    kept = [stem(w) for w in fold(name).split() if w not in _SMALL and w not in _HONORIFICS]
    plain = [("body" if w in _BODIES else w) for w in kept if w not in _SPEAKERS]
    return tuple(plain or kept or [fold(name)])


@lru_cache(maxsize=16_384)
def _portfolio(told: str) -> str | None:
    words = [stem(w) for w in fold(told).split()]
    for size in (2, 1):
        for k in range(len(words) - size + 1):
            found = _portfolios().get(" ".join(words[k : k + size]))
            if found is not None:
                return found or None
    return None


@lru_cache(maxsize=16_384)
def _organization(name: str) -> tuple[str | None, bool]:
    """Return the id of the organization of a name, and whether it is an armed group."""
    found = find_organization(name)
    return (None, False) if found is None else (found.id, "REB" in found.sectors)


def _link(profiles: list[_Profile]) -> dict[str, str]:
    """Return for each profile the name of the source it belongs to."""
    ranked = sorted(profiles, key=lambda p: (-len(p.words), -p.uses, p.key))
    same = _Same(p.key for p in ranked)
    for group in _by(ranked, lambda p: p.id).values():
        same.join(group)
    for portfolio in _by(ranked, lambda p: p.office).values():
        _join_states(portfolio, same)
    named = [p for p in ranked if not p.anaphoric]
    _join_alike(named, same)
    _join_initials(named, same)
    resolved = _join_shorter(ranked, same)
    _join_alike([p for p in ranked if p.anaphoric and p.key not in resolved], same)
    best: dict[str, _Profile] = {}
    for p in sorted(ranked, key=lambda p: (-len(p.words), -p.uses, p.name)):
        best.setdefault(same.root(p.key), p)
    return {p.key: best[same.root(p.key)].name for p in profiles}


def _join_states(profiles: Sequence[_Profile], same: _Same) -> None:
    """Join those of one portfolio who are of one state; the rest, where there is but one."""
    states = _by(profiles, lambda p: p.state)
    for group in states.values():
        same.join(group)
    stateless = [p for p in profiles if p.state is None]
    same.join(stateless)
    if stateless and len(states) == 1:
        same.join([stateless[0], *next(iter(states.values()))])


def _join_alike(profiles: Iterable[_Profile], same: _Same) -> None:
    for group in _by(profiles, lambda p: " ".join(sorted(p.words))).values():
        same.join(group)


def _join_initials(profiles: Sequence[_Profile], same: _Same) -> None:
    """Join "MSF" and "Médecins Sans Frontières"."""
    named = _by(profiles, lambda p: _initials(p.name))
    for p in profiles:
        if p.name.isupper() and " " not in p.name and p.name.lower() in named:
            same.join([*named[p.name.lower()], p])


def _join_shorter(profiles: Sequence[_Profile], same: _Same) -> set[str]:
    """Join a name to the one other that has all its words, first among those of its reports.

    Returns: keys of the names that any other has all words of, joined or not.
    """
    index: defaultdict[str, list[_Profile]] = defaultdict(list)
    found: set[str] = set()
    for p in profiles:
        for word in p.words:
            index[word].append(p)
    for b in profiles:
        if not b.definite or (b.words == {"body"} and not b.anaphoric):
            continue
        rarest = min((index[w] for w in b.words), key=len, default=[])
        wider = [a for a in rarest if b.words < a.words]
        some = [a for a in wider if not a.articles.isdisjoint(b.articles)] or wider
        if some:
            found.add(b.key)
            if len({same.root(a.key) for a in some}) == 1 and not (
                b.id and any(a.id for a in some)
            ):
                same.join([some[0], b])
    return found


def _initials(name: str) -> str | None:
    words = [w for w in name.split() if w[:1].isupper()]
    return "".join(w[0] for w in words).lower() if len(words) > 1 else None


class _Same:
    """Which keys are of one source."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, profiles: Sequence[_Profile]) -> None:
        for p in profiles[1:]:
            first, second = self.root(profiles[0].key), self.root(p.key)
            if first != second:
                self._parent[second] = first


def _by(profiles: Iterable[_Profile], key: Any) -> dict[str, list[_Profile]]:
    """Return profiles by something, without those that lack it."""
    found: defaultdict[str, list[_Profile]] = defaultdict(list)
    for p in profiles:
        if (value := key(p)) is not None:
            found[value].append(p)
    return found


@lru_cache(maxsize=1)
def _portfolios() -> dict[str, str]:
    rows = (row for _, row in read_rows("reconcile/portfolios.csv"))
    return {" ".join(map(stem, row["word"].split())): row["portfolio"] for row in rows}
