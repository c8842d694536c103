"""A coder without a language model: every "stormed" is an ASSAULT, and some texts bite.

An importable module, so that worker processes can load it by name.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.errors import ModelError
from tocsin.records import (
    Article,
    ArticleRef,
    Claim,
    Coder,
    Date,
    Entity,
    Event,
    Figure,
    Outlet,
    Place,
    Source,
    Span,
    Zone,
)

CODER = Coder("0.test", "fake")


def make_article(name: str, text: str, **known: Any) -> Article:
    known.setdefault("outlet", Outlet("Example Wire"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(name, text, digest, zones=(Zone(0, len(text), text, "body"),), **known)


def make_claim(article: Article, start: int = 0, end: int | None = None, **fields: Any) -> Claim:
    end = len(article.text) if end is None else end
    span = Span(start, end, article.text[start:end])
    given: dict[str, Any] = {
        "id": f"{article.id}:{start}",
        "article": ArticleRef(
            article.id, article.uri, article.outlet, article.published, article.completeness
        ),
        "sentence": Span(0, len(article.text), article.text),
        "trigger": span,
        "event": Event("ASSAULT"),
        "actors": (),
        "recipients": (),
        "status": "occurred",
        "stance": "asserts",
        "said_by": (),
        "date": None,
        "place": None,
        "figures": (),
        "cause": None,
        "score": 0.5,
        "coder": CODER,
    }
    return Claim(**(given | fields))


def make_full_claim(article: Article) -> Claim:
    return make_claim(
        article,
        0,
        4,
        event=Event("ASSAULT", "beat"),
        actors=(Entity(0, 1, "x", "Police", None, "KAZ", ("COP",)),),
        recipients=(Entity(0, 1, "protesters", None, None, None, ("CVL",)),),
        said_by=(
            Source(0, 1, "the minister", "Interior Ministry", None, "government"),
            Source(0, 1, "Interfax", None, None, "agency"),
        ),
        date=Date(0, 1, "in January", "2022-01", "month", "stated"),
        place=Place(0, 1, "Almaty", "Almaty", 1526384, 43.25, 76.92, "KAZ", "02", "point"),
        figures=(Figure(0, 1, "at least eight", "killed", 8, None),),
    )


class FakeCoder:
    coder = CODER

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        for article in articles:
            if "RAISE" in article.text:
                raise ValueError("odd story")
            if "DIE" in article.text:
                os._exit(9)
            if "SLOW" in article.text:
                time.sleep(0.3)
            found = re.finditer("stormed", article.text)
            yield article, tuple(make_claim(article, *m.span()) for m in found)


def load_without_model() -> FakeCoder:
    raise ModelError("no model here")


def load_and_die() -> FakeCoder:
    os._exit(3)
