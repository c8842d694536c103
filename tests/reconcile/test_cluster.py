from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reconcile.account import Account, group_report
from tocsin.reconcile.cluster import Cluster, cluster_accounts
from tocsin.reconcile.mention import GUESSED, TOLD, Mention, Spot

DAY = 738000  # 2021-07-29
HOMS = Spot("169577", "=homs", "SYR", "SY.11", 34.72, 36.72, "city")
HAMA = Spot("170017", "=hama", "SYR", "SY.10", 35.13, 36.75, "city")
MOSUL = Spot("99072", "=mosul", "IRQ", "IQ.15", 36.34, 43.13, "city")
CLAIM = Mention(
    key=1, claim="c1", article="a1", at=5, sentence=0, published="2021-07-29T12:00:00", type="ASSAULT",
    mode=None, status="occurred", stance="asserts", days=(DAY, DAY), grip=TOLD, spot=HOMS, hold=TOLD,
    actors={}, recipients={}, countries=("SYR",), trigger="shell", outcome=False, aside=False,
    figures=frozenset(), words={"bakery": 1.0}, echo="e1",
)  # fmt: skip


def report(name: str, *each: dict[str, Any], at: str = "2021-07-29T12:00:00") -> list[Account]:
    """The accounts of a report with one claim a sentence, far from one another."""
    return group_report(
        replace(CLAIM, **({
            "claim": f"{name}{k}", "article": name, "published": at, "at": 900 * k, "sentence": 900 * k,
            "echo": f"{name}{k}",
        } | more))
        for k, more in enumerate(each)
    )  # fmt: skip


def groups(clusters: list[Cluster]) -> list[list[str]]:
    return [[mention.claim for mention in cluster.mentions] for cluster in clusters]


LATER = {"days": (DAY + 7, DAY + 7)}
THERE = {"spot": MOSUL, "countries": ("IRQ",)}
SAY = {"type": "REQUEST", "spot": None, "actors": {"#Q1": 1.0}, "trigger": "urg"}


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({}, [["a0", "b0"]]),
        (LATER, [["a0"], ["b0"]]),
        (THERE, [["a0"], ["b0"]]),
        ({"spot": HAMA, "words": {}}, [["a0"], ["b0"]]),
        ({"type": "REQUEST"}, [["a0"], ["b0"]]),
        (
            {"status": "negated", "stance": "denies"},
            [["a0", "b0"]],
        ),  # a denial, with what it denies
        ({"status": "planned"}, [["a0", "b0"]]),
        # told by a retrospective: that month, that town
        ({"days": (DAY - 28, DAY + 2)}, [["a0", "b0"]]),
        ({"days": None, "grip": GUESSED}, [["a0", "b0"]]),
    ],
)
def test_clusters(theirs: dict[str, Any], expected: list[list[str]]) -> None:
    accounts = report("a", {}) + report("b", theirs, at="2021-07-30T08:00:00")
    assert groups(cluster_accounts(accounts)) == expected


def test_who_speaks_tells_words_apart() -> None:
    accounts = report("a", SAY) + report("b", SAY) + report("c", SAY | {"actors": {"#Q2": 1.0}})
    assert groups(cluster_accounts(accounts)) == [["a0", "b0"], ["c0"]]


def test_what_one_report_tells_apart_stays_apart() -> None:
    two = {"days": (DAY + 2, DAY + 2), "words": {"barracks": 1.0}}
    accounts = report("a", {}, two) + report("b", {}) + report("c", two)
    assert groups(cluster_accounts(accounts)) == [["a0", "b0"], ["a1", "c0"]]


def test_sentences_printed_again_are_one_event_wherever_their_reports_lie() -> None:
    printed = {"days": None, "spot": None, "countries": (), "grip": GUESSED, "echo": "same"}
    accounts = report("a", printed) + report("b", printed, at="2021-09-29T12:00:00")
    assert groups(cluster_accounts(accounts)) == [["a0", "b0"]]


def test_says_why() -> None:
    (found,) = cluster_accounts(report("b", {}, at="2021-07-30T12:00:00") + report("a", {}))
    ((first, second, why),) = found.why
    assert (first, second) == ("a0", "b0")
    assert why.score >= 0
    assert why.features["place"] > 0


def test_events_are_united_once_each_is_whole() -> None:
    """The first two have too little in common until the third joins one of them."""
    raid = {"trigger": "raid", "words": {"market": 1.0}}
    first, second = report("a", {}), report("b", raid | {"spot": None})
    third = report("c", raid | {"words": {"market": 1.0, "bakery": 1.0}})
    assert groups(cluster_accounts(first + second)) == [["a0"], ["b0"]]
    assert groups(cluster_accounts(first + second + third)) == [["a0", "b0", "c0"]]


