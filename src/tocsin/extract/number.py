"""Number phrases: the words of a sentence that state how many, with their bounds.

Knows bounds ("at least", "up to", "or more"), sums of money, and which numbers are no counts
(ages, dates, clock times, distances, labels). The values come from numeral.py. Does not know
what is counted: that is figure.py's matter.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.extract.numeral import (
    DASHES,
    LONGEST,
    SUFFIX,
    NumberPhrase,
    Policy,
    load_numbers,
    longest,
    read_phrase,
    words_at,
)
from tocsin.records import Sentence, Token

_YEARS = range(1900, 2100)
_OLDEST = 110  # years of age a bare number between commas may still be
_PREPOSITIONS = frozenset({"over", "under", "about", "around", "above", "below", "near"})


def has_number(sentence: Sentence) -> bool:
    """Say whether a sentence holds a digit or a number word (cheap: no syntax is read)."""
    starts = load_numbers().starts
    return any(t.lower in starts or t.lower[0].isdigit() for t in sentence.tokens)


def find_numbers(sentence: Sentence, *, policy: Policy = "default") -> list[NumberPhrase]:
    """Return the number phrases of a sentence that may be counts or money, in text order.

    Args: policy: what vague words ("dozens") are worth.
    Returns: one phrase per number, ranges as one; empty when there is none.

    Ages, dates, years, clock times, percentages, distances, durations and labels
    ("Section 12") are left out.
    """
    tokens, found, i = sentence.tokens, [], 0
    while i < len(tokens):
        phrase = read_phrase(tokens, i, policy)
        if phrase is None:
            i += 1
            continue
        i = phrase.last + 1
        phrase = _add_bounds(tokens, phrase)
        if _is_count(tokens, phrase):
            found.append(phrase)
    return found


def _add_bounds(tokens: tuple[Token, ...], phrase: NumberPhrase) -> NumberPhrase:
    """Widen a phrase by its currency and the bounds on both sides of it."""
    phrase = _add_money(tokens, phrase)
    lexicon = load_numbers()
    if size := longest(tokens, phrase.last + 1, lexicon.after):
        effect = lexicon.after[words_at(tokens, phrase.last + 1, size)]
        phrase = add_bound(replace(phrase, last=phrase.last + size), effect)
    reach = phrase.first  # "another" and the like belong to the phrase only below a bound
    while size := _bound_before(tokens, reach):
        effect = lexicon.before[words_at(tokens, reach - size, size)]
        reach -= size
        if effect not in {"exact"}:
            phrase = replace(add_bound(phrase, effect), first=reach)
    return phrase


def _bound_before(tokens: tuple[Token, ...], i: int) -> int:
    """Return how many tokens before one are a bound, or 0."""
    before = load_numbers().before
    for size in range(min(LONGEST, i), 0, -1):
        words = words_at(tokens, i - size, size)
        if words in before and not (size == 1 and _is_preposition(tokens, i - 1)):
            return size
    return 0


def _is_preposition(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether "over", "about"… governs the noun counted next ("clashes over two deaths")."""
    word, number = tokens[i], tokens[i + 1]
    if word.lower not in _PREPOSITIONS or word.dep != "prep" or i == 0:
        return False
    noun = tokens[number.head]
    return number.dep == "nummod" and noun.dep == "pobj" and noun.head == i


def add_bound(phrase: NumberPhrase, effect: str) -> NumberPhrase:
    """Return a phrase under one more bound: min, above, max, below, approx; else unchanged."""
    low, high = phrase.low, phrase.high
    value = low if low is not None else high
    if value is None:
        return phrase
    match effect:
        case "min":
            return replace(phrase, low=value, high=None)
        case "above":
            return replace(phrase, low=value + 1, high=None)
        case "max":
            return replace(phrase, low=None, high=value if high is None else high)
        case "below":
            return replace(phrase, low=None, high=(value if high is None else high) - 1)
        case "approx":
            return replace(phrase, approx=True)
    return phrase


def _add_money(tokens: tuple[Token, ...], phrase: NumberPhrase) -> NumberPhrase:
    """Take in the currency before or after a number."""
    lexicon, before, after = load_numbers(), phrase.first - 1, phrase.last + 1
    if before >= 0 and (code := lexicon.money_before.get(tokens[before].lower)):
        phrase = replace(phrase, first=before, unit=code)
        if after < len(tokens) and phrase.low is not None and tokens[after].lower in {"m", "k"}:
            value = phrase.low * SUFFIX[tokens[after].lower]
            phrase = replace(phrase, low=value, high=value, last=after)
    elif after < len(tokens) and (code := _currency_after(tokens, after)):
        size = 1 if _currency_name(tokens[after]) else 2
        phrase = replace(phrase, last=after + size - 1, unit=code)
    return phrase


