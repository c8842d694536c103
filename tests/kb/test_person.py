from __future__ import annotations

import pytest

from tocsin.kb.fold import sound
from tocsin.kb.person import find_persons


@pytest.mark.parametrize(
    "names",
    [
        ("Kassym-Jomart Tokayev", "Kasym-Zhomart Tokaev", "Qasym-Jomart Toqayev"),
        ("Zelensky", "Zelenskyy", "Zelenskiy"),
        ("Alexander Lukashenko", "Aleksandr Lukashenka", "Aleksander Lukashenko"),
        ("Abdel Fattah al-Burhan", "Abdul-Fattah Burhan", "Abdelfattah Al Burhan"),
        ("Abd al-Rahman", "Abdirahman", "Abdurrahman", "Abderrahmane", "Abdel Rahman"),
        ("Yevgeny", "Evgeniy", "Yevgenii"),
        ("Mohammed bin Salman", "Muhammad Bin Salman", "Mohamed bin Salman"),
        ("Yoon Suk Yeol", "Yoon Suk-yeol", "Yun Seok-yeol"),
    ],
)
def test_transliterations_sound_alike(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Joseph Kabila", "Laurent Kabila"),
        ("Hosni Mubarak", "Mohamed Morsi"),
        ("Li Qiang", "Li Keqiang"),
    ],
)
def test_others_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("name", "date", "country", "former", "match"),
    [
        ("Angela Merkel", "2010-01-01", "DEU", False, "name"),
        ("Angela Merkel", "2024-01-01", "DEU", True, "name"),
        ("Angela Merkel", "2021-12-20", "DEU", False, "name"),  # days after leaving
        ("Qasym-Jomart Toqayev", "2022-01-06", "KAZ", False, "name"),
        ("Kasim-Jomart Tokaev", "2022-01-06", "KAZ", False, "sound"),
        ("Abdul-Fattah Burhan", "2023-04-16", "SDN", False, "sound"),
        ("Hemedti", "2023-04-16", "SDN", False, "name"),
        ("Antonio Guterres", "2020-01-01", None, False, "name"),
    ],
)
def test_who_it_is(name: str, date: str, country: str | None, former: bool, match: str) -> None:
    found = find_persons(name, date=date)[0]
    assert (found.country, found.former, found.match) == (country, former, match)


@pytest.mark.parametrize(
    ("date", "office"), [("2008-05-01", "Prime Minister"), ("2020-01-01", "President")]
)
def test_offices_follow_the_date(date: str, office: str) -> None:
    held = find_persons("Recep Tayyip Erdogan", date=date)[0].spells
    assert office in {spell.office for spell in held}
    assert all(spell.holds(date) for spell in held)


def test_those_in_office_come_first() -> None:
    found = find_persons("Putin", date="2022-03-01")
    assert (found[0].country, found[0].match) == ("RUS", "surname")
    assert [row.former for row in found] == sorted(row.former for row in found)


@pytest.mark.parametrize(
    "name", ["", " ", "Nobody Whomsoever", "x'; DROP TABLE person; --", "A" * 5_000, "\0", "北京"]
)
def test_unknown(name: str) -> None:
    assert find_persons(name) == ()
