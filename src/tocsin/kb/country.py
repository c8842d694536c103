"""Countries by name, adjective, demonym or the place that stands for their government."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.phrase import PhraseTable

_TABLE = "countries.csv"


class Country(NamedTuple):
    """A country or territory of ISO 3166 (and Kosovo, XKX).

    `form`: how the text named it: name, adjective, demonym or metonym ("Ankara", "the
    Kremlin"); "name" where no text is at hand.
    """

    alpha3: str
    name: str
    geonameid: int
    lat: float
    lon: float
    capital: str
    form: str = "name"

    @property
    def metonym(self) -> bool:
        """Whether the text named the seat of government rather than the country."""
        return self.form == "metonym"


def find_country(surface: str) -> Country | None:
    """Return the country a phrase names, or None.

    Args: surface: the words, without a possessive; a leading article is ignored.

    >>> find_country("Kazakh").alpha3, find_country("Ankara").metonym, find_country("us")
    ('KAZ', True, None)
    """
    return load_countries().get(without_article(surface))


def without_article(surface: str) -> str:
    """Return a phrase without a leading "the"."""
    return surface[4:] if surface[:4] in ("the ", "The ", "THE ") else surface


@lru_cache(maxsize=1)
def load_countries() -> PhraseTable[Country]:
    """Return every phrase that names a country.

    Raises: DataError: two countries share a phrase.
    """
    return PhraseTable(_TABLE, _phrases())


@lru_cache(maxsize=1)
def countries_by_code() -> dict[str, Country]:
    """Return the countries by ISO 3166 alpha-3 code."""
    return {country.alpha3: country for country, _ in _read()}


def _read() -> Iterator[tuple[Country, dict[str, str]]]:
    for _, row in read_rows(_TABLE):
        id_, lat, lon = int(row["geonameid"]), float(row["lat"]), float(row["lon"])
        yield Country(row["alpha3"], row["name"], id_, lat, lon, row["capital"]), row


def _phrases() -> Iterator[tuple[str, Country]]:
    for country, row in _read():
        columns = {"adjectives": "adjective", "demonyms": "demonym", "metonyms": "metonym"}
        seen = set()
        for name in (country.name, *split_cell(row["names"])):
            seen.add(without_article(name))
            yield without_article(name), country
        for column, form in columns.items():
            for phrase in split_cell(row[column]):
                if without_article(phrase) not in seen:  # "U.S." is a name before an adjective
                    seen.add(without_article(phrase))
                    yield without_article(phrase), country._replace(form=form)
