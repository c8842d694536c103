"""Time expressions of a sentence; which of them dates an event is known to timing.py.

Each word gets a class (date_word.csv), a sentence becomes a string of one symbol
per word, and expressions are regular expressions over classes (date_pattern.csv).
Durations ("for two weeks") are not dates. What an expression means on the calendar
is not known here: see resolve/date.py, which reads these forms and values:

    calendar   year month day weekday season quarter decade century iso rel base piece count stage
    weekday    weekday rel base stage daypart        relative   unit rel deictic count ago shift
    span       unit count ahead ("the past week")    anaphoric  unit count shift ("the day before")
    range      start end, each (form, value)         clock      hour minute daypart
    vague      now ("recently", "years ago")

Any of them may carry `relation`: the preposition before it (since, until, before, after, by).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any, NamedTuple

from tocsin.data import read_rows, split_cell
from tocsin.errors import LexiconError
from tocsin.extract.timing import date_of, tense_around, tense_of
from tocsin.records import Sentence, TimeExpression, Token

__all__ = ["date_of", "find_dates", "tense_around", "tense_of"]

_WORDS = "lexicon/date_word.csv"
_PATTERNS = "lexicon/date_pattern.csv"

# A sentence without a word of these classes has no date.
_CORE = (
    "month", "month_abbr", "weekday", "weekday_abbr", "season", "fall", "unit", "units",
    "today", "night", "moment", "daypart", "now",
)  # fmt: skip
_LETTERS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"\d{4}|\d\d?[:/.]\d\d|\d0s\b|\d ?[apAP]\.?[mM]\b")
_PUNCTUATION = {
    ".": "dot", ",": "comma", "-": "dash", "–": "dash", "—": "dash", ":": "colon",
    "%": "percent", "$": "money", "£": "money", "€": "money",
}  # fmt: skip
_SHAPES = (
    "ampm", "iso", "decade", "ordinal", "year", "day", "number", "name", "word",
    "dot", "comma", "dash", "colon", "percent", "money",
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<ampm>(?<=[\d\s])[ap]\.m\b\.?|(?<=\d)[ap]m\b|(?<=\d\s)[ap]m\b)"
    r"|(?P<iso>(?<![\w.])\d{1,4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{2,4}(?![\w]))"
    r"|(?P<decade>(?:\d{3}|['’]\d|(?<=[Tt]he )\d)0['’]?s\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:,\d{3})+(?!\d)|\d+\.\d+|\d+(?![^\W\d])|\d+(?=[ap]\.?m\b))"
    r"|(?P<word>\w+)|(?P<mark>\S)"
)
# Words after which a four-digit number of any century is a year.
_YEAR_CUES = frozenset(
    ("in", "since", "of", "by", "until", "from", "between", "before", "after", "stage",
     "month", "month_abbr", "season", "fall", "dash", "day", "comma", "to")
)  # fmt: skip
# Words after which "May" or "March" is a month.
_MONTH_CUES = _YEAR_CUES - {"comma", "to"} | {
    "day", "ordinal", "last", "this", "next", "point", "past", "to", "weekday", "offset",
}  # fmt: skip
_RELATIONS = {
    "since": "since", "until": "until", "till": "until", "before": "before", "after": "after",
    "by": "by", "through": "until",
}  # fmt: skip
_FIRST_SYMBOL = 0x100  # the first character that no regular expression treats specially


class Word(NamedTuple):
    """A word of a sentence with its class; offsets are relative to the sentence."""

    start: int
    end: int
    text: str
    kind: str
    value: Any


class Pattern(NamedTuple):
    """One kind of expression: a regular expression over symbols, and the units it allows."""

    form: str
    regex: re.Pattern[str]
    units: frozenset[str]


class Match(NamedTuple):
    """A pattern found at words first to last, both included."""

    first: int
    last: int
    form: str
    value: dict[str, Any]


def find_dates(sentence: Sentence) -> list[TimeExpression]:
    """Return the time expressions of a sentence, in text order, none overlapping.

    Args: sentence: one parsed sentence.
    Returns: expressions with article offsets, without the preposition before them;
    empty when there is none. Durations, ages and counts are not returned.
    Raises: LexiconError: a table of words or patterns does not fit this module.
    """
    if not _may_have_date(sentence.text):
        return []
    words = _classify(sentence)
    matches = _join(words, _longest(_match(words)))
    return [_expression(sentence, words, match) for match in matches]


def _expression(sentence: Sentence, words: Sequence[Word], match: Match) -> TimeExpression:
    start, end = words[match.first].start, words[match.last].end
    value = dict(match.value)
    before = match.first - 1
    if before > 0 and words[before].text in ("the", "on"):
        before -= 1
    owner = sentence.text[end : end + 2] in ("'s", "’s")  # "since Monday's raid": on Monday
    if before >= 0 and not owner and (relation := _RELATIONS.get(words[before].text)):
        value["relation"] = relation
    text = sentence.text[start:end]
    at = sentence.start
    return TimeExpression(at + start, at + end, text, match.form, tuple(value.items()))


# Words and their classes


@cache
def _lexicon() -> dict[str, tuple[str, Any, bool]]:
    """Word -> class, value (a number where it is one) and whether it needs a check."""
    found: dict[str, tuple[str, Any, bool]] = {}
    for line, row in read_rows(_WORDS):
        if row["word"] in found:
            raise LexiconError(_WORDS, f"{row['word']} stands twice", line=line)
        value = row["value"]
        number = int(value) if value.lstrip("-").isdigit() else value
        found[row["word"]] = (row["class"], number, bool(row["check"]))
    return found


@cache
def _core() -> frozenset[str]:
    """Words without one of which, or a numeric date or year, a sentence has no date."""
    return frozenset(word for word, (kind, _, _) in _lexicon().items() if kind in _CORE)


def _may_have_date(text: str) -> bool:
    words = _LETTERS.findall(text.lower())
    return not _core().isdisjoint(words) or _DIGITS.search(text) is not None


def _classify(sentence: Sentence) -> list[Word]:
    """Split a sentence into words and give each its class."""
    words, unsure = _split(sentence.text)
    for i in unsure:
        if not _is_name(sentence, words, i):
            words[i] = words[i]._replace(kind="word")
    for i, word in enumerate(words):
        if word.kind == "year" and not _is_year(sentence, words, i):
            words[i] = word._replace(kind="number")
    return words


def _split(line: str) -> tuple[list[Word], list[int]]:
    """Words with the classes they have on their own, and which of them need a check."""
    lexicon = _lexicon()
    words: list[Word] = []
    unsure: list[int] = []
    for found in _TOKEN.finditer(line):
        text, group = found.group(), str(found.lastgroup)
        low = text.lower()
        kind, check = group, False
        value: Any = _number(text)
        if group == "word":
            unknown = ("name" if text[0].isupper() else "word", "", False)
            kind, value, check = lexicon.get(low, unknown)
        elif group == "mark":
            kind = _PUNCTUATION.get(text, "word")
        elif group == "number":
            kind = _number_kind(text, words)
        elif group in ("iso", "ampm"):
            value = low
        if check:
            unsure.append(len(words))
        words.append(Word(found.start(), found.end(), low, kind, value))
    return words, unsure


def _number(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()) or 0) if text.isascii() else 0


def _number_kind(text: str, before: Sequence[Word]) -> str:
    """Class of a number in digits: may be a day of the month, a year, or any number."""
    if (before and before[-1].kind == "money") or not text.isdecimal():
        return "number"
    if len(text) == 4 and 1000 <= int(text) < 2200:
        return "year"
    return "day" if len(text) <= 2 and 1 <= int(text) <= 31 else "number"


def _is_name(sentence: Sentence, words: Sequence[Word], i: int) -> bool:
    """Whether an ordinary-looking word ("may", "sat") names a month or a weekday here."""
    word = words[i]
    written = sentence.text[word.start : word.end]
    token = _token_at(sentence, sentence.start + word.start)
    if not written[0].isupper() or token.pos in ("VERB", "AUX"):
        return False
    before = words[i - 1].kind if i else "dot"
    after = next((w.kind for w in words[i + 1 : i + 3] if w.kind != "dot"), "dot")
    if after in ("day", "year", "ordinal", "iso") or before in ("day", "ordinal"):
        return True
    if word.kind.startswith("weekday"):
        return after in ("month", "month_abbr") or before == "on"
    if written.lower() == "august":
        return before != "the"
    return before in _MONTH_CUES and token.ent != "PERSON"


def _is_year(sentence: Sentence, words: Sequence[Word], i: int) -> bool:
    """Whether four digits are a year rather than a count or part of a name."""
    before = words[i - 1].kind if i else "dot"
    after = words[i + 1].kind if i + 1 < len(words) else "dot"
    if after in ("percent", "units", "number", "clock") or before == "percent":
        return after == "units" and before in ("in", "since")
    if before == "name" and words[i - 1].text not in ("autumn", "christmas"):
        return False
    cued = before in _YEAR_CUES or (before == "day" and i > 1 and "month" in words[i - 2].kind)
    value = int(words[i].value)
    if value < 1900 or value > 2100:
        return cued
    token = _token_at(sentence, sentence.start + words[i].start)
    counted = token.dep == "nummod" and sentence.tokens[token.head].tag == "NNS"
    return cued or before == "the" or not (counted and value % 10 == 0)


def _token_at(sentence: Sentence, offset: int) -> Token:
    """The token that holds a character of the article."""
    return next(t for t in sentence.tokens if t.end > offset)


# Patterns over classes


@cache
def _symbols() -> dict[str, str]:
    """Class -> the one character that stands for it."""
    kinds = sorted({kind for kind, _, _ in _lexicon().values()} | set(_SHAPES))
    return {kind: chr(_FIRST_SYMBOL + i) for i, kind in enumerate(kinds)}


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Compile the table; a form in capitals names a fragment the other rows use."""
    fragments: dict[str, str] = {}
    patterns: list[Pattern] = []
    for line, row in read_rows(_PATTERNS):
        if row["form"].isupper():
            fragments[row["form"]] = row["pattern"]
            continue
        regex = _compile(row["pattern"], fragments, line)
        patterns.append(Pattern(row["form"], regex, frozenset(split_cell(row["units"]))))
    return tuple(patterns)


