"""Texts in the order of time, grouped by what they are about.

One pass: each joins the group whose words are most like its own, or founds one. Groups
are told apart by words and time alone. A later text never moves an earlier one; the
order of time, not that of arrival, decides, and among equals the order given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf, sqrt
from typing import NamedTuple

from tocsin.reconcile.word import Vector

THRESHOLD = 0.29  # cosine of reports on one event; chosen on topics 1 to 35 of ECB+

_REST = 0.7  # part of the threshold that the words may reach which are looked up last; measured


class Item(NamedTuple):
    """A text: `day`, counted from any moment, parts of days included, and its words."""

    day: float
    vector: Vector


def group_stream(
    items: Iterable[Item], *, window: float, threshold: float = THRESHOLD
) -> list[list[int]]:
    """Return the groups of some texts, as positions in time order, first founded first.

    Args: items: vectors of unit length, in any order; one without words stays alone.
    window: days after its latest text for which a group is open.
    threshold: cosine to the sum of a group's vectors that a text needs to join it.
    """
    given = list(items)
    groups = _Groups(threshold)
    for k in sorted(range(len(given)), key=lambda k: given[k].day):
        groups.close(given[k].day - window)
        groups.add(k, given[k])
    return groups.members


class _Groups:
    """Open groups with an index of their words; `members` of all.

    Attributes: postings: word -> group -> what the word weighs in its sum; words: of
    each open group, in order of founding; square: squared length of its sum; last: day of its latest text.
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.members: list[list[int]] = []
        self.postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self.words: dict[int, set[str]] = {}
        self.square: dict[int, float] = {}
        self.last: dict[int, float] = {}  # in the order of its values

    def add(self, k: int, item: Item) -> None:
        """Let a text join the group it is most like, or found one."""
        group, dot = self._nearest(item.vector)
        if group is None:
            group = len(self.members)
            self.members.append([])
            self.words[group] = set()
            self.square[group] = 0.0
        self.members[group].append(k)
        self.words[group].update(item.vector)
        self.square[group] += 2 * dot + 1
        self.last.pop(group, None)
        self.last[group] = item.day
        for word, x in item.vector.items():
            posting = self.postings[word]
            posting[group] = posting.get(group, 0.0) + x

    def close(self, day: float) -> None:
        """Forget the groups whose latest text is from before a day."""
        for group in list(_until(self.last, day)):
            for word in self.words.pop(group):
                posting = self.postings[word]
                del posting[group]
                if not posting:
                    del self.postings[word]
            del self.square[group], self.last[group]

    def _nearest(self, vector: Vector) -> tuple[int | None, float]:
        """Return the group most like a text, and the product of text and sum.

        Words of few groups come first; a group that has none of them is out of reach.
        """
        words = sorted(vector, key=lambda word: (len(self.postings.get(word, _NONE)), word))
        head = _enough([vector[word] for word in words], _REST * self.threshold)
        parts = self._products(vector, words[:head])
        tail = words[head:]
        rest = sqrt(sum(vector[word] ** 2 for word in tail))
        best, nearest, product = self.threshold, None, 0.0
        for part, group in sorted((-p / sqrt(self.square[g]), g) for g, p in parts.items()):
            if rest - part < best:
                break
            dot = parts[group] + self._product(vector, tail, group)
            likeness = dot / sqrt(self.square[group])
            if (likeness, -group) > (best, -nearest if nearest is not None else -inf):
                best, nearest, product = likeness, group, dot
        return nearest, product

    def _products(self, vector: Vector, words: Sequence[str]) -> dict[int, float]:
        """Return the product of a text and each sum, over the words given."""
        parts: defaultdict[int, float] = defaultdict(float)
        for word in words:
            x = vector[word]
            for group, y in self.postings.get(word, _NONE).items():
                parts[group] += x * y
        return parts

    def _product(self, vector: Vector, words: Sequence[str], group: int) -> float:
        return sum(vector[w] * self.postings.get(w, _NONE).get(group, 0.0) for w in words)


def _enough(weights: Sequence[float], threshold: float) -> int:
    """Return after how many words the others cannot reach a threshold any more.

    What they can add to a cosine is at most their length as a vector.
    """
    rest = 0.0
    for k in range(len(weights), 0, -1):
        rest += weights[k - 1] ** 2
        if rest >= threshold**2:
            return k
    return len(weights)


def _until(last: dict[int, float], day: float) -> Iterator[int]:
    for group, latest in last.items():
        if latest >= day:
            return
        yield group


_NONE: dict[int, float] = {}
