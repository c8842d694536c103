"""Story zones become sentences whose offsets are code points of the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.parse import Parser
from tocsin.parse.sentence import LONGEST
from tocsin.records import Article, Document, Zone


def article(*zones: tuple[str, str]) -> Article:
    """An article of lines, each of a kind."""
    built, at = [], 0
    for kind, text in zones:
        built.append(Zone(at, at + len(text), text, kind))
        at += len(text) + 1
    return Article(id="p", text="\n".join(t for _, t in zones), sha256="", zones=tuple(built))


def check(document: Document) -> None:
    text = document.article.text
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.tokens[sentence.root].head == sentence.root
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert 0 <= token.head < len(sentence.tokens)


def test_sentences_of_a_paragraph(parser: Parser) -> None:
    document = parser.parse(article(("body", "Police fired. Two people died.")))
    assert [s.text for s in document.sentences] == ["Police fired.", "Two people died."]
    assert [s.index for s in document.sentences] == [0, 1]
    check(document)


def test_a_headline_stays_apart_from_the_lead(parser: Parser) -> None:
    document = parser.parse(article(("headline", "Coup in Niger"), ("body", "Soldiers rule.")))
    assert [(s.kind, s.paragraph, s.text) for s in document.sentences] == [
        ("headline", 0, "Coup in Niger"),
        ("body", 1, "Soldiers rule."),
    ]
    check(document)


@pytest.mark.parametrize(
    "kind",
    ["dateline", "byline", "caption", "rights_notice", "paywall_notice", "newsletter", "related"],
)
def test_only_the_story_is_parsed(parser: Parser, kind: str) -> None:
    document = parser.parse(article((kind, "Police shot ten people."), ("body", "All is quiet.")))
    assert [s.text for s in document.sentences] == ["All is quiet."]
    check(document)


def test_many_articles_keep_their_order(parser: Parser) -> None:
    articles = [article(("body", f"Story {n} begins. It ends.")) for n in range(5)]
    articles.insert(2, article())
    documents = list(parser.parse_all(articles))
    assert [d.article for d in documents] == articles
    assert [len(d.sentences) for d in documents] == [2, 2, 0, 2, 2, 2]


def test_an_article_without_zones_has_no_sentences(parser: Parser) -> None:
    assert parser.parse(article()).sentences == ()
    assert parser.parse(article(("body", ""), ("body", "   "))).sentences == ()


@pytest.mark.parametrize(
    "text",
    [
        "Police\u200b fired\u200d at a crowd in Lagos.",
        "\u202bالشرطة\u202c fired at a crowd. \u200fמשטרה.",
        "Police fired 🚨🇺🇸 at a crowd — “again”…",
        "Cafe\u0301 owners in Bogota\u0301 marched.",
        "a" * 5000,
        "( [ \" ' . ! ? \t \u00a0 \u2028 x",
        "Police  fired\u00a0\u00a0at   a crowd .",
    ],
    ids=["zero width", "right to left", "emoji", "combining", "long word", "marks", "spaces"],
)
def test_odd_characters_keep_their_offsets(parser: Parser, text: str) -> None:
    check(parser.parse(article(("headline", text), ("body", text))))


def test_a_paragraph_beyond_the_limit_is_cut_not_lost(parser: Parser) -> None:
    text = "Police fired at the crowd. " * (LONGEST // 26)
    document = parser.parse(article(("body", text), ("body", "Two people died.")))
    assert document.sentences[0].text == "Police fired at the crowd."
    assert document.sentences[-1].text == "Two people died."
    check(document)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["headline", "body", "caption"]),
            st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=60),
        ),
        max_size=4,
    )
)
def test_offsets_hold_for_any_text(parser: Parser, zones: list[tuple[str, str]]) -> None:
    check(parser.parse(article(*zones)))
