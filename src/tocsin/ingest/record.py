"""JSON records: our own article fields, ninjs 2 and 3, and the names other tools give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from tocsin.errors import InputError
from tocsin.ingest.article import build_article
from tocsin.ingest.encoding import decode, normalise
from tocsin.ingest.field import Known, fill
from tocsin.ingest.limit import LIMIT, too_large
from tocsin.ingest.page import parse_html
from tocsin.records import Article, Completeness, Outlet, Rights

# The first name that holds something wins: ours, ninjs 2/3, schema.org, feeds and scrapers
TEXT = ("text", "body_text", "articleBody", "content", "body")
MARKED_UP = ("body_xhtml", "body_html")
HEADLINE = ("headline", "title")
URI = ("uri", "url", "link")
PUBLISHED = (
    "published", "versioncreated", "contentcreated", "firstcreated",
    "datePublished", "publishedAt", "published_at", "date",
)  # fmt: skip
SPACE = re.compile(r"\s+")
COMPLETENESS = ("full", "partial", "unknown")
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "div", "br", "tr"})
Record = dict[str, Any]


def read_records(stream: BinaryIO, uri: str, defaults: Known) -> Iterator[Article | InputError]:
    """Yield an article, or why there is none, for each line of a JSON Lines stream.

    The file may be of any size; a line of more than LIMIT bytes is set aside.
    """
    number = seen = 0
    while line := stream.readline(LIMIT + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LIMIT:
            _skip_line(stream, line)
            seen += 1
            yield too_large(uri, place)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            seen += 1
            yield _attempt(line, uri, place, defaults)
    if not seen:
        yield InputError(uri, reason="empty", detail="there is no record in it")


def read_document(data: bytes, uri: str, defaults: Known) -> Iterator[Article | InputError]:
    """Yield the article or articles of a JSON file: an object, a list, or JSON Lines."""
    if not data.strip():
        yield InputError(uri, reason="empty", detail="there is nothing in it")
        return
    try:
        value = _parse(decode(data, uri), uri)
    except InputError as error:
        if error.reason == "broken-json" and _is_lines(data):
            yield from read_records(BytesIO(data), uri, defaults)
        else:
            yield error
        return
    items = value.get("articles", value) if isinstance(value, dict) else value
    if not isinstance(items, list):
        yield _build(items, uri, None, defaults)
        return
    if not items:
        yield InputError(uri, reason="empty", detail="the list holds no record")
    for number, item in enumerate(items, 1):
        yield _build(item, uri, f"item {number}", defaults)


def _attempt(line: bytes, uri: str, place: str, defaults: Known) -> Article | InputError:
    try:
        value = _parse(decode(line, uri), uri, place)
    except InputError as error:
        return InputError(uri, reason=error.reason, detail=error.detail, place=place)
    return _build(value, uri, place, defaults)


def _build(value: object, uri: str, place: str | None, defaults: Known) -> Article | InputError:
    try:
        if not isinstance(value, dict):
            detail = "a record is an object with a text field"
            raise InputError(uri, reason="missing-text", detail=detail, place=place)
        known = fill(_known(value, uri, place), defaults)
        text = normalise(_story(value, uri, place))
        anchor = f"{uri}#{place.replace(' ', '=')}" if place else uri
        known = replace(known, uri=known.uri or anchor)
        return build_article(text, known, uri, place=place)
    except InputError as error:
        return error


def _parse(text: str, uri: str, place: str | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        detail = f"{error.msg} at line {error.lineno}, column {error.colno}"
        if place:
            detail = f"{error.msg} at column {error.colno}"
        raise InputError(uri, reason="broken-json", detail=detail, place=place) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting past Python's limits
        raise InputError(uri, reason="broken-json", detail=str(error), place=place) from error


def _is_lines(data: bytes) -> bool:
    """Whether the first line is a whole object, so that the file is JSON Lines."""
    try:
        return isinstance(json.loads(data.split(b"\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def _skip_line(stream: BinaryIO, read: bytes) -> None:
    while read and not read.endswith(b"\n"):
        read = stream.readline(LIMIT)


def _story(record: Record, uri: str, place: str | None) -> str:
    """Return the text of a record; that of its markup where it has only that."""
    for name in TEXT:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
    for body in _objects(record.get("bodies")):
        value = body.get("value") or body.get("content")
        if isinstance(value, str) and value.strip():
            kind = f"{body.get('contenttype', '')} {body.get('role', '')}".lower()
            return _plain(value, uri) if "html" in kind else value
    for name in MARKED_UP:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return _plain(value, uri)
    names = ", ".join(sorted(map(str, record))[:8]) or "none"
    detail = f"no text, body_text, body_xhtml or bodies among its fields ({names})"
    raise InputError(uri, reason="missing-text", detail=detail, place=place)


def _plain(markup: str, uri: str) -> str:
    """Return the paragraphs of an HTML fragment with blank lines between."""
    tree = parse_html(normalise(markup), uri)
    for element in tree.iter():
        edge = "\n" if element.tag in BLOCKS else ""
        text = "" if element.tag in ("script", "style") else element.text
        if isinstance(element.tag, str):  # comments have a function for a tag
            element.text = edge + SPACE.sub(" ", text or "")
        element.tail = edge + SPACE.sub(" ", element.tail or "")
    lines = (line.strip() for line in str(tree.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _known(record: Record, uri: str, place: str | None) -> Known:
    def text(*names: str) -> str | None:
        return next((found for name in names if (found := _string(record.get(name)))), None)

    return Known(
        id=text("id"),
        uri=text(*URI),
        copy_of=text("copy_of"),
        headline=text(*HEADLINE) or _value(record.get("headlines")),
        language=text("language", "inLanguage"),
        published=text(*PUBLISHED),
        outlet=_outlet(record),
        byline=text("byline", "by", "author"),
        dateline=text("dateline", "located"),
        rights=_rights(record),
        completeness=_completeness(record, uri, place),
    )


def _outlet(record: Record) -> Outlet:
    value = record.get("outlet") or record.get("publisher") or record.get("source")
    value = value if isinstance(value, dict) else {"name": value}
    sources = _objects(record.get("infosources"))
    return Outlet(
        name=_string(value.get("name")) or (_string(sources[0].get("name")) if sources else None),
        domain=_string(value.get("domain")) or _string(record.get("domain")),
        country=_string(value.get("country")) or _string(record.get("country")),
    )


def _rights(record: Record) -> Rights:
    value = record.get("rights")
    stated: Record = value if isinstance(value, dict) else {"notice": value}
    reserved = stated.get("tdm_reserved")
    rights = Rights(
        holder=_string(stated.get("holder")) or _string(record.get("copyrightholder")),
        notice=_string(stated.get("notice")) or _string(record.get("copyrightnotice")),
        usage_terms=_string(stated.get("usage_terms")) or _string(record.get("usageterms")),
        license_url=_string(stated.get("license_url")) or _string(record.get("license")),
        tdm_reserved=reserved if isinstance(reserved, bool) else None,
    )
    signal = _string(stated.get("signal")) or (None if rights == Rights() else "record")
    return replace(rights, signal=signal)


def _completeness(record: Record, uri: str, place: str | None) -> Completeness:
    value = record.get("completeness")
    stated: Record = value if isinstance(value, dict) else {"value": value}
    word = stated.get("value") or "unknown"
    if word not in COMPLETENESS:
        detail = f"completeness {str(word)[:40]!r} is not one of {', '.join(COMPLETENESS)}"
        raise InputError(uri, reason="bad-field", detail=detail, place=place)
    return Completeness(str(word), _string(stated.get("reason")))


def _value(items: object) -> str | None:
    """The value of the first of ninjs 2 and 3's list of headlines."""
    return next((found for item in _objects(items) if (found := _string(item.get("value")))), None)


def _objects(items: object) -> list[Record]:
    return [i for i in items if isinstance(i, dict)] if isinstance(items, list) else []


def _string(value: object) -> str | None:
    """Return a string or number as stripped text, None for nothing or anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return normalise(str(value)).strip() or None
