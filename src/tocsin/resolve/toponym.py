"""Resolves all toponyms of one story together, each by the light of the others.

A name means one place throughout a story. What follows a name ("Springfield, Ohio") says
where it is, for its later mentions too. Names that are plain at once (countries, units,
names with a unit) are read first; then every name is read again with the others as its
company. A name that no table has stands where the last place named before it is, if the
caller is sure that it names a place; its score says that this is a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.kb.abbreviation import expand
from tocsin.kb.country import find_country
from tocsin.resolve.place import MIN_SCORE, ResolvedPlace, resolve_place

_ROUNDS = 3  # readings; results settle after two
_EXACT = frozenset({"point", "city", "admin2"})
_CAPITAL = r"[A-Z][\w'’.-]*"
# what follows a name and says where it is: ", Ohio", ", S.C.", " (Texas)"
_FOLLOWING = re.compile(rf"\s?[,(]\s?(?P<outer>{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})")
_STATE_OF = frozenset({"admin1", "country"})
_BESIDE = 0.35  # score of an unknown name put beside a known one


class Mention(NamedTuple):
    """A toponym: where it stands in the text (code points) and its words."""

    start: int
    end: int
    text: str


class Surroundings(NamedTuple):
    """What holds for a whole story; see `resolve_place`."""

    home: ResolvedPlace | None = None
    dateline: ResolvedPlace | None = None
    when: str | None = None
    adjectives: bool = False
    sure: bool = False


_NOWHERE = Surroundings()


def resolve_toponyms(
    text: str, mentions: Sequence[Mention], around: Surroundings = _NOWHERE
) -> list[ResolvedPlace | None]:
    """Return the place of each mention, in their order; None where nothing plausible is found.

    Args: text: the story; mentions: its toponyms, in text order; around: what is known of it.
    """
    words = _words(text, mentions)
    story = _Story(words, around)
    for _ in range(_ROUNDS):
        if not story.read():
            break
    found = [story.places[w] for w in words]
    return _beside(mentions, found) if around.sure else found


def _words(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Return the words to resolve: the mention's own, with the unit that once follows its name."""
    outer: dict[str, str] = {}
    for mention in mentions:
        match = _FOLLOWING.match(text, mention.end)
        if find_country(mention.text) is not None:
            continue  # a list of countries
        if match is not None and (unit := _unit(match["outer"])) is not None:
            outer.setdefault(mention.text, unit)
    return [
        f"{m.text}, {outer[m.text]}" if m.text in outer and "," not in m.text else m.text
        for m in mentions
    ]


def _unit(words: str) -> str | None:
    """Return the longest beginning that names a country or first-level unit, or None."""
    parts = words.split(" ")
    for size in range(len(parts), 0, -1):
        name = " ".join(parts[:size])
        for form in (name, name.rstrip(".,")):
            if expand(form, after_comma=True) is not None:
                return form
            country = find_country(form)
            if country is not None and country.form == "name":
                return form
            found = resolve_place(form, countries={})
            if found is not None and found.precision in _STATE_OF:
                return form
    return None


class _Story:
    """The readings of one story's names so far."""

    def __init__(self, words: Sequence[str], around: Surroundings):
        self.counts = Counter(words)
        self.around = around
        self.places: dict[str, ResolvedPlace | None] = {w: self._plain(w) for w in self.counts}

    def _plain(self, word: str) -> ResolvedPlace | None:
        """Return what a name means on its own, if that is beyond doubt."""
        found = self._resolve(word, {}, [], [])
        if found is None:
            return None
        return found if found.precision in _STATE_OF or "," in word or found.score > 0.85 else None

    def read(self) -> bool:
        """Read every name again in the light of the others; False when nothing changed."""
        fresh = {word: self._again(word) for word in self.counts}
        changed = fresh != self.places
        self.places = fresh
        return changed

    def _again(self, word: str) -> ResolvedPlace | None:
        others = [
            (w, p) for w, p in self.places.items() if p is not None and _base(w) != _base(word)
        ]
        countries: Counter[str] = Counter()
        for w, place in others:
            if place.country is not None:
                countries[place.country] += self.counts[w]
        admins = [p.admin1 for _, p in others if p.admin1 is not None]
        near = [p for _, p in others if p.precision in _EXACT]
        return self._resolve(word, countries, admins, near)

    def _resolve(
        self, word: str, countries: dict[str, int], admins: list[str], near: list[ResolvedPlace]
    ) -> ResolvedPlace | None:
        around = self.around
        return resolve_place(
            word, countries=countries, admins=admins, near=near, home=around.home,
            dateline=around.dateline, when=around.when, adjectives=around.adjectives,
            sure=around.sure,
        )  # fmt: skip


def _base(word: str) -> str:
    return word.partition(",")[0]


def _beside(
    mentions: Sequence[Mention], found: Sequence[ResolvedPlace | None]
) -> list[ResolvedPlace | None]:
    """Put each unknown name beside the known one that stands nearest to it in the text."""
    known = [(m, p) for m, p in zip(mentions, found, strict=True) if p is not None and p.country]
    known = [(m, p) for m, p in known if p.precision in _EXACT] or known
    placed = list(found)
    for k, mention in enumerate(mentions):
        if placed[k] is None and known:
            anchor = min(known, key=lambda item: _gap(item[0], mention))[1]
            placed[k] = anchor._replace(
                name=mention.text, geonameid=None, score=max(_BESIDE, MIN_SCORE),
                precision="country" if anchor.precision == "country" else "admin1",
                why=f"beside {anchor.name}",
            )  # fmt: skip
    return placed


def _gap(one: Mention, other: Mention) -> int:
    """Return the characters between two mentions; what stands before counts as nearer."""
    return other.start - one.end if one.end <= other.start else 2 * (one.start - other.end)
