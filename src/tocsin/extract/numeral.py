"""Numerals: the value of number words and digits, vague words, ranges.

Knows how English writes numbers: digits, words, "1.2 million", "two dozen", "tens of
thousands", "20-30", "no one". Holds the number tables of data/lexicon. Does not know bounds,
nor which numbers are counts: that is number.py's matter.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from tocsin.data import read_rows
from tocsin.errors import LexiconError
from tocsin.records import Token

Policy = Literal["default", "single", "none"]
"""What vague words are worth: `default` the smallest plural ("dozens" 24), `single` one of
the unit ("dozens" 12, "several" 3), `none` no low bound at all."""

EFFECTS = frozenset({"min", "above", "max", "below", "approx", "exact", "range"})
DASHES = frozenset("-–—‑")
SUFFIX = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
LONGEST = 4  # words in the longest phrase of the tables
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\+?")
_DECIMAL = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(k|m|bn|tn)?", re.IGNORECASE)
_DETERMINERS = frozenset({"a", "an", "half", "no", "none", "nobody"})


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """Tokens that state a number: `first` to `last` with bounds, the number from `core` on.

    Bounds are inclusive, None is open. `unit`: ISO 4217 code of a sum of money, or None.
    """

    first: int
    core: int
    last: int
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False
    unit: str | None = None


class NumberLexicon(NamedTuple):
    """The number tables, by word or by phrase."""

    words: dict[str, tuple[str, int]]
    vague: dict[tuple[str, ...], tuple[int | None, int | None]]
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    not_before: dict[str, str]
    not_after: dict[str, str]
    starts: frozenset[str]


@cache
def load_numbers() -> NumberLexicon:
    """Return the number tables of data/lexicon.

    Raises: LexiconError: a row has an unknown kind, side or effect, or no number.
    """
    words = dict(_number_words())
    vague = {
        tuple(r["phrase"].split()): (_low(r["default"]), _low(r["single"])) for r in _rows("vague")
    }
    bounds: dict[str, dict[tuple[str, ...], str]] = {"before": {}, "after": {}}
    for row in _rows("bound"):
        if row["effect"] not in EFFECTS:
            raise LexiconError("lexicon/figure_bound.csv", f"unknown effect {row['effect']!r}")
        bounds[row["side"]][tuple(row["phrase"].split())] = row["effect"]
    money: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in _rows("currency"):
        money[row["side"]][row["word"]] = row["code"]
    context: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in _rows("context"):
        for side in context if row["side"] == "both" else (row["side"],):
            context[side][row["word"]] = row["reason"]
    starts = frozenset(words) | {p[0] for p in vague} | _DETERMINERS
    return NumberLexicon(
        words, vague, bounds["before"], bounds["after"], money["before"], money["after"],
        context["before"], context["after"], starts,
    )  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    return (row for _, row in read_rows(f"lexicon/figure_{name}.csv"))


def _number_words() -> Iterator[tuple[str, tuple[str, int]]]:
    table = "lexicon/figure_number.csv"
    for line, row in read_rows(table):
        if row["kind"] not in {"unit", "ten", "hundred", "scale"} or not row["value"].isdigit():
            raise LexiconError(table, f"{row['word']!r} has no kind or value", line=line)
        yield row["word"], (row["kind"], int(row["value"]))


def _low(cell: str) -> int | None:
    return int(cell) if cell else None


def read_phrase(tokens: tuple[Token, ...], i: int, policy: Policy) -> NumberPhrase | None:
    """Read a vague word, a number or a range that begins at a token."""
    lexicon = load_numbers()
    lower = tokens[i].lower
    if lower not in lexicon.starts and not lower[0].isdigit():
        return None
    if (size := longest(tokens, i, lexicon.vague)) and _is_noun_like(tokens, i, size):
        low = lexicon.vague[words_at(tokens, i, size)][policy == "single"]
        if low is None:
            return None
        return NumberPhrase(i, i, i + size - 1, None if policy == "none" else low, None, vague=True)
    if lower in {"no", "none", "nobody"}:
        return _read_zero(tokens, i)
    if (number := _read_number(tokens, i)) is None:
        return None
    value, last = number
    if tokens[last].text.endswith("+"):
        return NumberPhrase(i, i, last, value, None)
    return _read_range(tokens, i, value, last) or NumberPhrase(i, i, last, value, value)


def _is_noun_like(tokens: tuple[Token, ...], i: int, size: int) -> bool:
    return size > 1 or tokens[i].pos not in {"VERB", "AUX"}


def _read_zero(tokens: tuple[Token, ...], i: int) -> NumberPhrase | None:
    """Read "no", "none" or "nobody"; "no more than" and "no longer" are none of these."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].lower == "no" and (after is None or after.pos in {"ADV", "PUNCT", "ADP", "SCONJ"}):
        return None
    if after is not None and after.tag in {"JJR", "RBR"}:
        return None
    return NumberPhrase(i, i, i, 0, 0)


