from __future__ import annotations

import pytest

from tocsin.ingest.plain import unwrap

WRAPPED = """\
Troops leave the capital

The army began to withdraw from the capital on Friday after the two sides
signed a truce that mediators from the African Union had worked on for more
than a week, the defence ministry said. It gave no number of the soldiers
who would remain in the city.

The opposition welcomed the step and called for the release of people who
were arrested during the protests."""


def test_unwrap_joins_the_lines_of_a_paragraph_one_for_one() -> None:
    text = unwrap(WRAPPED)
    assert len(text) == len(WRAPPED)
    assert [len(p.split("\n")) for p in text.split("\n\n")] == [1, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Troops leave\n\nTroops left on Friday.\nThe ministry confirmed it.",
        "Present were:\nthe minister\nthe speaker\nthe mayor",
        "One line.\n" + "A long line that is never wrapped goes on and on, " * 4 + "\nand on.",
    ],
)
def test_unwrap_leaves_other_texts_alone(text: str) -> None:
    assert unwrap(text) == text


def test_unwrap_keeps_indented_paragraphs_apart() -> None:
    lines = WRAPPED.split("\n\n")
    text = unwrap("\n    ".join(lines[1:]) + "\n" + lines[1])
    assert "city.\n    The opposition" in text
