"""What a text is about, as weighted words.

Texts are compared by the words they share, rare words and names counting most. Weights
stand in data/lexicon/word_weight.csv and never change with the texts that are read, so
that a result does not depend on what arrived before. English only; a word means one thing,
and neither order nor syntax is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import fsum, sqrt
from typing import NamedTuple

from tocsin.data import read_rows
from tocsin.errors import LexiconError
from tocsin.kb.fold import fold

Vector = dict[str, float]

_TABLE = "lexicon/word_weight.csv"
_WORD = re.compile(r"[^\W_]+")
_COMMON = 1.5  # words below this weight, those in two articles of nine, tell nothing
_NAME = 2.0  # how often a word counts that is never written small: mostly a name
_VOWELS = frozenset("aeiouy")


class _Weights(NamedTuple):
    known: dict[str, float]
    unknown: float


def text_vector(text: str) -> Vector:
    """Return the words of a text as a vector of unit length; empty for a text without any.

    Names count twice, numbers as words that nobody knows.

    >>> sorted(text_vector("Police in Almaty said that police fired."))
    ['almaty', 'fir']
    """
    written: dict[str, int] = {}
    for word in _WORD.findall(text):
        written[word] = written.get(word, 0) + 1
    counts: dict[str, float] = {}
    small: set[str] = set()
    for word, count in written.items():
        key = stem(word.lower())
        counts[key] = counts.get(key, 0.0) + count
        if not word[0].isupper():
            small.add(key)
    return weigh_words({w: n if w in small else _NAME * n for w, n in counts.items()})


def weigh_words(counts: Mapping[str, float]) -> Vector:
    """Return stems with their counts as a vector of unit length; empty where none tells anything.

    A word weighs the square root of its count times what its rarity is worth.
    """
    known, unknown = _weights()
    vector: Vector = {}
    for word, count in counts.items():
        weight = known.get(word, unknown)  # as weight_of, 200 times an article
        if weight > _COMMON and (len(word) > 1 or word.isdigit()):
            vector[word] = sqrt(count) * weight
    length = sqrt(fsum(x * x for x in vector.values()))  # exact: the order of words is no matter
    return {word: x / length for word, x in vector.items()}


def weight_of(word: str) -> float:
    """Return what the rarity of a stem is worth: 0 for "the", most for unknown words."""
    known, unknown = _weights()
    return known.get(word, unknown)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return how alike two vectors or sums of vectors are, from 0 to 1; 0 where one is empty."""
    if len(a) > len(b):
        a, b = b, a
    dot = sum(x * b[word] for word, x in a.items() if word in b)
    if not dot:
        return 0.0
    return dot / sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))


def add(total: dict[str, float], vector: Mapping[str, float]) -> None:
    """Add a vector to a sum in place."""
    for word, x in vector.items():
        total[word] = total.get(word, 0.0) + x


@lru_cache(maxsize=65_536)  # more words than a year of news repeats
def stem(word: str) -> str:
    """Return what a lower-case word shares with its inflections; not always a word itself.

    Takes off plural, past and "-ing" alone: what derivation adds changes the meaning.

    >>> [stem(w) for w in ("killed", "killing", "kills", "armies", "stopped", "İzmir")]
    ['kill', 'kill', 'kill', 'army', 'stop', 'izmir']
    >>> stem("opened") == stem("opening") == stem("open"), stem("fire") == stem("fired")
    (True, True)
    """
    if not word.isascii():
        word = fold(word)
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return f"{word[:-3]}y" if len(word) > 4 else word
    base = _bare(word)
    if base != word and base[-1] == base[-2] and base[-1] not in "lsz":
        base = base[:-1]
    return base[:-1] if len(base) > 3 and base[-1] == "e" else base


def _bare(word: str) -> str:
    """Return a word without the ending that inflects it."""
    if word.endswith("ing") and len(word) > 5 and not _VOWELS.isdisjoint(word[:-3]):
        return word[:-3]
    if word.endswith("ed") and len(word) > 4 and not _VOWELS.isdisjoint(word[:-2]):
        return word[:-2]
    if word[-1] == "s" and word[-2] not in "isu":
        return word[:-1]
    return word


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    """Return the weights of the table; its row "*" is for all words that it lacks."""
    found: dict[str, float] = {}
    for line, row in read_rows(_TABLE):
        try:
            found[row["stem"]] = float(row["weight"])
        except ValueError as error:
            raise LexiconError(_TABLE, f"{row['weight']!r} is no weight", line=line) from error
    if "*" not in found:
        raise LexiconError(_TABLE, "no row for the words it lacks")
    return _Weights(found, found.pop("*"))
