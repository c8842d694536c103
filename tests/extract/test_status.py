"""Whether an event happened, goes on, is planned, tried, thinkable or did not happen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Article, Document, Draft, Zone


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


def by_trigger(drafts: list[Draft], *words: str) -> Draft:
    return next(d for d in drafts if d.trigger.text in words)


NOUN = "a noun takes no status from the infinitive, promise or denial that governs it"
IMPLIED = "what one 'managed to' or 'was forced to' do is read as planned"
PERFECT = "a perfect infinitive ('is said to have killed') is read as planned"
PURPOSE = "a purpose clause of speech or protest under a done act is read as planned"
SCHEDULED = "the present tense of a scheduled or planned event is read as ongoing"


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # occurred
        row("Police arrested ten people.", "arrested", "occurred"),
        row("Ten people have been arrested.", "arrested", "occurred"),
        row("Having seized the palace, soldiers arrested the mayor.", "seized", "occurred"),
        row("The army managed to capture the town.", "capture", "occurred"),
        row("Rebels carried out an attack on the base.", "attack", "occurred"),
        row("The army was forced to withdraw from the town.", "withdraw", "occurred"),
        row("Rebels are said to have killed ten farmers.", "killed", "occurred"),
        row("Ten farmers are believed to have been killed by rebels.", "killed", "occurred"),
        row("The army claims to have killed 40 rebels.", "killed", "occurred"),
        row("Farmers blocked roads to protest against the tax.", "protest", "occurred"),
        row("They took to the streets to demand new elections.", "demand", "occurred"),
        row("Police used tear gas to disperse protesters.", "disperse", "occurred"),
        # ongoing
        row("The army is fighting rebels in the north.", "fighting", "ongoing"),
        row("Rebels have been shelling the town for weeks.", "shelling", "ongoing"),
        row("Fighting continues in Khartoum.", "Fighting", "ongoing"),
        row("Police have begun evicting protesters.", "evicting", "ongoing"),
        row("The army keeps shelling the town.", "shelling", "ongoing"),
        row("Ongoing clashes between the two groups worry farmers.", "clashes", "ongoing"),
        # planned
        row("NATO will deploy 5,000 troops to Poland.", "deploy", "planned"),
        row("Russia plans to withdraw its troops from Syria.", "withdraw", "planned"),
        row("Police are preparing to evict the protesters.", "evict", "planned"),
        row("The leaders are expected to meet on Monday.", "meet", "planned"),
        row("The minister promised to release the prisoners.", "release", "planned"),
        row("Turkey said it would send troops to Libya.", "send", "planned"),
        row("The union announced a plan to march on Friday.", "march", "planned"),
        row("A meeting between the two presidents is scheduled for Monday.", "meeting", "planned"),
        row("Protests are planned for Saturday.", "Protests", "planned"),
        row("The opposition has called a protest for Saturday.", "protest", "planned",
            broken="a protest that is called for a later day is read as occurred"),
        row("The planned withdrawal of French troops from Niger begins in May.", "withdrawal",
            "planned", broken=SCHEDULED),
        row("Israel is preparing an attack on Rafah.", "attack", "planned"),
        row("The European Union pledged aid to Ukraine.", "aid", "planned"),
        row("France proposed talks between the two presidents.", "talks", "hypothetical"),
        # attempted
        row("Soldiers tried to storm the palace.", "storm", "attempted"),
        row("Gunmen attempted to kidnap the ambassador.", "kidnap", "attempted"),
        row("An attempted coup in Bolivia failed.", "coup", "attempted"),
        row("Police foiled an attempt to bomb the embassy.", "bomb", "attempted"),
        row("The coup failed.", "coup", "attempted"),
        # hypothetical
        row("Iran could attack the port.", "attack", "hypothetical"),
        row("Poland may send troops to Ukraine.", "send", "hypothetical"),
        row("If rebels attack the capital, the army will respond.", "attack", "hypothetical"),
        row("The president said that if rebels attack, the army will respond.", "attack",
            "hypothetical"),
        row("If the talks fail, teachers will march on Friday.", "march", "hypothetical"),
        row("If the talks fail, teachers will march on Friday.", "talks", "hypothetical"),
        row("Unless the president resigns, protesters will march on the palace.", "march",
            "hypothetical"),
        row("The attack would have killed hundreds.", "killed", "hypothetical"),
        row("The army will attack if sanctions are not lifted.", "lifted", "hypothetical"),
        row("Germany urged Iran to release the prisoners.", "release", "hypothetical"),
        row("The president ordered the army to attack the rebels.", "attack", "hypothetical"),
        row("Rebels threatened to kill the hostages.", "kill", "hypothetical"),
        row("Fears of an attack grew in Tehran.", "attack", "hypothetical"),
        row("The threat of an invasion worries Estonia.", "invasion", "hypothetical"),
        row("The mayor said protesters might storm the building.", "storm", "hypothetical"),
        row("The government is considering sending troops to Haiti.", "sending", "hypothetical"),
        row("The resolution calls for a ceasefire in Gaza.", "ceasefire", "hypothetical"),
        row("The protests will go on until the president resigns.", "resigns", "hypothetical"),
        row("It is not clear whether rebels killed the hostages.", "killed", "hypothetical"),
        row("The envoy urged the rebels to back a ceasefire.", "ceasefire", "hypothetical"),
        row("The envoy urged both sides to agree to a ceasefire.", "ceasefire", "hypothetical",
            broken=NOUN),
        # negated
        row("Police did not arrest the mayor.", "arrest", "negated"),
        row("The army has never attacked civilians.", "attacked", "negated"),
        row("Nobody was arrested.", "arrested", "negated"),
        row("None of the hostages was killed.", "killed", "negated"),
        row("There was no attack on the base.", "attack", "negated"),
        row("Police said there had been no arrests.", "arrests", "negated"),
        row("The army refused to attack the protesters.", "attack", "negated"),
        row("The army stopped shelling the town.", "shelling", "negated"),
        row("Police prevented protesters from marching on the palace.", "marching", "negated"),
        row("The rebels denied attacking the hospital.", "attacking", "negated"),
        row("Neither side attacked on Monday.", "attacked", "negated"),
        row("The two presidents ruled out talks.", "talks", "negated"),
        row("The planned protest was called off.", "protest", "negated",
            broken="a protest, meeting or strike that is called off is read as planned"),
        row("No soldiers were killed and no rebels were arrested.", "arrested", "negated"),
    ],
)  # fmt: skip
def test_status(document: Callable[..., Document], text: str, trigger: str, status: str) -> None:
    assert by_trigger(draft_claims(document(text)), trigger).status == status


@pytest.mark.parametrize(
    ("headline", "trigger", "status"),
    [
        ("Police arrest 50 protesters in Minsk", "arrest", "occurred"),
        ("Rebels kidnap 30 students in Nigeria", "kidnap", "occurred"),
        ("Former president jailed in Peru", "jailed", "occurred"),
        row("Russia to withdraw troops from Syria", "withdraw", "planned"),
        ("Iran may close its border with Iraq", "close", "hypothetical"),
    ],
)  # fmt: skip
def test_status_in_headlines(parser: object, headline: str, trigger: str, status: str) -> None:
    zone = Zone(0, len(headline), headline, "headline")
    article = Article(id="h", text=headline, sha256="", zones=(zone,))
    drafts = draft_claims(parser.parse(article))  # type: ignore[attr-defined]
    assert by_trigger(drafts, trigger).status == status