def _compile(pattern: str, fragments: dict[str, str], line: int) -> re.Pattern[str]:
    """Turn a pattern over class names into a regular expression over symbols."""
    pattern = re.sub(r"\b[A-Z]+\b", lambda name: fragments[name.group()], pattern)
    number = count()  # a name may stand in two branches of a pattern
    try:
        bare = re.sub(
            r"(?P<group>\w+=)?(?P<kinds>\[[^]]*\]|\w+)",
            lambda m: _group(m["group"], m["kinds"], next(number)),
            pattern,
        )
        return re.compile(bare.replace(" ", ""))
    except (KeyError, re.error) as error:
        raise LexiconError(_PATTERNS, f"{pattern}: {error}", line=line) from error


def _group(name: str | None, kinds: str, number: int) -> str:
    symbols = "".join(_symbols()[kind] for kind in kinds.strip("[]").split())
    bracketed = f"[{symbols}]" if kinds.startswith("[") else symbols
    return f"(?P<{name[:-1]}__{number}>{bracketed})" if name else bracketed


def _match(words: Sequence[Word]) -> Iterator[Match]:
    """Yield every pattern's matches, overlapping ones too."""
    symbols = _symbols()
    line = "".join(symbols[word.kind] for word in words)
    for form, regex, units in _patterns():
        for found in regex.finditer(line):
            value = {
                name.partition("__")[0]: words[found.start(name)].value
                for name, symbol in found.groupdict().items()
                if symbol is not None
            }
            misfit = units and "unit" in value and value["unit"] not in units
            if misfit or value.get("base") == "day":
                continue
            last = found.end() - 1
            if words[last].kind == "dot" and last + 1 == len(words):
                last -= words[last - 1].kind != "month_abbr"
            yield Match(found.start(), last, form, value)


