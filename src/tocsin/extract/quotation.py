"""Quotation marks and the stretches of text between them.

Knows the marks of all common styles (“ ” " " ‘ ’ ' ' « » „ “ `` ''), apostrophes,
marks that are never closed, and quotes carried over paragraphs: a paragraph that
opens with a mark while the one before was left open goes on with it. Knows nothing
of who is speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.records import Sentence

_CLOSES = {"“": "”“", "„": "“”", "«": "»", "‹": "›", "‘": "’", '"': '"', "'": "'", "``": "''"}
_MARK = re.compile(r"``|''|[“”„«»‹›\"‘’']")
MARKS = "“”„«»‹›\"‘’'`"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks excluded.

    `outer`, `outer_end`: the same with its marks. `opened`, `closed`: whether the
    mark on that side is there. `paragraph`: as in Sentence.
    """

    start: int
    end: int
    outer: int
    outer_end: int
    paragraph: int
    opened: bool = True
    closed: bool = True


def find_quotations(text: str, sentences: Sequence[Sentence]) -> list[Quotation]:
    """Return the quoted stretches of a story, outermost only, in text order.

    Args: text: the article's text; sentences: its sentences, in text order.
    Returns: one Quotation per stretch and paragraph; empty when nothing is quoted.

    >>> from tocsin.records import Sentence
    >>> said = "“No,” he said."
    >>> [said[q.start:q.end] for q in find_quotations(said, [Sentence((), said, start=0)])]
    ['No,']
    """
    found: list[Quotation] = []
    for paragraph, start, end in _paragraphs(sentences):
        found.extend(_in_paragraph(text, start, end, paragraph))
    return found


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, int]]:
    """Yield (paragraph, start, end) of the stretches that sentences cover."""
    current: tuple[int, int, int] | None = None
    for sentence in sentences:
        if current is not None and current[0] == sentence.paragraph:
            current = (current[0], current[1], sentence.end)
            continue
        if current is not None:
            yield current
        current = (sentence.paragraph, sentence.start, sentence.end)
    if current is not None:
        yield current


def _in_paragraph(text: str, start: int, end: int, paragraph: int) -> Iterator[Quotation]:
    at = start
    while (mark := _MARK.search(text, at, end)) is not None:
        at = mark.end()
        sign = mark.group()
        if sign == "”" and not text[start : mark.start()].count("“"):  # opening mark lost
            if len(text[start : mark.start()].split()) > 1:
                yield Quotation(start, mark.start(), start, at, paragraph, opened=False)
            continue
        if sign not in _CLOSES or not _opens(text, mark, start, end):
            continue
        close = _closing(text, sign, at, end)
        if close is not None:
            yield Quotation(at, close.start(), mark.start(), close.end(), paragraph)
            at = close.end()
        elif sign not in "'‘":  # an apostrophe that looked like a mark opens nothing
            yield Quotation(at, end, mark.start(), end, paragraph, closed=False)
            return


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can open: not inside a word, and something stands after it."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if after.isspace():
        return False
    if mark.group() in "'‘":
        return not before.isalnum() and before not in ".,!?" and not after.isdigit()
    return mark.group() != '"' or not before.isalnum()


def _closing(text: str, sign: str, at: int, end: int) -> re.Match[str] | None:
    """Return the mark that closes a stretch opened at `at`, or None."""
    depth = 0
    for mark in _MARK.finditer(text, at, end):
        other = mark.group()
        if other == sign and sign in "“«‹" and _opens(text, mark, at, end):
            depth += 1
        elif other in _CLOSES[sign] and _ends(text, mark, end):
            if depth == 0:
                return mark
            depth -= 1
    return None


def _ends(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a mark can close: an apostrophe within a word or a possessive cannot."""
    if mark.group() not in ("'", "’"):
        return True
    after = text[mark.end()] if mark.end() < end else " "
    if after.isalnum():
        return False
    following = text[mark.end() : mark.end() + 2].strip()
    possessive = text[mark.start() - 1] in "sS" and following.isalpha()
    return not (possessive and re.search(r"['’](?!\w)", text[mark.end() : end]) is not None)
