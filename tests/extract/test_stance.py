"""How the nearest source stands to an event it speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Document


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


CLAIMED = "'claimed responsibility' is read as a doubtful claim, not as an admission"
DENIED_REPORTS = "a source that denies reports, claims or allegations is made to assert them"
UNCONFIRMED = "a negated verb of saying ('has not confirmed that') makes its subject assert"
SEMICOLON = "a clause before a semicolon is given to who speaks after it"
SUSPECT = "'suspected of' and 'suspected NOUN' carry no doubt, 'accused of' does"
PRESUPPOSED = "whoever condemns an act is made the source of it"


@pytest.mark.parametrize(
    ("text", "trigger", "stance", "source"),
    [
        row("Police arrested ten people.", "arrested", "asserts", None),
        row("Police said rebels killed four farmers.", "killed", "asserts", "Police"),
        row("Rebels killed four farmers, according to police.", "killed", "asserts", "police"),
        row('"We killed four soldiers," the rebel spokesman said.', "killed", "asserts",
            "the rebel spokesman"),
        # doubts
        row("Rebels allegedly killed four farmers.", "killed", "doubts", None),
        row("The army reportedly shelled the village.", "shelled", "doubts", None),
        row("The army claimed that it had killed 40 militants.", "killed", "doubts", "The army"),
        row("The government accused rebels of shelling a hospital.", "shelling", "doubts",
            "The government"),
        row("The man, accused by police of bombing the station, fled.", "bombing", "doubts",
            "police", broken="'accused by X of …' after a noun carries neither doubt nor source"),
        row("The army was accused of killing 40 villagers.", "killing", "doubts", None),
        row("The report alleges that police tortured detainees.", "tortured", "doubts",
            "The report"),
        row("The man suspected of killing the lawmaker was arrested.", "killing", "doubts", None),
        row("Gunmen are suspected of having killed the mayor.", "killed", "doubts", None),
        # denies
        row("The army denied that its soldiers had killed civilians.", "killed", "denies",
            "The army"),
        row("The rebels denied they had killed the hostages.", "killed", "denies", "The rebels"),
        row("Rebels denied attacking the hospital.", "attacking", "denies", "Rebels"),
        row("The general denies ordering the massacre.", "massacre", "denies", "The general"),
        row("The police chief denied having shot protesters.", "shot", "denies",
            "The police chief"),
        row("The ministry denied reports that troops had entered Syria.", "entered", "denies",
            "The ministry"),
        row("The ministry dismissed reports that police had tortured prisoners.", "tortured",
            "denies", "The ministry"),
        row("The army rejected claims that its soldiers tortured prisoners.", "tortured",
            "denies", "The army", broken=DENIED_REPORTS),
        # admits
        row("The suspect admitted killing the lawmaker.", "killing", "admits", "The suspect"),
        row("The group admitted that its fighters had attacked the convoy.", "attacked",
            "admits", "The group"),
        row("The suspect confessed to killing the lawmaker.", "killing", "admits",
            "The suspect"),
        row("The Taliban claimed responsibility for the attack.", "attack", "admits",
            "The Taliban"),
        row("The group claimed responsibility for the bombing in Kabul.", "bombing", "admits",
            "The group"),
        # whose words they are
        row("Soldiers killed two men; the army said it regretted the deaths.", "killed",
            "asserts", None),
        row("The opposition said police killed three students; police denied it.", "killed",
            "asserts", "The opposition"),
        # the outlet's own voice
        row("France condemned the coup in Niger.", "coup", "asserts", None),
        row("The bombing of the city by the regime was condemned by the United Nations.",
            "bombing", "asserts", None),
    ],
)  # fmt: skip
def test_stance(
    document: Callable[..., Document], text: str, trigger: str, stance: str, source: str | None
) -> None:
    draft = next(d for d in draft_claims(document(text)) if d.trigger.text == trigger)
    nearest = draft.said_by[0].phrase.text if draft.said_by else None
    assert (draft.stance, nearest) == (stance, source)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        row("The army has not confirmed that it shelled the village.", "shelled"),
        row("Officials could not confirm that rebels had killed the hostages.", "killed"),
        row("No group has claimed responsibility for the attack in Kabul.", "attack"),
        row("The army neither confirmed nor denied the attack.", "attack",
            broken="'neither confirmed nor denied' is read as a denial"),
    ],
)  # fmt: skip
def test_what_is_not_confirmed_has_no_source_that_asserts_or_denies_it(
    document: Callable[..., Document], text: str, trigger: str
) -> None:
    for draft in draft_claims(document(text)):
        if draft.trigger.text == trigger:
            assert not draft.said_by or draft.stance == "doubts"
            assert not any(link.phrase.text.startswith("No ") for link in draft.said_by)


def test_a_rival_source_is_no_link_of_the_chain(document: Callable[..., Document]) -> None:
    text = "The opposition said police killed three students; police denied it."
    draft = next(d for d in draft_claims(document(text)) if d.trigger.text == "killed")
    assert [link.phrase.text for link in draft.said_by] == ["The opposition"]


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        row("The Taliban claimed responsibility for the attack.", "attack", "The Taliban"),
        ("The group admitted killing ten farmers.", "killing", "The group"),
    ],
)  # fmt: skip
def test_who_admits_is_the_actor(
    document: Callable[..., Document], text: str, trigger: str, actor: str
) -> None:
    draft = next(d for d in draft_claims(document(text)) if d.trigger.text == trigger)
    assert [a.text for a in draft.actors] == [actor]
