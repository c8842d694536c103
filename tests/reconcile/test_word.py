from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.data import read_rows
from tocsin.reconcile.word import add, cosine, stem, text_vector, weigh_words, weight_of

TEXT = st.text(alphabet="aeilnrst NT8.é-'\n", max_size=60)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("protest", "protests", "protested", "protesting"), "protest"),
        (("army", "armies"), "army"),
        (("ban", "banned", "banning", "bans"), "ban"),
        (("fire", "fired", "firing", "fires"), "fir"),
        (("deny", "denied", "denies"), "deny"),
        (("crisis",), "crisis"),
        (("campus",), "campus"),
        (("press", "presses"), "press"),
        (("sing", "red", "die"), None),  # too short to have an ending
        (("2,000",), "2,000"),
        (("gümrü",), "gumru"),
    ],
)
def test_stem(words: tuple[str, ...], expected: str | None) -> None:
    assert [stem(word) for word in words] == [expected or word for word in words]


def test_spelling_of_names_does_not_matter() -> None:
    assert text_vector("Łódź") == text_vector("Lodz")
    assert text_vector("N’Djamena") == text_vector("N'Djaména")


def test_rare_words_and_names_tell_most() -> None:
    vector = text_vector(
        "The Kyrgyz parliament met on 24 March and the mayor spoke of a reservoir."
    )
    assert vector["kyrgyz"] > vector["reservoir"] > vector["mayor"]
    assert vector["24"] > vector["march"]
    assert not vector.keys() & {"the", "of", "a", "on", "and"}


def test_words_written_small_once_are_no_names() -> None:
    names, words = (
        text_vector("Coalition and wheat."),
        text_vector("Coalition, a coalition and wheat."),
    )
    assert names["coalition"] / names["wheat"] == pytest.approx(words["coalition"] / words["wheat"])


@pytest.mark.parametrize("text", ["", " \n", "the of and", "?!", "a"])
def test_nothing_to_tell(text: str) -> None:
    assert text_vector(text) == {}
    assert weigh_words({}) == {}


def test_reports_on_one_event_are_alike() -> None:
    one = text_vector("Soldiers seized the presidential palace in Ouagadougou on Monday.")
    two = text_vector("The palace in Ouagadougou was seized by mutinous soldiers.")
    other = text_vector("Farmers blocked roads near Toulouse over diesel prices.")
    assert cosine(one, two) > 0.4 > 0.1 > cosine(one, other)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({}, {}, 0.0),
        ({"x": 1.0}, {}, 0.0),
        ({"x": 1.0}, {"y": 1.0}, 0.0),
        ({"x": 3.0}, {"x": 0.5}, 1.0),
        ({"x": 1.0, "y": 1.0}, {"x": 2.0}, 0.5**0.5),
    ],
)
def test_cosine(a: dict[str, float], b: dict[str, float], expected: float) -> None:
    assert cosine(a, b) == cosine(b, a) == pytest.approx(expected)


@given(TEXT, TEXT)
def test_vectors(one: str, two: str) -> None:
    a, b = text_vector(one), text_vector(two)
    for vector in (a, b):
        assert not vector or isclose(sum(x * x for x in vector.values()), 1.0)
    total: dict[str, float] = {}
    add(total, a)
    add(total, b)
    assert total.keys() == a.keys() | b.keys()
    assert 0.0 <= cosine(a, b) <= 1.0 + 1e-9
    assert text_vector(one + "\n" + two) == text_vector(two + "\n" + one)


def test_table() -> None:
    rows = [row for _, row in read_rows("lexicon/word_weight.csv")]
    stems = [row["stem"] for row in rows]
    assert stems == sorted(set(stems))
    assert len(stems) == 7_467
    assert all(s == "*" or (s.isascii() and s.isalpha() and s.islower()) for s in stems)
    assert weight_of("unheardof") == max(float(row["weight"]) for row in rows)
