from __future__ import annotations

import pytest

from tocsin.resolve.actor import resolve_actor


@pytest.mark.parametrize(
    ("text", "head", "country", "sectors", "kind"),
    [
        ("France", "France", "FRA", ("GOV",), "government"),
        ("Tokyo", "Tokyo", "JPN", ("GOV",), "government"),
        ("the Kremlin", "Kremlin", "RUS", ("GOV",), "government"),
        ("the Syrians", "Syrians", "SYR", ("CVL",), "person"),
        ("NATO", "NATO", None, ("IGO", "MIL"), "organization"),
        ("the U.N.", "U.N.", None, ("IGO",), "organization"),
        ("Reuters", "Reuters", "GBR", ("JRN",), "agency"),
        ("al-Shabaab", "al-Shabaab", "SOM", ("REB",), "organization"),
        ("the BBC", "BBC", "GBR", ("JRN",), "outlet"),
        ("a Peruvian lawmaker", "lawmaker", "PER", ("LEG",), "official"),
        ("French President Emmanuel Macron", "Macron", "FRA", ("GOV",), "official"),
        ("German Chancellor Angela Merkel", "Merkel", "DEU", ("GOV",), "official"),
        ("Kenya's supreme court", "court", "KEN", ("JUD",), "government"),
        ("Sri Lankan soldiers", "soldier", "LKA", ("MIL",), "official"),
        ("the South Korean government", "government", "KOR", ("GOV",), "government"),
        ("two Taliban officials", "official", "AFG", ("GOV", "REB"), "official"),
        ("hundreds of Chilean students", "hundred", "CHL", ("EDU",), "person"),
        ("a crowd of Sudanese protesters", "crowd", "SDN", ("CVL", "OPP"), "person"),
        ("the president of Ghana", "president", "GHA", ("GOV",), "official"),
        ("Lagos police", "police", "NGA", ("COP",), "organization"),
        ("residents of Kandahar", "resident", "AFG", ("CVL",), "person"),
        ("Uyghurs", "Uyghurs", "CHN", ("CVL",), "person"),
        ("U.N. Secretary-General Antonio Guterres", "Guterres", None, ("IGO",), "official"),
        ("the Kremlin spokesman", "spokesman", "RUS", ("GOV",), "official"),
        ("Iran’s Revolutionary Guards", "Guards", "IRN", ("MIL",), "government"),
        ("a Bosnian Serb lawmaker", "lawmaker", "BIH", ("LEG",), "official"),
        ("a Greek-Canadian nurse", "nurse", "CAN", ("MED",), "person"),
        ("U.S.-backed Syrian rebels", "rebel", "SYR", ("REB",), "person"),
        ("two witnesses", "witness", None, ("CVL",), "witness"),
        ("a source", "source", None, ("UNS",), "anonymous"),
    ],
)
def test_phrases(
    text: str, head: str, country: str | None, sectors: tuple[str, ...], kind: str
) -> None:
    found = resolve_actor(text, head=head)
    assert (found.country, found.sectors, found.kind) == (country, sectors, kind)


@pytest.mark.parametrize(
    ("text", "head", "country"),
    [
        ("police", "police", "BOL"),
        ("the authorities", "authority", "BOL"),
        ("local journalists", "journalist", "BOL"),
        ("Argentine police", "police", "ARG"),
        ("gunmen", "gunman", None),
        ("foreign soldiers", "soldier", None),
        ("the ambassador", "ambassador", None),
        ("NATO leaders", "leader", None),
        ("Nobody Whomsoever", "Whomsoever", None),
        ("the European Union", "Union", None),
        ("Hamas", "Hamas", "PSE"),
    ],
)
def test_scene_is_for_local_roles(text: str, head: str, country: str | None) -> None:
    assert resolve_actor(text, head=head, scene="BOL").country == country


def test_full_name_fills_in() -> None:
    found = resolve_actor("Merkel", head="Merkel", name="German Chancellor Angela Merkel")
    assert found[:5] == ("Angela Merkel", "Q567", "DEU", ("GOV",), "official")


