"""What the words around a number call it: an earlier value, one withdrawn, one rejected.

Reads one sentence. A cue holds for the next number only: in "rose from nine to twelve" the
nine is past. Cues stand in data/reconcile/past_cues.csv and revision_cues.csv; English only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tocsin.data import read_rows
from tocsin.reconcile.source import is_outlet

Record = Mapping[str, Any]

_BEFORE = 80  # characters before a number in which it is called an earlier value
_CLAUSE = re.compile(r"[;:.!?]\s|, (?:and|but|while) ")
_CHANGED_FROM = re.compile(
    r"\b(?:rais|ris|rose|revis|lower|cut|up|down|increas|climb|jump|drop|fell|fall|reduc|correct)\w*\b[^;.]*\bfrom\W*$",
    re.I,
)  # fmt: skip
_REPORTED = re.compile(
    r"\W*(?:\w+ )?(?:(?:initially|previously|originally|first|earlier) (?:reported|announced|given|stated|estimated)"
    r"|(?:reported|announced|given) (?:initially|previously|earlier|at first))\b", re.I,
)  # fmt: skip
_REJECTS = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|rebut\w*)\b[^;]*"
    r"\b(?:reports?|claims?|allegations?|information|rumou?rs|tolls?|figures?)\b", re.I,
)  # fmt: skip
_REPORTS_OF = re.compile(
    r"\b(?:reports?|claims?|allegations?|rumou?rs|talk) (?:of|that|about)\b[^;]*$", re.I
)
_AS_FALSE = re.compile(
    r"\b(?:as|were|was|are|is) (?:\w+ ){0,3}?"
    r"(?:fabricat\w+|untrue|false|fake|baseless|lies?|invent\w+|propaganda|nonsense|exaggerat\w+|unfounded)\b",
    re.I,
)  # fmt: skip


def past_kind(claim: Record, figure: Record, figures: Sequence[Record]) -> str | None:
    """Return "past", "withdrawn" or "rejected" where the words call a number that, else None."""
    at, text = claim["sentence"]["start"], claim["sentence"]["text"]
    start, end = max(0, figure["start"] - at), figure["end"] - at
    first = max([f["end"] - at for f in figures if f["end"] <= figure["start"]], default=0)
    before = text[max(first, start - _BEFORE) : start]
    if is_outlet(claim) and (kind := _cue_kind(text[:start])):
        return kind
    if figure["high"] != 0 and _is_rejected(text, start, end):
        return "rejected"
    clause = _CLAUSE.split(before)[-1]
    if kind := _cue_kind(clause):
        return kind
    return "past" if _CHANGED_FROM.search(text[:start]) or _REPORTED.match(text[end:]) else None


def _cue_kind(words: str) -> str | None:
    lower = words.lower()
    return next((kind for cue, kind in _past_cues() if cue.search(lower)), None)


def _is_rejected(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence quotes a number to call it untrue."""
    ahead = text[max(0, start - 120) : start]
    if _REPORTS_OF.search(ahead) and (_REJECTS.search(ahead) or _AS_FALSE.search(text[end:])):
        return True
    return _REJECTS.search(ahead) is not None and _AS_FALSE.search(ahead) is not None


def is_revision(sentence: str) -> bool:
    """Tell whether a sentence speaks of a correction.

    >>> is_revision("It revised its toll to nine."), is_revision("It put the toll at nine.")
    (True, False)
    """
    return _revision_cue().search(sentence) is not None


@lru_cache(maxsize=1)
def _past_cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row for _, row in read_rows("reconcile/past_cues.csv"))
    return tuple((re.compile(rf"\b{row['cue']}\b"), row["kind"]) for row in rows)


@lru_cache(maxsize=1)
def _revision_cue() -> re.Pattern[str]:
    cues = "|".join(row["cue"] for _, row in read_rows("reconcile/revision_cues.csv"))
    return re.compile(rf"\b(?:{cues})\b", re.I)
