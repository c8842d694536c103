"""Quoted stretches in all styles of marks."""

from __future__ import annotations

import pytest

from tocsin.extract.quotation import find_quotations
from tocsin.records import Sentence


def paragraphs(text: str) -> list[Sentence]:
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        found.append(Sentence((), line, start=at, index=number, paragraph=number))
        at += len(line) + 1
    return found


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will stay,” she said.", ["We will stay,"]),
        ('"We will stay," she said. "For now."', ["We will stay,", "For now."]),
        ("„Wir bleiben“, she said.", ["Wir bleiben"]),
        ("«We will stay», she said.", ["We will stay"]),
        ("``We will stay,'' she said.", ["We will stay,"]),
        ("‘We will stay,’ she said.", ["We will stay,"]),
        ("'We will stay,' she said.", ["We will stay,"]),
        ("'The protesters' demands were met,' she said.", ["The protesters' demands were met,"]),
        ("“They said ‘no’ to us,” she said.", ["They said ‘no’ to us,"]),
        ("“They called it “a lie” again,” she said.", ["They called it “a lie” again,"]),
        ("The army’s chief and the rebels’ leader met in the ’90s.", []),
        ("It wasn't the rebels' fault.", []),
        ("“We will stay, she said.", ["We will stay, she said."]),
        ("We will stay,” she said.", ["We will stay,"]),
        ("Nothing is quoted here.", []),
        ("", []),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quote_left_open_ends_with_its_paragraph() -> None:
    text = "“We will stay.\n“We will fight,” she said."
    first, second = find_quotations(text, paragraphs(text))
    assert (first.closed, second.closed) == (False, True)
    assert (first.paragraph, second.paragraph) == (0, 1)
    assert text[second.outer : second.outer_end] == "“We will fight,”"


def test_offsets_hold_the_marks() -> None:
    text = "He said ``no'' twice."
    (quotation,) = find_quotations(text, paragraphs(text))
    assert text[quotation.outer : quotation.outer_end] == "``no''"
