"""News outlets and agencies by name or web address: country, ownership, kind.

Ownership is who controls the newsroom, not who pays: state, public (by statute at arm's
length from the government) or private. The rows are in the tables that
`kb/organization.py` fills.
"""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from typing import NamedTuple

from tocsin.data import split_cell
from tocsin.errors import DataError
from tocsin.kb.country import without_article
from tocsin.kb.file import KB_PATH, REBUILD, open_kb
from tocsin.kb.fold import fold

OWNERSHIPS = ("private", "public", "state")
KINDS = ("agency", "broadcaster", "newspaper", "online")
LONGEST = 2_000  # characters of a name or address; longer ones are none
_CACHED = 1_024

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?(?P<host>[^/:?#\s@]+\.[a-z0-9-]{2,})\.?(?:[:/?#]\S*)?"
)
_OUTLET = """
SELECT o.name, o.id, t.domains, o.country, t.ownership, t.kind
FROM outlet t JOIN organization o ON o.id = t.id
"""
_BY_DOMAIN = f"{_OUTLET} JOIN outlet_domain d ON d.outlet = t.id WHERE d.domain = ?"
_NAMED = f"{_OUTLET} JOIN organization_name n ON n.organization = t.id WHERE n.key = ?"
_BY_NAME = f"{_NAMED} ORDER BY n.local, o.name"
_BY_OWN_NAME = f"{_NAMED} AND n.local = 0"  # that it shares with no other outlet


class Outlet(NamedTuple):
    """A newspaper, broadcaster, news site or agency.

    `domains`: the usual one first; `country`: alpha-3, for an outlet in exile the one it
    is exiled from; `ownership`: one of OWNERSHIPS; `kind`: one of KINDS.
    """

    name: str
    id: str
    domains: tuple[str, ...]
    country: str
    ownership: str
    kind: str


def find_outlet(name_or_domain: str, *, country: str | None = None) -> Outlet | None:
    """Return the outlet of a name, domain or web address, or None.

    Args: country: alpha-3 that tells outlets of one name apart.
    Returns: None also for a name of several outlets when the country does not decide.

    >>> find_outlet("https://www.bbc.co.uk/news/1").name, find_outlet("AFP").country
    ('BBC', 'FRA')
    >>> find_outlet("The Nation"), find_outlet("The Nation (Pakistan)").domains
    (None, ('nation.com.pk',))
    """
    text = name_or_domain.strip()
    if not text or len(text) > LONGEST:
        return None
    return _by_domain(text.lower()) or _by_name(text, country)


def list_outlets(name: str) -> tuple[Outlet, ...]:
    """Return every outlet that bears a name, with or without the article; may be empty."""
    return _named(name, _BY_NAME)


def _by_name(name: str, country: str | None) -> Outlet | None:
    outlets = list_outlets(name)
    there = [o for o in outlets if o.country == country]
    for choice in (there, _named(name, _BY_OWN_NAME), outlets):
        if len(choice) == 1:
            return choice[0]
    return None


def _named(name: str, query: str) -> tuple[Outlet, ...]:
    if len(name) > LONGEST:
        return ()
    bare = without_article(name)
    keys = dict.fromkeys(map(fold, (bare, f"The {bare}")))
    return tuple(dict.fromkeys(outlet for key in keys for outlet in _ask(query, key)))


def _by_domain(address: str) -> Outlet | None:
    """Return the outlet of a host or of the nearest domain above it."""
    match = _HOST.fullmatch(address)
    labels = match["host"].removeprefix("www.").split(".") if match else []
    for first in range(len(labels) - 1):
        if found := _ask(_BY_DOMAIN, ".".join(labels[first:])):
            return found[0]
    return None


@lru_cache(maxsize=_CACHED)
def _ask(query: str, value: str) -> tuple[Outlet, ...]:
    try:
        rows = _database().execute(query, (value,)).fetchall()
    except sqlite3.DatabaseError as error:
        raise DataError(str(KB_PATH), f"damaged ({error}); {REBUILD}") from error
    return tuple(
        Outlet(name, id_, split_cell(domains), country, ownership, kind)
        for name, id_, domains, country, ownership, kind in rows
    )


@lru_cache(maxsize=1)
def _database() -> sqlite3.Connection:
    return open_kb()
