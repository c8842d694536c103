"""What to look for in the store, and the SQL that finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.store.period import Period

Condition = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Query:
    """Everything given must hold; None asks nothing.

    Attributes: type: PLOVER type; country: alpha-3 of an actor, a recipient or the
    place; period: days the date may mean, overlapping; source: part of the name of
    any link of the attribution chain, in any case; box: west, south, east, north in
    degrees; words: all of them in headline or text; as_of: UTC moment, ISO 8601, the
    store is read as it was then; limit: at most so many.
    """

    type: str | None = None
    country: str | None = None
    period: Period | None = None
    source: str | None = None
    box: tuple[float, float, float, float] | None = None
    words: str | None = None
    as_of: str | None = None
    limit: int | None = None

    @property
    def rows(self) -> int:
        """`limit` as SQLite takes it: -1 is no limit."""
        return -1 if self.limit is None else self.limit


def article_conditions(query: Query) -> Iterator[Condition]:
    """Yield conditions on `article`; those on claims ask for at least one claim like that."""
    yield from _revision(query)
    yield from _overlap(query.period, "article.first", "article.first")
    if about := list(_claim(query)):
        where, values = join_conditions(about)
        found = "SELECT 1 FROM claim WHERE claim.article = article.key"
        yield f"EXISTS ({found} AND {where})", tuple(values)


def claim_conditions(query: Query) -> Iterator[Condition]:
    """Yield conditions on `claim` joined with its `article`."""
    yield from _revision(query)
    yield from _overlap(query.period, "claim.first", "claim.last")
    yield from _claim(query)


def join_conditions(conditions: Iterable[Condition]) -> tuple[str, list[object]]:
    """Return the conditions as one SQL expression with its values."""
    found = list(conditions)
    return " AND ".join(sql for sql, _ in found), [value for _, row in found for value in row]


def _revision(query: Query) -> Iterator[Condition]:
    if query.as_of is None:
        yield f"NOT EXISTS ({_LATER})", ()
    else:
        yield "article.recorded <= ?", (query.as_of,)
        yield f"NOT EXISTS ({_LATER} AND later.recorded <= ?)", (query.as_of,)
    if query.words is not None:
        matched = "SELECT rowid FROM article_text WHERE article_text MATCH ?"
        yield f"article.key IN ({matched})", (_quoted(query.words),)


def _claim(query: Query) -> Iterator[Condition]:
    if query.type is not None:
        yield "claim.type = ?", (query.type.upper(),)
    if query.country is not None:
        found = "SELECT claim FROM claim_country WHERE country = ?"
        yield f"claim.key IN ({found})", (query.country.upper(),)
    if query.source is not None:
        found = "SELECT 1 FROM claim_source WHERE claim = claim.key AND instr(folded, ?)"
        yield f"EXISTS ({found})", (query.source.casefold(),)
    if query.box is not None:
        west, south, east, north = query.box
        found = (
            "SELECT claim FROM claim_place "
            "WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?"
        )
        yield f"claim.key IN ({found})", (east, west, north, south)


def _overlap(period: Period | None, first: str, last: str) -> Iterator[Condition]:
    if period is None:
        return
    yield f"({first} IS NOT NULL OR {last} IS NOT NULL)", ()
    if period.first is not None:
        yield f"ifnull({last}, '9999') >= ?", (period.first,)
    if period.last is not None:
        yield f"ifnull({first}, '') <= ?", (period.last,)


def _quoted(words: str) -> str:
    """Words as FTS5 strings, so that nothing in them is an operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.split()) or '""'


_LATER = (
    "SELECT 1 FROM article AS later "
    "WHERE later.id = article.id AND later.revision > article.revision"
)
