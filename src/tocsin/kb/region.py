"""Regions that are no unit of a gazetteer: the Sahel, Donbas, Central Asia, the West Bank."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.country import without_article
from tocsin.kb.phrase import PhraseTable


class Region(NamedTuple):
    """A region with the countries it lies in (alpha-3; may be empty).

    `lat`, `lon`: a point in its middle, None for a region too wide to have one.
    `form`: name, adjective or demonym, as in the text.
    """

    name: str
    countries: tuple[str, ...]
    lat: float | None
    lon: float | None
    form: str = "name"

    @property
    def country(self) -> str | None:
        """The one country it lies in, or None."""
        return self.countries[0] if len(self.countries) == 1 else None


def find_region(surface: str) -> Region | None:
    """Return the region a phrase names or whose people it names, or None.

    >>> find_region("Donbas").country, find_region("Uyghurs").form
    ('UKR', 'demonym')
    """
    return load_regions().get(without_article(surface))


@lru_cache(maxsize=1)
def load_regions() -> PhraseTable[Region]:
    """Return every phrase that names a region or its people."""
    return PhraseTable("regions.csv", _phrases())


def _phrases() -> Iterator[tuple[str, Region]]:
    for _, row in read_rows("regions.csv"):
        lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
        region = Region(row["name"], split_cell(row["countries"]), lat, lon)
        seen = set()
        for column, form in (
            ("name", "name"),
            ("names", "name"),
            ("adjectives", "adjective"),
            ("demonyms", "demonym"),
        ):
            for phrase in map(without_article, split_cell(row[column])):
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, region._replace(form=form)
