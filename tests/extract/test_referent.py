"""Who a later, shorter mention stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.referent import Referents
from tocsin.records import Document


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


@pytest.mark.parametrize(
    ("text", "sentence", "word", "name"),
    [
        row("Kenyan President William Ruto visited Mombasa.\nRuto accused the opposition.",
            1, "Ruto", "William Ruto"),
        row("Kenyan President William Ruto visited Mombasa.\nHe accused the opposition.",
            1, "He", "William Ruto"),
        row("German Chancellor Angela Merkel met ministers.\nShe urged them to agree.",
            1, "She", "Angela Merkel"),
        row("The African Union (AU) condemned the coup.\nThe AU suspended Niger.",
            1, "AU", "African Union"),
        row("The African Union (AU) condemned the coup.\nIt suspended Niger.",
            1, "It", "African Union"),
        row("The Economic Community of West African States met in Abuja.\n"
            "The ECOWAS leaders agreed to meet again. They said ECOWAS would send troops.",
            2, "ECOWAS", "Economic Community of West African States",
            broken="initials of small words count in acronyms (ECOWAS), only capitals are tried"),
        row("The World Food Programme sent aid.\nOn Friday the WFP sent more.",
            1, "WFP", "World Food Programme"),
        row("Foreign Minister Sergei Lavrov met ministers.\nThe minister accused NATO.",
            1, "minister", "Sergei Lavrov"),
        row("President Joko Widodo arrived on Monday.\nThe president will meet ministers.",
            1, "president", "Joko Widodo"),
        row("The Islamic State attacked a base.\nThe group said it killed ten soldiers.",
            1, "group", "Islamic State"),
        row("Emmanuel Macron met Olaf Scholz in Berlin.\nMacron urged Scholz to agree.",
            1, "Scholz", "Olaf Scholz"),
        row("Colonel Joseph Kabila addressed reporters.\nNo soldier died, the Colonel said.",
            1, "Colonel", "Joseph Kabila"),
        row("The Islamic State attacked the Grand Hotel.\nThe group said it killed ten soldiers.",
            1, "group", "Islamic State"),
        row("The Internal Security Forces mourned a member.\nThey also arrested ten others.",
            1, "They", "Internal Security Forces"),
        row("Police arrested ten people.\nHe was freed on Monday.", 1, "He", None),
    ],
)  # fmt: skip
def test_later_mentions(
    document: Callable[..., Document], text: str, sentence: int, word: str, name: str | None
) -> None:
    story = document(text)
    place = story.sentences[sentence]
    found = Referents(story).of(place, next(t.i for t in place.tokens if t.text == word))
    assert (found.name if found else None) == name


def test_the_speaker_of_a_quote_is_not_guessed(document: Callable[..., Document]) -> None:
    story = document('Kenyan President William Ruto visited Mombasa.\n"I will win," a rival said.')
    place = story.sentences[1]
    assert Referents(story).of(place, next(t.i for t in place.tokens if t.text == "I")) is None


def test_the_description_keeps_the_title(document: Callable[..., Document]) -> None:
    story = document("Kenyan President William Ruto visited Mombasa.\nRuto left on Monday.")
    place = story.sentences[1]
    found = Referents(story).of(place, 0)
    assert found is not None
    assert (found.kind, found.description) == ("person", "Kenyan President William Ruto")
