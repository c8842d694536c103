from __future__ import annotations

import json

import pytest

from tocsin.errors import InputError
from tocsin.ingest.field import Known
from tocsin.ingest.page import read_page
from tocsin.records import Article, Completeness, Outlet

PARAGRAPHS = (
    "NAIROBI (Example Wire) - Lawmakers in Kenya voted on Thursday to end a state of emergency in two "
    "northern counties, the speaker of the assembly said after a long debate.",
    "The opposition had accused the government of using the measure to arrest at least 30 protesters "
    "in the town of Garissa in the past week.",
    "Police denied that and said that officers had acted only when shops were looted and a government "
    "office was set on fire by a crowd.",
)
NOTICES = ("© 2023 Example Wire. All rights reserved.", "You have two free articles remaining.")
TITLE = "Parliament votes to end emergency"


def page(
    *, head: str = "", ld: object = None, body: tuple[str, ...] = PARAGRAPHS + NOTICES
) -> bytes:
    script = "" if ld is None else f'<script type="application/ld+json">{json.dumps(ld)}</script>'
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Wire</title>{head}{script}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{TITLE}</h1>{paragraphs}'
        "</article><footer><p>© 2023 Footer Ltd. Contact us</p></footer></body></html>"
    ).encode()


def read(data: bytes, **defaults: str) -> Article:
    return read_page(data, "page.html", Known(**defaults))  # type: ignore[arg-type]


def test_the_text_is_headline_and_paragraphs_with_notices() -> None:
    article = read(page())
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS, *NOTICES])
    kinds = [zone.kind for zone in article.zones]
    assert kinds == [
        "headline",
        "dateline",
        "body",
        "body",
        "body",
        "rights_notice",
        "paywall_notice",
    ]
    assert (article.headline, article.uri) == (TITLE, "page.html")


def test_json_ld_names_date_outlet_writer_and_holder() -> None:
    ld = {
        "@graph": [
            {"@type": "WebSite", "headline": "no"},
            {
                "@type": ["NewsArticle"], "headline": TITLE, "datePublished": "2023-05-04T10:00:00Z",
                "author": [{"name": "Africa desk"}, {"name": "Politics desk"}], "publisher": {"name": "Example Wire"},
                "copyrightHolder": {"name": "Example Ltd"}, "license": "https://example.org/license",
            },
        ]
    }  # fmt: skip
    head = '<link rel="canonical" href="https://www.wire.example.org/a">'
    article = read(page(head=head, ld=ld), published="2020-01-01", outlet="x")  # type: ignore[arg-type]
    assert article.published == "2023-05-04T10:00:00Z"
    assert article.outlet == Outlet("Example Wire", "wire.example.org")
    assert article.byline == "Africa desk, Politics desk"
    assert article.uri == "https://www.wire.example.org/a"
    assert (article.rights.holder, article.rights.license_url) == (
        "Example Ltd",
        "https://example.org/license",
    )
    assert article.rights.signal == "JSON-LD, footer, text"


@pytest.mark.parametrize(
    ("ld", "expected"),
    [
        ({"isAccessibleForFree": True}, Completeness("full", "isAccessibleForFree: true")),
        ({"isAccessibleForFree": "False"}, Completeness("partial", "isAccessibleForFree: false")),
        (
            {"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}},
            Completeness("partial", "isAccessibleForFree: false"),
        ),
        ({}, Completeness("full", "metered notice")),
    ],
)
def test_completeness_is_read_from_json_ld_first(
    ld: dict[str, object], expected: Completeness
) -> None:
    assert read(page(ld={"@type": "ReportageNewsArticle", **ld})).completeness == expected


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (
            '<link rel="license" href="https://example.org/l">',
            "license_url",
            "https://example.org/l",
        ),
        ('<meta name="tdm-reservation" content="1">', "tdm_reserved", True),
        ('<meta name="tdm-reservation" content="0">', "tdm_reserved", False),
        ('<meta name="robots" content="index, noai">', "tdm_reserved", True),
        ('<meta name="robots" content="index">', "tdm_reserved", None),
        (
            '<meta name="tdm-policy" content="https://example.org/t">',
            "usage_terms",
            "https://example.org/t",
        ),
        ('<meta name="copyright" content="© 2023 Meta Press">', "holder", "Meta Press"),
        ('<meta name="DCTERMS.rights" content="Some rights">', "notice", "Some rights"),
        ("", "holder", "Footer Ltd"),
        ('<script type="application/ld+json">{"broken</script>', "holder", "Footer Ltd"),
    ],
)
def test_rights_are_read_from_the_markup(head: str, field: str, value: object) -> None:
    assert getattr(read(page(head=head)).rights, field) == value


def test_the_date_comes_from_metas_when_json_ld_has_a_broken_one() -> None:
    head = '<meta property="article:published_time" content="2023-05-04T10:00:00+03:00">'
    ld = {"@type": "NewsArticle", "datePublished": "2023-05-44"}
    assert read(page(head=head, ld=ld)).published == "2023-05-04T10:00:00+03:00"


def test_a_page_without_date_takes_the_default_and_none_is_guessed() -> None:
    assert read(page()).published is None
    assert read(page(), published="2023-05-05").published == "2023-05-05"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<!-- nothing -->", "no-article"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no-article"),
        (page(body=("Log in",)), "no-article"),
        (b"<html><body><p>" + b"\x00\x01\x02\x03" * 400, "binary"),
        (
            page(
                body=(
                    "Войска покинули столицу в пятницу, сообщило министерство обороны страны. " * 4,
                )
            ),
            "language",
        ),
    ],
)
def test_pages_that_are_no_article_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.reason == reason


def test_markup_nested_past_the_parser_is_set_aside() -> None:
    data = page().replace(b"<article>", b"<div>" * 3000 + b"<article>")
    with pytest.raises(InputError, match="no-article"):  # libxml2 stops at 256 levels
        read(data)