def test_acronym_has_the_full_name_and_id() -> None:
    found = resolve_actor("CSTO", head="CSTO")
    assert (found.name, found.id) == ("Collective Security Treaty Organization", "Q318693")


@pytest.mark.parametrize(
    ("text", "head"), [("", ""), ("it", "it"), ("’s", "’s"), ("42", "42"), ("the", "the")]
)
def test_nothing_known(text: str, head: str) -> None:
    found = resolve_actor(text, head=head, scene="FRA")
    assert (found.id, found.country, found.sectors) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "head", "when", "country", "sectors", "rule"),
    [
        ("Kassym-Jomart Tokayev", "Tokayev", "2022-01-06", "KAZ", "GOV", "name"),
        ("Kasim-Zhomart Tokaev", "Tokaev", "2022-01-06", "KAZ", "GOV", "transliteration"),
        ("Kazakh President Tokayev", "Tokayev", "2022-01-06", "KAZ", "GOV", "surname"),
        ("President Putin", "Putin", "2022-03-01", "RUS", "GOV", "surname"),
        ("Mr. Putin", "Putin", "2022-03-01", "RUS", "GOV", "surname"),
        ("U.N. Secretary-General Guterres", "Guterres", "2022-03-01", None, "IGO", "surname"),
        ("Indian Home Minister Shah", "Shah", "2020-02-25", "IND", "GOV", "surname"),
        ("Qin Gang", "Gang", "2023-04-01", "CHN", "GOV", "name"),
        ("former French President Nicolas Sarkozy", "Sarkozy", "2021-03-01", "FRA", "ELI", "name"),
        ("ex-president Jacob Zuma", "Zuma", "2021-07-09", "ZAF", "ELI", "name"),
        ("Angela Merkel", "Merkel", "2024-01-01", "DEU", "ELI", "name"),
        ("Angela Merkel", "Merkel", "2014-01-01", "DEU", "GOV", "name"),
        (
            "ousted Thai prime minister Yingluck Shinawatra",
            "Shinawatra",
            "2014-06-01",
            "THA",
            "ELI",
            "name",
        ),
        (
            "Mikheil Saakashvili, the former president,",
            "Saakashvili",
            "2023-10-01",
            "GEO",
            "ELI",
            "name",
        ),
        ("the Biden administration", "administration", "2022-03-01", "USA", "GOV", "government of"),
        (
            "Kazakh President Whomsoever",
            "Whomsoever",
            "2022-01-06",
            "KAZ",
            "GOV",
            "title and country",
        ),
    ],
)
def test_persons_in_time(
    text: str, head: str, when: str, country: str | None, sectors: str, rule: str
) -> None:
    found = resolve_actor(text, head=head, when=when, home="KAZ")
    assert found.country == country
    assert found.sectors[0] == sectors
    assert found.why.startswith(rule)


@pytest.mark.parametrize(
    ("text", "head", "country"),
    [
        ("the president", "president", "HTI"),
        ("Foreign Ministry spokesman", "spokesman", "HTI"),
        ("President Whomsoever", "Whomsoever", "HTI"),
        ("the defense minister", "minister", "HTI"),
        ("police", "police", "DOM"),
        ("protesters", "protester", "DOM"),
        ("the mayor", "mayor", "DOM"),
        ("local militants", "militant", "DOM"),
        ("regional leaders", "leader", None),
        ("the Dominican president", "president", "DOM"),
    ],
)
def test_home_is_for_national_offices(text: str, head: str, country: str | None) -> None:
    assert resolve_actor(text, head=head, home="HTI", scene="DOM").country == country


@pytest.mark.parametrize("text", ["Brown", "Nobody Whomsoever", "Smith", "a" * 5_000, "'; --"])
def test_bare_names_nobody_knows_stay_unknown(text: str) -> None:
    found = resolve_actor(text, head=text, home="KEN", scene="KEN", when="2022-01-01")
    assert (found.id, found.country, found.sectors) == (None, None, ())


def test_former_officials_without_a_name() -> None:
    found = resolve_actor("a former Kenyan minister", head="minister")
    assert (found.country, found.sectors) == ("KEN", ("ELI",))
