"""Wire copies and republications: which reports repeat the wording of which.

A report is a copy of another when their samples share SHARE of the smaller one, so that a
truncated copy counts, and an update that keeps most of its story too (`new_text` tells
what it adds). Of two such reports the one that ranks first may be an origin: the earlier
published, then the longer, then the lower id. Walking all reports in that order, each one
is a copy of the first origin that it shares enough with, or else an origin itself. So
every copy shares wording with its own origin, and a chain of updates or a digest that
holds two stories never joins them; and the groups follow from the set of reports, not
from the order of arrival. `find_copies` keeps them so as reports come and go.

Only MOST reports are read for a shingle, those stored first. That bounds the work for a
story with thousands of copies, and for boilerplate, and is where order may show: a pair
can be missed when each shingle it shares, but a few, is also in MOST older reports that
belong to other groups. Who wrote what first is not known, nor is what two outlets both
copied from a source that is not among the reports.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from tocsin.reconcile.shingle import RATE, Hashes, fold_words, hash_runs, is_thin, thin_out

SHARE = 0.6  # of the smaller sample; chosen by measurement, see docs/quality/copies.md
EVIDENCE = 16  # shingles shared, about 20 words: fewer are a phrase, not a copy
MOST = 32  # reports read for one shingle

Rank = tuple[str, int, str, int]  # published, length (negative), id, key
Offer = tuple[Rank, float]  # of an origin, and the share that a report has of it

_ABBREVIATION = (
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Lt|St|No))(?<!\b(?:Mrs|Gen|Col|Maj|Sgt|Sen|Rep|Gov))"
)
_SENTENCE_END = re.compile(_ABBREVIATION + r"[.!?…]['\"”’)\]]*(\s+)(?=['\"“‘(\[]*[A-Z\d])")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Report(NamedTuple):
    """A new report. `published`: UTC, sortable as text, None if unknown; `length`: of its text."""

    key: int
    id: str
    published: str | None
    length: int
    shingles: frozenset[int]


class Head(NamedTuple):
    """What is known of a stored report; `origin`: key of the report it copies, or None."""

    id: str
    published: str | None
    length: int
    origin: int | None


class Change(NamedTuple):
    """A report that now is a copy of `origin`, or of none (None); `share`: as `containment`."""

    article: int
    origin: int | None
    share: float


class Archive(Protocol):
    """The reports found earlier. Keys are given in the order of arrival."""

    def find_shingles(self, hashes: Collection[int], *, most: int) -> Mapping[int, Sequence[int]]:
        """Return for each known hash at most `most` keys of reports with it, lowest first."""

    def article_heads(
        self, keys: Collection[int]
    ) -> Mapping[int, tuple[str, str | None, int, int | None]]:
        """Return the Head of each report that is still current."""

    def article_shingles(self, keys: Collection[int]) -> Mapping[int, frozenset[int]]:
        """Return the sample of each report."""

    def copies_of(self, keys: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Return for each origin the keys of its current copies."""


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Return which share of the smaller sample the other has too; 0 where one is empty.

    >>> containment(frozenset({1, 2, 3}), frozenset({2, 3, 5, 7}))
    0.6666666666666666
    """
    return _compare(a, b)[0]


def is_copy(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether one of two reports repeats the wording of the other."""
    return _match(a, b) > 0


