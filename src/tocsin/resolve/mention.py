"""Splits a noun phrase into words and finds in them what the tables of kb/ list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from tocsin.kb.role import Role, find_role, load_roles

T = TypeVar("T")

LINKS = frozenset(
    {"of", "in", "from", "at", "for", "on", "near", "to", "with", "by", "who", "against"}
)
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\b[A-Z][a-z]{1,3}\.(?=\s)|[\w&+/]+(?:[-'’.][\w&+]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s?)(?=[\s,]|$)")
_PREFIXED = re.compile(r"\b(ex|then)-(?=\w)", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an", "some", "these", "those", "its", "their", "his", "her"})
_RANKS = {
    "Adm.": "Admiral", "Amb.": "Ambassador", "Capt.": "Captain", "Col.": "Colonel",
    "Gen.": "General", "Gov.": "Governor", "Lt.": "Lieutenant", "Maj.": "Major",
    "Rep.": "Representative", "Sen.": "Senator", "Sgt.": "Sergeant",
}  # fmt: skip


class Mention(NamedTuple, Generic[T]):
    """A phrase of a table found in the words: position of its first and last word."""

    first: int
    last: int
    value: T


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a phrase without articles before it, possessives and commas.

    >>> split_words("Niger's ex-president, Gen. X")
    ('Niger', 'ex', 'president', 'General', 'X')
    """
    words = _WORD.findall(_PREFIXED.sub(r"\1 ", _POSSESSIVE.sub("", text)))
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return tuple(_RANKS.get(word, word) for word in words)


def find_mentions(
    words: tuple[str, ...], find: Callable[[str], T | None], reach: Callable[[str], int]
) -> Iterator[Mention[T]]:
    """Yield the longest listed phrases, left to right, none within another."""
    i = 0
    while i < len(words):
        for size in range(min(reach(words[i]), len(words) - i), 0, -1):
            value = find(" ".join(words[i : i + size]))
            if value is not None:
                yield Mention(i, i + size - 1, value)
                i += size - 1
                break
        i += 1


def find_main_role(words: tuple[str, ...], head: str | None) -> Mention[Role] | None:
    """Return the role that says what the phrase is about.

    That is the one ending at the head noun; failing that (the head is a name) the last
    one. A head that says nothing ("group", "member") yields to a role that does.
    """
    roles = list(find_mentions(words, find_role, load_roles().reach))
    if not roles:
        return None
    own = [r for r in roles if _is_head(words[r.last], head)]
    main = _extend(words, own[0] if own else _before_link(words, roles))
    telling = [r for r in roles if r.value.sectors != ("UNS",)]
    return telling[-1] if main.value.sectors == ("UNS",) and telling else main


def _extend(words: tuple[str, ...], role: Mention[Role]) -> Mention[Role]:
    """Return the longest role that ends where this one does: "main opposition leader"."""
    for first in range(role.first):
        value = find_role(" ".join(words[first : role.last + 1]))
        if value is not None:
            return Mention(first, role.last, value)
    return role


def after_link(words: tuple[str, ...], mention: Mention[T]) -> bool:
    """Whether a mention stands behind a word like "of" or "in"."""
    return not LINKS.isdisjoint(words[: mention.first])


def is_group(role: Mention[Role] | None) -> bool:
    """Whether a role is that of a body or a crowd."""
    return role is not None and role.value.kind == "group"


def _before_link(words: tuple[str, ...], roles: list[Mention[Role]]) -> Mention[Role]:
    """Return the last role before "of", "in", … or, when all stand after, the first."""
    link = next((i for i, w in enumerate(words) if w in LINKS), len(words))
    before = [r for r in roles if r.first < link]
    return before[-1] if before else roles[0]


def _is_head(word: str, head: str | None) -> bool:
    if not head:
        return False
    lower, lemma = word.lower(), head.lower()
    stem = lemma[:-1] if lemma.endswith(("y", "e")) else lemma
    return lower == lemma or lower.startswith(stem) or lower == f"{lemma[:-3]}men"
