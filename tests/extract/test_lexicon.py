"""The event lexicon loads, is ordered by how specific a row is, and refuses bad rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tocsin.errors import LexiconError, OntologyError
from tocsin.extract import lexicon
from tocsin.extract.lexicon import load_lexicon
from tocsin.ontology import MODES, TYPES

ROW = {
    "verb": "topple",
    "if": "",
    "type": "COERCE",
    "mode": "seize",
    "cameo": "171",
    "actor": "subj",
    "recipient": "obj",
}


def test_every_type_has_words() -> None:
    loaded = load_lexicon()
    rows = [row for rows in (*loaded.verbs.values(), *loaded.nouns.values()) for row in rows]
    assert {row.type for row in rows} >= TYPES
    assert all(row.mode is None or row.mode in MODES[row.type] for row in rows)


def test_classes_that_rows_name_exist() -> None:
    loaded = load_lexicon()
    named = {
        name
        for rows in (*loaded.verbs.values(), *loaded.nouns.values())
        for row in rows
        for condition in row.conditions
        for name in condition.classes
    }
    computed = {"people", "country", "authority", "hostile"}
    assert named <= set(loaded.classes) | computed


def test_the_plain_reading_comes_last() -> None:
    for rows in load_lexicon().verbs.values():
        bare = [not row.conditions for row in rows]
        assert bare == sorted(bare), rows[0].lemma


def test_light_verbs_name_a_role() -> None:
    assert set(load_lexicon().light.values()) == {"actor", "recipient"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"type": "ATTACK"}, OntologyError),
        ({"mode": "firearms"}, OntologyError),
        ({"if": "object=people"}, LexiconError),
        ({"if": "passive"}, LexiconError),
        ({"bare": "maybe"}, LexiconError),
        ({"actor": "subject"}, LexiconError),
        pytest.param(
            {"if": "obj=@nonesuch"},
            LexiconError,
            marks=pytest.mark.xfail(
                reason="a class that does not exist raises KeyError at use, not at load",
                strict=True,
            ),
        ),
    ],
)
def test_a_bad_row_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str], error: type[Exception]
) -> None:
    def rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
        if name == "lexicon/event_verbs.csv":
            yield 7, ROW | change

    monkeypatch.setattr(lexicon, "read_rows", rows)
    with pytest.raises(error, match=r"event_verbs\.csv, line 7"):
        load_lexicon.__wrapped__()
