"""Give drafts their ids: who the actors are, where and when it was.

A claim without a place or date of its own takes them from what the story said
just before, never from thin air: the span always shows which words they rest on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from tocsin.kb.country import countries_by_code, find_country
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
from tocsin.resolve.actor import ResolvedActor, resolve_actor
from tocsin.resolve.date import resolve_date
from tocsin.resolve.place import ResolvedPlace, resolve_place
from tocsin.resolve.scene import Scene, read_scene

# What is done on the spot has a place even when its sentence does not repeat it;
# words (accusing, asking, agreeing) are spoken anywhere.
_LOCATED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"})
_REAL = frozenset({"occurred", "ongoing"})
_DATED = _REAL | {"attempted", "negated"}  # what lies ahead or in thought has no day yet
_DAYS = frozenset({"minute", "hour", "part-of-day", "day"})
_SMALL = frozenset({"al", "de", "del", "el", "la", "of", "the", "and", "des", "da", "do"})
_TOWN, _UNIT = frozenset({"city"}), frozenset({"admin1", "admin2"})
_KINDS = {
    "city": _TOWN, "town": _TOWN, "village": _TOWN,
    "district": _UNIT, "province": _UNIT, "region": _UNIT,
}  # fmt: skip
_NATIONWIDE = re.compile(r"\b(?:nation|country)-?wide\b", re.IGNORECASE)
_CERTAIN = 0.8  # score of a place that speaks for others
_BESIDE = 14  # characters: one word
_PERSONS = frozenset({"person", "official", "witness"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
_REACH = 2  # paragraphs a place holds for events that name none
_LEAD = 2  # first paragraphs, headline included, that may tell what is dated further down
_LEAST_SHARE, _CLEARLY = 0.18, 1.4  # or a smaller share, but so much more than the next
_HARDLY = 0.34  # of the mentions of the main country
_MAIN_SHARE = 0.4  # of the story's country mentions, for a country to be its scene by default


def resolve_claims(
    document: Document, drafts: Sequence[Draft], *, coder: Coder
) -> tuple[Claim, ...]:
    """Return the claims of a story in text order; empty for no drafts."""
    story = _Story(document, drafts, coder)
    return tuple(story.claim(k) for k in range(len(drafts)))


class _Story:
    """What one story has said so far, for claims that leave it out."""

    def __init__(self, document: Document, drafts: Sequence[Draft], coder: Coder):
        article = document.article
        self.article: Article = article
        self.scene: Scene = read_scene(document)
        self.coder = coder
        self.ref = ArticleRef(
            article.id, article.uri, article.outlet, article.published, article.completeness
        )
        self.place: Place | None = None
        self.placed = 0
        self.drafts = drafts
        self.near: tuple[ResolvedPlace, ...] = ()
        self.dateline: ResolvedPlace | None = None
        if article.dateline:  # "NAIROBI, Kenya (Agency) —"
            self.dateline = self._find(article.dateline.partition("(")[0].strip(" -–—"))
        self.near = self._company(document)
        self.alone = self._is_alone()
        self.dates: list[Date | None] = []
        self.news: list[bool] = []
        self._read_dates()

    def claim(self, k: int) -> Claim:
        """Return one draft as a claim; to be called in text order."""
        draft = self.drafts[k]
        place = self._place(draft)
        scene = place.country if place is not None and place.country else self._main()
        return Claim(
            id=_claim_id(self.article, draft),
            article=self.ref,
            sentence=draft.sentence,
            trigger=draft.trigger,
            event=draft.event,
            actors=tuple(self._entity(p, scene) for p in draft.actors),
            recipients=tuple(self._entity(p, scene) for p in draft.recipients),
            status=draft.status,
            stance=draft.stance,
            said_by=tuple(self._source(link, scene) for link in draft.said_by),
            date=self._date(k),
            place=place,
            figures=draft.figures,
            cause=draft.cause,
            score=draft.score,
            coder=self.coder,
        )

    def _main(self) -> str | None:
        """Return the country the story is mainly about, if there is one."""
        shares = [*self.scene.weights.values(), 0.0]
        clear = shares[0] >= _MAIN_SHARE or (
            shares[0] >= _LEAST_SHARE and shares[0] >= _CLEARLY * shares[1]
        )
        return self.scene.main if len(shares) > 1 and clear else None

    def _who(self, phrase: Phrase, scene: str | None) -> ResolvedActor:
        text, head = phrase.text, phrase.head
        if head in _PRONOUNS and phrase.description:  # "they" are who they stand for
            text, head = phrase.description, phrase.description.split()[-1].lower()
        return resolve_actor(
            text,
            head=head,
            name=phrase.description,
            scene=scene,
            home=self._main(),
            when=self.article.published,
        )

    def _entity(self, phrase: Phrase, scene: str | None) -> Entity:
        found = self._who(phrase, scene)
        return Entity(
            phrase.start, phrase.end, phrase.text,
            phrase.name or found.name, found.id, found.country, found.sectors,
        )  # fmt: skip

    def _source(self, link: Link, scene: str | None) -> Source:
        phrase = link.phrase
        found = self._who(phrase, scene)
        office = _office(phrase) if link.kind in _PERSONS else None
        return Source(
            phrase.start, phrase.end, phrase.text,
            phrase.name or found.name, found.id, found.kind or link.kind, link.cue, link.quote, office,
        )  # fmt: skip

    # places

    def _place(self, draft: Draft) -> Place | None:
        """Place a claim by its own words, else by what was told just before."""
        located = draft.event.type in _LOCATED
        tied = self._read_places(draft.places[: draft.attached], draft)
        loose = self._read_places(draft.places[draft.attached :], draft) if located else []
        named = self._named(draft.places[: draft.attached], draft)
        found = named or _best(tied, loose)
        if located and _is_nationwide(draft):
            return self._main_place() or found
        if found is not None:
            if located and (named or tied) and not self._contains(found):
                self.place, self.placed = found, draft.paragraph
            return found
        if not located:
            return None
        if self.place is not None and (self.alone or draft.paragraph - self.placed <= _REACH):
            return self.place
        return self._main_place()

    def _read_places(self, spans: Sequence[Span], draft: Draft) -> list[Place]:
        return [p for span in spans if (p := self._resolve(span, draft)) is not None]

    def _company(self, document: Document) -> tuple[ResolvedPlace, ...]:
        """Return the towns and units that the story names beyond doubt."""
        names = {
            sentence.span(start, end - 1).text
            for sentence in document.sentences
            for start, end, label in sentence.entities
            if label in ("GPE", "LOC", "FAC")
        }
        found = (self._find(name) for name in sorted(names))
        return tuple(p for p in found if p is not None and p.score >= _CERTAIN)

    def _find(self, text: str) -> ResolvedPlace | None:
        """Resolve words by the story's countries, day and other places."""
        name = text.partition(",")[0]
        near = [p for p in self.near if p.name != name]
        found = resolve_place(
            text, countries=self.scene.weights, near=near, when=self.article.published,
            dateline=self.dateline,
            admins=[p.admin1 for p in near if p.admin1 is not None],
        )  # fmt: skip
        return found if found is None or not self._is_namesake(found) else None

    def _is_namesake(self, found: ResolvedPlace) -> bool:
        """Tell whether a site lies in a country that the story hardly speaks of.

        Other capitals have a White House and a Green Zone too.
        """
        shares = self.scene.weights
        if found.precision != "point" or found.country is None or not shares:
            return False
        return shares.get(found.country, 0.0) < _HARDLY * max(shares.values())

    def _is_alone(self) -> bool:
        """Tell whether all events that are given a town or unit of their own share one."""
        found = {
            place.name
            for draft in self.drafts
            if draft.event.type in _LOCATED
            for place in self._read_places(draft.places[: draft.attached], draft)
            if place.precision not in (None, "country")
        }
        return len(found) == 1

    def _named(self, spans: Sequence[Span], draft: Draft) -> Place | None:
        """Return the first place named when no gazetteer knows it: its name, and where it must lie."""
        if not spans or not _is_name(spans[0].text) or self._resolve(spans[0], draft) is not None:
            return None
        near = next(
            (p for span in spans[1:] if (p := self._resolve(span, draft)) is not None), None
        )
        country = near.country if near is not None else self._nearby(draft)
        return Place(*spans[0], name=spans[0].text, country=country)

    def _nearby(self, draft: Draft) -> str | None:
        """Return the country the paragraph speaks of, else the story's."""
        if self.place is not None and self.placed == draft.paragraph and self.place.country:
            return self.place.country
        return self._main()

    def _contains(self, place: Place) -> bool:
        """Tell whether a place is no more than the country of the place told last."""
        return (
            place.precision == "country"
            and self.place is not None
            and place.country == self.place.country
        )

    def _resolve(self, span: Span, draft: Draft) -> Place | None:
        article, _, rest = span.text.partition(" ")
        *of, noun = rest.split() or [""]
        if article.lower() == "the" and noun in ("country", "capital"):
            whose = find_country(" ".join(of)) if of else None
            return self._common(span, noun, whose.alpha3 if whose else self._nearby(draft))
        if article.lower() == "the" and noun in _KINDS:
            return self._told(span, _KINDS[noun]) if not of else None
        place = self._find(span.text)
        return _place(span, place) if place is not None else None

    def _told(self, span: Span, precisions: frozenset[str]) -> Place | None:
        """Resolve "the town" to the last place told, if it is one."""
        if self.place is None or self.place.precision not in precisions:
            return None
        return replace(self.place, start=span.start, end=span.end, text=span.text)

    def _common(self, span: Span, noun: str, code: str | None) -> Place | None:
        """Resolve "the country" and "the capital" to those of the scene."""
        country = countries_by_code().get(code) if code is not None else None
        if country is None:
            return None
        name = country.name if noun == "country" else country.capital
        found = resolve_place(name, countries={country.alpha3: 1.0}) if name else None
        return _place(span, found) if found is not None else None

    def _main_place(self) -> Place | None:
        main = self._main()
        span = self.scene.names.get(main) if main is not None else None
        if span is None:
            return None
        found = self._find(span.text)
        return _place(span, found) if found is not None else None

    # dates

    def _read_dates(self) -> None:
        """Read the dates that claims state, in text order: "the same day" needs the last one."""
        anchor: str | None = None
        for draft in self.drafts:
            told = self._read(draft, draft.context, anchor)
            if told is not None and told.granularity in _DAYS:
                anchor = told.edtf
            found = self._own_date(draft, anchor)
            self.dates.append(found)
            self.news.append(self._is_news(draft, found))
            if found is not None and self.news[-1]:
                anchor = found.edtf

    def _own_date(self, draft: Draft, anchor: str | None) -> Date | None:
        """Date a claim by its own words, else by those of its sentence that date nothing else."""
        own = self._read(draft, (draft.time,) if draft.time is not None else (), anchor)
        if own is not None:
            return own
        near = self._read(draft, draft.near, anchor)
        return None if near is None or near.edtf.startswith("../") else near  # "held until May 22"

    def _date(self, k: int) -> Date | None:
        """Date a claim by its own words, by what the story dates around it, or by publication."""
        draft, found = self.drafts[k], self.dates[k]
        if found is not None:
            return found
        backshifted = bool(draft.said_by)  # "he said they had fled" is no earlier than "they fled"
        if draft.status not in _DATED or (draft.remote and not backshifted):
            return None
        if draft.time is not None:
            return None  # "two days later": told, but not to be resolved
        told = self._read(draft, draft.context, None)
        if told is not None and self._is_near(told):
            return told
        return self._anchor(k) or self._told_on(draft) or self._last_told(k) or self._published()

    def _told_on(self, draft: Draft) -> Date | None:
        """Return the day something was said, which stands for publication where it is earlier."""
        told = self._read(draft, draft.told, None)
        if told is None or not self._is_near(told):
            return None
        return Date(None, None, None, told.edtf, told.granularity, "published")

    def _last_told(self, k: int) -> Date | None:
        """Return the last day before a claim on which the story says that something was said."""
        before = (self._told_on(d) for d in reversed(self.drafts[:k]) if d.told)
        return next((d for d in before if d is not None), None)

    def _anchor(self, k: int) -> Date | None:
        """Return the day of the story's news that an undated claim belongs to.

        In order: the same paragraph, the last claim of the same type, the next one
        (for headlines and leads), and for what happens on the spot the last of any type.
        """
        draft = self.drafts[k]
        before = [j for j in range(k - 1, -1, -1) if self.news[j]]
        after = [j for j in range(k + 1, len(self.drafts)) if self.news[j]]
        choices = (
            [j for j in before if self.drafts[j].paragraph == draft.paragraph],
            [j for j in before if self.drafts[j].event.type == draft.event.type],
            [
                j
                for j in after
                if self.drafts[j].event.type == draft.event.type and draft.paragraph < _LEAD
            ],
            [j for j in before if draft.paragraph - self.drafts[j].paragraph <= _REACH],
            before if draft.event.type in _LOCATED else [],
        )
        return next((self.dates[found[0]] for found in choices if found), None)

    def _read(
        self, draft: Draft, times: Sequence[TimeExpression], anchor: str | None
    ) -> Date | None:
        for time in times:
            known = anchor is not None and not anchor.startswith("X")  # a day of a year
            day = anchor if time.form == "clock" and known else self.article.published
            found = resolve_date(time, published=day, tense=draft.tense, anchor=anchor)
            if found is not None and not self._is_to_come(draft, found):
                return found
        return None

    def _is_to_come(self, draft: Draft, found: Date) -> bool:
        """Tell whether what has happened would lie after its report: then the words date another."""
        if draft.status != "occurred" or self.article.published is None:
            return False
        try:
            first = date.fromisoformat(found.edtf[:10])
            published = date.fromisoformat(self.article.published[:10])
        except ValueError:
            return False
        return (first - published).days > 1  # the day after may have begun where it happened

    def _is_news(self, draft: Draft, found: Date | None) -> bool:
        """Tell whether a claim's date is a day near enough to publication to anchor others."""
        if found is None or draft.status not in _REAL or draft.event.type not in _LOCATED:
            return False
        return self._is_near(found)

    def _is_near(self, found: Date) -> bool:
        """Tell whether a date is a day, or a few, not far from publication."""
        published = self.article.published
        if published is None:
            return found.granularity in _DAYS
        if found.granularity == "interval":
            first, _, last = found.edtf.partition("/")
            return _near(first, published) and _near(last, published)
        return found.granularity in _DAYS and _near(found.edtf, published)

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


