"""Drafts become claims: ids, countries, dates and places, each resting on words of the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Claim, Coder, Document
from tocsin.resolve.claim import resolve_claims

Code = Callable[..., list[Claim]]
PUBLISHED = "2024-03-15"  # a Friday


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


@pytest.fixture(scope="session")
def code(document: Callable[..., Document]) -> Code:
    def run(text: str, *, published: str | None = PUBLISHED) -> list[Claim]:
        story = document(text, published=published)
        return list(resolve_claims(story, draft_claims(story), coder=Coder("0", "test")))

    return run


def pick(claims: list[Claim], trigger: str) -> Claim:
    return next(c for c in claims if c.trigger.text == trigger)


# countries and sectors


@pytest.mark.parametrize(
    ("text", "trigger", "country", "sector"),
    [
        row("Kenyan police arrested ten people.", "arrested", "KEN", "COP"),
        row("Police arrested ten people in Nairobi.", "arrested", "KEN", "COP"),
        row("Sudan's army attacked the town.", "attacked", "SDN", "MIL"),
        row("The president of Kenya accused the opposition.", "accused", "KEN", "GOV"),
        row("Rebels in Mali attacked a base.\nThe army arrested ten people.", "arrested", "MLI",
            "MIL"),
        row("Teachers marched in Lagos.", "marched", "NGA", "EDU"),
        row("Nurses went on strike.", "went", None, "MED"),
        row("The African Union suspended Niger.", "suspended", None, "IGO"),
        row("Rebels attacked a village.", "attacked", None, "REB"),
        row("The Taliban banned women from parks.", "banned", "AFG", "GOV"),
        row("Foreign Minister Sergei Lavrov met his Turkish counterpart in Antalya.\n"
            "The minister accused the alliance of murder.", "accused", None, "GOV",
            broken="a visitor is given the country of the place he visits"),
        row("The arrest of opposition leaders by police angered Washington.", "arrest", None,
            "COP", broken="a country that only reacts is taken for the scene"),
        row("The foreign ministers of Egypt and Iraq attacked the plan.\nThey met in Cairo.",
            "met", "EGY", "GOV", broken="roles with 'of X and Y' lose their countries"),
    ],
)  # fmt: skip
def test_actor(code: Code, text: str, trigger: str, country: str | None, sector: str) -> None:
    actor = pick(code(text), trigger).actors[0]
    assert actor.country == country
    assert sector in actor.sectors


def test_joint_actors_are_a_list(code: Code) -> None:
    claim = pick(code("France and Germany condemned Russia."), "condemned")
    assert [a.country for a in claim.actors] == ["FRA", "DEU"]
    assert [r.country for r in claim.recipients] == ["RUS"]


# dates


@pytest.mark.parametrize(
    ("text", "trigger", "edtf", "basis"),
    [
        row("Rebels attacked the base on Monday.", "attacked", "2024-03-11", "relative"),
        row("Police arrested the mayor yesterday.", "arrested", "2024-03-14", "relative"),
        row("The army will attack on Monday.", "attack", "2024-03-18", "relative"),
        row("Protesters gathered in Tunis on 14 January 2011.", "gathered", "2011-01-14",
            "stated"),
        row("Rebels seized the town in 2014.", "seized", "2014", "stated"),
        row("NATO will deploy troops next month.", "deploy", "2024-04", "relative"),
        row("The embassy was attacked between 3 and 7 March.", "attacked",
            "2024-03-03/2024-03-07", "relative"),
        row("Since Monday police have arrested 40 people.", "arrested",
            "2024-03-11/2024-03-15", "relative"),
        row("Rebels killed ten soldiers on 5 March, and on 7 March the army bombed their camp.",
            "killed", "2024-03-05", "relative"),
        # nothing said: the day of publication, marked so
        row("Rebels attacked the base.", "attacked", PUBLISHED, "published"),
        # the day the story speaks of
        row("Rebels attacked the base on Monday.\nThe army arrested ten people.", "arrested",
            "2024-03-11", "relative"),
    ],
)  # fmt: skip
def test_date(code: Code, text: str, trigger: str, edtf: str, basis: str) -> None:
    date = pick(code(text), trigger).date
    assert date is not None
    assert (date.edtf, date.basis) == (edtf, basis)
    if basis == "published":
        assert (date.start, date.end, date.text) == (None, None, None)
    else:
        assert date.text == text[date.start : date.end]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        row("If rebels attack, the army will respond.", "attack"),
        row("Turkey may close its border.", "close"),
        row("Two days later, rebels attacked the base again.", "attacked"),
        row("Years ago, rebels attacked the base.", "attacked"),
        row("During the civil war rebels executed prisoners.", "executed",
            broken="an era ('during the civil war') is replaced by the publication date"),
    ],
)  # fmt: skip
def test_a_date_is_never_made_up(code: Code, text: str, trigger: str) -> None:
    assert pick(code(text), trigger).date is None


def test_without_publication_there_is_no_year(code: Code) -> None:
    claims = code(
        "Rebels attacked the base on 5 March.\nPolice arrested the mayor.", published=None
    )
    attacked, arrested = pick(claims, "attacked").date, pick(claims, "arrested").date
    assert attacked is not None
    assert attacked.edtf == "XXXX-03-05"
    assert arrested is None or arrested.basis != "published"


def test_a_clock_time_on_a_day_without_a_year_has_no_day(code: Code) -> None:
    text = "Gunmen stormed a police post on June 20. They opened fire at 4 p.m., killing five."
    claims = code(text, published=None)
    assert next(c.date and c.date.edtf for c in claims) == "XXXX-06-20"
    assert {c.date and c.date.edtf for c in claims[1:]} <= {None, "XXXX-06-20"}


def test_what_has_happened_does_not_lie_after_its_report(code: Code) -> None:
    text = "The violence came a week after troops stormed the camp in Khartoum."
    for claim in code(text):
        assert claim.date is None or claim.date.edtf[:10] <= PUBLISHED


def test_a_past_event_does_not_date_the_news(code: Code) -> None:
    text = "Rebels killed 50 farmers in 2019.\nPolice arrested the mayor."
    date = pick(code(text), "arrested").date
    assert date is not None
    assert date.edtf == PUBLISHED


# places

SAME_NAME = "a city yields to the province of the same name"
SPOKEN_OF = "whom words are spoken to or of is taken for the place where they are spoken"
LABEL = "a place under attack that the model labels as a person is lost"


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        row("Police shot three protesters in Nairobi.", "shot", ("Nairobi", "KEN", "city")),
        row("Rebels attacked a base in Mali.", "attacked", ("Mali", "MLI", "country")),
        row("Rebels attacked a base in Mali.\nThe army arrested ten people.", "arrested",
            ("Mali", "MLI", "country")),
        row("Israel bombed Beirut on Thursday.", "bombed", ("Beirut", "LBN", "city")),
        row("The army withdrew from Kherson.", "withdrew", ("Kherson", "UKR", "city"),
            broken=SAME_NAME),
        row("Rebels attacked Goma on Monday.", "attacked", ("Goma", "COD", "city")),
        row("Police arrested ten people.", "arrested", None),
        row("France condemned the United States.", "condemned", None, broken=SPOKEN_OF),
        row("The mayor of Paris accused Russia of murder.", "accused", None, broken=SPOKEN_OF),
        row("Germany urged Iran to release the prisoners.", "urged", None, broken=SPOKEN_OF),
        row("Mali recalled its ambassador from Paris.\nMali expelled two diplomats.",
            "expelled", None),
        row("A Syrian court banned two parties in Damascus.", "banned",
            ("Damascus", "SYR", "city")),
        row("North Korea fired two missiles into the sea.", "fired",
            None, broken="the actor's country is the place of what it does elsewhere"),
        row("Russia annexed Crimea in 2014.", "annexed", ("Crimea", "UKR", "admin1"),
            ),
        row("The US shot down a drone over Syria.", "shot", ("Syria", "SYR", "country"),
            broken="the actor's country is the place of what it does elsewhere"),
        row("Israel vowed to attack Rafah.", "attack", ("Rafah", "PSE", "city"),
            broken=LABEL),
    ],
)  # fmt: skip
def test_place(code: Code, text: str, trigger: str, place: tuple[str, str, str] | None) -> None:
    found = pick(code(text), trigger).place
    assert (found and (found.name, found.country, found.precision)) == place
    if found:
        assert text[found.start : found.end] == found.text


# ids


def test_ids_are_unique_and_depend_on_the_text(code: Code) -> None:
    text = "Rebels attacked Goma, killed ten soldiers and kidnapped two nurses."
    first, again = code(text), code(text)
    assert [c.id for c in first] == [c.id for c in again]
    assert len({c.id for c in first}) == len(first) == 3


def test_a_claim_knows_its_article_and_coder(code: Code) -> None:
    (claim,) = code("Rebels attacked the base.")
    assert claim.coder == Coder("0", "test")
    assert claim.article.published == PUBLISHED
    assert claim.article.outlet.name == "Example Wire"
    assert claim.sentence.text == "Rebels attacked the base."


def test_no_drafts_no_claims(document: Callable[..., Document]) -> None:
    assert resolve_claims(document("All was quiet."), [], coder=Coder("0", "test")) == ()


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        row("Gunmen stormed a hotel in Kismayo.\nPolice arrived.\nShops closed.\nSchools closed.\n"
            "The gunmen killed five people.", "killed", "Kismayo"),
        row("Gunmen stormed a hotel in Kismayo.\nSoldiers killed two men in the town.", "killed",
            "Kismayo"),
        row("Nigeria imposed a nationwide curfew, a spokesman said in Lagos.", "imposed", "Nigeria"),
        row("Kenya was tense.\nPolice killed ten people across Kenya, a report from Nairobi said.",
            "killed", "Kenya"),
    ],
)  # fmt: skip
def test_scene_of_the_story(code: Code, text: str, trigger: str, place: str) -> None:
    found = pick(code(text), trigger).place
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(
    ("text", "trigger", "office"),
    [
        ("Kenyan President William Ruto said rebels killed ten people.", "killed",
         "Kenyan President"),
        ("William Ruto, the president of Kenya, visited Mombasa.\n"
         "Ruto said rebels killed ten people.", "killed", "president of Kenya"),
        ("The African Union said rebels killed ten people.", "killed", None),
        ("A doctor said rebels killed ten people.", "killed", None),
    ],
)  # fmt: skip
def test_the_office_of_a_named_source(
    code: Code, text: str, trigger: str, office: str | None
) -> None:
    assert pick(code(text), trigger).said_by[0].office == office


@pytest.mark.parametrize(
    ("text", "trigger", "edtf", "basis"),
    [
        ("Rebels killed ten people in Juba, police said on Wednesday.", "killed", "2024-03-13",
         "published"),
        ("On Monday rebels attacked Juba.\nTen people were killed, police said on Wednesday.",
         "killed", "2024-03-11", "relative"),
        ("Ten people have died since Monday's raid.", "raid", "2024-03-11", "relative"),
        ("On Monday rebels attacked Juba.\nIt came a week after they stormed Malakal.", "stormed",
         "2024-03-04/2024-03-10", "relative"),
    ],
)  # fmt: skip
def test_deeds_have_the_day_they_were_done_not_the_day_they_were_told(
    code: Code, text: str, trigger: str, edtf: str, basis: str
) -> None:
    found = pick(code(text), trigger).date
    assert found is not None
    assert (found.edtf, found.basis) == (edtf, basis)


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Gunmen attacked a base in Kabul.\nTwelve U.S. soldiers died in the attack.", "died",
         "Kabul"),
        ("Ten people were killed in Goma, and the wounded were flown to a hospital in Kigali.",
         "killed", "Goma"),
    ],
)  # fmt: skip
def test_a_nationality_or_a_far_hospital_is_not_the_place(
    code: Code, text: str, trigger: str, name: str
) -> None:
    found = pick(code(text), trigger).place
    assert found is not None
    assert found.name == name