def test_accounts_are_left_as_they_are() -> None:
    accounts = report("a", {}) + report("b", {}) + report("c", {})
    cluster_accounts(accounts)
    assert [a.profile.size for a in accounts] == [1, 1, 1]
    assert groups(cluster_accounts(accounts)) == [["a0", "b0", "c0"]]  # once more, from the same


def test_nothing_gives_nothing() -> None:
    assert cluster_accounts([]) == []


stories = st.builds(
    lambda day, spot, type_, words, actor, number: {
        "days": (DAY + day,) * 2, "spot": spot, "type": type_, "words": {words: 1.0}, "trigger": words,
        "actors": {actor: 0.9}, "figures": frozenset({("killed", number)}),
    },
    st.integers(0, 12), st.sampled_from([HOMS, HAMA, None]), st.sampled_from(["ASSAULT", "COERCE", "REQUEST"]),
    st.sampled_from(["bakery", "bridge", "market"]), st.sampled_from(["#Q1", "#Q2", "~soldier"]), st.integers(11, 14),
)  # fmt: skip
many = st.lists(
    st.tuples(st.lists(stories, min_size=1, max_size=3), st.integers(0, 9)), min_size=1, max_size=9
)


def told(reports: list[tuple[list[dict[str, Any]], int]], *, land: str = "SYR") -> list[Account]:
    """The accounts of reports from one country, published on the days given."""
    return [
        account
        for k, (each, day) in enumerate(reports)
        for account in report(
            f"{land}{k}-",
            *({"countries": (land,)} | claim for claim in each),
            at=f"2021-08-0{day + 1 if day < 9 else 9}",
        )
    ]


@given(many, st.data())
def test_the_order_in_which_reports_come_does_not_matter(
    reports: list[tuple[list[dict[str, Any]], int]], data: st.DataObject
) -> None:
    accounts = told(reports)
    found = groups(cluster_accounts(accounts))
    assert sorted(c for group in found for c in group) == sorted(
        m.claim for a in accounts for m in a.mentions
    )
    assert groups(cluster_accounts(data.draw(st.permutations(accounts)))) == found
    assert found == sorted(found, key=lambda group: next(
        (a.order for a in accounts if a.mentions[0].claim == group[0]), ("",)
    ))  # fmt: skip


@given(many, many)
def test_events_of_one_country_do_not_depend_on_reports_from_another(
    here: list[tuple[list[dict[str, Any]], int]], there: list[tuple[list[dict[str, Any]], int]]
) -> None:
    """Reports that come later may be clustered with what they bear on, and with nothing else."""
    ours = told(here)
    theirs = [a for a in told(there, land="PER") if all(m.spot is None for m in a.mentions)]
    apart = groups(cluster_accounts(ours)) + groups(cluster_accounts(theirs))
    assert sorted(groups(cluster_accounts(theirs + ours))) == sorted(apart)


@given(many, st.integers(1, 8))
def test_reports_that_come_later_are_clustered_anew_with_the_events_near_them(
    reports: list[tuple[list[dict[str, Any]], int]], cut: int
) -> None:
    accounts = told(reports)
    early, late = accounts[:cut], accounts[cut:]
    near = {a.profile.family for a in late}
    before = cluster_accounts(early)
    hit = [a for c in before if c.profile.family in near for a in c.accounts]
    kept = [c for c in before if c.profile.family not in near]
    found = groups(kept) + groups(cluster_accounts(late + hit))
    assert sorted(found) == sorted(groups(cluster_accounts(accounts)))


def copies(count: int) -> list[Account]:
    """One story of five claims, printed by many."""
    each = [{"echo": str(k), "words": {f"w{k}": 1.0, "bakery": 1.0}} for k in range(5)]
    return [a for k in range(count) for a in report(f"a{k:05}", *each)]


def test_an_event_of_many_claims_takes_time_in_proportion() -> None:
    took = {}
    for count in (300, 1_200):
        accounts = copies(count)
        start = perf_counter()
        (found,) = cluster_accounts(accounts)
        took[count] = perf_counter() - start
        assert len(list(found.mentions)) == 5 * count
    assert took[1_200] < 10 * took[300] + 0.2  # four times as many; sixteen if it were quadratic


def test_a_crowded_day_takes_time_in_proportion() -> None:
    """Many different events of one country and day: each account is compared with a few."""

    def crowd(count: int) -> list[Account]:
        return [
            a for k in range(count)
            for a in report(f"a{k:05}", {"spot": HOMS._replace(key=str(k), lat=None), "words": {f"w{k}": 1.0}, "trigger": f"t{k}"})
        ]  # fmt: skip

    took = {}
    for count in (200, 800):
        accounts = crowd(count)
        start = perf_counter()
        assert len(cluster_accounts(accounts)) == count
        took[count] = perf_counter() - start
    assert took[800] < 14 * took[200] + 0.2
