"""The claims of one report that tell of one event: its account of the event.

A report tells an event in several sentences: what was done, to whom, how many died.
Accounts depend on the report alone, never on other reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.reconcile.compare import Comparison, compare_within
from tocsin.reconcile.mention import Mention
from tocsin.reconcile.profile import Profile, profile_of


@dataclass(slots=True)
class Account:
    """Claims of one report on one event, in text order, and what they say together.

    `why`: for each claim after the first that founded it, how it compares.
    """

    mentions: list[Mention]
    profile: Profile
    why: list[tuple[str, str, Comparison]]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Where it stands among all accounts: by time of its report, report, place in it."""
        first = self.mentions[0]
        return first.published, first.article, first.at, first.claim

    def absorb(self, other: Account, found: Comparison) -> None:
        """Take in another account; `found`: how the two compare."""
        self.why.append((self.mentions[0].claim, other.mentions[0].claim, found))
        self.why.extend(other.why)
        self.mentions.extend(other.mentions)
        self.profile.merge(other.profile)


def group_report(mentions: Iterable[Mention]) -> list[Account]:
    """Return the accounts of one report, in text order; each claim is in exactly one.

    Deeds come first, in text order; then what only counts victims joins the deed it
    fits best.
    """
    ordered = sorted(mentions, key=lambda m: (m.outcome, m.at, m.claim))
    accounts: list[Account] = []
    for mention in ordered:
        _join(accounts, mention)
    _unite(accounts)
    context = _context(ordered)
    for account in accounts:
        account.mentions.sort(key=lambda m: (m.at, m.claim))
        account.profile.context = context
        account.profile.stand_in(account.mentions[0].published)
    return sorted(accounts, key=lambda account: account.order)


def _context(mentions: Iterable[Mention]) -> dict[str, float]:
    """Return the words of all sentences of the report, each sentence once."""
    found: dict[str, float] = {}
    for words in {m.sentence: m.words for m in mentions}.values():
        for word, weight in words.items():
            found[word] = found.get(word, 0.0) + weight
    return found


def _join(accounts: list[Account], mention: Mention) -> None:
    alone = profile_of([mention])
    best: tuple[float, Account, Comparison] | None = None
    for account in accounts:
        if account.profile.family != alone.family:
            continue
        found = compare_within(account.profile, alone, gap=_gap(account, mention))
        if found.score >= 0 and (best is None or found.score >= best[0]):
            best = found.score, account, found
    if best is None:
        accounts.append(Account([mention], alone, []))
        return
    _, account, found = best
    account.why.append((account.mentions[0].claim, mention.claim, found))
    account.mentions.append(mention)
    account.profile.add(mention)


def _gap(account: Account, mention: Mention) -> int:
    return min(abs(m.sentence - mention.sentence) for m in account.mentions)


def _unite(accounts: list[Account]) -> None:
    """Join accounts that fit once each is whole."""
    k = 0
    while k < len(accounts):
        partner = _partner(accounts, k)
        if partner is None:
            k += 1
            continue
        j, found = partner
        accounts[k].absorb(accounts[j], found)
        del accounts[j]


def _partner(accounts: Sequence[Account], k: int) -> tuple[int, Comparison] | None:
    one = accounts[k]
    for j in range(k + 1, len(accounts)):
        other = accounts[j]
        if other.profile.family == one.profile.family:
            gap = min(_gap(one, m) for m in other.mentions)
            found = compare_within(one.profile, other.profile, gap=gap)
            if found.score >= 0:
                return j, found
    return None
