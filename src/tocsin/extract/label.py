"""Attributions made by punctuation: "Police: …", "… : ministry", "… - report", "“…” — name".

Headlines put a source before a colon, or after a colon or a dash; transcripts put a
speaker's name before a colon; collections of quotes put it after a dash. A headline
with a verb of saying is read by its syntax like any other sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.extract.quotation import MARKS
from tocsin.extract.report import Report
from tocsin.extract.source import source_kind
from tocsin.records import Sentence, Token

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_MAX_SOURCE = 6  # words; a longer stretch is a clause
_VERBAL = frozenset({"VERB", "AUX"})


def find_label_reports(paragraph: Sequence[Sentence]) -> list[tuple[Report, tuple[int, int]]]:
    """Return the attribution that a paragraph's colon or dash makes, at most one.

    Args: paragraph: the sentences of one paragraph, a headline or not.
    Returns: the Report and the code points of what is said; empty when punctuation
        names no source.
    """
    found = _leading(paragraph) or _closing(paragraph)
    return [] if found is None else [found]


def _leading(paragraph: Sequence[Sentence]) -> tuple[Report, tuple[int, int]] | None:
    sentence, end = paragraph[0], paragraph[-1].end
    mark = next((t for t in sentence.tokens[: _MAX_SOURCE + 2] if t.text == ":"), None)
    if mark is None or mark.end >= end:
        return None
    words = _names(sentence, range(mark.i))
    headline = sentence.kind == "headline"
    if words is None or not (_is_source(sentence, words, place=False) if headline else
                             _is_speaker(sentence, words)):  # fmt: skip
        return None
    return _report(sentence, mark, words), (mark.end, end)


def _closing(paragraph: Sequence[Sentence]) -> tuple[Report, tuple[int, int]] | None:
    """Read the last colon or dash of a paragraph; what follows it must be a short name."""
    sentence, start = paragraph[-1], paragraph[0].start
    signs = _DASHES | {":"}
    mark = next((t for t in reversed(sentence.tokens) if t.text in signs), None)
    if mark is None or mark.start <= start or mark.i + 1 >= len(sentence.tokens):
        return None
    words = _names(sentence, range(mark.i + 1, len(sentence.tokens)))
    before = _before(paragraph, mark)
    spaced = mark.text == ":" or before is None or before.end < mark.start
    if words is None:
        return None
    if sentence.kind == "headline":
        if not spaced or not _is_source(sentence, words, place=mark.text == ":"):
            return None
    elif before is None or before.text[-1] not in MARKS or not _is_name(sentence, words):
        return None
    return _report(sentence, mark, words), (start, mark.start)


def _before(paragraph: Sequence[Sentence], mark: Token) -> Token | None:
    if mark.i:
        return paragraph[-1].tokens[mark.i - 1]
    return paragraph[-2].tokens[-1] if len(paragraph) > 1 else None


def _names(sentence: Sentence, side: range) -> list[int] | None:
    """Return the words of a side that is short and has no verb, else None."""
    words = [i for i in side if sentence.tokens[i].pos not in ("PUNCT", "SPACE")]
    verbal = any(sentence.tokens[i].pos in _VERBAL for i in words)
    return words if 0 < len(words) <= _MAX_SOURCE and not verbal else None


def _is_source(sentence: Sentence, words: Sequence[int], *, place: bool) -> bool:
    head = _head(sentence, words)
    if sentence.tokens[head].ent in ("GPE", "LOC"):
        return place
    nominal = sentence.tokens[head].pos in ("NOUN", "PROPN")
    return nominal and source_kind(sentence, head) is not None


def _is_speaker(sentence: Sentence, words: Sequence[int]) -> bool:
    """Whether the words before a colon are a speaker of a transcript."""
    tokens = [sentence.tokens[i] for i in words]
    shouted = all(t.text.isupper() for t in tokens) and len(tokens) <= 3
    return _is_name(sentence, words) and (shouted or all(t.ent == "PERSON" for t in tokens))


def _is_name(sentence: Sentence, words: Sequence[int]) -> bool:
    return all(sentence.tokens[i].text[0].isupper() for i in words)


def _report(sentence: Sentence, mark: Token, words: Sequence[int]) -> Report:
    return Report(sentence, mark.i, (mark.i, mark.i), mark.text, "say", _head(sentence, words),
                  set(), frames=frozenset({"quote"}), clause={*words, mark.i},
                  named=(words[0], words[-1]))  # fmt: skip


def _head(sentence: Sentence, words: Sequence[int]) -> int:
    """Return the noun that heads a run of words (headlines parse badly)."""
    for i in words[1:]:
        if sentence.tokens[i].lower in ("of", "for", "in", "on"):
            return i - 1
    return words[-1]
