"""Paths to articles: which files, of which format, and what is wrong with them."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.ingest.article import build_article
from tocsin.ingest.encoding import BOMS, decode
from tocsin.ingest.field import Known
from tocsin.ingest.limit import LIMIT, too_large
from tocsin.ingest.plain import unwrap
from tocsin.records import Article, Outlet

STDIN = "-"
FORMATS = {
    ".txt": "text", ".text": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".json": "document", ".jsonl": "records", ".ndjson": "records",
}  # fmt: skip
PEEK = 4096  # bytes looked at to tell the format of unnamed input


def list_inputs(paths: Iterable[str]) -> list[str]:
    """Return the files to read, in the order given; folders become their files, sorted.

    Files in a folder count if their suffix is one of FORMATS. A folder without one,
    and a path that does not exist, stay in the list: `read_input` says what is wrong.
    """
    found: list[str] = []
    for path in paths:
        files = list(_walk(path)) if path != STDIN and os.path.isdir(path) else []
        found.extend(files or [path])
    return found


def read_articles(
    paths: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield the articles of files, folders and standard input ("-"), one by one.

    Args: paths: as typed; published, outlet, language: for articles that state none.
    Returns: an Article, or an InputError for what cannot become one, in input order.
    """
    for path in list_inputs(paths):
        yield from read_input(path, published=published, outlet=outlet, language=language)


def read_input(
    path: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield the articles of one file or "-"; see `read_articles`."""
    defaults = Known(published=published, outlet=Outlet(name=outlet), language=language)
    try:
        if path == STDIN:
            yield from _read(_stdin(), path, "", defaults)
            return
        with open(path, "rb") as stream:
            yield from _read(stream, path, Path(path).suffix.lower(), defaults)
    except FileNotFoundError:
        yield InputError(path, reason="missing", detail="there is no such file")
    except IsADirectoryError:
        known = ", ".join(FORMATS)
        yield InputError(
            path, reason="empty", detail=f"the folder holds no file that ends in {known}"
        )
    except OSError as error:
        yield InputError(path, reason="unreadable", detail=error.strerror or str(error))
    except InputError as error:
        yield error


def _walk(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if Path(name).suffix.lower() in FORMATS:
                yield os.path.join(root, name)


def _read(
    stream: io.BufferedReader, path: str, suffix: str, defaults: Known
) -> Iterator[Article | InputError]:
    """Yield what a stream holds. Lazy imports: most runs need one format."""
    start = stream.peek(PEEK)
    if not start:
        raise InputError(path, reason="empty", detail="there is nothing in it")
    kind = FORMATS.get(suffix) or sniff(start)
    if kind == "records":
        from tocsin.ingest.record import read_records

        yield from read_records(_utf8(stream, start), path, defaults)
        return
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield too_large(path)
    elif kind == "document":
        from tocsin.ingest.record import read_document

        yield from read_document(data, path, defaults)
    elif kind == "page":
        from tocsin.ingest.page import read_page

        yield read_page(data, path, defaults)
    else:
        yield build_article(unwrap(decode(data, path)), defaults, path)


def sniff(start: bytes) -> str:
    """Return the format of input without a known suffix, by how it starts.

    >>> sniff(b'{"text": "Troops left."}'), sniff(b"<!DOCTYPE html>"), sniff(b"Troops")
    ('records', 'page', 'text')
    """
    text = start.decode(_mark(start) or "latin-1", "ignore").lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if re.match(r"\[\s*[\[{]", text):
        return "document"
    if re.match(r"\{\s*[\"}]", text):
        line, end, _ = text.partition("\n")
        return "document" if end and not line.rstrip().endswith("}") else "records"
    return "page" if re.match(r"<(?:[a-z!?])", text, re.IGNORECASE) else "text"


def _mark(start: bytes) -> str | None:
    return next((name for bom, name in BOMS if start.startswith(bom)), None)


def _utf8(stream: BinaryIO, start: bytes) -> BinaryIO:
    """The stream, in UTF-8 where it is marked as UTF-16 (as Windows shells write it)."""
    mark = _mark(start)
    if mark in (None, "utf-8"):
        return stream
    return codecs.EncodedFile(stream, "utf-8", mark, "replace")


def _stdin() -> io.BufferedReader:
    buffer = sys.stdin.buffer
    if isinstance(buffer, io.BufferedReader):
        return buffer
    return io.BufferedReader(io.BytesIO(buffer.read()))  # a stand-in, as in tests
