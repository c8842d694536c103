"""What to look for in the store, and the SQL that finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.period import Period
from tocsin.store.row import END, OPEN
from tocsin.store.view import Condition, View


@dataclass(frozen=True, slots=True)
class Query:
    """Everything given must hold; None asks nothing.

    Attributes: type: PLOVER type; country: alpha-3 of an actor, a recipient or the
    place; period: days the date may mean, overlapping; source: part of the name of
    any link of the attribution chain, in any case; box: west, south, east, north in
    degrees; words: all of them in headline or text; as_of: UTC moment, ISO 8601 (see
    `view.py` for what is seen then); limit: at most so many.
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


def article_conditions(query: Query, view: View) -> Iterator[Condition]:
    """Yield conditions on `article`; those on claims ask for at least one claim like that."""
    yield view.shows()
    yield from _words(query)
    yield from _overlap(query.period, "article.first", "article.first")
    if about := list(_claim(query)):
        where, values = join_conditions(about)
        found = "SELECT 1 FROM claim WHERE claim.article = article.key"
        yield f"EXISTS ({found} AND {where})", tuple(values)


def claim_conditions(query: Query, view: View) -> Iterator[Condition]:
    """Yield conditions on `claim` joined with its `article`."""
    yield view.shows()
    yield from _words(query)
    yield from _overlap(query.period, "claim.first", "claim.last")
    yield from _claim(query)


def event_conditions(query: Query, view: View) -> Iterator[Condition]:
    """Yield conditions on `event` joined with its row `at` of `event_country`.

    Source and words ask for one claim that has the source and stands in such an article.
    """
    period = query.period or Period(None, None)
    yield "at.country = ?", ((query.country or "").upper(),)
    if query.period is not None:
        yield "at.first <= ? AND at.last >= ?", (period.last or END, period.first or OPEN)
    yield view.latest("event")
    yield "event.successors IS NULL", ()
    if query.type is not None:
        yield "event.type = ?", (query.type.upper(),)
    if query.box is not None:
        yield f"at.event IN (SELECT event FROM event_place WHERE {_BOX})", _corners(query.box)
    yield from _member(query, view)


def _member(query: Query, view: View) -> Iterator[Condition]:
    """Yield the condition that an event has a claim as asked for, if one is asked for."""
    about = [*_words(query), *_source(query)]
    if not about and view.published is None:
        return
    where, values = join_conditions([view.joined(), view.sees(), *about])
    found = f"SELECT member.event FROM {MEMBERS} WHERE {where}"
    if (query.country, query.period, query.box) == (None, None, None):
        yield f"event.id IN ({found})", tuple(values)  # fewer claims are like that than events
    else:
        yield f"EXISTS ({found} AND member.event = event.id)", tuple(values)


def join_conditions(conditions: Iterable[Condition]) -> tuple[str, list[object]]:
    """Return the conditions as one SQL expression with its values."""
    found = list(conditions)
    return " AND ".join(sql for sql, _ in found), [value for _, row in found for value in row]


def _claim(query: Query) -> Iterator[Condition]:
    if query.type is not None:
        yield "claim.type = ?", (query.type.upper(),)
    if query.country is not None:
        found = "SELECT claim FROM claim_country WHERE country = ?"
        yield f"claim.key IN ({found})", (query.country.upper(),)
    yield from _source(query)
    if query.box is not None:
        found = f"SELECT claim FROM claim_place WHERE {_BOX}"
        yield f"claim.key IN ({found})", _corners(query.box)


def _words(query: Query) -> Iterator[Condition]:
    if query.words is not None:
        matched = "SELECT rowid FROM article_text WHERE article_text MATCH ?"
        yield f"article.key IN ({matched})", (_quoted(query.words),)


def _source(query: Query) -> Iterator[Condition]:
    if query.source is not None:
        found = "SELECT 1 FROM claim_source WHERE claim = claim.key AND instr(folded, ?)"
        yield f"EXISTS ({found})", (query.source.casefold(),)


def _corners(box: tuple[float, float, float, float]) -> tuple[float, ...]:
    west, south, east, north = box
    return east, west, north, south


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


MEMBERS = (
    "member JOIN claim ON claim.key = member.claim JOIN article ON article.key = claim.article"
)
_BOX = "west <= ? AND east >= ? AND south <= ? AND north >= ?"
