"""Reconciling a database: copies found, claims joined to events, revisions written.

Works through the articles that are not reconciled in the order of publication, a batch
at a time, each batch in one transaction: memory stays bounded, and what a killed run has
written stands. A batch reads the events that its reports may bear on, groups their
accounts anew together with the new ones, and leaves all other events alone: that is where
the order of arrival may show (tests/engine/test_reconcile.py states how little).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tocsin import __version__
from tocsin.engine.storyline import update_storylines
from tocsin.engine.wording import Wording
from tocsin.period import plausible
from tocsin.reconcile.account import Account, group_report
from tocsin.reconcile.cluster import MOST, REACH, Cluster, cluster_accounts
from tocsin.reconcile.compare import compare_across
from tocsin.reconcile.event import build_event
from tocsin.reconcile.mention import read_mention
from tocsin.reconcile.profile import Profile, cells_of
from tocsin.store import Reconciliation, Store

Record = dict[str, Any]
Keyed = list[tuple[int, Record]]  # claims with their keys

BATCH = 10_000  # articles of one transaction; about 1 GB
MARGIN = -1.5  # score of an event with a new account from which on it is grouped anew
FAR = -3.0  # score of an event from which on its accounts are compared one by one
ROUNDS = 3  # in which the events formed anew may draw in more of the stored ones
_OWN = ("id", "revision", "supersedes", "split_from", "claims")  # not of the claims


@dataclass(slots=True)
class Reconciled:
    """What a reconciliation did: articles read, copies among them, events by what befell them."""

    articles: int = 0
    copies: int = 0
    new: int = 0
    revised: int = 0
    retired: int = 0
    storylines: int = 0

    def __str__(self) -> str:
        return (
            f"{self.articles} reports reconciled, {self.copies} of them copies: "
            f"{self.new} events new, {self.revised} revised, {self.retired} retired"
        )


def reconcile(
    store: Store, *, batch: int = BATCH, watch: Callable[[Reconciled], None] = lambda tally: None
) -> Reconciled:
    """Reconcile what is new in a database opened for writing; nothing where nothing is.

    Args: batch: articles of one transaction; watch: called after each.
    Raises: StoreError: somebody else reconciles the database at the same time.
    """
    tally = Reconciled()
    while _Batch(store, batch, tally).run():
        watch(tally)
    tally.storylines = update_storylines(store)
    return tally


class _Batch:
    """One transaction's worth of reports, and the events they bear on."""

    def __init__(self, store: Store, most: int, tally: Reconciled):
        self.store = store
        self.tally = tally
        self.wording = Wording(store)
        self.after = store.last_reconciliation()
        self.new = list(store.read_new(most=most))
        now = [key for key, _, _ in self.new]
        self.gone = store.read_gone(now=now)
        self.withdrawn = store.read_withdrawn(now=now)
        self.claims: dict[int, Record] = {}
        self.in_article: defaultdict[str, list[int]] = defaultdict(list)
        self.old: dict[str, list[int]] = {}  # events that are grouped anew, with their claims

    def run(self) -> bool:
        """Reconcile; False where there is nothing to do."""
        if not (self.new or self.gone or self._has_orphans()):
            return False
        copies = self.wording.find_copies(self.new, self.withdrawn)
        accounts = [a for _, _, claims in self.new for a in self._accounts(claims)]
        clusters = self._group(accounts)
        names, retired = self._name(clusters)
        self.tally.articles += len(self.new)
        self.tally.copies += sum(1 for change in copies if change.origin is not None)
        self.tally.retired += len(retired)
        self.store.add_reconciliation(
            Reconciliation(
                after=self.after,
                articles=[key for key, _, _ in self.new],
                shingles=self.wording.shingles,
                copies=copies,
                members=self._members(clusters, names),
                events=self._events(clusters, names),
                retired=retired,
                version=__version__,
            )
        )
        return bool(self.new)

    def _accounts(self, claims: Keyed) -> list[Account]:
        """Return the accounts of one report; its claims are kept for the events."""
        read = [(key, sane(claim)) for key, claim in claims]
        for key, claim in read:
            if key not in self.claims:
                self.claims[key] = claim
                self.in_article[claim["article"]["id"]].append(key)
        return group_report(read_mention(key, claim) for key, claim in read)

    def _has_orphans(self) -> bool:
        """Tell whether there are copies whose origin is superseded or buried."""
        copies = self.store.copies_of(self.withdrawn).values()
        return bool(self.store.article_heads({key for keys in copies for key in keys}))

    def _group(self, accounts: Sequence[Account]) -> list[Cluster]:
        """Return the events of new accounts, and of the stored ones that these bear on."""
        near = _Near(self.store, self._read_accounts, without=set(self.gone))
        regrouped = self._claims_in(self.wording.regrouped)
        hit = set(self.store.events_of([*self.gone, *regrouped]).values())
        near.read(hit)
        near.look(a.profile for a in accounts)
        for account in accounts:
            hit |= near.fitting(account.profile, MARGIN, besides=hit, singly=True)
        clusters = cluster_accounts([*accounts, *near.accounts_of(hit)])
        self.old |= {name: near.members[name] for name in sorted(hit)}
        for _ in range(ROUNDS):
            drawing, hit = self._drawing(clusters, near)
            if not hit:
                break
            drawn = [a for k in drawing for a in clusters[k].accounts] + near.accounts_of(hit)
            kept = [c for k, c in enumerate(clusters) if k not in drawing]
            clusters = sorted([*kept, *cluster_accounts(drawn)], key=lambda c: c.order)
            self.old |= {name: near.members[name] for name in sorted(hit)}
        return clusters

    def _drawing(self, clusters: Sequence[Cluster], near: _Near) -> tuple[set[int], set[str]]:
        """Return which events that are not as they were fit other stored ones, and those."""
        known = set(map(frozenset, self.old.values()))
        changed = [k for k, c in enumerate(clusters) if {m.key for m in c.mentions} not in known]
        near.look(clusters[k].profile for k in changed)
        drawing: set[int] = set()
        hit: set[str] = set()
        for k in changed:
            if found := near.fitting(clusters[k].profile, 0.0, besides=self.old.keys()):
                drawing.add(k)
                hit |= found
        return drawing, hit

    def _read_accounts(self, claims: set[int]) -> list[Account]:
        """Return accounts of stored reports that hold any of some claims."""
        found: list[Account] = []
        for key, article, keyed in self.store.read_articles(sorted(self.store.articles_of(claims))):
            self.wording.note(key, article)
            held = self._accounts(keyed)
            found.extend(a for a in held if any(m.key in claims for m in a.mentions))
        return found

    def _claims_in(self, articles: Iterable[int]) -> list[int]:
        return [
            key for _, _, claims in self.store.read_articles(sorted(articles)) for key, _ in claims
        ]

    def _name(self, clusters: Sequence[Cluster]) -> tuple[list[str], list[tuple[str, list[str]]]]:
        """Return an id for each event, and which old ids lead to which others now.

        An event keeps its id as long as it has most of what any event has of its claims.
        """
        owner = self._owners()
        shares = [Counter(owner[m.claim] for m in c.mentions if m.claim in owner) for c in clusters]
        pairs = sorted(
            (-count, name, k) for k, share in enumerate(shares) for name, count in share.items()
        )
        names: dict[int, str] = {}
        taken: set[str] = set()
        for _, name, k in pairs:
            if k not in names and name not in taken:
                names[k] = name
                taken.add(name)
        found = [names.get(k) or new_id(c, self.store) for k, c in enumerate(clusters)]
        heirs = defaultdict(list)
        for k, share in enumerate(shares):
            for name in share:
                heirs[name].append(found[k])
        retired = [(name, heirs.get(name, [])) for name in self.old if name not in taken]
        return found, retired

    def _owners(self) -> dict[str, str]:
        """Return claim id -> event id, of the events grouped anew."""
        event_of = {key: name for name, keys in self.old.items() for key in keys}
        lost = {
            key: c["id"]
            for key, c in self.store.read_claims(k for k in event_of if k not in self.claims)
        }
        return {lost.get(key) or self.claims[key]["id"]: name for key, name in event_of.items()}

    def _members(
        self, clusters: Sequence[Cluster], names: Sequence[str]
    ) -> Iterator[tuple[int, str | None]]:
        before = {key: name for name, keys in self.old.items() for key in keys}
        for cluster, name in zip(clusters, names, strict=True):
            for mention in cluster.mentions:
                if before.get(mention.key) != name:
                    yield mention.key, name
        for key in self.gone:
            yield key, None

    def _events(
        self, clusters: Sequence[Cluster], names: Sequence[str]
    ) -> Iterator[tuple[Record, list[str]]]:
        state = self.store.event_state(set(self.old))
        named = {m.claim: name for c, name in zip(clusters, names, strict=True) for m in c.mentions}
        owner = self._owners()
        for cluster, name in zip(clusters, names, strict=True):
            claims = [self.claims[m.key] for m in cluster.mentions]
            record = build_event(
                claims, origins=self.wording.origins(claims), copied=self.wording.is_copied
            )
            record["merges"] = [
                {"claims": [a, b], "score": round(found.score, 2), "features": found.features}
                for a, b, found in cluster.why
            ]
            self._link_causes(record, claims, named)
            revision, before = state.get(name, (0, {}))
            known = {k: v for k, v in before.items() if k not in _OWN}
            if known == {k: v for k, v in record.items() if k not in _OWN}:
                continue
            self.tally.revised += bool(revision)
            self.tally.new += not revision
            parents = {owner[m.claim] for m in cluster.mentions if m.claim in owner} - {name}
            yield {
                "id": name, "revision": revision + 1, "supersedes": revision or None,
                "split_from": min(parents) if parents and not revision else None,
                **record,
            }, sorted(cluster.cells)  # fmt: skip

    def _link_causes(
        self, record: Record, claims: Sequence[Record], named: Mapping[str, str]
    ) -> None:
        """Name the event that a cause tells of: one whose trigger stands in the cause's words."""
        by_id = {claim["id"]: claim for claim in claims}
        for row in record["causes"]:
            cause = by_id[row["claim"]]["cause"]
            inside = [
                key for key in self.in_article[row["article"]]
                if cause["start"] <= self.claims[key]["trigger"]["start"] < cause["end"]
                and self.claims[key]["id"] not in by_id
            ]  # fmt: skip
            if inside:
                event = named.get(self.claims[inside[0]]["id"])
                row["event"] = event or self.store.events_of(inside[:1]).get(inside[0])


