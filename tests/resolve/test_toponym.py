from __future__ import annotations

import re

import pytest

from tocsin.resolve.place import MIN_SCORE, ResolvedPlace
from tocsin.resolve.toponym import Mention, Surroundings, resolve_toponyms

SURE = Surroundings(sure=True)


def resolve(text: str, *names: str, around: Surroundings = SURE) -> list[ResolvedPlace | None]:
    found = [m for name in names for m in re.finditer(re.escape(name), text)]
    mentions = [
        Mention(m.start(), m.end(), m.group()) for m in sorted(found, key=lambda m: m.start())
    ]
    return resolve_toponyms(text, mentions, around)


def admins(places: list[ResolvedPlace | None]) -> list[str | None]:
    return [place.admin1 if place is not None else None for place in places]


def test_what_follows_a_name_says_where_it_is_throughout() -> None:
    text = "A fire broke out in Columbus, Ga. Crews from all over Columbus came."
    assert admins(resolve(text, "Columbus")) == ["Georgia", "Georgia"]


def test_a_list_of_countries_is_no_address() -> None:
    found = resolve("Ministers of Iraq, Jordan and Egypt met.", "Iraq", "Jordan", "Egypt")
    assert [place.country for place in found if place is not None] == ["IRQ", "JOR", "EGY"]


def test_company_decides() -> None:
    text = "Roads from Wichita to Topeka and Manhattan were closed."
    assert admins(resolve(text, "Wichita", "Topeka", "Manhattan")) == ["Kansas"] * 3


def test_home_decides() -> None:
    home = ResolvedPlace("Dublin", None, 32.54, -82.9, "USA", "Georgia", "city")
    found = resolve(
        "The mayor of Dublin spoke.", "Dublin", around=Surroundings(home=home, sure=True)
    )
    assert admins(found) == ["Georgia"]


def test_unknown_name_stands_beside_its_neighbour() -> None:
    (city, street) = resolve(
        "In Quetta, a bomb went off on Zarghunabad Lane.", "Quetta", "Zarghunabad Lane"
    )
    assert city is not None
    assert street is not None
    assert (street.lat, street.geonameid, street.precision) == (city.lat, None, "admin1")
    assert MIN_SCORE <= street.score < city.score
    assert street.why == "beside Quetta"


def test_unknown_name_that_may_be_no_place_stays_unknown() -> None:
    found = resolve("In Quetta, Zarghunabad Lane.", "Zarghunabad Lane", around=Surroundings())
    assert found == [None]


@pytest.mark.parametrize("adjectives", [True, False])
def test_peoples(adjectives: bool) -> None:
    (found,) = resolve("Syrian troops", "Syrian", around=Surroundings(adjectives=adjectives))
    assert (found is not None) is adjectives


def test_nothing() -> None:
    assert resolve_toponyms("", []) == []
