"""Give drafts their ids: who the actors are, where and when it was.

A claim without a place or date of its own takes them from what the story said
just before, never from thin air: the span always shows which words they rest on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from tocsin.kb.country import countries_by_code
from tocsin.records import (
    Article,
    ArticleRef,
    Claim,
    Coder,
    Date,
    Document,
    Draft,
    Entity,
    Link,
    Phrase,
    Place,
    Source,
    Span,
    TimeExpression,
)
from tocsin.resolve.actor import resolve_actor
from tocsin.resolve.date import resolve_date
from tocsin.resolve.place import resolve_place
from tocsin.resolve.scene import Scene, read_scene

# What is done on the spot has a place even when its sentence does not repeat it;
# words (accusing, asking, agreeing) are spoken anywhere.
_LOCATED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"})
_REAL = frozenset({"occurred", "ongoing"})
_DAYS = frozenset({"minute", "hour", "part-of-day", "day"})
_MAIN_SHARE = 0.4  # of the story's country mentions, for a country to be its scene by default


def resolve_claims(
    document: Document, drafts: Sequence[Draft], *, coder: Coder
) -> tuple[Claim, ...]:
    """Return the claims of a story in text order; empty for no drafts."""
    story = _Story(document, coder)
    return tuple(story.claim(draft) for draft in drafts)


class _Story:
    """What one story has said so far, for claims that leave it out."""

    def __init__(self, document: Document, coder: Coder):
        article = document.article
        self.article: Article = article
        self.scene: Scene = read_scene(document)
        self.coder = coder
        self.ref = ArticleRef(
            article.id, article.uri, article.outlet, article.published, article.completeness
        )
        self.place: Place | None = None
        self.date: Date | None = None

    def claim(self, draft: Draft) -> Claim:
        """Return one draft as a claim."""
        place = self._place(draft)
        scene = place.country if place is not None and place.country else self._main()
        return Claim(
            id=_claim_id(self.article, draft),
            article=self.ref,
            sentence=draft.sentence,
            trigger=draft.trigger,
            event=draft.event,
            actors=tuple(_entity(p, scene) for p in draft.actors),
            recipients=tuple(_entity(p, scene) for p in draft.recipients),
            status=draft.status,
            stance=draft.stance,
            said_by=tuple(_source(link, scene) for link in draft.said_by),
            date=self._date(draft),
            place=place,
            figures=draft.figures,
            cause=draft.cause,
            score=draft.score,
            coder=self.coder,
        )

    def _main(self) -> str | None:
        main = self.scene.main
        return main if main is not None and self.scene.weights[main] >= _MAIN_SHARE else None

    # places

    def _place(self, draft: Draft) -> Place | None:
        located = draft.event.type in _LOCATED
        wanted = draft.places if located else draft.places[: draft.attached]
        found = self._best([p for span in wanted if (p := self._resolve(span)) is not None])
        if found is not None:
            if located and not self._contains(found):
                self.place = found
            return found
        if not located:
            return None
        return self.place or self._main_place()

    def _best(self, places: Sequence[Place]) -> Place | None:
        """Return the first place, or one within it that is named with it."""
        if not places:
            return None
        first = places[0]
        if first.precision != "country":
            return first
        return next((p for p in places if p.country == first.country and p.precision != "country"), first)

    def _contains(self, place: Place) -> bool:
        """Tell whether a place is no more than the country of the place told last."""
        return place.precision == "country" and self.place is not None and place.country == self.place.country

    def _resolve(self, span: Span) -> Place | None:
        common = span.text.lower()
        if common in ("the country", "the capital"):
            return self._common(span, common)
        place = resolve_place(span.text, countries=self.scene.weights)
        if place is None:
            return None
        return Place(
            *span,
            place.name,
            place.geonameid,
            place.lat,
            place.lon,
            place.country,
            place.admin1,
            place.precision,
        )

    def _common(self, span: Span, words: str) -> Place | None:
        """Resolve "the country" and "the capital" to those of the scene."""
        code = self.place.country if self.place is not None and self.place.country else self._main()
        country = countries_by_code().get(code) if code is not None else None
        if country is None:
            return None
        name = country.name if words == "the country" else country.capital
        found = resolve_place(name, countries={country.alpha3: 1.0}) if name else None
        if found is None:
            return None
        return Place(
            *span, found.name, found.geonameid, found.lat, found.lon, found.country, found.admin1, found.precision
        )

    def _main_place(self) -> Place | None:
        main = self._main()
        span = self.scene.names.get(main) if main is not None else None
        return self._resolve(span) if span is not None else None

    # dates

    def _date(self, draft: Draft) -> Date | None:
        """Date a claim by its own words, its sentence, what went before, or publication."""
        found = self._read(draft, (draft.time,) if draft.time is not None else ())
        if found is not None:
            if draft.status in _REAL and draft.event.type in _LOCATED and self._is_news(found):
                self.date = found
            return found
        found = self._read(draft, draft.near)
        if found is not None:
            return found
        if draft.status not in _REAL or draft.remote:
            return None
        if self.date is not None and draft.event.type in _LOCATED:
            return self.date
        return self._published()

    def _read(self, draft: Draft, times: Sequence[TimeExpression]) -> Date | None:
        published = self.article.published
        dates = (resolve_date(t, published=published, tense=draft.tense) for t in times)
        return next((d for d in dates if d is not None), None)

    def _is_news(self, found: Date) -> bool:
        """Tell whether a date is a day close enough to publication to anchor other events."""
        published = self.article.published
        return found.granularity in _DAYS and (published is None or _near(found.edtf, published))

    def _published(self) -> Date | None:
        published = self.article.published
        if published is None:
            return None
        return Date(None, None, None, published[:10], "day", "published")


def _near(edtf: str, published: str) -> bool:
    """Tell whether a day lies within two weeks of publication; False for partial dates."""
    try:
        gap = date.fromisoformat(published[:10]) - date.fromisoformat(edtf[:10])
    except ValueError:
        return False
    return abs(gap.days) <= 14


def _entity(phrase: Phrase, scene: str | None) -> Entity:
    found = resolve_actor(phrase.text, head=phrase.head, name=phrase.description, scene=scene)
    return Entity(
        phrase.start, phrase.end, phrase.text,
        phrase.name or found.name, found.id, found.country, found.sectors,
    )  # fmt: skip


def _source(link: Link, scene: str | None) -> Source:
    phrase = link.phrase
    found = resolve_actor(phrase.text, head=phrase.head, name=phrase.description, scene=scene)
    return Source(
        phrase.start, phrase.end, phrase.text,
        phrase.name or found.name, found.id, found.kind or link.kind, link.cue, link.quote,
    )  # fmt: skip


def _claim_id(article: Article, draft: Draft) -> str:
    """Return an id that is the same for the same words of the same text."""
    key = f"{article.id}\0{article.sha256}\0{draft.trigger.start}\0{draft.trigger.end}\0{draft.event.type}"
    return sha256(key.encode()).hexdigest()[:16]
