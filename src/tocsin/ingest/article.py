"""Text and known fields to an Article."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from tocsin.errors import InputError
from tocsin.ingest.field import Known, check_published
from tocsin.ingest.language import check_english, is_english, language_name
from tocsin.ingest.rights import merge_rights, text_completeness, text_rights
from tocsin.ingest.zone import first_zone, label_zones
from tocsin.kb.outlet import find_outlet
from tocsin.records import STORY_ZONES, Article, Outlet, Zone

BY = re.compile(
    r"^(?:(?:story|text|words|report|analysis)\s+)?(?:written\s+|reported\s+)?by:?\s+", re.I
)


def build_article(text: str, known: Known, uri: str, *, place: str | None = None) -> Article:
    """Return the article that a text and its known fields make.

    Args: text: normalised (see `encoding`); known: what its source states, which wins
    over what the text shows; uri, place: for errors.
    Raises: InputError: "empty", "language" or "bad-date".
    """
    if not any(map(str.isalnum, text)):
        detail = "there is no letter in it" if text.strip() else "there is nothing in it"
        raise InputError(uri, reason="empty", detail=detail, place=place)
    if known.published is not None:
        check_published(known.published, uri, place=place)
    zones = label_zones(text, headline=known.headline)
    _check_language(zones, known.language, uri, place)
    digest = sha256(text.encode()).hexdigest()
    stated = known.completeness
    return Article(
        id=known.id or digest,
        text=text,
        sha256=digest,
        uri=known.uri or uri,
        copy_of=known.copy_of,
        headline=known.headline or first_zone(zones, "headline"),
        language=known.language or "en",
        published=known.published,
        outlet=_completed(known.outlet),
        byline=known.byline or _byline(zones),
        dateline=known.dateline or _dateline(zones),
        rights=merge_rights(known.rights, text_rights(zones)),
        completeness=text_completeness(zones) if stated.value == "unknown" else stated,
        zones=zones,
    )


def _completed(outlet: Outlet) -> Outlet:
    """Return an outlet with the name and country that the knowledge base has for it."""
    known = outlet.domain or outlet.name  # a domain says more than a name that many bear
    found = find_outlet(known, country=outlet.country) if known else None
    if found is None:
        return outlet
    return replace(outlet, name=outlet.name or found.name, country=outlet.country or found.country)


def _check_language(
    zones: tuple[Zone, ...], language: str | None, uri: str, place: str | None
) -> None:
    if language is None:
        story = "\n".join(zone.text for zone in zones if zone.kind in STORY_ZONES)
        check_english(story, uri, place=place)
    elif not is_english(language):
        detail = f"the language is given as {language_name(language)}; tocsin reads English"
        raise InputError(uri, reason="language", detail=detail, place=place)


def _byline(zones: tuple[Zone, ...]) -> str | None:
    """Return the writers named above the story, else the first credit below it."""
    found = [zone.text for zone in zones if zone.kind == "byline"]
    named = next((text for text in found if BY.match(text)), None)
    if named is not None:
        return BY.sub("", named)
    return found[0] if found else None


def _dateline(zones: tuple[Zone, ...]) -> str | None:
    found = first_zone(zones, "dateline")
    return found.rstrip(" -–—\xa0") if found else None