def _is_nationwide(draft: Draft) -> bool:
    """Tell whether "nationwide" stands beside the trigger."""
    at = draft.trigger.start - draft.sentence.start
    near = draft.sentence.text[max(0, at - _BESIDE) : at + len(draft.trigger.text) + _BESIDE]
    return _NATIONWIDE.search(near) is not None


def _best(tied: Sequence[Place], loose: Sequence[Place]) -> Place | None:
    """Return the first place; a country gives way to a place in it that is named as plainly."""
    places = tied or loose
    if not places or places[0].precision != "country":
        return next(iter(places), None)
    first = places[0]
    return next(
        (p for p in places if p.country == first.country and p.precision != "country"), first
    )


def _office(phrase: Phrase) -> str | None:
    """Return what the story calls somebody besides the name, or None."""
    if phrase.name is None or phrase.description is None:
        return None
    office = re.sub(r"\s*,[\s,]*", ", ", phrase.description.replace(phrase.name, ",")).strip(" ,")
    return re.sub(r"^(?:the|an?)(?:\s+|$)", "", office, flags=re.IGNORECASE) or None


def _place(span: Span, found: ResolvedPlace) -> Place:
    return Place(
        *span,
        found.name,
        found.geonameid,
        found.lat,
        found.lon,
        found.country,
        found.admin1,
        found.precision,
    )


def _is_name(text: str) -> bool:
    """Tell whether every word is capitalised, as in a name, not only the first."""
    return not text.isupper() and all(w[:1].isupper() or w.lower() in _SMALL for w in text.split())


def _claim_id(article: Article, draft: Draft) -> str:
    """Return an id that is the same for the same words of the same text."""
    key = f"{article.id}\0{article.sha256}\0{draft.trigger.start}\0{draft.trigger.end}\0{draft.event.type}"
    return sha256(key.encode()).hexdigest()[:16]
