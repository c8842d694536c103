"""Accounts of many reports, grouped into events.

One pass in the order of publication: each account joins the event it fits best, or
founds one; then events that fit each other are united. The order is that of the
reports, not of their arrival, so the same set of reports gives the same events. Only
events of neighbouring cells are compared: an account without any day meets those that
print the same sentence, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.reconcile.account import Account
from tocsin.reconcile.compare import Comparison, compare_across
from tocsin.reconcile.mention import Mention
from tocsin.reconcile.profile import Profile, cells_of

REACH = 4  # days around an account in which its event is looked for
MOST = 40  # events an account is compared with in full
SURE = 1.0  # score at which two events of several accounts are one
ROUNDS = 3

Why = tuple[str, str, Comparison]  # two claims, and how the groups compare that they stand for


@dataclass(slots=True)
class Cluster:
    """The accounts of one event, the first reported first."""

    accounts: list[Account]
    profile: Profile
    why: list[Why] = field(default_factory=list)
    cells: set[str] = field(default_factory=set)

    @property
    def mentions(self) -> Iterator[Mention]:
        """All claims, by report."""
        return (mention for account in self.accounts for mention in account.mentions)

    @property
    def order(self) -> tuple[str, str, int, str]:
        """That of its first account."""
        return self.accounts[0].order

    def absorb(self, accounts: Sequence[Account], profile: Profile, found: Comparison) -> None:
        """Take in accounts and what they say together; `found`: how the two sides compare."""
        self.why.append((self.accounts[0].mentions[0].claim, accounts[0].mentions[0].claim, found))
        if self.profile is self.accounts[0].profile:  # most events are told once: not copied before
            self.profile = Profile()
            self.profile.merge(self.accounts[0].profile)
        self.profile.merge(profile)
        self.accounts.extend(accounts)


class Clusters:
    """Events so far, and an index of the cells they lie in."""

    def __init__(self) -> None:
        self._all: list[Cluster | None] = []
        self._index: defaultdict[str, set[int]] = defaultdict(set)

    def __iter__(self) -> Iterator[Cluster]:
        return (cluster for cluster in self._all if cluster is not None)

    def add(self, account: Account) -> None:
        """Let an account join the event it fits best, or found one."""
        best: tuple[float, int, Comparison] | None = None
        for k in self._candidates(account.profile, REACH):
            found = compare_across(self._at(k).profile, account.profile)
            if found.score >= 0 and (best is None or found.score > best[0]):
                best = found.score, k, found
        if best is None:
            self._all.append(Cluster([account], account.profile))
            self._register(len(self._all) - 1, account.profile)
            return
        _, k, found = best
        cluster = self._at(k)
        cluster.absorb([account], account.profile, found)
        self._register(k, account.profile)

    def unite(self) -> None:
        """Join events that fit once each is whole."""
        for _ in range(ROUNDS):
            if not sum(self._unite(k) for k in range(len(self._all))):
                return

    def _unite(self, k: int) -> bool:
        one = self._all[k]
        if one is None:
            return False
        for j in self._candidates(one.profile, 1):
            if j <= k:
                continue
            other = self._at(j)
            found = compare_across(one.profile, other.profile)
            if found.score >= SURE:
                one.absorb(other.accounts, other.profile, found)
                one.why.extend(other.why)
                for cell in other.cells:
                    self._index[cell].discard(j)
                    self._index[cell].add(k)
                one.cells |= other.cells
                self._all[j] = None
                return True
        return False

    def _at(self, k: int) -> Cluster:
        cluster = self._all[k]
        if cluster is None:
            raise LookupError(f"event {k} was united with another one")
        return cluster

    def _register(self, k: int, profile: Profile) -> None:
        cells = cells_of(profile)
        self._at(k).cells.update(cells)
        for cell in cells:
            self._index[cell].add(k)

    def _candidates(self, profile: Profile, reach: int) -> list[int]:
        found: set[int] = set()
        for cell in cells_of(profile, reach=reach):
            found |= self._index.get(cell, _NONE)
        if len(found) <= MOST:
            return sorted(found)
        return sorted(found, key=lambda k: (-_likeness(profile, self._at(k).profile), k))[:MOST]


def cluster_accounts(accounts: Iterable[Account]) -> list[Cluster]:
    """Return the events that accounts tell of, first reported first; accounts in any order."""
    clusters = Clusters()
    for account in sorted(accounts, key=lambda account: account.order):
        clusters.add(account)
    clusters.unite()
    found = list(clusters)
    for cluster in found:
        cluster.accounts.sort(key=lambda account: account.order)
    return sorted(found, key=lambda cluster: cluster.order)


def _likeness(a: Profile, b: Profile) -> int:
    """Return a rough count of what two groups share, to choose whom to compare in full."""
    return (
        len(a.words.keys() & b.words.keys())
        + 5 * len(a.spots.keys() & b.spots.keys())
        + 3 * len(a.actors.keys() & b.actors.keys())
        + 3 * len(a.triggers.keys() & b.triggers.keys())
    )


_NONE: frozenset[int] = frozenset()
