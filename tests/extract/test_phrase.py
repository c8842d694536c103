"""The words that name an actor: as few as name it fully."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.phrase import head_phrase
from tocsin.records import Sentence


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Police shot three protesters.", "protesters", "protesters"),
        ("Police shot at least three young protesters.", "protesters", "young protesters"),
        ("The defence ministry denied it.", "ministry", "The defence ministry"),
        (
            "French President Emmanuel Macron met ministers.",
            "Macron",
            "French President Emmanuel Macron",
        ),
        ("Sudan's army attacked the town.", "army", "Sudan's army"),
        ("A crowd of demonstrators gathered.", "crowd", "A crowd of demonstrators"),
        ("Hundreds of farmers marched.", "Hundreds", "Hundreds of farmers"),
        ("Two members of parliament resigned.", "members", "members of parliament"),
        ("The rebels, who hold the port, withdrew.", "rebels", "The rebels"),
        ("The mayor, a former general, resigned.", "mayor", "The mayor"),
        ("Troops from Ethiopia withdrew.", "Troops", "Troops"),
        ("The United Nations condemned it.", "Nations", "The United Nations"),
        ("Pro-government fighters attacked.", "fighters", "Pro-government fighters"),
        ("The president’s guards fired.", "guards", "The president’s guards"),
    ],
)
def test_head_phrase(
    sentences: Callable[[str], list[Sentence]], text: str, head: str, expected: str
) -> None:
    sentence = sentences(text)[0]
    span = head_phrase(sentence, next(t.i for t in sentence.tokens if t.text == head))
    assert span.text == expected
    assert text[span.start : span.end] == span.text
