from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reconcile.account import Account, group_report
from tocsin.reconcile.mention import CARRIED, TOLD, Mention, Spot
from tocsin.reconcile.word import text_vector

DAY = 738000
HOMS = Spot("169577", "=homs", "SYR", "SY.11", 34.72, 36.72, "city")
HATRA = Spot("99532", "=hatra", "IRQ", "IQ.15", 35.58, 42.72, "city")
CLAIM = Mention(
    key=1, claim="c1", article="a1", at=5, sentence=0, published="2021-07-28T12:00:00", type="ASSAULT",
    mode=None, status="occurred", stance="asserts", days=(DAY, DAY), grip=TOLD, spot=HOMS, hold=TOLD,
    actors={}, recipients={}, countries=("SYR",), trigger="shell", outcome=False, aside=False,
    figures=frozenset(), words={}, echo="e1",
)  # fmt: skip


def claims(*each: dict[str, Any]) -> list[Mention]:
    """Claims of one report, one a sentence."""
    return [
        replace(
            CLAIM,
            **(
                {"key": k, "claim": f"c{k}", "at": 150 * k + 9, "sentence": 150 * k, "echo": str(k)}
                | more
            ),
        )
        for k, more in enumerate(each)
    ]


def groups(accounts: list[Account]) -> list[list[int]]:
    return [[m.key for m in account.mentions] for account in accounts]


TOLL = {"outcome": True, "trigger": "kill", "grip": CARRIED, "hold": CARRIED}
LATER = {"days": (DAY + 3, DAY + 3)}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        ([{}], [[0]]),
        ([{}, {}], [[0, 1]]),
        ([{}, TOLL], [[0, 1]]),
        ([{}, LATER], [[0], [1]]),
        ([{}, {"spot": HATRA, "countries": ("IRQ",)}], [[0], [1]]),
        ([{}, {"aside": True, "days": None, "spot": None}], [[0], [1]]),
        ([{}, {"type": "REQUEST"}], [[0], [1]]),  # another family
        ([{}, {"type": "COERCE", "mode": "censor"}], [[0], [1]]),
        ([TOLL, {}], [[0, 1]]),  # deeds come first, wherever the toll stands
        ([{}, LATER, TOLL | LATER], [[0], [1, 2]]),
        ([{"status": "planned", "days": None, "spot": None}, {}], [[0], [1]]),
        (
            [
                {"type": "RETREAT", "mode": "ceasefire"},
                {"type": "RETREAT", "mode": "resign", "trigger": "quit"},
            ],
            [[0], [1]],
        ),
    ],
)
def test_groups(each: list[dict[str, Any]], expected: list[list[int]]) -> None:
    assert groups(group_report(claims(*each))) == expected


def test_nobody_says_the_same_as_somebody_else() -> None:
    say = {"type": "REJECT", "spot": None}
    one, two = say | {"actors": {"#Q1": 1.0, "=a": 0.9}}, say | {"actors": {"#Q2": 1.0, "=b": 0.9}}
    assert groups(group_report(claims(one, two, one))) == [[0, 2], [1]]


def test_a_group_that_is_whole_joins_another_one() -> None:
    """The first two have too little in common until the third joins one of them."""
    first = {"days": None, "type": "COERCE", "trigger": "arrest", "words": {"bakery": 1.0}}
    second = {"spot": None, "grip": CARRIED, "sentence": 5000}
    third = {"type": "COERCE", "trigger": "arrest", "words": {"bakery": 1.0}, "sentence": 5100}
    apart, joined = claims(first, second), claims(first, second, third)
    assert groups(group_report(apart)) == [[0], [1]]
    assert groups(group_report(joined)) == [[0, 1, 2]]


def test_says_why() -> None:
    (account,) = group_report(claims({}, {}))
    ((first, second, why),) = account.why
    assert (first, second) == ("c0", "c1")
    assert why.features["place"] > 0


def test_the_report_is_the_context_of_each_account() -> None:
    bread, bank = text_vector("Rockets hit the bakery"), text_vector("Bankers were arrested")
    accounts = group_report(claims({"words": bread}, {"words": bank} | LATER))
    assert len(accounts) == 2
    assert all(set(a.profile.context) == set(bread) | set(bank) for a in accounts)


def test_a_day_stands_in_for_the_account_not_for_its_claims() -> None:
    (account,) = group_report(claims({"days": None}, {}))
    assert account.profile.days() == [((DAY, DAY), TOLD)]
    (account,) = group_report(claims({"days": None}))
    assert account.profile.days() == [((737999, 737999), 0.0)]


def test_no_claims_no_accounts() -> None:
    assert group_report([]) == []


several = st.lists(
    st.builds(
        lambda day, spot, outcome, type_: {"days": (DAY + day,) * 2, "spot": spot, "outcome": outcome, "type": type_},
        st.integers(0, 3), st.sampled_from([HOMS, HATRA, None]), st.booleans(),
        st.sampled_from(["ASSAULT", "COERCE", "PROTEST", "REQUEST"]),
    ),
    max_size=8,
)  # fmt: skip


@given(several, st.data())
def test_each_claim_is_in_one_account_whatever_their_order(
    each: list[dict[str, Any]], data: st.DataObject
) -> None:
    found = claims(*each)
    accounts = group_report(found)
    assert sorted(k for group in groups(accounts) for k in group) == list(range(len(found)))
    assert groups(group_report(data.draw(st.permutations(found)))) == groups(accounts)
    assert [a.order for a in accounts] == sorted(a.order for a in accounts)
