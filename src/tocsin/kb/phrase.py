"""Looks up phrases in curated tables: folded, but true to the capitals that matter.

"US" is a country and "us" a pronoun; "Polish" is a people and "polish" a verb. A listed
phrase that begins with a capital is found only where the text has one; a listed acronym
only where the text has all of its capitals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from tocsin.errors import DataError
from tocsin.kb.fold import fold

T = TypeVar("T")
_ARTICLES = ("al-", "al ", "el-", "an-", "ash-")  # written small within Arabic names
_ACRONYM_LENGTH = 6  # longest listed name in capitals that is taken for an acronym


class _Entry(NamedTuple, Generic[T]):
    listed: str
    value: T


class PhraseTable(Generic[T]):
    """Values by phrase."""

    def __init__(self, source: str, phrases: Iterable[tuple[str, T]]):
        """Index (phrase, value) pairs.

        Raises: DataError: two values claim one phrase.
        """
        self._entries: dict[str, list[_Entry[T]]] = {}
        self._reach: dict[str, int] = {}
        for phrase, value in phrases:
            key = fold(phrase)
            known = self._entries.setdefault(key, [])
            for entry in known:
                if entry.listed == phrase and entry.value != value:
                    raise DataError(source, f"{phrase!r} stands for two records")
            known.append(_Entry(phrase, value))
            first = key.partition(" ")[0]
            self._reach[first] = max(self._reach.get(first, 1), key.count(" ") + 1)

    def __len__(self) -> int:
        return len(self._entries)

    def reach(self, word: str) -> int:
        """Return how many words a listed phrase that begins with this one can have; at least 1."""
        return self._reach.get(fold(word).partition(" ")[0], 1)

    def get(self, phrase: str) -> T | None:
        """Return the value of a phrase as it stands in a text, or None."""
        for entry in self._entries.get(fold(phrase), ()):
            if fits(entry.listed, phrase):
                return entry.value
        return None


def fits(listed: str, phrase: str) -> bool:
    """Whether a phrase as it stands in a text has the capitals of the listed one that matter."""
    if len(listed) <= _ACRONYM_LENGTH and listed.isupper():
        return phrase.isupper()
    return not listed[0].isupper() or not phrase[0].islower() or phrase.startswith(_ARTICLES)
