from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tocsin.extract.date import find_dates
from tocsin.records import Date, Sentence, TimeExpression, Token
from tocsin.resolve.date import resolve_date

Parse = Callable[[str], list[Sentence]]
THURSDAY = "2022-01-06"


def expression(words: str) -> TimeExpression:
    """The one expression in some words; no syntax is needed to find it."""
    text = f"It happened {words}"
    token = Token(0, 0, len(text), text, text.lower(), text, "X", "FW", "ROOT", 0, "")
    (only,) = find_dates(Sentence((token,), text, start=0))
    return only


def resolved(words: str, published: str | None, tense: str = "past") -> Date | None:
    return resolve_date(expression(words), published=published, tense=tense)


@pytest.mark.parametrize(
    ("words", "edtf", "granularity"),
    [
        ("on 6 January 2022", "2022-01-06", "day"),
        ("on January 6, 2022", "2022-01-06", "day"),
        ("on 2022-01-06", "2022-01-06", "day"),
        ("on 23/1/2022", "2022-01-23", "day"),
        ("on 06.01.2022", "2022-01-06", "day"),
        ("in May 2017", "2017-05", "month"),
        ("in early May 2017", "2017-05~", "month"),
        ("in 2014", "2014", "year"),
        ("in mid-2019", "2019~", "year"),
        ("in the 1990s", "199X", "interval"),
        ("in the 19th century", "18XX", "interval"),
        ("in the summer of 2014", "2014-22", "season"),
        ("in the third quarter of 1998", "1998-07/1998-09", "interval"),
        ("in the first half of 1998", "1998-01/1998-06", "interval"),
        ("in the last week of May 2017", "2017-05-25/2017-05-31", "interval"),
        ("from June 2 to June 5, 2017", "2017-06-02/2017-06-05", "interval"),
        ("on 2-5 June 2017", "2017-06-02/2017-06-05", "interval"),
        ("in 1998-99", "1998/1999", "interval"),
        ("on January 6", "XXXX-01-06", "day"),
        ("in late January", "XXXX-01~", "month"),
        ("since 2014", "2014/..", "interval"),
    ],
)
def test_words_alone_give_the_date(words: str, edtf: str, granularity: str) -> None:
    when = resolved(words, None)
    assert when is not None
    assert (when.edtf, when.granularity, when.basis) == (edtf, granularity, "stated")


@pytest.mark.parametrize(
    "words", ["on Friday", "yesterday", "two weeks ago", "last month", "for the past two weeks"]
)
def test_relative_words_need_a_publication_date(words: str) -> None:
    assert resolved(words, None) is None


@pytest.mark.parametrize(
    ("words", "tense", "edtf", "granularity"),
    [
        ("on Thursday", "past", "2022-01-06", "day"),
        ("on Friday", "past", "2021-12-31", "day"),
        ("on Friday", "future", "2022-01-07", "day"),
        ("on Friday", "present", "2022-01-07", "day"),
        ("on Tuesday", "present", "2022-01-04", "day"),
        ("last Thursday", "past", "2021-12-30", "day"),
        ("next Thursday", "future", "2022-01-13", "day"),
        ("late Tuesday", "past", "2022-01-04", "part-of-day"),
        ("at 3 p.m. on Wednesday", "past", "2022-01-05", "hour"),
        ("at 3:30 p.m. Wednesday", "past", "2022-01-05", "minute"),
        ("Tuesday of last week", "past", "2021-12-28", "day"),
        ("today", "past", "2022-01-06", "day"),
        ("yesterday", "past", "2022-01-05", "day"),
        ("tomorrow", "future", "2022-01-07", "day"),
        ("the day before yesterday", "past", "2022-01-04", "day"),
        ("last night", "past", "2022-01-05", "part-of-day"),
        ("this morning", "past", "2022-01-06", "part-of-day"),
        ("overnight", "past", "2022-01-06", "part-of-day"),
        ("earlier in the day", "past", "2022-01-06", "day"),
        ("two days ago", "past", "2022-01-04", "day"),
        ("two weeks ago", "past", "2021-12-20/2021-12-26", "week"),
        ("three months ago", "past", "2021-10", "month"),
        ("ten years ago", "past", "2012", "year"),
        ("last week", "past", "2021-12-27/2022-01-02", "week"),
        ("this week", "past", "2022-01-03/2022-01-09", "week"),
        ("over the weekend", "past", "2022-01-01/2022-01-02", "interval"),
        ("last month", "past", "2021-12", "month"),
        ("next month", "future", "2022-02", "month"),
        ("this year", "past", "2022", "year"),
        ("early this year", "past", "2022~", "year"),
        ("last year", "past", "2021", "year"),
        ("in January of this year", "past", "2022-01", "month"),
        ("for the past two weeks", "past", "2021-12-23/2022-01-06", "interval"),
        ("from Monday to Wednesday", "past", "2022-01-03/2022-01-05", "interval"),
        ("on January 5", "past", "2022-01-05", "day"),
        ("on December 20", "past", "2021-12-20", "day"),
        ("on January 20", "past", "2022-01-20", "day"),
        ("on February 1", "future", "2022-02-01", "day"),
        ("in May", "past", "2021-05", "month"),
        ("in May", "future", "2022-05", "month"),
        ("last summer", "past", "2021-22", "season"),
        ("since December 20", "past", "2021-12-20/2022-01-06", "interval"),
        ("since December 20", "present", "2021-12-20/..", "interval"),
        ("until Friday", "past", "../2022-01-07", "interval"),
    ],
)
def test_words_read_against_a_thursday(words: str, tense: str, edtf: str, granularity: str) -> None:
    when = resolved(words, THURSDAY, tense)
    assert when is not None
    assert (when.edtf, when.granularity, when.basis) == (edtf, granularity, "relative")


def test_a_date_time_of_publication_is_accepted() -> None:
    when = resolved("yesterday", "2022-01-06T08:15:00+06:00")
    assert when is not None
    assert when.edtf == "2022-01-05"


@pytest.mark.parametrize("words", ["a day earlier", "on the same day", "the day before"])
def test_words_that_count_from_another_date_need_it(words: str) -> None:
    assert resolved(words, THURSDAY) is None
    when = resolve_date(expression(words), published=THURSDAY, anchor="2021-03-02")
    assert when is not None
    assert when.edtf in ("2021-03-01", "2021-03-02")


@pytest.mark.parametrize("words", ["on 6/1/2022", "on February 30", "recently", "years ago"])
def test_no_date_where_none_is_certain(words: str) -> None:
    assert resolved(words, THURSDAY) is None


def test_unknown_tense_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown tense"):
        resolved("today", THURSDAY, "pluperfect")


@pytest.mark.parametrize("day", range(7))
@pytest.mark.parametrize("published", [date(2022, 1, 6) + timedelta(days=n) for n in range(7)])
def test_a_weekday_lies_within_a_week_on_the_side_of_its_tense(day: int, published: date) -> None:
    words = TimeExpression(0, 1, "x", "weekday", (("weekday", day),))
    past = resolve_date(words, published=str(published))
    future = resolve_date(words, published=str(published), tense="future")
    assert past is not None
    assert future is not None
    assert 0 <= (published - date.fromisoformat(past.edtf)).days < 7
    assert 0 <= (date.fromisoformat(future.edtf) - published).days < 7
    assert date.fromisoformat(past.edtf).weekday() == day
