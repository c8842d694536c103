"""Scores place resolution on marked test sets: LGL, GeoWebNews, GeoVirus and their like.

Two tests. With gold spans, every marked name that has coordinates is resolved by
resolve/toponym.py, told that it is a name of a place; one without an answer counts as
wrong. End to end, names are found by tocsin's own parse as well, and an answer counts
when it overlaps a marked name and lies within 161 km (100 miles) of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from lxml import etree

from tocsin.errors import InputError
from tocsin.evaluate.locate import country_at
from tocsin.extract.place import toponyms
from tocsin.kb.country import countries_by_code, find_country
from tocsin.kb.distance import km_between
from tocsin.kb.gazetteer import open_gazetteer
from tocsin.kb.region import find_region
from tocsin.parse import Parser
from tocsin.records import Article, Document, Span, Zone
from tocsin.resolve.place import ResolvedPlace
from tocsin.resolve.toponym import Mention, Surroundings, resolve_toponyms

NEAR_KM = 161.0  # 100 miles, the measure of the field
LOST_KM = 20_039.0  # half the equator: the error of a name without an answer
_TAGS = {"toponym": ("extractedName", "phrase"), "location": ("name",)}
_PEOPLES = 0.02  # share of "Syrian" and the like among the names of a set that marks them
_WORDS = 2  # of the longest adjective of a country


class GoldToponym(NamedTuple):
    """A marked name. `geonameid` and `country` (alpha-3) are None where the set has none."""

    start: int
    end: int
    text: str
    lat: float
    lon: float
    geonameid: int | None
    country: str | None


class GoldStory(NamedTuple):
    """A marked story; `outlet`: its domain, or None; `when`: the day it was taken, or None."""

    text: str
    outlet: str | None
    when: str | None
    toponyms: tuple[GoldToponym, ...]


class _Pair(NamedTuple):
    gold: GoldToponym
    found: ResolvedPlace | None

    @property
    def error_km(self) -> float:
        found = self.found
        if found is None or found.lat is None or found.lon is None:
            return LOST_KM
        return km_between((self.gold.lat, self.gold.lon), (found.lat, found.lon))


def evaluate_places(path: Path) -> dict[str, Any]:
    """Return the scores of one test set; see the module for what is counted.

    Keys: n, stories, accuracy_161km, country_accuracy (of those whose country is known),
    exact_id (of those with a GeoNames id; None without any), mean_error_km, median_error_km (unanswered
    names as far off as can be), e2e_precision, e2e_recall, e2e_f1, data_sha256; with
    `accuracy_161km_home` and the like where the set names its outlets (see `homes`).
    Raises: InputError: no such file, or none of the formats.
    """
    stories = read_places(path)
    scores: dict[str, Any] = {
        "n": sum(len(s.toponyms) for s in stories), "stories": len(stories), **score(stories),
    }  # fmt: skip
    if any(story.outlet for story in stories):
        at_home = score(stories, homes(stories))
        scores |= {f"{key}_home": value for key, value in at_home.items()}
    return scores | score_text(stories) | {"data_sha256": sha256(path.read_bytes()).hexdigest()}


def read_places(path: Path) -> list[GoldStory]:
    """Return the stories of a test set, those without marked names included.

    Raises: InputError: no such file, no XML, or no story in it.
    """
    if not path.is_file():
        raise InputError(str(path), reason="missing", detail="no such file")
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    try:
        root = etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise InputError(str(path), reason="format", detail=str(error)) from error
    stories = [] if root is None else [_story(e) for e in root.iter("article")]
    if not stories:
        raise InputError(str(path), reason="format", detail="no <article> in it")
    return stories


def _story(article: Any) -> GoldStory:
    when = article.findtext("dltime")
    found = [
        toponym
        for tag, names in _TAGS.items()
        for element in article.iter(tag)
        if (toponym := _toponym(element, names)) is not None
    ]
    return GoldStory(
        article.findtext("text") or "", article.findtext("domain"), when[:10] if when else None,
        tuple(sorted(found)),
    )  # fmt: skip


def _toponym(element: Any, names: Sequence[str]) -> GoldToponym | None:
    """Return a marked name, or None without coordinates."""
    cells = {child.tag: (child.text or "").strip() for child in element.iter()}
    lat = cells.get("lat") or cells.get("latitude")
    lon = cells.get("lon") or cells.get("longitude")
    text = next((element.findtext(n) for n in names if element.findtext(n)), None)
    if not lat or not lon or not text:
        return None
    tag = element.find("gaztag")
    id_ = cells.get("geonamesID") or (tag.get("geonameid") if tag is not None else None)
    country = find_country(cells["country"]) if cells.get("country") else None
    return GoldToponym(
        int(cells["start"]), int(cells["end"]), text, float(lat), float(lon),
        int(id_) if id_ and id_.isdigit() else None, country.alpha3 if country else None,
    )  # fmt: skip


def homes(stories: Iterable[GoldStory]) -> dict[str, ResolvedPlace]:
    """Return where each outlet is, judged without the gold answers.

    It is the town that the outlet's stories, read without knowing, name most often.
    """
    seen: dict[str, dict[ResolvedPlace, int]] = {}
    for story in stories:
        if story.outlet:
            counts = seen.setdefault(story.outlet, {})
            for pair in _pairs(story, None):
                if pair.found is not None and pair.found.precision in ("city", "admin2"):
                    place = pair.found._replace(score=1.0, why="")
                    counts[place] = counts.get(place, 0) + 1
    return {o: max(c, key=lambda place: c[place]) for o, c in seen.items() if c}


def score(
    stories: Iterable[GoldStory], known: dict[str, ResolvedPlace] | None = None
) -> dict[str, float | None]:
    """Return the scores with gold spans; `known`: where the outlets are."""
    pairs = [p for s in stories for p in _pairs(s, (known or {}).get(s.outlet or ""))]
    errors = [pair.error_km for pair in pairs]
    countries = [(c, p.found) for p in pairs if (c := _gold_country(p.gold)) is not None]
    ids = [p for p in pairs if p.gold.geonameid is not None]
    return {
        "accuracy_161km": _share(e <= NEAR_KM for e in errors),
        "country_accuracy": _share(f is not None and f.country == c for c, f in countries),
        "exact_id": _share(
            p.found is not None and p.found.geonameid == p.gold.geonameid for p in ids
        ),
        "mean_error_km": round(mean(errors), 1) if errors else 0.0,
        "median_error_km": round(median(errors), 1) if errors else 0.0,
    }


def _pairs(story: GoldStory, home: ResolvedPlace | None) -> Iterator[_Pair]:
    mentions = [Mention(t.start, t.end, t.text) for t in story.toponyms]
    around = Surroundings(home=home, when=story.when, adjectives=True, sure=True)
    found = resolve_toponyms(story.text, mentions, around)
    return (_Pair(gold, place) for gold, place in zip(story.toponyms, found, strict=True))


def _gold_country(gold: GoldToponym) -> str | None:
    """Return the country of a marked name: stated, of its id, or of the town nearest to it."""
    if gold.country is not None:
        return gold.country
    if gold.geonameid is not None:
        row = open_gazetteer().place(gold.geonameid)
        if row is not None:
            return row.country
        for country in countries_by_code().values():
            if country.geonameid == gold.geonameid:
                return country.alpha3
    country_named = find_country(gold.text)
    if country_named is not None:
        return country_named.alpha3
    region = find_region(gold.text)
    return region.country if region is not None else country_at(gold.lat, gold.lon)


def _share(hits: Iterable[bool]) -> float | None:
    found = list(hits)
    return round(sum(found) / len(found), 4) if found else None


def score_text(stories: Sequence[GoldStory]) -> dict[str, float]:
    """Return precision, recall and F1 end to end: tocsin finds the names, too."""
    marks = [_is_people(t.text) for s in stories for t in s.toponyms]
    peoples = sum(marks) > _PEOPLES * len(marks)
    hits = claimed = marked = 0
    documents = Parser().parse_all(_article(k, s.text) for k, s in enumerate(stories))
    for story, document in zip(stories, documents, strict=True):
        found = list(find_places(document, when=story.when, peoples=peoples))
        claimed += len(found)
        marked += len(story.toponyms)
        hits += _hits(story.toponyms, found)
    precision, recall = hits / max(1, claimed), hits / max(1, marked)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {
        "e2e_precision": round(precision, 4), "e2e_recall": round(recall, 4), "e2e_f1": round(f1, 4),
    }  # fmt: skip


def find_places(
    document: Document, *, when: str | None = None, peoples: bool = False
) -> Iterator[tuple[Mention, ResolvedPlace]]:
    """Yield the names of places of a story that tocsin finds and places.

    `peoples`: whether "Syrian" counts as one, as in the sets that mark it.
    """
    spans = [span for sentence in document.sentences for _, span in toponyms(sentence)]
    if peoples:
        taken = {k for span in spans for k in range(span.start, span.end)}
        spans += [s for s in _peoples(document) if s.start not in taken]
    mentions = [Mention(*span) for span in sorted(spans)]
    around = Surroundings(when=when, adjectives=peoples)
    found = resolve_toponyms(document.article.text, mentions, around)
    for mention, place in zip(mentions, found, strict=True):
        if place is not None and place.lat is not None:
            yield mention, place


def _peoples(document: Document) -> Iterator[Span]:
    for sentence in document.sentences:
        for first in range(len(sentence.tokens)):
            spans = (sentence.span(first, last) for last in range(first, first + _WORDS)
                     if last < len(sentence.tokens))  # fmt: skip
            yield from (span for span in spans if _is_people(span.text))


def _is_people(text: str) -> bool:
    """Tell whether words are an adjective or demonym of a country or region."""
    found = find_country(text) or find_region(text)
    return text[:1].isupper() and found is not None and found.form in ("adjective", "demonym")


def _article(number: int, text: str) -> Article:
    zones, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(at, at + len(line), line, "body"))
        at += len(line) + 1
    return Article(id=str(number), text=text, sha256="", zones=tuple(zones))


def _hits(gold: Sequence[GoldToponym], found: Sequence[tuple[Mention, ResolvedPlace]]) -> int:
    """Return how many marked names are matched, each answer used once."""
    used: set[int] = set()
    for mention, place in found:
        for k, toponym in enumerate(gold):
            overlaps = toponym.start < mention.end and mention.start < toponym.end
            if k not in used and overlaps and _Pair(toponym, place).error_km <= NEAR_KM:
                used.add(k)
                break
    return len(used)
