from __future__ import annotations

from hashlib import sha256

import pytest

from tocsin.errors import InputError
from tocsin.ingest.article import build_article
from tocsin.ingest.field import Known
from tocsin.records import Completeness, Outlet, Rights

TEXT = """\
Troops leave the capital

By our staff in Nairobi

KHARTOUM (Example Wire) - The army left the capital on Friday, the defence ministry said.

© 2024 Example Wire. All rights reserved."""


def test_fields_are_read_from_the_text() -> None:
    article = build_article(TEXT, Known(), "a.txt")
    assert article.text == TEXT
    assert article.id == article.sha256 == sha256(TEXT.encode()).hexdigest()
    assert article.uri == "a.txt"
    assert article.headline == "Troops leave the capital"
    assert article.byline == "our staff in Nairobi"
    assert article.dateline == "KHARTOUM (Example Wire)"
    assert article.rights.holder == "Example Wire"
    assert (article.language, article.published, article.outlet) == ("en", None, Outlet())


def test_what_is_known_wins_over_the_text() -> None:
    known = Known(
        id="7", uri="https://example.org/7", headline="Army leaves", language="en-GB", published="2024-01-05",
        byline="The desk", dateline="CAIRO", rights=Rights(holder="Someone"), completeness=Completeness("full", "told"),
    )  # fmt: skip
    article = build_article(TEXT, known, "a.txt")
    assert (article.id, article.uri, article.headline) == ("7", known.uri, "Army leaves")
    assert (article.byline, article.dateline, article.language) == ("The desk", "CAIRO", "en-GB")
    assert (article.rights.holder, article.completeness) == ("Someone", known.completeness)
    assert article.sha256 == sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "known", "reason"),
    [
        ("", Known(), "empty"),
        (" \n\t", Known(), "empty"),
        ("\u200b\u200b…—", Known(), "empty"),
        (TEXT, Known(published="2024-02-30"), "bad-date"),
        (TEXT, Known(language="fr"), "language"),
        (
            "Le gouvernement a annoncé mercredi que l'état d'urgence serait prolongé de deux semaines.",
            Known(),
            "language",
        ),
    ],
)
def test_what_is_no_article_is_refused(text: str, known: Known, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        build_article(text, known, "a.jsonl", place="line 9")
    assert (caught.value.reason, caught.value.place) == (reason, "line 9")


def test_a_given_language_skips_detection() -> None:
    text = (
        "Le gouvernement a annoncé mercredi que l'état d'urgence serait prolongé de deux semaines."
    )
    assert build_article(text, Known(language="en"), "a.txt").language == "en"


def test_boilerplate_does_not_decide_the_language() -> None:
    story = "Войска покинули столицу в пятницу, сообщило министерство обороны страны.\n\n"
    with pytest.raises(InputError, match="Russian"):
        build_article(story + "© 2024 Example Wire. All rights reserved.\n" * 20, Known(), "a.txt")