def _match(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the share that makes one of two reports a copy, 0 where neither is."""
    share, evidence = _compare(a, b)
    return share if share >= SHARE and evidence >= EVIDENCE else 0.0


def _compare(a: frozenset[int], b: frozenset[int]) -> tuple[float, int]:
    """Return the share, and about how many shingles the two stories have in common."""
    thin = is_thin(a), is_thin(b)
    if thin[0] != thin[1]:
        a, b = (a, thin_out(b)) if thin[0] else (thin_out(a), b)
    smaller = min(len(a), len(b))
    common = len(a & b)
    return common / smaller if smaller else 0.0, common * RATE if any(thin) else common


def find_copies(
    reports: Iterable[Report], archive: Archive, *, gone: Collection[int] = ()
) -> list[Change]:
    """Return what new reports change in the groups of copies.

    Args: reports: not yet in the archive; gone: keys of reports that no longer count
    (withdrawn, or replaced by a revision), whose copies look for another origin.
    Returns: one Change for each report whose origin is not what it was, by key; a new
    report that copies nothing is not listed.
    """
    groups = _Groups(reports, archive, frozenset(gone))
    groups.settle()
    return groups.changes()


class _Groups:
    """Groups of copies while reports are added: settles one report after another, by rank.

    A report bears only on those that rank after it, so that once it is settled all before
    it are. A new origin offers itself to the reports near it; a report that was an origin
    and is a copy now sends its copies to look for theirs.
    """

    def __init__(self, reports: Iterable[Report], archive: Archive, gone: frozenset[int]) -> None:
        self.archive = archive
        self.gone = gone
        self.heads: dict[int, Head | None] = {}  # None: no longer current
        self.samples: dict[int, Hashes] = {}  # arrays take a tenth of the memory of sets
        for report in reports:
            self.heads[report.key] = Head(report.id, report.published, report.length, None)
            self.samples[report.key] = _pack(report.shingles)
        self.new = frozenset(self.heads)
        self.fresh = _index(self.samples)
        self.settled: dict[int, tuple[int | None, float]] = {}  # origin and share
        self.offers: dict[int, list[Offer]] = defaultdict(list)
        self.queue = [self._rank(key) for key in self.new]
        heapify(self.queue)
        for copies in archive.copies_of(gone).values() if gone else ():
            self._queue(self._current(copies))

    def changes(self) -> list[Change]:
        """Return the settled reports whose origin is not what it was, by key."""
        return [
            Change(key, origin, share)
            for key, (origin, share) in sorted(self.settled.items())
            if origin != self._head(key).origin
        ]

    def settle(self) -> None:
        """Give every new report, and every report it bears on, its origin."""
        while self.queue:
            key = heappop(self.queue)[-1]
            if key in self.settled:
                continue
            was_origin = key not in self.new and self._head(key).origin is None
            near = self._near(key) if self._is_open(key) else ()
            self.settled[key] = origin, _ = self._choose(key, near)
            if origin is None:
                self._offer(key, near)
            elif was_origin:
                self._hand_over(key, origin)

    def _is_open(self, key: int) -> bool:
        """Whether any origin, not only those that offered themselves, may be a report's.

        A stored report has the first origin there was for it, so that it can gain only by
        an offer of a new one before that. It is open when its origin is lost and the
        offers, if any, rank behind what is lost: others may lie in between.
        """
        if key in self.new:
            return True
        before = self._head(key).origin
        if before is None or self._is_origin(before):
            return False
        first = min(self.offers.get(key, ()), default=None)
        return first is None or not self._current([before]) or first[0] > self._rank(before)

    def _choose(self, key: int, near: Iterable[int]) -> tuple[int | None, float]:
        """Return the first origin that a report shares enough with, and the share."""
        first = min(self.offers.get(key, ()), default=None)
        limit = self._rank(key) if first is None else first[0]
        roots = {self._root(other) for other in near}
        for rank in sorted(self._rank(root) for root in roots if self._is_origin(root)):
            if rank < limit and (share := self._share(key, rank[-1])):
                return rank[-1], share
        return (None, 0.0) if first is None else (first[0][-1], first[1])

    def _offer(self, origin: int, near: Iterable[int]) -> None:
        """Let a new origin have the reports near it that rank after it and before no better."""
        rank = self._rank(origin)
        for other in sorted({*near, *map(self._root, near)}):
            before = self._head(other).origin
            better = before is not None and self._is_origin(before) and self._rank(before) < rank
            if self._rank(other) > rank and not better:
                self._try(other, rank)

    def _hand_over(self, key: int, origin: int) -> None:
        """Send the copies of a report that turned out a copy itself to its origin."""
        copies = self._current(self.archive.copies_of([key]).get(key, ()))
        self._queue(copies)
        for copy in copies:
            self._try(copy, self._rank(origin))

    def _try(self, key: int, rank: Rank) -> None:
        """Note the offer of an origin of some rank, if the report is a copy of it."""
        if share := self._share(key, rank[-1]):
            self.offers[key].append((rank, share))
            self._queue([key])

    def _queue(self, keys: Iterable[int]) -> None:
        for key in keys:
            heappush(self.queue, self._rank(key))

    def _near(self, key: int) -> list[int]:
        """Return the reports that may share enough with one, as far as MOST lets see."""
        shingles = self._sample(key)
        stored = self.archive.find_shingles(shingles, most=MOST)
        seen: Counter[int] = Counter()
        for shingle in shingles:
            seen.update(_lowest(stored.get(shingle, ()), self.fresh.get(shingle, ())))
        return self._current(k for k, n in seen.items() if n * RATE >= EVIDENCE and k != key)

    def _root(self, key: int) -> int:
        """Return the origin at the end of the chain of copies that a report stands in."""
        while (origin := self._origin(key)) is not None and self._current([origin]):
            key = origin
        return key

    def _is_origin(self, key: int) -> bool:
        return bool(self._current([key])) and self._origin(key) is None

    def _origin(self, key: int) -> int | None:
        """Return the origin of a report; before it is settled, the best known so far."""
        if key in self.settled:
            return self.settled[key][0]
        first = min(self.offers.get(key, ()), default=None)
        return self._head(key).origin if first is None else first[0][-1]

    def _rank(self, key: int) -> Rank:
        head = self._head(key)
        # an unknown time ranks behind any digit
        return head.published or "~", -head.length, head.id, key

    def _share(self, a: int, b: int) -> float:
        return _match(self._sample(a), self._sample(b))

    def _sample(self, key: int) -> frozenset[int]:
        if key not in self.samples:
            self.samples[key] = _pack(self.archive.article_shingles([key])[key])
        return frozenset(self.samples[key].tolist())

    def _head(self, key: int) -> Head:
        head = self.heads[key]
        if head is None:
            raise KeyError(key)
        return head

    def _current(self, keys: Iterable[int]) -> list[int]:
        """Return those of some reports that still count, by key; their heads are loaded."""
        keys = sorted(set(keys))
        wanted = [key for key in keys if key not in self.heads]
        found = self.archive.article_heads(wanted) if wanted else {}
        for key in wanted:
            current = key in found and key not in self.gone
            self.heads[key] = Head(*found[key]) if current else None
        return [key for key in keys if self.heads[key] is not None]


def _pack(shingles: frozenset[int]) -> Hashes:
    return np.fromiter(shingles, dtype=np.int64, count=len(shingles))


def _lowest(stored: Sequence[int], fresh: Sequence[int]) -> list[int]:
    return sorted({*stored, *fresh})[:MOST]


def _index(samples: Mapping[int, Hashes]) -> dict[int, list[int]]:
    """Return for each shingle that several of the reports have the MOST lowest keys.

    Most shingles are in one report alone: sorting leaves them out before they cost a
    dictionary entry each.
    """
    keys = sorted(samples)
    if not any(map(len, samples.values())):
        return {}
    hashes = np.concatenate([samples[key] for key in keys])
    owners = np.repeat(np.array(keys), [len(samples[key]) for key in keys])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.diff(hashes, prepend=-1))
    ends = np.append(starts[1:], len(hashes))
    return {
        int(hashes[start]): owners[start : min(end, start + MOST)].tolist()
        for start, end in zip(starts, ends, strict=True)
        if end - start > 1
    }


def new_text(copy_text: str, origin_text: str) -> list[tuple[int, int]]:
    """Return the sentences of a copy that its origin does not have.

    A sentence is new when the origin has less than half of its shingles, or when it gives
    another number where the origin has one between the same two words, as an update does.

    Returns: (start, end) in code points of the copy, one for each rough sentence, in text
    order; empty when the copy adds nothing.

    >>> origin = "Police said that at least 12 people were hurt in the blast near the port."
    >>> new_text(origin.replace("12", "15"), origin), new_text(origin.upper(), origin)
    ([(0, 73)], [])
    """
    words = fold_words(origin_text)
    known = frozenset(hash_runs(words).tolist())
    line = f" {' '.join(words)} "
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start, end in _sentences(origin_text):
        for context, number in _numbers(fold_words(origin_text[start:end])):
            numbers[context].add(number)

    def is_new(words: list[str]) -> bool:
        runs = hash_runs(words).tolist()
        if not runs:
            return f" {' '.join(words)} " not in line
        return 2 * sum(run in known for run in runs) < len(runs) or any(
            number not in numbers.get(context, (number,)) for context, number in _numbers(words)
        )

    return [
        (start, end)
        for start, end in _sentences(copy_text)
        if (found := fold_words(copy_text[start:end])) and is_new(found)
    ]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield rough sentences; a line is one at least."""
    for line in _LINE.finditer(text):
        start = line.start()
        for mark in _SENTENCE_END.finditer(text, *line.span()):
            yield start, mark.start(1)
            start = mark.end(1)
        yield start, line.end()


def _numbers(words: list[str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each number of a sentence behind the words around it."""
    around = pairwise(["", *words, ""])
    for (before, word), (_, after) in pairwise(around):
        if word.isdigit():
            yield (before, after), word
