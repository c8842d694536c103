"""One tree of errors; each carries its data, also across processes."""

from __future__ import annotations

import pickle

import pytest

from tocsin.errors import (
    DataError,
    ExportError,
    InputError,
    LexiconError,
    ModelError,
    OntologyError,
    StoreError,
    TocsinError,
)

ERRORS = [
    InputError("a.txt", reason="empty", detail="The file is empty."),
    InputError("a.jsonl", reason="json", detail="Not JSON.", place="line 3"),
    DataError("table.csv", "3 cells expected", line=4),
    OntologyError("table.csv", "unknown type 'X'"),
    LexiconError("table.csv", "unknown condition 'x'", line=9),
    ModelError("no model"),
    StoreError("news.db", "is of another version"),
    ExportError("plover", "its rights are reserved", articles=("a1", "a2")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_all_are_one_family(error: TocsinError) -> None:
    assert isinstance(error, TocsinError)


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_errors_cross_processes(error: TocsinError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_every_error_is_tried() -> None:
    assert {type(e) for e in ERRORS} == _family(TocsinError) - {TocsinError}


def _family(kind: type[TocsinError]) -> set[type[TocsinError]]:
    return {kind}.union(*map(_family, kind.__subclasses__()))


def test_tables_have_their_own_branch() -> None:
    assert issubclass(OntologyError, DataError)
    assert issubclass(LexiconError, DataError)
    assert not issubclass(InputError, DataError)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ERRORS[0], "a.txt: empty: The file is empty."),
        (ERRORS[1], "a.jsonl, line 3: json: Not JSON."),
        (ERRORS[2], "table.csv, line 4: 3 cells expected"),
        (ERRORS[3], "table.csv: unknown type 'X'"),
        (ERRORS[6], "news.db: is of another version"),
        (ERRORS[7], "plover: its rights are reserved"),
    ],
)
def test_messages_name_the_place(error: TocsinError, text: str) -> None:
    assert str(error) == text
