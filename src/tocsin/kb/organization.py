"""Organisations by name or acronym: intergovernmental, news, armed, political, aid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.kb.country import without_article
from tocsin.kb.phrase import PhraseTable

KINDS = ("agency", "alliance", "armed_group", "government", "igo", "ngo", "outlet", "party")


class Organization(NamedTuple):
    """An organisation. `id`: Wikidata QID or None; `kind`: one of KINDS.

    `country`: alpha-3; for an armed group the state it fights in; None for an
    intergovernmental one or one of no single state.
    """

    name: str
    id: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str


def find_organization(surface: str) -> Organization | None:
    """Return the organisation a phrase names, or None.

    >>> find_organization("U.N.").name, find_organization("al-Shabaab").country
    ('United Nations', 'SOM')
    """
    table = load_organizations()
    return table.get(surface) or table.get(without_article(surface))


@lru_cache(maxsize=1)
def load_organizations() -> PhraseTable[Organization]:
    """Return every phrase that names an organisation."""
    return PhraseTable("organizations.csv", _phrases())


def _phrases() -> Iterator[tuple[str, Organization]]:
    for _, row in read_rows("organizations.csv"):
        organization = Organization(
            row["name"], row["id"] or None, row["country"] or None,
            split_cell(row["sectors"]), row["kind"],
        )  # fmt: skip
        for phrase in (row["name"], *split_cell(row["aliases"])):
            yield phrase, organization
