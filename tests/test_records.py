"""The records hold together: immutable, JSON-ready, trees that can be walked."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields

import pytest

from tocsin.records import (
    STANCES,
    STATUSES,
    STORY_ZONES,
    ZONE_KINDS,
    Article,
    ArticleRef,
    Claim,
    Completeness,
    Entity,
    Event,
    Figure,
    Outlet,
    Sentence,
    Source,
    Span,
    Token,
    to_dict,
)

HEADS = [1, 1, 3, 1]  # "Police shot two men"
WORDS = ["Police", "shot", "two", "men"]
DEPS = ["nsubj", "ROOT", "nummod", "dobj"]


@pytest.fixture
def sentence() -> Sentence:
    tokens, at = [], 10
    for i, (word, head, dep) in enumerate(zip(WORDS, HEADS, DEPS, strict=True)):
        tokens.append(
            Token(i, at, at + len(word), word, word.lower(), word.lower(), "X", "X", dep, head, "")
        )
        at += len(word) + 1
    return Sentence(tuple(tokens), "Police shot two men", start=10)


def claim() -> Claim:
    span = Span(0, 4, "shot")
    return Claim(
        id="1",
        article=ArticleRef("a", None, Outlet("Example Wire"), None, Completeness()),
        sentence=span,
        trigger=span,
        event=Event("ASSAULT", "firearms"),
        actors=(Entity(0, 6, "Police", sectors=("COP",)),),
        recipients=(),
        status="occurred",
        stance="asserts",
        said_by=(Source(0, 6, "Police", cue=span),),
        date=None,
        place=None,
        figures=(Figure(0, 3, "two", "killed", 2, 2, of=span),),
        cause=None,
        score=0.9,
    )


def test_story_zones_are_zones() -> None:
    assert set(ZONE_KINDS) >= STORY_ZONES == {"headline", "body"}
    assert len(set(ZONE_KINDS)) == len(ZONE_KINDS)


def test_values_of_the_format() -> None:
    assert STATUSES == ("occurred", "ongoing", "planned", "attempted", "hypothetical", "negated")
    assert STANCES == ("asserts", "doubts", "denies", "admits")


def test_a_sentence_can_be_walked(sentence: Sentence) -> None:
    assert sentence.root == 1
    assert sentence.children == ((), (0, 3), (), (2,))
    assert sentence.subtree(1) == [0, 1, 2, 3]
    assert sentence.subtree(3) == [2, 3]
    assert sentence.ancestors(2) == [3, 1]
    assert sentence.ancestors(1) == []
    assert sentence.child(1, "dobj", "obj") == 3
    assert sentence.child(1, "agent") is None
    assert sentence.children_of(1, "nsubj", "dobj") == [0, 3]


def test_a_sentence_gives_spans_of_the_article(sentence: Sentence) -> None:
    assert sentence.span(2, 3) == Span(22, 29, "two men")
    assert (sentence.start, sentence.end) == (10, 29)


def test_records_are_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        claim().status = "planned"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Article(id="1", text="", sha256="").text = "x"  # type: ignore[misc]


def test_to_dict_is_json_of_the_record_format() -> None:
    found = to_dict(claim())
    assert json.loads(json.dumps(found)) == found
    assert set(found) == {f.name for f in fields(Claim)}
    assert found["trigger"] == {"start": 0, "end": 4, "text": "shot"}
    assert found["said_by"][0]["cue"] == {"start": 0, "end": 4, "text": "shot"}
    assert found["figures"][0]["of"] == {"start": 0, "end": 4, "text": "shot"}
    assert found["actors"][0]["sectors"] == ["COP"]
    assert found["recipients"] == []
    assert found["date"] is None
    assert found["event"] == {
        "type": "ASSAULT",
        "mode": "firearms",
        "contexts": [],
        "cameo": None,
    }


def test_to_dict_of_an_article_names_its_parts() -> None:
    found = to_dict(Article(id="1", text="x", sha256="y"))
    assert found["outlet"] == {"name": None, "domain": None, "country": None}
    assert found["completeness"] == {"value": "unknown", "reason": None}
    assert set(found["rights"]) == {
        "holder", "notice", "usage_terms", "license_url", "tdm_reserved", "signal",
    }  # fmt: skip
