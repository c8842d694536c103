"""Which reports of a database copy which, and what a copy adds of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tocsin.period import plausible
from tocsin.reconcile.copy import Change, Report, find_copies, new_text
from tocsin.reconcile.shingle import sample_shingles
from tocsin.store import Store

Record = dict[str, Any]


class Wording:
    """The wording of the reports of one reconciliation, as far as it was asked for.

    Attributes: regrouped: keys of stored reports whose origin is not what it was.
    """

    def __init__(self, store: Store):
        self.store = store
        self.regrouped: set[int] = set()
        self._keys: dict[str, int] = {}
        self._samples: dict[int, frozenset[int]] = {}
        self._origin: dict[int, int | None] = {}
        self._id: dict[int, str] = {}
        self._own: dict[int, list[tuple[int, int]]] = {}

    def note(self, key: int, article: Record) -> None:
        """Remember which key an article id has."""
        self._keys[article["id"]] = key
        self._id[key] = article["id"]

    def find_copies(
        self, new: Iterable[tuple[int, Record, object]], withdrawn: Collection[int]
    ) -> list[Change]:
        """Return what new and withdrawn reports change in the groups of copies."""
        changes = find_copies(list(self._reports(new)), _Archive(self.store), gone=withdrawn)
        self._origin.update((change.article, change.origin) for change in changes)
        self.regrouped = {c.article for c in changes if c.article not in self._samples}
        return changes

    @property
    def shingles(self) -> Iterator[tuple[int, int]]:
        """The samples of the new reports, for the index."""
        return ((value, key) for key, sample in self._samples.items() for value in sorted(sample))

    def origins(self, claims: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """Return of the articles of some claims those that are copies, with their origins."""
        ids = {claim["article"]["id"] for claim in claims}
        found = {}
        for name in sorted(ids):
            origin = self._origin_of(self._key(name))
            if origin is not None:
                found[name] = self._name(origin)
        return found

    def is_copied(self, claim: Mapping[str, Any]) -> bool:
        """Tell whether a claim stands in a copy and only repeats what the origin has."""
        key = self._key(claim["article"]["id"])
        origin = self._origin_of(key)
        if origin is None:
            return False
        if key not in self._own:
            mine, theirs = self._bodies((key, origin))
            self._own[key] = new_text(mine, theirs)
        at = claim["trigger"]["start"]
        return not any(start <= at < end for start, end in self._own[key])

    def _reports(self, new: Iterable[tuple[int, Record, object]]) -> Iterator[Report]:
        for key, article, _ in new:
            self.note(key, article)
            self._samples[key] = sample = sample_shingles(body_of(article))
            published = plausible(article["published"])
            yield Report(key, article["id"], published, len(article["text"]), sample)

    def _key(self, article: str) -> int:
        if article not in self._keys:
            self._keys.update(self.store.article_keys([article]))
        return self._keys[article]

    def _origin_of(self, key: int) -> int | None:
        if key not in self._origin:
            head = self.store.article_heads([key]).get(key)
            self._origin[key] = head[3] if head is not None else None
        return self._origin[key]

    def _name(self, key: int) -> str:
        if key not in self._id:
            self._id[key] = self.store.article_heads([key])[key][0]
        return self._id[key]

    def _bodies(self, keys: Sequence[int]) -> Iterator[str]:
        return (body_of(article) for _, article, _ in self.store.read_articles(keys))


class _Archive:
    """The stored reports as copy.py asks for them."""

    def __init__(self, store: Store):
        self._store = store
        self.find_shingles = store.find_shingles
        self.copies_of = store.copies_of

    def article_heads(
        self, keys: Collection[int]
    ) -> dict[int, tuple[str, str | None, int, int | None]]:
        """Return id, time of publication where it can be, length and origin of reports."""
        heads = self._store.article_heads(keys)
        return {k: (name, plausible(when), *rest) for k, (name, when, *rest) in heads.items()}  # type: ignore[misc]

    def article_shingles(self, keys: Collection[int]) -> Mapping[int, frozenset[int]]:
        """Return the samples of reports, made anew from their texts."""
        return {
            key: sample_shingles(body_of(article))
            for key, article, _ in self._store.read_articles(sorted(keys))
        }


def body_of(article: Record) -> str:
    """Return the text with everything but the body blanked out, so that offsets stay."""
    text = article["text"]
    bodies = [(z["start"], z["end"]) for z in article["zones"] if z["kind"] == "body"]
    if not article["zones"]:
        return str(text)
    parts, at = [], 0
    for start, end in bodies:
        parts += ["\n" * (start - at), text[start:end]]
        at = end
    return "".join([*parts, "\n" * (len(text) - at)])
