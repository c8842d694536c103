"""Web pages: the story by trafilatura, everything around it by `markup`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.ingest.article import build_article
from tocsin.ingest.encoding import decode, normalise
from tocsin.ingest.field import Known, fill
from tocsin.ingest.markup import read_markup
from tocsin.records import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORTEST = 100  # letters of story text; below, trafilatura found menus or a teaser


def read_page(data: bytes, uri: str, defaults: Known) -> Article:
    """Return the article on a web page.

    Args: data: the page as stored; uri: used where the page names no canonical address;
    defaults: fields for what the page leaves out.
    Raises: InputError: "encoding", "binary", "no-article", "language" or "empty".
    """
    html = normalise(decode(data, uri, markup=True))
    if not html.strip():
        raise InputError(uri, reason="empty", detail="there is nothing in it")
    tree = parse_html(html, uri)
    known = read_markup(tree)  # first: extraction may change the tree
    if known.published is None:
        known = replace(known, published=_guess_published(tree))
    paragraphs = _extract(tree)
    if sum(map(str.isalpha, "".join(paragraphs))) < SHORTEST:
        raise InputError(uri, reason="no-article", detail="the page holds no story text")
    if known.headline and paragraphs[0].split() == known.headline.split():
        del paragraphs[0]
    text = "\n\n".join([known.headline, *paragraphs] if known.headline else paragraphs)
    return build_article(text, fill(known, defaults), uri)


def parse_html(html: str, uri: str) -> HtmlElement:
    """Return the tree of a page or fragment.

    Raises: InputError: "no-article": there is no element in it.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    try:
        # bytes, since lxml refuses text that declares an encoding
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    except ParserError as error:
        raise InputError(uri, reason="no-article", detail=str(error)) from error


def _extract(tree: HtmlElement) -> list[str]:
    from trafilatura import extract

    text = extract(tree, fast=True, include_comments=False, include_tables=False)
    return [line for line in (text or "").split("\n") if line.strip()]


def _guess_published(tree: HtmlElement) -> str | None:
    """Day of publication from the page's markup; no search in its text, which guesses."""
    from htmldate import find_date

    return find_date(tree, original_date=True, extensive_search=False)
