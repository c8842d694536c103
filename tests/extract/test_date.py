from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.date import date_of, find_dates, tense_around, tense_of
from tocsin.records import Sentence

Parse = Callable[[str], list[Sentence]]


def found(sentence: Sentence) -> list[str]:
    return [expression.text for expression in find_dates(sentence)]


def position(sentence: Sentence, word: str) -> int:
    return next(token.i for token in sentence.tokens if token.text == word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels took the bridge on Thursday, Jan. 6, 2022.", ["Thursday, Jan. 6, 2022"]),
        ("Rebels took the bridge on 6 January 2022.", ["6 January 2022"]),
        ("The report of 2022-01-06 was revised on 23/1/2022.", ["2022-01-06", "23/1/2022"]),
        ("He was held in May 2017 and freed in late January.", ["May 2017", "late January"]),
        ("The curfew has been in force since Feb. 1.", ["Feb. 1"]),
        ("The court will sit in May.", ["May"]),
        ("The vote was put off from June 2 to June 5.", ["June 2 to June 5"]),
        ("Talks are set for between 2 and 5 June.", ["2 and 5 June"]),
        ("A strike on 3-7 April closed the port.", ["3-7 April"]),
        ("The army grew in the early 1990s and in mid-2019.", ["the early 1990s", "mid-2019"]),
        ("It rained in the first week of May.", ["the first week of May"]),
        ("Output fell in the third quarter of 1998.", ["the third quarter of 1998"]),
        ("The ban was lifted in January of this year.", ["January of this year"]),
        ("Clashes began two weeks ago.", ["two weeks ago"]),
        ("For the past two weeks they have marched.", ["the past two weeks"]),
        ("The blast came at 3 p.m. on Friday.", ["3 p.m. on Friday"]),
        ("It happened late Tuesday night.", ["late Tuesday night"]),
        ("Police fired tear gas earlier in the day.", ["earlier in the day"]),
        ("They met last Friday and will meet next Monday.", ["last Friday", "next Monday"]),
        ("They met the day before yesterday.", ["the day before yesterday"]),
        ("Troops withdrew a day earlier.", ["a day earlier"]),
        ("Roads were closed this morning and overnight.", ["this morning", "overnight"]),
    ],
)
def test_expressions_found(sentences: Parse, text: str, expected: list[str]) -> None:
    assert found(sentences(text)[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The president declared a two-week state of emergency.",
        "The siege lasted for two weeks.",
        "He was jailed for six years.",
        "A 24-year-old student was shot.",
        "Protesters may march on the palace.",
        "Troops march through the sun and sat down by the road.",
        "The fall of the city shocked the region.",
        "Theresa May resigned.",
        "Some 2000 people fled and 1,995 returned.",
        "The Council adopted Resolution 1973.",
        "Aid worth $2000 was stolen.",
        "They won 3-2 and the second team lost.",
        "Nothing of note happened.",
    ],
)
def test_no_expression_where_there_is_none(sentences: Parse, text: str) -> None:
    assert found(sentences(text)[0]) == []


def test_offsets_are_the_articles(sentences: Parse) -> None:
    text = "Calm held.\nGunmen struck again on Sunday, Mar. 3, and on Monday."
    for sentence in sentences(text):
        for expression in find_dates(sentence):
            assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked the town on Friday.", "attacked", "Friday"),
        ("The minister said on Friday that rebels attacked the town.", "attacked", None),
        ("The minister said that rebels attacked the town on Friday.", "attacked", "Friday"),
        ("Rebels attacked the town, the minister said Friday.", "attacked", None),
        ("The envoy condemned the raid on Friday.", "condemned", "Friday"),
        ("The envoy condemned Thursday's attack.", "condemned", None),
        ("The envoy condemned Thursday's attack.", "attack", "Thursday"),
        ("The government rejected the 1995 accords.", "rejected", None),
        ("Five people were killed in Friday's attack.", "killed", "Friday"),
        ("Police staged a raid in the capital on Tuesday.", "raid", "Tuesday"),
        ("There were protests in several cities on Friday.", "protests", "Friday"),
        ("Gunmen stormed a hotel on Friday, killing five people.", "killing", "Friday"),
        ("Gunmen stormed a hotel on Friday, leaving five people dead.", "dead", "Friday"),
        ("On Friday, soldiers seized the airport and arrested a judge.", "arrested", "Friday"),
        ("The man who attacked a mosque in 2014 was arrested.", "arrested", None),
        ("The man who attacked a mosque in 2014 was arrested.", "attacked", "2014"),
        ("He was arrested in 2011 and released in May 2017.", "arrested", "2011"),
        ("He was arrested in 2011 and released in May 2017.", "released", "May 2017"),
        ("The army began shelling the city on June 5.", "shelling", "June 5"),
        ("Rebels agreed Friday to withdraw by Monday.", "agreed", "Friday"),
        ("Rebels agreed Friday to withdraw by Monday.", "withdraw", "Monday"),
        ("Soldiers returned the day after rebels left the city.", "returned", "the day after"),
        ("Soldiers returned the day after rebels left the city.", "left", None),
        ("Ministers signed a ceasefire with the rebels last week.", "ceasefire", "last week"),
        ("Soldiers closed the road until January 19.", "closed", None),
    ],
)
def test_date_of_an_event(sentences: Parse, text: str, trigger: str, expected: str | None) -> None:
    sentence = sentences(text)[0]
    expression = date_of(sentence, position(sentence, trigger), find_dates(sentence))
    assert (expression.text if expression else None) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked the town.", "attacked", "past"),
        ("Rebels have attacked the town.", "attacked", "past"),
        ("Five people were killed.", "killed", "past"),
        ("The leaders will meet in the capital.", "meet", "future"),
        ("The leaders plan to meet in the capital.", "meet", "future"),
        ("The army began to shell the city.", "shell", "past"),
        ("The army is shelling the city.", "shelling", "present"),
        ("The union will hold a rally in the capital.", "rally", "future"),
    ],
)
def test_tense_of_an_event(sentences: Parse, text: str, trigger: str, expected: str) -> None:
    sentence = sentences(text)[0]
    assert tense_of(sentence, position(sentence, trigger)) == expected


def test_tense_around_an_expression(sentences: Parse) -> None:
    sentence = sentences("The court will rule on Monday on Friday's arrests.")[0]
    tenses = {e.text: tense_around(sentence, e) for e in find_dates(sentence)}
    assert tenses == {"Monday": "future", "Friday": "past"}
