"""A draft puts together what the extractors found: figures, dates and sources to their event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Document, Draft

Code = Callable[[str], list[Draft]]


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


@pytest.fixture(scope="session")
def drafts(document: Callable[..., Document]) -> Code:
    return lambda text: draft_claims(document(text))


def figures(draft: Draft) -> list[tuple[str, int | None, int | None]]:
    return [(f.measure, f.low, f.high) for f in draft.figures if not f.implicit]


PARTICIPANTS = "the counted noun alone ('protesters') makes victims participants of a protest"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row("The attack killed two soldiers and wounded three civilians.",
            {"killed": [("killed", 2, 2)], "wounded": [("injured", 3, 3)]}),
        row("At least 12 people were killed and 40 wounded when a bomb exploded in Quetta.",
            {"killed": [("killed", 12, None)], "wounded": [("injured", 40, 40)], "exploded": []}),
        row("Police arrested 50 protesters and injured 12.",
            {"arrested": [("arrested", 50, 50)], "injured": [("injured", 12, 12)]}),
        row("The rebels freed 20 hostages and the army arrested 15 people.",
            {"freed": [("hostages", 20, 20)], "arrested": [("arrested", 15, 15)]}),
        row("Rebels ambushed a convoy, killing ten soldiers and wounding 15.",
            {"ambushed": [], "killing": [("killed", 10, 10)], "wounding": [("injured", 15, 15)]}),
        row("The clashes left 12 people dead and 40 injured.",
            {"left": [("killed", 12, 12)], "injured": [("injured", 40, 40)]}),
        row("Thousands of people marched in Lagos and police arrested more than 300.",
            {"marched": [("participants", 2000, None)], "arrested": [("arrested", 301, None)]}),
        row("NATO will deploy 5,000 troops to Poland.", {"deploy": [("troops", 5000, 5000)]}),
        row("The death toll from the attack rose to 30.", {"toll": [("killed", 30, 30)]}),
        row("The army killed ten rebels on Monday, and rebels killed two soldiers on Tuesday.",
            {"killed": [("killed", 10, 10)]}),
        row("Police shot three protesters.", {"shot": [("other", 3, 3)]}),
        row("Police said 30 militants were killed; the militants put the number at five.",
            {"killed": [("killed", 30, 30)]},
            broken="the rival figure of another source in one sentence joins the first claim"),
        row("Riots over the death of a student killed 14 people.",
            {"Riots": [], "killed": [("killed", 14, 14)]}),
        row("A bomb killed four soldiers in Mali and gunmen abducted two nurses in Niger.",
            {"killed": [("killed", 4, 4)], "abducted": [("hostages", 2, 2)]}),
        row("Three people died on Monday when soldiers attacked the village.",
            {"died": [("killed", 3, 3)], "attacked": []}),
        row("Three people died when police fired at a crowd in Lagos.",
            {"died": [("killed", 3, 3)]},
            broken="nouns of accident and illness ('fire', 'crash') also match verbs"),
    ],
)  # fmt: skip
def test_figures_go_to_their_event(
    drafts: Code, text: str, expected: dict[str, list[tuple[str, int | None, int | None]]]
) -> None:
    found: dict[str, list[tuple[str, int | None, int | None]]] = {}
    for draft in drafts(text):
        found.setdefault(draft.trigger.text, figures(draft))
    assert {trigger: found.get(trigger) for trigger in expected} == expected


def test_a_bare_count_is_a_figure_not_an_actor(drafts: Code) -> None:
    for draft in drafts("Ten soldiers were killed and 15 wounded.\nPolice arrested 40."):
        assert not {"15", "40"} & {p.text for p in (*draft.actors, *draft.recipients)}


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        row("Kenyan President William Ruto spoke.\nHe ordered the army to attack.", "ordered",
            "William Ruto"),
        row("The United States said on Monday that it would impose sanctions on Mali.", "impose",
            "United States"),
        row("The African Union condemned the coup.\nIt urged the generals to free the president.",
            "urged", "African Union"),
        row("Al-Shabab said it killed ten soldiers.", "killed", "Al-Shabab"),
    ],
)  # fmt: skip
def test_pronouns_stand_for_who_was_named(drafts: Code, text: str, trigger: str, name: str) -> None:
    draft = next(d for d in drafts(text) if d.trigger.text == trigger)
    assert [a.name for a in draft.actors] == [name]


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("Rebels killed ten soldiers on 5 March, and on 7 March the army bombed their camp.",
         "killed", "5 March"),
        ("Rebels killed ten soldiers on 5 March, and on 7 March the army bombed their camp.",
         "bombed", "7 March"),
        ("On Friday the army said that rebels had attacked the base on Tuesday.", "attacked",
         "Tuesday"),
        ("The rebels, who killed ten soldiers last week, withdrew on Monday.", "killed",
         "last week"),
        ("The rebels, who killed ten soldiers last week, withdrew on Monday.", "withdrew",
         "Monday"),
    ],
)  # fmt: skip
def test_dates_go_to_their_event(drafts: Code, text: str, trigger: str, time: str) -> None:
    draft = next(d for d in drafts(text) if d.trigger.text == trigger)
    assert draft.time is not None
    assert time in draft.time.text


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        row("Police arrested ten people.", []),
        row("The mayor said police had arrested ten people.", ["The mayor"]),
        row("The minister, quoted by the Interfax news agency, said police had arrested 200 people.",
            ["The minister", "the Interfax news agency"]),
        row("Two officials told Reuters that police had arrested the governor.",
            ["Two officials", "Reuters"]),
        row("France and Germany said that police had arrested the governor.", ["France"],
            broken="of two joint sources the last gives the link its name"),
        row("The president said on television that police had arrested the governor.",
            ["The president"]),
        row("The president told the nation on television that police had arrested the governor.",
            ["The president"]),
    ],
)  # fmt: skip
def test_chains(drafts: Code, text: str, chain: list[str]) -> None:
    draft = next(d for d in drafts(text) if d.trigger.text == "arrested")
    assert [link.phrase.name or link.phrase.text for link in draft.said_by] == chain


def test_what_a_speaker_says_we_did_is_the_speakers(drafts: Code) -> None:
    (draft,) = drafts('"We killed four soldiers," the rebel commander said.')
    assert [a.name for a in draft.actors] == ["the rebel commander"]


def test_no_event_no_draft(drafts: Code) -> None:
    assert drafts("The harvest was good this year.") == []
    assert drafts("") == []


def test_scores_rank_between_nothing_and_one(drafts: Code) -> None:
    text = "Police shot three protesters. A protest could follow. There was no attack on the base."
    scores = [d.score for d in drafts(text)]
    assert len(scores) == 3
    assert all(0 < score < 1 for score in scores)
    assert scores[0] > scores[1]


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Two men were killed in clashes with police in Lagos.", "killed", ["police"]),
        ("Ten villagers died in an attack by rebels on Friday.", "died", ["rebels"]),
        ("Ten villagers were killed in the village on Friday.", "killed", []),
        ("Residents heard gunfire from the hotel.", "gunfire", []),
    ],
)
def test_who_fights_where_somebody_is_killed(
    drafts: Code, text: str, trigger: str, actors: list[str]
) -> None:
    found = [d for d in drafts(text) if d.trigger.text == trigger]
    assert [[a.text for a in d.actors] for d in found] == [actors]


@pytest.mark.parametrize(
    ("text", "trigger", "sources"),
    [
        ("The United States vowed to answer the bombing.", "bombing", []),
        ("Iran promised to avenge the raid in which ten guards were killed.", "killed", []),
        ("The army said the bombing killed ten guards.", "killed", ["The army"]),
    ],
)
def test_what_a_promise_takes_as_known_is_not_said_by_who_promises(
    drafts: Code, text: str, trigger: str, sources: list[str]
) -> None:
    draft = next(d for d in drafts(text) if d.trigger.text == trigger)
    assert [link.phrase.text for link in draft.said_by] == sources


@pytest.mark.parametrize(
    ("text", "trigger", "near", "told"),
    [
        ("Ten people were killed, police said on Thursday.", "killed", [], ["Thursday"]),
        ("Ten people were killed on Monday, police said on Thursday.", "killed", [], ["Thursday"]),
        ("Police accused rebels on Thursday of killing ten people.", "killing", ["Thursday"], []),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_deed(
    drafts: Code, text: str, trigger: str, near: list[str], told: list[str]
) -> None:
    draft = next(d for d in drafts(text) if d.trigger.text == trigger)
    assert ([t.text for t in draft.near], [t.text for t in draft.told]) == (near, told)


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("Ten people died in Friday's explosion at the port.", ["died", "explosion"]),
        ("Ten people died in the explosion.", ["died"]),
    ],
)
def test_an_attack_with_a_day_or_place_of_its_own_is_a_claim_beside_its_victims(
    drafts: Code, text: str, triggers: list[str]
) -> None:
    story = f"A bomb exploded in Quetta.\n{text}"
    assert [d.trigger.text for d in drafts(story)][1:] == triggers
