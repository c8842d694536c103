"""Fixtures every test may use: parsed sentences and documents, made from plain text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.parse import Parser
from tocsin.records import Article, Document, Outlet, Sentence, Zone

# programs that tests start, not tests
collect_ignore = ["fake_coder.py", "fake_tocsin.py", "process.py"]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


def make_article(text: str, **known: Any) -> Article:
    """An article whose every line is body text."""
    zones, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(at, at + len(line), line, "body"))
        at += len(line) + 1
    known.setdefault("outlet", Outlet("Example Wire"))
    return Article(id="t", text=text, sha256="", zones=tuple(zones), **known)


@pytest.fixture(scope="session")
def document(parser: Parser) -> Callable[..., Document]:
    return lambda text, **known: parser.parse(make_article(text, **known))


@pytest.fixture(scope="session")
def sentences(document: Callable[..., Document]) -> Callable[[str], list[Sentence]]:
    return lambda text: list(document(text).sentences)
