"""Regions and seas that are no unit of a gazetteer: the Sahel, Donbas, the West Bank, the Red Sea."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.country import without_article
from tocsin.kb.phrase import PhraseTable

_FORMS = (("name", "name"), ("names", "name"), ("adjectives", "adjective"), ("demonyms", "demonym"))


class Region(NamedTuple):
    """A region with the countries it lies in (alpha-3; may be empty, and is for seas).

    `lat`, `lon`: a point in its middle, None for a region too wide to have one.
    `form`: name, adjective or demonym, as in the text. `kind`: region or sea.
    """

    name: str
    countries: tuple[str, ...]
    lat: float | None
    lon: float | None
    form: str = "name"
    kind: str = "region"

    @property
    def country(self) -> str | None:
        """The one country it lies in, or None."""
        return self.countries[0] if len(self.countries) == 1 else None


def find_region(surface: str) -> Region | None:
    """Return the region or sea a phrase names or whose people it names, or None.

    >>> find_region("Donbas").country, find_region("Uyghurs").form, find_region("Red Sea").kind
    ('UKR', 'demonym', 'sea')
    """
    return load_regions().get(without_article(surface))


@lru_cache(maxsize=1)
def load_regions() -> PhraseTable[Region]:
    """Return every phrase that names a region or its people, or a sea.

    Raises: DataError: two of them share a phrase.
    """
    return PhraseTable(
        "regions.csv", (*_phrases("regions.csv", "region"), *_phrases("seas.csv", "sea"))
    )


def _phrases(table: str, kind: str) -> Iterator[tuple[str, Region]]:
    for _, row in read_rows(table):
        lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
        countries = split_cell(row.get("countries", ""))
        region = Region(row["name"], countries, lat, lon, kind=kind)
        seen = set()
        for column, form in _FORMS:
            for phrase in map(without_article, split_cell(row.get(column, ""))):
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, region._replace(form=form)
