"""Figures: what a sentence says was killed, injured, arrested… and how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.figure import find_figures
from tocsin.records import FigureMention, Sentence

Parse = Callable[[str], list[Sentence]]


def mentions(parse: Parse, text: str) -> list[FigureMention]:
    return [m for s in parse(text) for m in find_figures(s)]


def stated(parse: Parse, text: str) -> list[tuple[str, int | None, int | None]]:
    figures = (m.figure for m in mentions(parse, text))
    return [(f.measure, f.low, f.high) for f in figures if not f.implicit]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four officers were killed in the raid.", [("killed", 4, 4)]),
        ("Rebels shelled the town, killing 12 and injuring dozens.", [("killed", 12, 12), ("injured", 24, None)]),
        ("The blast left 41 people dead.", [("killed", 41, 41)]),
        ("At least nine have been confirmed dead.", [("killed", 9, None)]),
        ("The death toll rose to 41.", [("killed", 41, 41)]),
        ("The toll passed 100 on Monday.", [("killed", 101, None)]),
        ("There were 33 deaths.", [("killed", 33, 33)]),
        ("Doctors counted up to 13 fatalities.", [("killed", None, 13)]),
        ("The strike led to the deaths of 18 miners.", [("killed", 18, 18)]),
        ("It put the number of people detained across the country at more than 2,000.",
         [("arrested", 2001, None)]),
        ("Medics treated 175 people on the spot.", [("injured", 175, 175)]),
        ("The flood claimed 12 lives.", [("killed", 12, 12)]),
        ("Three people are believed to have died.", [("killed", 3, 3)]),
        ("Two men were shot dead.", [("killed", 2, 2)]),
        ("Two men were shot.", [("other", 2, 2)]),
        ("Soldiers shot and killed two men.", [("killed", 2, 2)]),
        ("Seven soldiers were fatally wounded.", [("killed", 7, 7)]),
        ("The police detained about 200 students.", [("arrested", 200, 200)]),
        ("A court sentenced 30 people.", [("arrested", 30, 30)]),
        ("Police made 100 arrests.", [("arrested", 100, 100)]),
        ("Ten sailors are missing.", [("missing", 10, 10)]),
        ("The army sent 7,000 troops to the border.", [("troops", 7000, 7000)]),
        ("Thousands marched in the capital.", [("participants", 2000, None)]),
        ("A crowd of 3,000 gathered in the square.", [("participants", 3000, 3000)]),
        ("Some 20,000 people fled their homes.", [("displaced", 20000, 20000)]),
        ("The floods displaced 400,000 people.", [("displaced", 400000, 400000)]),
        ("The rebels freed 28 hostages.", [("hostages", 28, 28)]),
        ("Gunmen kidnapped 20 students.", [("hostages", 20, 20)]),
        ("The rebels freed 62 villagers.", [("other", 62, 62)]),
        ("The country deported 62 nationals.", [("other", 62, 62)]),
        ("Soldiers seized 40 rifles.", [("other", 40, 40)]),
        ("The war killed and injured 1,000 people.", [("other", 1000, 1000)]),
        ("The EU pledged $5 million in aid.", [("money", 5_000_000, 5_000_000)]),
    ],
)  # fmt: skip
def test_measure(
    sentences: Parse, text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert stated(sentences, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35 dead, 60 wounded in market blast", [("killed", 35, 35), ("injured", 60, 60)]),
        ("Bandits ambush bus, killing at least 7", [("killed", 7, None)]),
        ("Dozens dead after earthquake", [("killed", 24, None)]),
        ("12 killed, 30 others hurt in clash", [("killed", 12, 12), ("injured", 30, 30)]),
        ("1 killed, 4 injured in raids on villages", [("killed", 1, 1), ("injured", 4, 4)]),
        ("Guard killed, 3 wounded in raid", [("injured", 3, 3)]),
        ("Guard killed, 3 others shot in raid", [("other", 3, 3)]),
        ("Eight students wounded, two fatally", [("injured", 8, 8), ("killed", 2, 2)]),
    ],
)
def test_headlines(
    sentences: Parse, text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert stated(sentences, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The attack killed 12 and wounded 30.",
            [("killed", 12, 12), ("injured", 30, 30)],
        ),
        (
            "Two soldiers and three civilians were killed.",
            [("killed", 2, 2), ("killed", 3, 3)],
        ),
        (
            "At least 17 people were killed and 52 wounded.",
            [("killed", 17, None), ("injured", 52, 52)],
        ),
        (
            "Up to 14 fatalities, including three nurses, were reported.",
            [("killed", None, 14), ("killed", 3, 3)],
        ),
        (
            "The attack wounded 30, five of them children.",
            [("injured", 30, 30), ("injured", 5, 5)],
        ),
        (
            "As many as 300 miners, among them six women, were killed.",
            [("killed", None, 300), ("killed", 6, 6)],
        ),
        (
            "The governor said 31 miners died, although she had put the number at no more than 19 before.",
            [("killed", 31, 31), ("killed", None, 19)],
        ),
    ],
)
def test_several_figures(
    sentences: Parse, text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert stated(sentences, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three parties joined the coalition.",
        "In all, 2,310 prisoners were in detention.",
        "Two gunmen fled the scene.",
        "The militia captured five villages.",
        "The 44-year-old was shot dead.",
        "The mayor, 61, was killed.",
        "Police said Ada Clarke, 61 of Lagos was shot and killed.",
        "No casualties were reported.",
        "The trial lasted two years.",
        "She was arrested on June 6, 2019.",
        "He was killed when the car hit a wall.",
    ],
)
def test_numbers_without_a_measure(sentences: Parse, text: str) -> None:
    assert mentions(sentences, text) == []


def test_two_killers_are_no_figure(sentences: Parse) -> None:
    assert stated(sentences, "Two gunmen killed 12 people.") == [("killed", 12, 12)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [("No one was killed.", "killed"), ("Nobody was hurt.", "injured"), ("There were no injuries.", "injured")],
)  # fmt: skip
def test_zero(sentences: Parse, text: str, measure: str) -> None:
    assert stated(sentences, text) == [(measure, 0, 0)]


@pytest.mark.parametrize(
    ("text", "span", "measure"),
    [
        ("A policeman was shot dead.", "A policeman", "killed"),
        ("The blast wounded another officer.", "another officer", "injured"),
        ("Police arrested a journalist.", "a journalist", "arrested"),
        ("One of the miners was killed.", "One", "killed"),
    ],
)
def test_singular_victim_is_implicit(sentences: Parse, text: str, span: str, measure: str) -> None:
    [mention] = mentions(sentences, text)
    figure = mention.figure
    assert (figure.text, figure.measure, figure.low, figure.high) == (span, measure, 1, 1)
    assert figure.implicit


@pytest.mark.parametrize(
    ("text", "measure", "victims"),
    [
        ("A woman and child were killed.", "killed", ["A woman", "child"]),
        ("The blast wounded a soldier and two officers.", "injured", ["a soldier"]),
        ("A student was shot.", "other", ["A student"]),
        ("Soldiers freed a student.", "other", []),
        ("A teacher and the mayor were killed.", "killed", ["A teacher"]),
    ],
)
def test_implicit_victims(sentences: Parse, text: str, measure: str, victims: list[str]) -> None:
    implicit = [m.figure for m in mentions(sentences, text) if m.figure.implicit]
    assert [(f.measure, f.text) for f in implicit] == [(measure, v) for v in victims]


def test_named_person_gives_nothing(sentences: Parse) -> None:
    assert mentions(sentences, "Salvador Allende was killed.") == []


@pytest.mark.parametrize(
    ("text", "span", "of"),
    [
        ("At least nine guards and soldiers were killed.", "At least nine", "guards and soldiers"),
        ("Over 700 farmers were hurt.", "Over 700", "farmers"),
        ("Nineteen of those who crossed were arrested.", "Nineteen", "those who crossed"),
        ("Tens of thousands of people marched.", "Tens of thousands", "people"),
        ("Police detained 40.", "40", None),
    ],
)  # fmt: skip
def test_spans(sentences: Parse, text: str, span: str, of: str | None) -> None:
    [mention] = mentions(sentences, text)
    figure = mention.figure
    assert figure.text == span == text[figure.start : figure.end]
    assert (figure.of.text if figure.of is not None else None) == of


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("The raid killed 12 people.", "killed"),
        ("The raid left 12 people dead.", "dead"),
        ("The raid caused the deaths of 12 people.", "deaths"),
        ("The union said thousands rallied.", "rallied"),
        ("The army deployed 300 troops.", "deployed"),
    ],
)
def test_anchor_is_the_word_that_gives_the_measure(
    sentences: Parse, text: str, anchor: str
) -> None:
    sentence = sentences(text)[0]
    [mention] = find_figures(sentence)
    assert mention.anchor is not None
    assert sentence.tokens[mention.anchor].text == anchor