def _longest(matches: Iterator[Match]) -> list[Match]:
    """Keep the longest of overlapping matches, the earlier row of the table on a tie."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: m.first - m.last):
        if all(match.last < other.first or match.first > other.last for other in kept):
            kept.append(match)
    return sorted(kept)


def _join(words: Sequence[Word], matches: Sequence[Match]) -> list[Match]:
    """Join a clock time with its day, and the two ends of "from … to …"."""
    joined: list[Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        pair = _pair(words, before, match) if before else None
        if pair is None:
            joined.append(match)
        else:
            joined[-1] = pair
    return joined


def _pair(words: Sequence[Word], a: Match, b: Match) -> Match | None:
    """The one expression two neighbours make, or None."""
    between = [word.text for word in words[a.last + 1 : b.first]]
    lead = words[a.first - 1].text if a.first else ""
    if (a.form == "clock") != (b.form == "clock") and b.form not in ("range", "span", "vague"):
        if between in ([], ["on"], [","], ["at"], ["of"], ["in", "the"], ["around"], ["about"]):
            day, clock = (b, a) if a.form == "clock" else (a, b)
            return Match(a.first, b.last, day.form, {**clock.value, **day.value})
    dated = {a.form, b.form} <= {"calendar", "weekday", "relative"}
    links = {"from": (["to"], ["until"], ["till"], ["through"]), "between": (["and"],)}
    if dated and between in links.get(lead, ()):
        ends = {"start": (a.form, tuple(a.value.items())), "end": (b.form, tuple(b.value.items()))}
        return Match(a.first, b.last, "range", ends)
    return None
