"""Number phrases: values, bounds, money, and the numbers that are no counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.number import add_bound, find_numbers
from tocsin.extract.numeral import EFFECTS, NumberPhrase, load_numbers
from tocsin.records import Sentence

Parse = Callable[[str], list[Sentence]]


def numbers(parse: Parse, text: str) -> list[tuple[str, int | None, int | None]]:
    return [
        (s.span(p.first, p.last).text, p.low, p.high) for s in parse(text) for p in find_numbers(s)
    ]


@pytest.mark.parametrize(
    ("text", "phrase", "low", "high"),
    [
        ("The clash left 14 people dead.", "14", 14, 14),
        ("Twenty-one people died.", "Twenty-one", 21, 21),
        ("Two hundred and fifty people came.", "Two hundred and fifty", 250, 250),
        ("Three hundred thousand people fled.", "Three hundred thousand", 300_000, 300_000),
        ("Officials said 1.2 million people fled.", "1.2 million", 1_200_000, 1_200_000),
        ("Half a million people fled.", "Half a million", 500_000, 500_000),
        ("A dozen people were hurt.", "A dozen", 12, 12),
        ("Two dozen people were hurt.", "Two dozen", 24, 24),
        ("Some 5,000 people came.", "Some 5,000", 5000, 5000),
        ("At least eight people died.", "At least eight", 8, None),
        ("More than a dozen people died.", "More than a dozen", 13, None),
        ("Over 500 civilians were hurt.", "Over 500", 501, None),
        ("No fewer than 200 people died.", "No fewer than 200", 200, None),
        ("Up to 30 people died.", "Up to 30", None, 30),
        ("As many as 300 people were freed.", "As many as 300", None, 300),
        ("Fewer than 20 people came.", "Fewer than 20", None, 19),
        ("At least another 20 people died.", "At least another 20", 20, None),
        ("Between 20 and 30 people died.", "Between 20 and 30", 20, 30),
        ("The army said 20-30 people died.", "20-30", 20, 30),
        ("The army said 20 to 30 people died.", "20 to 30", 20, 30),
        ("The army said 500 or more people came.", "500 or more", 500, None),
    ],
)
def test_value_and_bounds(
    sentences: Parse, text: str, phrase: str, low: int | None, high: int | None
) -> None:
    assert (phrase, low, high) in numbers(sentences, text)


@pytest.mark.parametrize(
    ("word", "low"),
    [
        ("Dozens", 24),
        ("Scores", 40),
        ("Hundreds", 200),
        ("Several hundred", 200),
        ("Thousands", 2000),
        ("Tens of thousands", 20_000),
        ("Hundreds of thousands", 200_000),
    ],
)
def test_vague_words_have_an_open_high_bound(sentences: Parse, word: str, low: int) -> None:
    joined = (
        f"{word} of people marched." if word != "Several hundred" else f"{word} people marched."
    )
    [phrase] = find_numbers(sentences(joined)[0])
    assert (phrase.low, phrase.high, phrase.vague) == (low, None, True)


@pytest.mark.parametrize(("policy", "low"), [("default", 24), ("single", 12), ("none", None)])
def test_policy_decides_what_vague_words_are_worth(
    sentences: Parse, policy: str, low: int | None
) -> None:
    [phrase] = find_numbers(sentences("Dozens were arrested.")[0], policy=policy)  # type: ignore[arg-type]
    assert phrase.low == low


def test_several_counts_only_where_the_policy_says_so(sentences: Parse) -> None:
    sentence = sentences("Several people were arrested.")[0]
    assert find_numbers(sentence) == []
    assert [p.low for p in find_numbers(sentence, policy="single")] == [3]


@pytest.mark.parametrize("word", ["nearly", "about", "around", "approximately", "almost"])
def test_approximations_keep_the_number(sentences: Parse, word: str) -> None:
    [phrase] = find_numbers(sentences(f"Police arrested {word} 400 people.")[0])
    assert (phrase.low, phrase.high, phrase.approx) == (400, 400, True)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("The bank lent $5 million.", 5_000_000, "USD"),
        ("The bank lent 3 billion euros.", 3_000_000_000, "EUR"),
        ("The bank lent £300m to the state.", 300_000_000, "GBP"),
    ],
)
def test_money_has_a_unit(sentences: Parse, text: str, amount: int, unit: str) -> None:
    [phrase] = find_numbers(sentences(text)[0])
    assert (phrase.low, phrase.unit) == (amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "A 27-year-old man spoke.",
        "The suspect is aged 27.",
        "The course is for ages 12 and older.",
        "The meeting is on June 6.",
        "It happened in 2014.",
        "The vote starts at 5 p.m. today.",
        "Turnout fell to 20 percent.",
        "The camp is 12 km from the border.",
        "The siege lasted 3 days.",
        "Article 5 was invoked.",
        "They met near Highway 7.",
        "The S-400 system was shown.",
        "The 12-member council met.",
        "The mayor, 61, spoke.",
        "This is the second protest.",
        "The law no longer applies.",
    ],
)
def test_numbers_that_are_no_counts(sentences: Parse, text: str) -> None:
    assert numbers(sentences, text) == []


def test_from_and_to_are_two_values(sentences: Parse) -> None:
    found = numbers(sentences, "The toll rose from 20 to 30.")
    assert found == [("20", 20, 20), ("30", 30, 30)]


@pytest.mark.parametrize(
    ("effect", "bounds"),
    [
        ("min", (8, None)),
        ("above", (9, None)),
        ("max", (None, 8)),
        ("below", (None, 7)),
        ("", (8, 8)),
    ],
)
def test_add_bound(effect: str, bounds: tuple[int | None, int | None]) -> None:
    phrase = add_bound(NumberPhrase(0, 0, 0, 8, 8), effect)
    assert (phrase.low, phrase.high) == bounds


def test_every_bound_in_the_table_has_a_known_effect() -> None:
    lexicon = load_numbers()
    assert {*lexicon.before.values(), *lexicon.after.values()} <= EFFECTS


def test_words_at_the_very_end_are_counted_once(sentences: Parse) -> None:
    """A phrase of a table at the end of a text without a full stop reaches no further than it."""
    for sentence in sentences("Tap here for more scores"):
        assert all(p.last < len(sentence.tokens) for p in find_numbers(sentence))