class _Near:
    """The stored events near some accounts, read as they are asked for.

    Attributes: members: event -> keys of its claims; accounts: event -> its accounts, less
    the claims that are gone.
    """

    def __init__(
        self, store: Store, read: Callable[[set[int]], list[Account]], *, without: set[int]
    ):
        self.members: dict[str, list[int]] = {}
        self.accounts: dict[str, list[Account]] = {}
        self._store = store
        self._read_accounts = read
        self._without = without
        self._profiles: dict[str, Profile] = {}
        self._cells: set[str] = set()  # looked into so far
        self._index: defaultdict[str, set[str]] = defaultdict(set)

    def read(self, names: Iterable[str]) -> None:
        """Read events by id."""
        found = self._store.members_of(set(names) - self.members.keys())
        self.members |= found
        self.accounts |= {name: [] for name in found}
        event_of = {key: name for name, keys in found.items() for key in keys}
        for account in self._read_accounts(event_of.keys() - self._without):
            for name in sorted({event_of[m.key] for m in account.mentions if m.key in event_of}):
                self.accounts[name].append(account)
        for name in found:
            self.accounts[name].sort(key=lambda account: account.order)
            self._profiles[name] = profile = Profile()
            for account in self.accounts[name]:
                profile.merge(account.profile)
                for cell in cells_of(account.profile):
                    self._index[cell].add(name)

    def accounts_of(self, names: Iterable[str]) -> list[Account]:
        """Return the accounts of events, each once."""
        return list({id(a): a for name in sorted(names) for a in self.accounts[name]}.values())

    def look(self, profiles: Iterable[Profile]) -> None:
        """Read the events that lie around some profiles."""
        cells = {cell for profile in profiles for cell in cells_of(profile, reach=REACH)}
        self.read(self._store.events_in(cells - self._cells))
        self._cells |= cells

    def fitting(
        self, profile: Profile, margin: float, *, besides: Collection[str], singly: bool = False
    ) -> set[str]:
        """Return the events, besides known ones, that a profile fits by this margin.

        Args: singly: an event that is too unlike as a whole counts too when one of its
        accounts fits, which might have come to it first; of large events the latest.
        """
        around = cells_of(profile, reach=REACH)
        found: set[str] = set()
        for name in {name for cell in around for name in self._index.get(cell, ())}:
            if name in besides:
                continue
            score = compare_across(self._profiles[name], profile).score
            if score >= margin or (singly and score >= FAR and self._has_alike(name, profile)):
                found.add(name)
        return found

    def _has_alike(self, name: str, profile: Profile) -> bool:
        """Tell whether one account of an event fits."""
        accounts = self.accounts[name][-MOST:]
        return any(compare_across(account.profile, profile).score >= 0 for account in accounts)


def sane(claim: Record) -> Record:
    """Return a claim without a time of publication that can't be: an epoch, or the future."""
    published = claim["article"]["published"]
    if published is None or plausible(published) is not None:
        return claim
    return claim | {"article": claim["article"] | {"published": None}}


def new_id(cluster: Cluster, store: Store) -> str:
    """Return an id made from the claim an event was founded on, and not in use."""
    first = next(cluster.mentions).claim
    for number in range(1_000):
        name = sha256(f"event\0{first}\0{number}".encode()).hexdigest()[:16]
        if not store.event_state([name]):
            return name
    raise LookupError(f"no id left for the event of claim {first}")
