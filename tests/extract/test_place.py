"""Which words name the place of an event: syntax first, never that of the speech act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Document, Draft


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


@pytest.fixture(scope="session")
def draft(document: Callable[..., Document]) -> Callable[[str, str], Draft]:
    return lambda text, trigger: next(
        d for d in draft_claims(document(text)) if d.trigger.text == trigger
    )


LABEL = "a place under attack that the model labels as a person or nationality is lost"


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        row("Police shot three protesters in Nairobi.", "shot", "Nairobi"),
        row("In Nairobi, police shot three protesters.", "shot", "Nairobi"),
        row("Protesters who were shot in Nairobi died.", "shot", "Nairobi"),
        row("Police fired at a crowd near Conakry.", "fired", "Conakry"),
        row("An explosion at a market in Quetta killed ten people.", "killed", "Quetta"),
        row("Rebels carried out an attack on an army base in Mali.", "attack", "Mali"),
        row("The army shelled Kharkiv.", "shelled", "Kharkiv"),
        row("The bombardment of Aleppo continued.", "bombardment", "Aleppo"),
        row("Ethiopia withdrew its soldiers from Somalia.", "withdrew", "Somalia"),
        row("NATO will deploy troops to Poland.", "deploy", "Poland"),
        row("Troops marched into Tripoli on Friday.", "marched", "Tripoli"),
        row("A curfew was imposed in Colombo.", "imposed", "Colombo"),
        row("Protests erupted in Dakar, the capital of Senegal.", "Protests", "Dakar"),
        row("Thousands marched through the streets of Lagos.", "marched", "Lagos"),
        # not the place of the speech act
        row("In Nairobi, the minister said that rebels had attacked a village in Somalia.",
            "attacked", "Somalia"),
        row("Speaking in Geneva, the envoy said militants killed 20 people in Mali.", "killed",
            "Mali"),
        row("The minister told parliament in London that troops had attacked Basra.", "attacked",
            "Basra"),
        # each event its own
        row("Rebels attacked Goma and the army withdrew from Bukavu.", "attacked", "Goma"),
        row("Rebels attacked Goma and the army withdrew from Bukavu.", "withdrew", "Bukavu"),
        row("Gunmen killed four soldiers in northern Mali and abducted two nurses in Niger.",
            "killed", "Mali"),
        row("The army attacked rebels in Omdurman.", "attacked", "Omdurman"),
        row("The shelling of Kharkiv by Russian forces killed three people.", "killed", "Kharkiv",
            broken="a place under the event noun that is the subject of 'kill' is not tied"),
        row("Three people were killed in a missile strike on Kharkiv.", "killed", "Kharkiv",
            broken="a place under 'strike on' or 'attack on' below the verb is not tied"),
    ],
)  # fmt: skip
def test_the_best_place(
    draft: Callable[[str, str], Draft], text: str, trigger: str, place: str
) -> None:
    places = [span.text for span in draft(text, trigger).places]
    assert places[:1] == [place]


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        row("Macron met Scholz in Berlin on Friday.", "met", "Berlin"),
        row("The two presidents signed a treaty in Washington.", "signed", "Washington"),
        row("Egypt and Turkey held talks in Cairo.", "held", "Cairo"),
    ],
)  # fmt: skip
def test_a_meeting_is_tied_to_its_place(
    draft: Callable[[str, str], Draft], text: str, trigger: str, place: str
) -> None:
    found = draft(text, trigger)
    assert place in [span.text for span in found.places[: found.attached]]


def test_no_place_no_candidate(draft: Callable[[str, str], Draft]) -> None:
    assert draft("Police shot three protesters.", "shot").places == ()


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        row("An ambush in the Helmand region killed ten soldiers.", "killed", "Helmand"),
        row("Troops patrolled the streets of Freetown.", "patrolled", "Freetown"),
        row("Soldiers guarded Freetown, where the government imposed a curfew.", "imposed",
            "Freetown"),
        row("A jet bombed a crowd that had gathered in the village of Nimule.", "bombed",
            "Nimule"),
        row("Sudan refused the inspectors access to Darfur.", "refused", "Darfur"),
    ],
)  # fmt: skip
def test_places_further_down_the_tree(
    draft: Callable[[str, str], Draft], text: str, trigger: str, place: str
) -> None:
    found = draft(text, trigger)
    assert place in [span.text.split()[0] for span in found.places[: found.attached]]
