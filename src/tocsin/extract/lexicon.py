"""The event lexicon: which words in which frames express which PLOVER type.

Rows stand in data/lexicon/event_verbs.csv and event_nouns.csv. The column `if`
holds conditions, all of which must hold, separated by blanks:

    obj=a|@class      the object's head is one of these (@class: event_classes.csv)
    not-obj=…         it is none of these
    obj-mod=…         a modifier of the object ("rubber bullets")
    subj=…            the same of the subject (the agent of a passive)
    agent=…           the same of the agent of a passive
    with=…            any other dependant's head, also below a preposition
    mod=…, not-mod=…  a modifier of a noun; no such modifier
    prep=on|at        a dependant preposition
    not-prep=for      no such preposition
    under=on, not-under=on    the preposition a noun stands under, or does not
    clause, clause=@hostile   it has a clausal complement (with such a verb)
    story=…           the story has one of these words somewhere
    obj, noobj, pass, neg, plural   as they say
    said              it stands in what somebody is said to have said
    violent           the story tells of other violence, and no illness or accident is named

Columns `actor` and `recipient` name roles in order of preference: subj, obj, iobj,
comp (subject of the clausal complement), speaker (who says it), poss, adj, a
preposition, or obj.ROLE for a role of the object noun. `bare` tells when a noun is
an event: yes (always), arg (with an actor or recipient), num (with a figure),
no (under a light verb only), pred (as predicate: "is deeply concerned"). The type "-"
says that the reading is no event ("fired its chief executive"). Of the rows that fit, the one with most conditions wins.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.errors import LexiconError
from tocsin.ontology import check_event

_FLAGS = frozenset({"clause", "neg", "noobj", "obj", "pass", "plural", "said", "violent"})
_TESTS = frozenset(
    {
        "agent",
        "clause",
        "mod",
        "not-mod",
        "not-obj",
        "not-prep",
        "not-under",
        "obj-mod",
        "obj",
        "prep",
        "story",
        "subj",
        "under",
        "with",
    }
)
_ROLES = frozenset({"subj", "obj", "iobj", "comp", "speaker", "poss", "adj"})
_PREPOSITIONS = frozenset(
    "about across against along among at between by covering for from in into near of on onto out outside over "
    "through to toward towards targeting upon with".split()
)
_TESTED = frozenset(
    {"people", "country", "authority", "hostile"}
)  # classes told by a test, not a list
NO_EVENT = "-"
BARE = ("yes", "arg", "num", "no", "pred")


class Condition(NamedTuple):
    """One condition of a row; `words` and `classes` are empty for a flag."""

    test: str
    words: frozenset[str]
    classes: tuple[str, ...]


class Row(NamedTuple):
    """A reading of a word: its conditions, its coding and where its arguments stand."""

    lemma: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    bare: str = "yes"


class Lexicon(NamedTuple):
    """Rows by lemma (phrasal verbs as "carry out"), most specific first."""

    verbs: dict[str, tuple[Row, ...]]
    nouns: dict[str, tuple[Row, ...]]
    light: dict[str, str]
    classes: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon, read once and checked against the ontology.

    Raises: LexiconError, OntologyError: a row does not fit.
    """
    classes = {
        row["class"]: frozenset(split_cell(row["lemmas"]))
        for _, row in read_rows("lexicon/event_classes.csv")
    }
    light = {row["verb"]: row["role"] for _, row in read_rows("lexicon/event_light.csv")}
    lexicon = Lexicon(_rows("verb"), _rows("noun"), light, classes)
    known = frozenset(classes) | _TESTED
    _check_classes(lexicon.verbs, known, "lexicon/event_verbs.csv")
    _check_classes(lexicon.nouns, known, "lexicon/event_nouns.csv")
    return lexicon


def _rows(column: str) -> dict[str, tuple[Row, ...]]:
    table = f"lexicon/event_{column}s.csv"
    found: dict[str, list[Row]] = {}
    for line, cells in read_rows(table):
        if cells["type"] != NO_EVENT:
            check_event(cells["type"], cells["mode"] or None, source=table, line=line)
        bare = cells.get("bare", "yes")
        if bare not in BARE:
            raise LexiconError(table, f"bare is {bare!r}, not one of {BARE}", line=line)
        row = Row(
            cells[column],
            tuple(_condition(text, table, line) for text in cells["if"].split()),
            cells["type"],
            cells["mode"] or None,
            cells["cameo"] or None,
            split_cell(cells["actor"]),
            split_cell(cells["recipient"]),
            bare,
        )
        _check_roles(row, table, line)
        found.setdefault(row.lemma, []).append(row)
    return {lemma: tuple(sorted(rows, key=_specificity)) for lemma, rows in found.items()}


def _check_roles(row: Row, table: str, line: int) -> None:
    for role in (*row.actor, *row.recipient):
        if role.removeprefix("obj.") not in _ROLES | _PREPOSITIONS:
            raise LexiconError(table, f"unknown role {role!r}", line=line)


def _check_classes(rows: dict[str, tuple[Row, ...]], known: frozenset[str], table: str) -> None:
    for row in (r for several in rows.values() for r in several):
        for name in (n for c in row.conditions for n in c.classes):
            if name not in known:
                raise LexiconError(table, f"{row.lemma}: unknown class @{name}")


def _specificity(row: Row) -> int:
    return -sum(3 if c.test == "neg" else 2 if c.words or c.classes else 1 for c in row.conditions)


def _condition(text: str, table: str, line: int) -> Condition:
    test, _, values = text.partition("=")
    if test not in (_TESTS if values else _FLAGS):
        raise LexiconError(table, f"unknown condition {text!r}", line=line)
    items = split_cell(values)
    return Condition(
        test,
        frozenset(v for v in items if not v.startswith("@")),
        tuple(v[1:] for v in items if v.startswith("@")),
    )
