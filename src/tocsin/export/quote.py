"""Short quotes: what an export may carry of an article's words when texts are not asked for."""

from __future__ import annotations

import re
from typing import Any

WORDS = 25  # the longest quote, in words: as much as press practice takes as a short quotation
_WORD = re.compile(r"[^\s—–]+[—–]*|[—–]+")  # a dash without spaces parts two words


def shorten(text: str) -> str:
    """Return a text of at most WORDS words; a longer one ends in an ellipsis.

    >>> shorten("one " * 26).endswith("one …")
    True
    """
    words = list(_WORD.finditer(text))
    return text if len(words) <= WORDS else f"{text[: words[WORDS - 1].end()]} …"


def is_long(text: str) -> bool:
    """Whether a text has more than WORDS words."""
    return len(text) >= 2 * WORDS and len(_WORD.findall(text)) > WORDS


def shorten_record(value: Any) -> Any:
    """Return a record in which no text is longer than WORDS words.

    The text of a longer span is None: its offsets still say where it stands. Other texts
    are shortened.
    """
    if isinstance(value, dict):
        short = {key: shorten_record(item) for key, item in value.items()}
        if {"start", "end", "text"} <= value.keys() and is_long(value["text"] or ""):
            short["text"] = None
        return short
    if isinstance(value, list):
        return [shorten_record(item) for item in value]
    return shorten(value) if isinstance(value, str) and is_long(value) else value


def quote_claim(claim: dict[str, Any]) -> dict[str, Any]:
    """Return a span of at most WORDS words of a claim's sentence, its trigger inside.

    The whole sentence when it is short; else as many words after the trigger as before it,
    as far as there are any.
    """
    sentence, trigger = claim["sentence"], claim["trigger"]
    words = list(_WORD.finditer(sentence["text"]))
    if len(words) <= WORDS:
        return dict(sentence)
    at = trigger["start"] - sentence["start"]
    middle = next((i for i, word in enumerate(words) if word.end() > at), 0)
    first = max(0, min(middle - WORDS // 2, len(words) - WORDS))
    start, end = words[first].start(), words[first + WORDS - 1].end()
    base = sentence["start"]
    return {"start": base + start, "end": base + end, "text": sentence["text"][start:end]}
