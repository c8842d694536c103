"""Attributions: source, cue, content, medium; quotes over sentences; chains."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.attribution import chain_at, find_attributions
from tocsin.extract.cue import CUE_KINDS, FRAMES, SOURCE_KINDS, source_nouns, verb_cues
from tocsin.records import Attribution, Document, Outlet

Make = Callable[..., Document]


def brief(attribution: Attribution) -> tuple[str | None, str, str]:
    source = attribution.source.text if attribution.source else None
    return source, attribution.verb, " | ".join(s.text for s in attribution.content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to local officials and residents, nine people were killed.",
            ("local officials and residents", "according", "nine people were killed"),
        ),
        (
            "Nine people were killed on Sunday, according to witnesses.",
            ("witnesses", "according", "Nine people were killed on Sunday"),
        ),
        (
            "The Red Cross counted 13 dead by noon.",
            ("The Red Cross", "count", "13 dead by noon"),
        ),
        (
            "Officials raised the death toll to 64.",
            ("Officials", "raise", "the death toll to 64"),
        ),
        (
            "The clinic put the number of wounded at 238.",
            ("The clinic", "put", "the number of wounded at 238"),
        ),
        (
            "One man was killed, the union said, and more than 120 were detained.",
            ("the union", "say", "One man was killed | and more than 120 were detained"),
        ),
        (
            "An adviser to the bureau said that ten soldiers had died.",
            ("An adviser to the bureau", "say", "ten soldiers had died"),
        ),
        (
            "The ministry said that ten soldiers had died.",
            ("The ministry", "say", "ten soldiers had died"),
        ),
        (
            "Ten soldiers had died, the ministry said in a statement.",
            ("the ministry", "say", "Ten soldiers had died"),
        ),
        (
            "In a statement, the ministry said that ten soldiers were wounded.",
            ("the ministry", "say", "ten soldiers were wounded"),
        ),
        (
            "Too often, the minister said, the talks are broken off by rebels.",
            ("the minister", "say", "Too often | the talks are broken off by rebels"),
        ),
        (
            "The ministry accused rebels of attacking a convoy.",
            ("The ministry", "accuse", "attacking a convoy"),
        ),
        ("Police blamed the separatists for the blast.", ("Police", "blame", "the blast")),
        (
            "The group claimed responsibility for the bombing.",
            ("The group", "claim", "responsibility for the bombing"),
        ),
        ("The group denied targeting civilians.", ("The group", "deny", "targeting civilians")),
        ("It was reported that ten soldiers had died.", (None, "report", "ten soldiers had died")),
        (
            "Rebels are said to have killed ten soldiers.",
            (None, "say", "Rebels | to have killed ten soldiers"),
        ),
        (
            "The army allegedly burned the village, and villagers left.",
            (None, "allegedly", "The army | burned the village"),
        ),
        (
            "As the minister said on Monday, five people died.",
            ("the minister", "say", "five people died"),
        ),
        ("Media reports say five people died.", ("Media reports", "say", "five people died")),
        (
            "The president's spokesman, Dmitry Peskov, told reporters the talks had failed.",
            ("Dmitry Peskov", "tell", "the talks had failed"),
        ),
        (
            "The ministry's claim that rebels shelled the town was false.",
            ("The ministry", "claim", "rebels shelled the town"),
        ),
        (
            "The ministry said that three officers had died, while the opposition spoke of ten.",
            ("The ministry", "say", "three officers had died"),
        ),
        (
            "Ten people died, an official said, as crowds pressed at the gates.",
            ("an official", "say", "Ten people died"),
        ),
        (
            "The council denied that its forces shelled the town, saying rebels were to blame.",
            ("The council", "say", "rebels were to blame"),
        ),
        (
            "The council said the plan would work and urged residents to stay calm.",
            ("The council", "urge", "to stay calm"),
        ),
        ("The ministry called the report a lie.", ("The ministry", "call", "the report a lie")),
    ],
)
def test_one_attribution(document: Make, text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in [brief(a) for a in find_attributions(document(text))]


@pytest.mark.parametrize(
    ("text", "source", "content", "quote"),
    [
        ("“The vote was a fraud,” the mayor said.", "the mayor", "The vote was a fraud", "direct"),
        (
            "“The vote,” the mayor said, “was a fraud.”",
            "the mayor",
            "The vote | was a fraud.",
            "direct",
        ),
        (
            "“We will not leave,” said Gen. Mark Milley, the chairman. “We will fight.”",
            "Gen. Mark Milley",
            "We will not leave | We will fight.",
            "direct",
        ),
        (
            "The spokesman tweeted: “The city has fallen.”",
            "The spokesman",
            "The city has fallen.",
            "direct",
        ),
        (
            "The mayor said the vote was “a fraud and a farce.”",
            "The mayor",
            "the vote was “a fraud and a farce.",
            "mixed",
        ),
        (
            "“We are leaving.\n“We will come back,” Emmanuel Macron said.",
            "Emmanuel Macron",
            "We are leaving. | We will come back",
            "direct",
        ),
        (
            "“The city was attacked,” the governor said.\n“People died. We need help.”",
            "the governor",
            "The city was attacked | People died. We need help.",
            "direct",
        ),
        (
            "“The city is calm,” the governor said. “Schools will open.” Police patrolled.",
            "the governor",
            "The city is calm | Schools will open.",
            "direct",
        ),
    ],
)
def test_quotes(document: Make, text: str, source: str, content: str, quote: str) -> None:
    (attribution,) = find_attributions(document(text))
    assert brief(attribution)[::2] == (source, content)
    assert attribution.quote == quote


@pytest.mark.parametrize(
    "text",
    [
        "The alliance will send “peacekeeping forces” to the capital.",
        "Troops left the town on Monday.",
        "A VOA reporter said shots were heard.",
        "Voice of America reported that shots were heard.",
        "Police raided the house on Monday, citing security concerns.",
    ],
)
def test_the_outlets_own_voice(document: Make, text: str) -> None:
    assert find_attributions(document(text, outlet=Outlet("Voice of America"))) == []


def test_an_outlets_reporter_stays_its_own(document: Make) -> None:
    text = "A VOA reporter said shots were heard. The reporter said police were present."
    assert find_attributions(document(text, outlet=Outlet("Voice of America"))) == []


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        (
            "The minister told the Reuters news agency that talks had stalled.",
            "The minister",
            "the Reuters news agency",
        ),
        ("The minister told VOA that talks had stalled.", "The minister", None),
        ("The minister told reporters that talks had stalled.", "The minister", None),
        (
            "The minister said in an interview with state television that talks had stalled.",
            "The minister",
            "state television",
        ),
        (
            "The minister was quoted as saying by the TASS news agency that talks had stalled.",
            "The minister",
            "the TASS news agency",
        ),
        (
            "State television quoted the president as saying that talks had stalled.",
            "the president",
            "State television",
        ),
        ("Talks had stalled, Reuters reported, citing two officials.", "two officials", "Reuters"),
    ],
)
def test_media_in_between(document: Make, text: str, source: str, via: str | None) -> None:
    (attribution,) = find_attributions(document(text, outlet=Outlet("Voice of America")))
    assert attribution.source is not None
    assert attribution.source.text == source
    assert (attribution.via.text if attribution.via else None) == via


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Doctors say 30 killed in market blast", "Doctors", "30 killed in market blast"),
        ("Thirty killed in market blast, doctors say", "doctors", "Thirty killed in market blast"),
        ("Thirty killed in market blast: ministry", "ministry", "Thirty killed in market blast"),
        ("UN chief: Aid cuts unacceptable", "UN chief", "Aid cuts unacceptable"),
        ("Army seized airport - report", "report", "Army seized airport"),
    ],
)
def test_headlines(document: Make, text: str, source: str, content: str) -> None:
    story = document(text)
    for sentence in story.sentences:
        sentence.kind = "headline"
    assert (source, content) in [brief(a)[::2] for a in find_attributions(story)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Witnesses said shots were heard.", "witness"),
        ("The ministry said shots were heard.", "government"),
        ("The spokesman said shots were heard.", "official"),
        ("Interfax said shots were heard.", "agency"),
        ("A newspaper said shots were heard.", "outlet"),
        ("The statement said shots were heard.", "document"),
        ("Two sources said shots were heard.", "anonymous"),
        ("The rebel group said shots were heard.", "organization"),
        ("Angela Merkel said shots were heard.", "person"),
    ],
)
def test_kind_of_source(document: Make, text: str, kind: str) -> None:
    (attribution,) = find_attributions(document(text))
    assert attribution.kind == kind


@pytest.mark.parametrize(
    ("text", "word", "chain"),
    [
        (
            "The minister said witnesses told police that rebels fired on the crowd.",
            "fired",
            ["witnesses", "The minister"],
        ),
        (
            "The troops will remain, the deputy minister said, Interfax reported.",
            "remain",
            ["the deputy minister", "Interfax"],
        ),
        ("The minister said it rained. Rebels fired on the crowd.", "fired", []),
        ("The mayor wants the army to leave.", "leave", []),
        ("“I think the army fired on the crowd,” the mayor said.", "fired", ["the mayor"]),
    ],
)
def test_chain(document: Make, text: str, word: str, chain: list[str]) -> None:
    start = text.index(word)
    links = chain_at(find_attributions(document(text)), start, start + len(word))
    assert [link.source.text for link in links if link.source] == chain


def test_spans_are_stretches_of_the_text(document: Make) -> None:
    text = (
        "“It is calm,” the governor said. “Schools will open.”\n"
        "Residents told the BBC that they heard gunfire, adding that police had fled."
    )
    attributions = find_attributions(document(text))
    assert len(attributions) == 3
    for attribution in attributions:
        for span in (attribution.source, attribution.cue, attribution.via, *attribution.content):
            assert span is None or text[span.start : span.end] == span.text


def test_lexicon_is_consistent() -> None:
    assert {cue.kind for cue in verb_cues().values()} <= CUE_KINDS
    assert all(cue.frames and cue.frames <= FRAMES for cue in verb_cues().values())
    assert set(source_nouns().values()) == SOURCE_KINDS


@pytest.mark.parametrize(
    "text",
    [
        "The ministry raised the wall to two metres.",
        "The council put the chairs at the back.",
        "Ten soldiers died, more than reported on Monday.",
    ],
)
def test_what_counts_no_people_is_no_attribution(document: Make, text: str) -> None:
    assert find_attributions(document(text)) == []
