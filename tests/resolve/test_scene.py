"""Which countries a story is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.records import Article, Document, Zone
from tocsin.resolve.scene import read_scene


def test_a_story_without_countries_has_no_scene(document: Callable[..., Document]) -> None:
    scene = read_scene(document("Police arrested ten people on Monday."))
    assert (scene.weights, scene.main, scene.names) == ({}, None, {})


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Rebels in Mali attacked a base. Mali closed its border with Niger.", "MLI"),
        ("Kenyan police fired at a crowd. The Kenyan government said nothing.", "KEN"),
        ("The United States condemned it.", "USA"),
        ("South Korea and North Korea talked. South Korea gave way.", "KOR"),
        ("Guinea-Bissau closed its airport.", "GNB"),
    ],
)
def test_main_country(document: Callable[..., Document], text: str, main: str) -> None:
    assert read_scene(document(text)).main == main


def test_weights_are_shares(document: Callable[..., Document]) -> None:
    scene = read_scene(document("France and Germany condemned Russia. France spoke first."))
    assert sum(scene.weights.values()) == pytest.approx(1)
    assert scene.weights["FRA"] > scene.weights["DEU"] == scene.weights["RUS"]
    assert scene.names["FRA"].start == 0


def test_first_mention_is_kept(document: Callable[..., Document]) -> None:
    text = "Russian planes bombed a town.\nRussia denied it.\nRussia said nothing more."
    scene = read_scene(document(text))
    assert scene.names["RUS"].start == text.index("Russia denied")


def test_the_headline_weighs_more(parser: object) -> None:
    headline, body = "Coup in Niger", "France and Niger had an accord. France was silent."
    zones = (
        Zone(0, len(headline), headline, "headline"),
        Zone(len(headline) + 1, len(headline) + 1 + len(body), body, "body"),
    )
    article = Article(id="s", text=f"{headline}\n{body}", sha256="", zones=zones)
    assert read_scene(parser.parse(article)).main == "NER"  # type: ignore[attr-defined]
