from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reconcile.mention import CARRIED, GUESSED, TOLD, Mention, Spot
from tocsin.reconcile.profile import MOST_KEYS, MOST_WORDS, Profile, cells_of, profile_of

DAY = 738000
HOMS = Spot("169577", "=homs", "SYR", "SY.11", 34.72, 36.72, "city")
SYRIA = Spot("163843", "=syria", "SYR", None, 35.0, 38.0, "country")
CLAIM = Mention(
    key=1, claim="c1", article="a1", at=5, sentence=0, published="2022-01-06T12:00:00", type="ASSAULT",
    mode="aerial", status="occurred", stance="asserts", days=(DAY, DAY), grip=TOLD, spot=HOMS, hold=TOLD,
    actors={"#Q1": 1.0, "SYR": 0.15}, recipients={"~crowd": 0.4}, countries=("SYR",), trigger="bomb",
    outcome=False, aside=False, figures=frozenset({("killed", 12)}), words={"homs": 1.0}, echo="e1",
)  # fmt: skip


def snapshot(profile: Profile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in Profile.__slots__}


def test_sums_up_claims() -> None:
    found = profile_of([CLAIM, replace(CLAIM, article="a2", status="planned", echo="e2")])
    assert (found.family, found.size, found.done, found.planned, found.deeds) == (
        "strife",
        2,
        1,
        1,
        2,
    )
    assert found.types == {"ASSAULT": 2.0}
    assert found.triggers == {"bomb": 2.0}
    assert found.actors == CLAIM.actors  # said twice tells no more of who it was
    assert found.articles == {"a1", "a2"}
    assert found.echoes == {"e1", "e2"}
    assert found.days() == [((DAY, DAY), TOLD)]
    assert found.places() == [(HOMS, TOLD)]
    assert found.figures == {("killed", 12)}


def test_counts_of_victims_name_no_deed() -> None:
    found = profile_of([replace(CLAIM, outcome=True)])
    assert found.deeds == 0
    assert not found.triggers
    assert 0 < found.types["ASSAULT"] < 1


def test_the_days_most_claims_give_come_first() -> None:
    later = replace(CLAIM, days=(DAY + 3, DAY + 3))
    assert profile_of([CLAIM, later, later]).days()[0] == ((DAY + 3, DAY + 3), TOLD)
    assert profile_of([CLAIM, later]).days() == [((DAY, DAY), TOLD), ((DAY + 3, DAY + 3), TOLD)]
    guess = replace(later, grip=GUESSED)
    assert profile_of([CLAIM, guess, guess]).days() == [((DAY, DAY), TOLD)]


def test_towns_come_before_the_country_around_them() -> None:
    country = replace(CLAIM, spot=SYRIA)
    assert profile_of([country, country, CLAIM]).places() == [(HOMS, TOLD)]
    assert profile_of([country]).places() == [(SYRIA, TOLD)]
    assert profile_of([replace(CLAIM, hold=CARRIED)]).places() == [(HOMS, CARRIED)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(None, 738161), ((DAY, DAY), DAY), ((DAY - 200, DAY), 738161)],
)
def test_the_day_of_publication_stands_in(days: tuple[int, int] | None, expected: int) -> None:
    profile = profile_of([replace(CLAIM, days=days)])
    profile.stand_in(CLAIM.published)
    assert f"strife SYR {expected}" in cells_of(profile)


def test_nothing_stands_in_for_an_unknown_publication() -> None:
    profile = profile_of([replace(CLAIM, days=None, echo="e")])
    profile.stand_in("")
    assert profile.days() == []
    assert cells_of(profile) == ["strife ~e"]


claims = st.builds(
    lambda article, at, day, type_, trigger, actor: replace(
        CLAIM, article=f"a{article}", at=at, days=(DAY + day, DAY + day), type=type_, trigger=trigger,
        actors={actor: 0.5}, echo=f"{article} {at}", words={trigger: 0.5},
    ),
    st.integers(0, 3), st.integers(0, 50), st.integers(0, 4), st.sampled_from(["ASSAULT", "COERCE"]),
    st.sampled_from(["bomb", "shell", "raid"]), st.sampled_from(["#Q1", "=x", "SYR MIL"]),
)  # fmt: skip


@given(st.lists(claims, min_size=1, max_size=12), st.data())
def test_merging_is_adding_in_any_order(found: list[Mention], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(found)))
    shuffled = data.draw(st.permutations(found))
    merged = profile_of(found[:cut])
    merged.merge(profile_of(found[cut:]))
    assert snapshot(merged) == snapshot(profile_of(found)) == snapshot(profile_of(shuffled))


def test_a_profile_stays_small_however_many_claims_it_sums_up() -> None:
    profile = Profile()
    for k in range(2_000):
        spot = HOMS._replace(key=str(k))
        profile.add(replace(
            CLAIM, actors={f"=a{k}": 0.9}, recipients={f"~r{k}": 0.4}, words={f"w{k}": 1.0},
            days=(DAY + k, DAY + k), spot=spot, echo=str(k),
        ))  # fmt: skip
    for name, most in (
        ("actors", MOST_KEYS),
        ("when", MOST_KEYS),
        ("spots", MOST_KEYS),
        ("words", MOST_WORDS),
    ):
        assert most <= len(getattr(profile, name)) <= 2 * most, name


def test_what_weighs_most_is_kept() -> None:
    profile = profile_of([replace(CLAIM, days=(DAY - 9, DAY - 9))] * 3)
    for k in range(500):
        profile.add(replace(CLAIM, days=(DAY + k, DAY + k), grip=CARRIED))
    assert profile.days()[0] == ((DAY - 9, DAY - 9), TOLD)


@pytest.mark.parametrize(
    ("days", "reach", "cells"),
    [
        ((DAY, DAY), 0, {f"strife SYR {DAY}", "strife 2021 @169577"}),
        ((DAY, DAY + 1), 0, {f"strife SYR {DAY}", f"strife SYR {DAY + 1}", "strife 2021 @169577"}),
        ((DAY, DAY), 1, {f"strife SYR {DAY + k}" for k in (-1, 0, 1)}),
        ((DAY, DAY + 25), 1, {"strife 2021 @169577"}),  # a month: found by place and year
    ],
)
def test_cells(days: tuple[int, int], reach: int, cells: set[str]) -> None:
    assert set(cells_of(profile_of([replace(CLAIM, days=days)]), reach=reach)) == cells | {
        "strife ~e1"
    }


def test_cells_of_claims_without_a_country() -> None:
    assert f"strife - {DAY}" in cells_of(profile_of([replace(CLAIM, countries=())]))