def _currency_name(token: Token) -> str | None:
    money = load_numbers().money_after
    return money.get(token.lower) or money.get(token.lemma.lower())


def _currency_after(tokens: tuple[Token, ...], i: int) -> str | None:
    """Return the currency named at a token, with or without a nationality before it."""
    if code := _currency_name(tokens[i]):
        return code
    follows = i + 1 < len(tokens) and tokens[i].pos in {"ADJ", "PROPN"}
    return _currency_name(tokens[i + 1]) if follows else None


def _is_count(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether a number phrase can be a count: not an age, date, label or the like."""
    if phrase.unit is not None:
        return True
    before = tokens[phrase.first - 1] if phrase.first else None
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if after is not None:
        if after.text in {*DASHES, "/", ":"} and _glued(tokens, phrase.last):
            return False
        if _is_unit(after) or _is_ratio(tokens, phrase):
            return False
    if before is None:
        return True
    if before.text in {*DASHES, "/", "'", "’", ":"} and before.end == tokens[phrase.first].start:
        return False
    if _is_labelled(before, after) or _is_bare_year(tokens, phrase):
        return False
    named = before.pos == "PROPN" and before.dep == "compound" and phrase.first == phrase.core
    if named and before.head in {phrase.core, tokens[phrase.core].head} and not phrase.vague:
        return False  # "the Apollo 11 crew"
    return not (_is_age(tokens, phrase) or _is_listed_age(tokens, phrase))


def _is_unit(after: Token) -> bool:
    """Say whether the word after a number makes it no count ("km", "percent", "June")."""
    reasons = load_numbers().not_after
    word = after.lemma.lower() if after.tag == "NNS" and after.lower not in reasons else after.lower
    return word in reasons and (reasons[word] != "date" or after.text[0].isupper())


def _is_ratio(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether a number is part of a ratio: "six in ten", "one out of five"."""
    joiner = words_at(tokens, phrase.last + 1, 2)
    size = 1 if joiner[:1] == ("in",) else 2 if joiner == ("out", "of") else 0
    at = phrase.last + 1 + size
    return bool(size) and at < len(tokens) and tokens[at].lower in load_numbers().words


def _glued(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a number touches the sign after it and the word after that ("12-member")."""
    if i + 2 >= len(tokens):
        return False
    return tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start


def _is_labelled(before: Token, after: Token | None) -> bool:
    """Say whether a number names something: "Section 12", "June 6", "aged 27"."""
    reason = load_numbers().not_before.get(before.lower)
    if reason is None:
        return False
    if reason == "date":
        return before.text[0].isupper()
    return reason == "age" or after is None or after.tag != "NNS"


def _is_bare_year(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether four digits alone are a year: no bound, and no plural noun after them."""
    core = tokens[phrase.core]
    if phrase.first != phrase.core or not (core.text.isdigit() and int(core.text) in _YEARS):
        return False
    after = tokens[phrase.last + 1 : phrase.last + 3]
    return not any(t.tag in {"NNS", "NNPS"} for t in after)


def _is_age(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether a number is an age set off by commas after a name ("the mayor, 61, died")."""
    i, j = phrase.core, phrase.last + 1
    if phrase.first != i or i < 2 or phrase.low is None or phrase.low > _OLDEST:
        return False
    named = tokens[i - 1].text in {",", "("} and tokens[i - 2].pos in {"PROPN", "NOUN"}
    if named and tokens[i].text.isdigit() and _is_from(tokens, j):
        return True
    closed = (
        j >= len(tokens)
        or tokens[j].text in {",", ".", ")", ";"}
        or tokens[j].lower in {"and", "of"}
    )
    return (
        named
        and closed
        and tokens[i].dep not in {"dobj", "nsubj", "nsubjpass"}
        and tokens[i].text.isdigit()
    )


def _is_from(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether words tell where somebody lives: "of Lagos" after a name and an age."""
    return i + 1 < len(tokens) and tokens[i].lower == "of" and tokens[i + 1].pos == "PROPN"


def _is_listed_age(tokens: tuple[Token, ...], phrase: NumberPhrase) -> bool:
    """Say whether a number goes on a list of ages: "ages 24, 25 and 41", "the age of 16"."""
    i = phrase.first - 1
    while i > 0 and (
        tokens[i].lower in {",", "and", "or", "to", "of", "between"} or tokens[i].text.isdigit()
    ):
        i -= 1
    return load_numbers().not_before.get(tokens[i].lower) == "age"