def _read_number(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """Return the value of the number that begins at a token, and its last token."""
    words = load_numbers().words
    factor, at = 1.0, i
    if tokens[at].lower == "half" and (at + 1 < len(tokens)) and tokens[at + 1].lower in {"a", "-"}:
        factor, at = 0.5, at + 1
    if tokens[at].lower in {"a", "an", "-"}:
        at += 1
        if at >= len(tokens) or words.get(tokens[at].lower, ("unit", 0))[0] not in {
            "hundred",
            "scale",
        }:
            return None
        value, last = _compose(tokens, at, 1.0, at - 1)
    elif decimal := _DECIMAL.fullmatch(tokens[at].lower.rstrip("+")):
        digits = float(decimal[1].replace(",", "")) * SUFFIX[(decimal[2] or "").lower()]
        if decimal[2] is None and "." not in decimal[1] and not _DIGITS.fullmatch(tokens[at].text):
            return None
        value, last = _compose(tokens, at + 1, digits, at)
    elif tokens[at].lower in words:
        value, last = _compose(tokens, at, 0.0, at - 1)
    else:
        return None
    value *= factor
    rounded = round(value)
    return (rounded, last) if last >= i and abs(value - rounded) < 1e-6 else None


def _compose(tokens: tuple[Token, ...], i: int, current: float, last: int) -> tuple[float, int]:
    """Add up the number words from a token on; `current` is what stands before them."""
    words, total = load_numbers().words, 0.0
    while i < len(tokens):
        lower = tokens[i].lower
        if lower in DASHES or (lower == "and" and current % 100 == 0 and current + total):
            follows = (
                words.get(tokens[i + 1].lower) if i + 1 < len(tokens) and last == i - 1 else None
            )
            joins = follows is not None and _fits(follows[0], current, joined=True)
            if not joins or (lower != "and" and follows is not None and follows[0] == "ten"):
                break
            if lower == "and" and words.get(tokens[i - 1].lower, ("", 0))[0] not in {
                "hundred",
                "scale",
            }:
                break
            i += 1
            continue
        kind, value = words.get(lower, ("", 0))
        if kind == "scale":
            total, current = total + (current or 1) * value, 0.0
        elif kind == "hundred":
            current = (current or 1) * value
        elif kind and _fits(kind, current):
            current += value
        else:
            break
        last, i = i, i + 1
    return total + current, last


def _fits(kind: str, current: float, *, joined: bool = False) -> bool:
    """Say whether a unit or ten may follow what has been read ("twenty" + "one")."""
    if kind == "ten":
        return current % 100 == 0
    if kind == "unit":
        return (
            (current % 100 == 0)
            if joined and current >= 100
            else (current % 10 == 0 and current % 100 != 10)
        )
    return kind == "scale" or (kind == "hundred" and current < 100)


def _read_range(tokens: tuple[Token, ...], i: int, low: int, last: int) -> NumberPhrase | None:
    """Read "20-30", "20 to 30", "two or three", "between 20 and 30"; None for one number."""
    at = last + 1
    if at + 1 >= len(tokens):
        return None
    joiner, before = tokens[at].lower, tokens[i - 1].lower if i else ""
    if joiner == "and" and before != "between":
        return None
    if before == "from" or (joiner not in {"to", "or", "and"} and joiner not in DASHES):
        return None
    second = _read_number(tokens, at + 1)
    if second is None or tokens[at + 1].lower in {"a", "an"}:
        return None
    high, end = second
    if (
        low < high
        and end > at + 1
        and low < 1000 <= high
        and tokens[last].lower not in load_numbers().words
    ):
        low *= _scale_of(tokens, at + 1, end)
    if not low < high:
        return None
    return NumberPhrase(i, i, end, low, high)


def _scale_of(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Return the scale word of a number ("million" 1,000,000), 1 when it has none."""
    words = load_numbers().words
    kinds = (words.get(t.lower, ("", 1)) for t in tokens[first : last + 1])
    return next((value for kind, value in kinds if kind == "scale"), 1)


def words_at(tokens: tuple[Token, ...], i: int, size: int) -> tuple[str, ...]:
    """Return the lower-case forms of some tokens from one on (fewer at the end)."""
    return tuple(t.lower for t in tokens[i : i + size])


def longest(tokens: tuple[Token, ...], i: int, table: Container[tuple[str, ...]]) -> int:
    """Return how many tokens the longest phrase of a table takes from a token on, or 0."""
    left = min(LONGEST, len(tokens) - i)
    return next((n for n in range(left, 0, -1) if words_at(tokens, i, n) in table), 0)
