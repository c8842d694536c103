from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reconcile.shingle import (
    RATE,
    SHORT,
    WORDS,
    fold_words,
    is_thin,
    sample_shingles,
    thin_out,
)

SENTENCE = "The U.S. ambassador left N'Djamena on Friday, two days after the embassy was shut."


def make_text(words: int, *, seed: int = 1) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abcdefghij", k=6)) for _ in range(words))


@pytest.mark.parametrize(
    "written",
    [
        "the us ambassador left ndjamena on friday two days after the embassy was shut",
        "The US ambassador left N’Djaména on Friday; 2 days after the embassy was “shut”",
        "THE U.S. AMBASSADOR LEFT N'DJAMENA ON FRIDAY --- TWO DAYS AFTER THE EMBASSY WAS SHUT!",
        "The U.S.  ambassador left\nN'Djame\u0301na on Friday, two days after the embassy was shut",
    ],
)
def test_spelling_does_not_matter(written):
    assert sample_shingles(written) == sample_shingles(SENTENCE) != frozenset()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("— … !", []),
        ("Said.Then", ["said", "then"]),
        ("a U.S.-led, U.K.", ["a", "us", "led", "uk"]),
        ("1,200 and 3.5", ["1200", "and", "3", "5"]),
        ("twelve, Twenty", ["12", "20"]),
        ("Łódź Çeşme", ["lodz", "cesme"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_fold_words(text, words):
    assert fold_words(text) == words


@pytest.mark.parametrize(
    ("words", "kept"), [(0, 0), (WORDS - 1, 0), (WORDS, 1), (SHORT + WORDS - 1, SHORT)]
)
def test_a_short_story_keeps_all(words, kept):
    assert len(sample_shingles(make_text(words))) == kept


def test_a_long_story_keeps_one_in_rate():
    sample = sample_shingles(make_text(4_000))
    assert is_thin(sample)
    assert len(sample) == pytest.approx(4_000 / RATE, rel=0.1)
    assert all(0 <= shingle < 2**63 for shingle in sample)


def test_hashes_are_the_same_on_every_machine():
    """Samples are stored: a change of these numbers must come with a migration."""
    assert sorted(sample_shingles("Troops left the border town on Sunday.")) == [
        838224734752940198,
        8555632834727134574,
        8577478802556288620,
    ]


@given(st.integers(0, 300), st.integers(0, 300))
def test_stories_keep_the_same_of_what_they_share(start, end):
    words = make_text(600).split()
    part = sample_shingles(" ".join(words[start : start + end]))
    assert thin_out(part) <= sample_shingles(" ".join(words))
    assert is_thin(part) or len(part) <= SHORT


@pytest.mark.parametrize("marks", ["“%s”", '"%s"'])
def test_what_is_quoted_is_not_the_outlet_s_wording(marks):
    quoted = make_text(40, seed=2)
    text = f"The minister told parliament: {marks} and left the hall at once."
    own = sample_shingles("The minister told parliament: and left the hall at once.")
    sample = sample_shingles(text % quoted)
    assert not sample & sample_shingles(quoted)
    assert len(sample) == 2 * (WORDS - 1) + len(own) - (WORDS - 1)


@pytest.mark.parametrize(
    "text",
    [
        "He spoke of a “so-called peace” that nobody in the town had asked for.",
        "“It goes on, and no mark ever closes what the first speaker of the day has said",
    ],
)
def test_scare_quotes_and_open_quotations_stay(text):
    plain = text.replace("“", "").replace("”", "")
    assert sample_shingles(text) == sample_shingles(plain)
