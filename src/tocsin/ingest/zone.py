"""What each stretch of an article is: headline, dateline, story, notice, promotion.

Claims are coded from headline and body alone, so a story sentence labelled as a
notice is lost; every rule is written to leave doubtful lines in the body. A line
is one zone, except where a dateline opens it or boilerplate sentences stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from tocsin.ingest.notice import find_kind
from tocsin.records import Zone

HEADLINE = 200  # code points at most; longer first lines are paragraphs
LINK = 140  # code points at most of a line in a list of links
LINKS = 12  # lines at most under one heading of related stories
LINE = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*(\s+)(?=['\"“‘(\[©]*[A-Z©])")
FULL_STOP = re.compile(r"[.!?…:;,]['\"”’)\]]*\s*$")
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|No|vs)\.$")
# Words that look like the name of a city before a dash, but announce the kind of story
LABELS = (
    r"(?:BREAKING|UPDATE[D]?|EXCLUSIVE|ANALYSIS|OPINION|LIVE|WATCH|VIDEO|EXPLAINER|FACTBOX"
    r"|TIMELINE|CORRECTED|CORRECTION|NOTE|EDITOR|FILE|PHOTOS?|DEVELOPING|URGENT)\b"
)
CITY = r"[A-Z][A-Z'’.-]*[A-Z.](?:[ /-][A-Z][A-Z'’.]*[A-Z.])*"
NAME = r"[A-Z][\w'’.-]*(?: (?:of |the |and |al-|el-|de )*[A-Z][\w'’.-]*){0,3}"
DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
AGENCY = r"\((?=[^()]*[A-Z])[^()]{2,40}\)"
DASH = r"(?:(?:\s+(?:[–—]|--?)\s+|\s*(?:—|--)\s*|[–-]\s+)(?=\S)|\s*[–—-]{1,2}$)"
DATELINE = re.compile(
    rf"(?!{LABELS})(?:"
    rf"(?:(?:{CITY}|{NAME})(?:, {NAME})?(?:[,.] {DAY})?,? {AGENCY}|{AGENCY}|AFP|AP|Reuters){DASH}"
    rf"|{CITY}(?:, {NAME})?(?:, {DAY})?{DASH}(?=['\"“‘]?[A-Z\d])"
    rf"|{NAME}, {NAME}(?:, {DAY})?\s+[–—]\s+(?=['\"“‘]?[A-Z])"
    r")"
)
WITH_AGENCY = re.compile(rf"[^–—]{{0,90}}{AGENCY}{DASH}")
Piece = tuple[int, int, str]  # start, end, kind


def label_zones(text: str, *, headline: str | None = None) -> tuple[Zone, ...]:
    r"""Return the zones of a text, in order and without overlap.

    Args: text: as in `Article.text`; headline: when known; the first line is one
    even without it when it looks like a headline.
    Returns: every character that is not white space lies in exactly one zone; empty
    for a text of white space.

    >>> [z.kind for z in label_zones("Troops leave\n\nTroops left on Friday.")]
    ['headline', 'body']
    """
    lines = [span for m in LINE.finditer(text) if (span := _strip(text, *m.span()))]
    return tuple(
        Zone(start, end, text[start:end], kind)
        for start, end, kind in _label(text, lines, headline)
    )


def _label(text: str, lines: list[tuple[int, int]], headline: str | None) -> Iterator[Piece]:
    title: int | None = None
    story = False  # whether a body paragraph has been seen
    links = 0  # lines a list of related stories may still have
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        if title is None and not story and _is_headline(text, lines, i, headline):
            title = i
            yield start, end, "headline"
            continue
        kind = _line_kind(line, story=story)
        if kind is None and links and not FULL_STOP.search(line) and len(line) <= LINK:
            links -= 1
            yield start, end, "related"
            continue
        links = LINKS if kind == "related" and _is_heading(line) else 0
        pieces = [(start, end, kind)] if kind else list(_split(text, start, end, story=story))
        story = story or any(piece[2] == "body" for piece in pieces)
        yield from pieces


def _line_kind(line: str, *, story: bool) -> str | None:
    return find_kind(line, "line") if story else find_kind(line, "head", "line")


def _is_heading(line: str) -> bool:
    """Whether a line announces links below it rather than naming one itself."""
    return len(line.split(":", 1)[-1].strip()) == 0 or ":" not in line


def _is_headline(text: str, lines: list[tuple[int, int]], i: int, headline: str | None) -> bool:
    start, end = lines[i]
    line = text[start:end]
    if headline is not None and _same(line, headline):
        return True
    stop = FULL_STOP.search(line)
    ended = stop is not None and stop[0][0] not in "!?" and not ABBREVIATION.search(line)
    if ended or len(line) > HEADLINE or i + 1 == len(lines) or not _has_words(line):
        return False
    dateline = DATELINE.match(text, start, end)
    if dateline and dateline.end() == end:
        return False
    # nothing stands above the first line that "Live: …" or "Explainer: …" could relate to
    if find_kind(line, "head", "line", "sentence") not in (None, "related"):
        return False
    following = lines[i + 1]
    return "\n" in text[end : following[0]].replace("\n", "", 1) or (
        following[1] - following[0] > end - start
    )


def _has_words(line: str) -> bool:
    return any(c.isalpha() for c in line)


def _same(line: str, headline: str) -> bool:
    return line.split() == headline.split()


def _split(text: str, start: int, end: int, *, story: bool) -> Iterator[Piece]:
    """Yield the dateline of a line, then its runs of sentences of one kind."""
    dateline = DATELINE.match(text, start, end)
    if dateline and (not story or WITH_AGENCY.match(text, start, dateline.end())):
        opening = _strip(text, *dateline.span())
        if opening:
            yield *opening, "dateline"
        start = dateline.end()
    sentences = (
        (*span, find_kind(text[slice(*span)], "sentence") or "body")
        for span in split_sentences(text, start, end)
    )
    for kind, run in groupby(sentences, key=itemgetter(2)):
        pieces = list(run)
        yield pieces[0][0], pieces[-1][1], kind


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield rough sentences of a line; some are cut twice ("Gen. Haftar"), none is joined."""
    for mark in SENTENCE_END.finditer(text, start, end):
        yield start, mark.start(1)
        start = mark.end(1)
    if start < end:
        yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without white space at its ends, or None if nothing is left."""
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    right = len(line.rstrip())
    return (start + left, start + right) if left < right else None


def first_zone(zones: Iterable[Zone], kind: str) -> str | None:
    """Return the text of the first zone of a kind, or None."""
    return next((zone.text for zone in zones if zone.kind == kind), None)
