"""The whole main path: whatever the story, every claim rests on words of its story zones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.ontology import MEASURES, MODES, SECTORS, TYPES
from tocsin.pipeline import Coder
from tocsin.records import (
    STANCES,
    STATUSES,
    STORY_ZONES,
    ZONE_KINDS,
    Article,
    Claim,
    Zone,
    to_dict,
)

SENTENCES = (
    "Police shot three protesters in Nairobi on Monday.",
    "At least 12 people were killed and 40 wounded when a bomb exploded at a market in Quetta.",
    "The African Union (AU) condemned the coup in Niger.",
    "It urged the generals to release the president.",
    "“We killed four soldiers,” the rebel spokesman said.",
    "“The army attacked first,” he told the Interfax news agency. “We did not kill anyone.”",
    "Rebels denied attacking the hospital.",
    "According to two officials, NATO will deploy 5,000 troops to Poland next month.",
    "Protests erupted in Dakar after the election was postponed.",
    "The president declared a state of emergency in Ecuador because of a jailbreak.",
    "If the talks fail, workers will strike next week.",
    "The bombing of Aleppo by the regime, which killed 40 people, was condemned by France.",
    "Hundreds of farmers blocked roads near Warsaw to protest against grain imports.",
    "The European Union pledged €500 million in aid to Ukraine.",
    "The harvest was good this year.",
    "Nobody was arrested, the mayor of São Paulo said on Jan. 5, 2022.",
    "Islamic State claimed responsibility for the attack in Kabul.",
    "Russia's foreign minister met his Turkish counterpart in Antalya.",
)
LINES = st.tuples(st.sampled_from(ZONE_KINDS), st.lists(st.sampled_from(SENTENCES), max_size=3))


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


def article(lines: list[tuple[str, str]], **known: Any) -> Article:
    zones, at = [], 0
    for kind, text in lines:
        zones.append(Zone(at, at + len(text), text, kind))
        at += len(text) + 1
    whole = "\n".join(text for _, text in lines)
    return Article(id="a", text=whole, sha256="s", zones=tuple(zones), **known)


def code(coder: Coder, story: Article) -> tuple[Claim, ...]:
    ((again, claims),) = coder.code([story])
    assert again is story
    return claims


def spans(record: Any) -> Iterator[tuple[int, int, str]]:
    """Yield every span below a claim's plain form, but those that are unset."""
    if isinstance(record, dict):
        if isinstance(record.get("start"), int):
            yield record["start"], record["end"], record["text"]
        for value in record.values():
            yield from spans(value)
    elif isinstance(record, list):
        for item in record:
            yield from spans(item)


def check(story: Article, claims: tuple[Claim, ...]) -> None:
    readable = [z for z in story.zones if z.kind in STORY_ZONES]
    assert len({c.id for c in claims}) == len(claims)
    starts = [(c.sentence.start, c.trigger.start) for c in claims]
    assert starts == sorted(starts)
    for claim in claims:
        for start, end, text in spans(to_dict(claim)):
            assert story.text[start:end] == text
            assert text.strip()
            assert any(z.start <= start < end <= z.end for z in readable), text
        assert claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end
        check_values(claim)


def check_values(claim: Claim) -> None:
    assert claim.event.type in TYPES
    assert claim.event.mode is None or claim.event.mode in MODES[claim.event.type]
    assert claim.status in STATUSES
    assert claim.stance in STANCES
    assert 0 < claim.score < 1
    for entity in (*claim.actors, *claim.recipients):
        assert set(entity.sectors) <= SECTORS
        assert entity.country is None or len(entity.country) == 3
    for figure in claim.figures:
        assert figure.measure in MEASURES
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    json.dumps(to_dict(claim))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LINES, max_size=6),
    st.sampled_from([None, "2024-03-15", "2024-03-15T08:30:00Z", "2024-02-29"]),
)
def test_claims_rest_on_the_story(
    coder: Coder, lines: list[tuple[str, list[str]]], published: str | None
) -> None:
    story = article([(kind, " ".join(text)) for kind, text in lines], published=published)
    claims = code(coder, story)
    check(story, claims)
    assert code(coder, story) == claims


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(SENTENCES),
            st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=40),
            st.sampled_from(
                ["\u200b", "\u202e", "\ufeff", "\x00", "\u00a0", "\t", "—", "''", "(("]
            ),
        ),
        max_size=8,
    )
)
def test_any_text_can_be_coded(coder: Coder, parts: list[str]) -> None:
    story = article([("headline", "".join(parts[:2])), ("body", "".join(parts[2:]))])
    check(story, code(coder, story))


@pytest.mark.parametrize(
    "text",
    [
        "Police shot three protesters in Nairobi, and " * 220 + "then left.",
        "protest " * 1250,
        "killed by police " * 600,
        '"' * 2000,
        "(" * 1000 + "Police killed ten people" + ")" * 1000,
        "\u202bقتلت الشرطة ثلاثة\u202c Police killed three people in Cairo. \u200f",
        "Po\u200blice kil\u200bled three\u200b people\u200d in Cai\u200bro.",
        "POLICE KILLED TEN PEOPLE IN LAGOS ON MONDAY",
        "police killed ten people in lagos on monday",
        "Police killed ten people\u2028in Lagos.",
        "",
        "   ",
        ".",
    ],
    ids=[
        "10,000 characters", "one word", "endless passive", "quotes", "brackets", "right to left",
        "zero width", "capitals", "lower case", "line separator", "empty", "blank", "full stop",
    ],
)  # fmt: skip
def test_odd_stories(coder: Coder, text: str) -> None:
    story = article([("headline", text), ("body", text)], published="2024-03-15")
    check(story, code(coder, story))


@pytest.mark.parametrize("kind", sorted(set(ZONE_KINDS) - STORY_ZONES))
def test_nothing_is_coded_outside_the_story(coder: Coder, kind: str) -> None:
    lines = [(kind, SENTENCES[0]), ("body", "The harvest was good this year.")]
    assert code(coder, article(lines)) == ()


def test_articles_keep_their_own_claims(coder: Coder) -> None:
    stories = [article([("body", text)]) for text in SENTENCES[:4]]
    found = dict(enumerate(coder.code([*stories, article([])])))
    assert [found[i][0] for i in range(4)] == stories
    assert [found[i][1] for i in range(4)] == [code(coder, story) for story in stories]
    assert found[4][1] == ()


def test_ids_do_not_depend_on_what_else_is_coded(coder: Coder) -> None:
    first = article([("body", SENTENCES[0])])
    second = article([("body", SENTENCES[1])])
    together = {c.id for _, claims in coder.code([first, second]) for c in claims}
    apart = {c.id for story in (first, second) for c in code(coder, story)}
    assert together == apart


def test_ids_differ_between_articles(coder: Coder) -> None:
    one = article([("body", "Rebels attacked the base.")])
    other = replace(one, id="b")
    assert {c.id for c in code(coder, one)}.isdisjoint(c.id for c in code(coder, other))


def test_the_coder_is_named(coder: Coder) -> None:
    (claim,) = code(coder, article([("body", "Rebels attacked the base.")]))
    assert claim.coder == coder.coder
    assert claim.coder.version
    assert claim.coder.model.startswith("en_core_web_sm-3.")
