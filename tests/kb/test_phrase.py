from __future__ import annotations

import pytest

from tocsin.errors import DataError
from tocsin.kb.phrase import PhraseTable

TABLE = PhraseTable("test", [("IS", 1), ("Rally Party", 2), ("army", 3), ("Al-Nour", 4)])


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("IS", 1), ("is", None), ("Is", None),
        ("Rally Party", 2), ("RALLY PARTY", 2), ("rally party", None),
        ("army", 3), ("Army", 3),
        ("al-Nour", 4),
        ("", None),
    ],
)  # fmt: skip
def test_capitals(phrase: str, value: int | None) -> None:
    assert TABLE.get(phrase) == value


def test_one_phrase_for_two_records() -> None:
    with pytest.raises(DataError, match="two records"):
        PhraseTable("test", [("Rally", 1), ("Rally", 2)])


@pytest.mark.parametrize(("word", "words"), [("Rally", 2), ("army", 1), ("unlisted", 1)])
def test_reach(word: str, words: int) -> None:
    assert TABLE.reach(word) == words
