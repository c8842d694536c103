"""Shingles: what of a story's wording survives a copyist.

A shingle is a run of WORDS words, folded: case, accents, punctuation, apostrophes, the
full stops of "U.S." and whether a small number is spelt out do not matter. What stands
wholly in quotation marks is the speaker's wording, which rivals report alike, and is left
out. A long story keeps one shingle in RATE, chosen by the value of its hash, so that two
stories keep the same of what they share; a short one keeps all, and is compared with a
long one on those the long one would have kept. Nothing here knows what the words mean,
which of them are boilerplate, or where in the story a shingle stood.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tocsin.data import read_rows
from tocsin.kb.fold import fold

WORDS = 5  # words a shingle; chosen by measurement, see docs/quality/copies.md
RATE = 4  # long stories keep the shingles whose hash is a multiple of it
SHORT = 96  # shingles; a story with at most these keeps all

Hashes = NDArray[np.int64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no bit of a word's hash is lost
_DROPPED = re.compile(
    r"['’‘ʻʼʿʾ`´]"
    r"|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)"  # of "U.S.", but not a full stop without its space
    r"|(?<=\d),(?=\d{3}\b)"
)
_WORD = re.compile(r"[^\W_]+")
# A quotation ends in its paragraph; one of a few words is as good as the outlet's own
_QUOTATION = re.compile(r"“[^”\n]{24,}”|\"[^\"\n]{24,}\"")


def sample_shingles(text: str) -> frozenset[int]:
    """Return the sampled shingles of a story.

    Args: text: the body alone; headlines, notices and promotions are the outlet's.
    Returns: hashes in [0, 2**63), the same on every machine as long as the constants of
    this module stay; empty for a text of fewer than WORDS words.

    >>> sample_shingles("The U.S. said 12 people had died.") == sample_shingles(
    ...     "the US said twelve people had died"
    ... )
    True
    >>> sample_shingles("Too short to tell.")
    frozenset()
    """
    hashes = np.unique(hash_runs(fold_words(text)))
    quotations = [hash_runs(fold_words(found[0])) for found in _QUOTATION.finditer(text)]
    if quotations:
        hashes = np.setdiff1d(hashes, np.concatenate(quotations), assume_unique=True)
    if len(hashes) > SHORT:
        hashes = hashes[hashes % RATE == 0]
    return frozenset(hashes.tolist())


def thin_out(shingles: frozenset[int]) -> frozenset[int]:
    """Return the shingles of a story that are kept when it is compared with a long one."""
    return frozenset(h for h in shingles if h % RATE == 0)


def is_thin(shingles: frozenset[int]) -> bool:
    """Whether these are the shingles of a long story, one in RATE; true for none."""
    return all(h % RATE == 0 for h in shingles)


def fold_words(text: str) -> list[str]:
    """Return the words of a text, each in the one spelling that copies share.

    >>> fold_words("N’Djamena — “We won’t”, the U.K.-based group said: 1,200 in ten days.")
    ['ndjamena', 'we', 'wont', 'the', 'uk', 'based', 'group', 'said', '1200', 'in', '10', 'days']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # a loose accent would end the word
    return [_plain(word) for word in _WORD.findall(_DROPPED.sub("", text).lower())]


def hash_runs(words: list[str]) -> Hashes:
    """Return the hashes of all runs of WORDS words, in text order; empty for fewer words."""
    count = len(words) - WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.int64)
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    runs = np.zeros(count, dtype=np.uint64)
    for i in range(WORDS):
        runs = runs * _FACTOR + hashes[i : i + count]
    return _mix(runs)


def _mix(values: NDArray[np.uint64]) -> Hashes:
    """Return 63 bits that each depend on all bits of a value.

    Source: finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    """
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((values ^ (values >> np.uint64(31))) >> np.uint64(1)).astype(np.int64)


@lru_cache(maxsize=65_536)  # words; an hour of news has fewer that return
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    plain = fold(word)
    return _numerals().get(plain, plain)


@cache
def _numerals() -> dict[str, str]:
    """Digits of the number words that some outlets write in digits."""
    rows = read_rows("lexicon/figure_number.csv")
    return {row["word"]: row["value"] for _, row in rows if row["kind"] in ("unit", "ten")}
