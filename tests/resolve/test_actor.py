from __future__ import annotations

import pytest

from tocsin.resolve.actor import ResolvedActor, resolve_actor


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
        ("Kenya's supreme court", "court", "KEN", ("JUD",), "organization"),
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
        ("Angela Merkel", "Merkel", None),
        ("the European Union", "Union", None),
        ("Hamas", "Hamas", "PSE"),
    ],
)
def test_scene_is_for_local_roles(text: str, head: str, country: str | None) -> None:
    assert resolve_actor(text, head=head, scene="BOL").country == country


def test_full_name_fills_in() -> None:
    found = resolve_actor("Merkel", head="Merkel", name="German Chancellor Angela Merkel")
    assert found == ResolvedActor("Angela Merkel", None, "DEU", ("GOV",), "official")


def test_acronym_has_the_full_name_and_id() -> None:
    found = resolve_actor("CSTO", head="CSTO")
    assert (found.name, found.id) == ("Collective Security Treaty Organization", "Q318693")


@pytest.mark.parametrize(
    ("text", "head"), [("", ""), ("it", "it"), ("’s", "’s"), ("42", "42"), ("the", "the")]
)
def test_nothing_known(text: str, head: str) -> None:
    found = resolve_actor(text, head=head, scene="FRA")
    assert (found.id, found.country, found.sectors) == (None, None, ())
