from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tocsin.data import read_rows
from tocsin.errors import DataError
from tocsin.reconcile import compare as module
from tocsin.reconcile.compare import ACROSS, WITHIN, compare_across, compare_within
from tocsin.reconcile.mention import CARRIED, GUESSED, SAID, TOLD, Mention, Spot
from tocsin.reconcile.profile import Profile, profile_of
from tocsin.reconcile.word import text_vector

DAY = 738000
HOMS = Spot("169577", "=homs", "SYR", "SY.11", 34.72, 36.72, "city")
HAMA = Spot("170017", "=hama", "SYR", "SY.10", 35.13, 36.75, "city")
PROVINCE = Spot("169575", "=homs governorate", "SYR", "SY.11", 34.3, 38.0, "admin1")
SYRIA = Spot("163843", "=syria", "SYR", None, 35.0, 38.0, "country")
HATRA = Spot("99532", "=hatra", "IRQ", "IQ.15", 35.58, 42.72, "city")
VILLAGE = Spot("al qabu", "=al qabu", "SYR", None, None, None, None)
CLAIM = Mention(
    key=1, claim="c1", article="a1", at=5, sentence=0, published="2021-07-28T12:00:00", type="ASSAULT",
    mode=None, status="occurred", stance="asserts", days=(DAY, DAY), grip=TOLD, spot=HOMS, hold=TOLD,
    actors={}, recipients={}, countries=("SYR",), trigger="shell", outcome=False, aside=False,
    figures=frozenset(), words={}, echo="e1",
)  # fmt: skip


def one(**more: Any) -> Profile:
    return profile_of([replace(CLAIM, **more)])


def other(**more: Any) -> Profile:
    """A claim of another report in another sentence."""
    return one(**({"article": "a2", "echo": "e2", "claim": "c2"} | more))


def part(feature: str, a: Profile, b: Profile) -> float:
    """What a feature says of two groups of different reports, unweighted."""
    found, back = compare_across(a, b), compare_across(b, a)
    assert found == back
    return round(found.features.get(feature, 0.0) / ACROSS[feature], 2)


@pytest.mark.parametrize(
    ("grip", "days", "said"),
    [
        (TOLD, (0, 0), "same"), (TOLD, (1, 1), "apart"), (TOLD, (3, 3), "apart"), (TOLD, (-1, 0), "same"),
        (SAID, (1, 1), "apart"), (CARRIED, (0, 0), "same"), (CARRIED, (4, 4), "apart"),
        (GUESSED, (0, 0), "same"), (GUESSED, (1, 1), "same"), (GUESSED, (9, 9), "apart"),
    ],
)  # fmt: skip
def test_date(grip: float, days: tuple[int, int], said: str) -> None:
    value = part("date", one(), other(days=(DAY + days[0], DAY + days[1]), grip=grip))
    assert value > 0 if said == "same" else value < 0


def test_date_that_is_told_tells_more_than_one_that_is_guessed() -> None:
    for gap in (0, 2, 5):
        found = [
            part("date", one(), other(days=(DAY + gap,) * 2, grip=g))
            for g in (TOLD, SAID, CARRIED, GUESSED)
        ]
        assert found == sorted(found, reverse=gap == 0), gap


def test_wide_intervals_tell_little() -> None:
    found = [part("date", one(), other(days=(DAY, DAY + wide))) for wide in (0, 2, 9, 28)]
    assert found == sorted(found, reverse=True)
    assert found[-1] <= 0.1 < found[-2]


@pytest.mark.parametrize(("late", "softened"), [(5, True), (14, True), (15, False), (-5, False)])
def test_tolls_come_after_the_deed(late: int, softened: bool) -> None:
    toll = {"outcome": True, "trigger": "kill", "grip": CARRIED, "days": (DAY + late,) * 2}
    assert (part("date", one(), other(**toll)) > -1) is softened
    assert part("date", one(), other(**toll | {"outcome": False})) < -1


@pytest.mark.parametrize(
    ("spot", "low", "high"),
    [
        (HOMS, 1, 1), (PROVINCE, 0.1, 0.6), (SYRIA, 0.01, 0.2), (VILLAGE, -0.5, 0), (HAMA, -1.5, -0.9),
        (HATRA, -3, -2), (HATRA._replace(precision="country"), -1, -0.1), (None, 0, 0),
    ],
)  # fmt: skip
def test_place(spot: Spot | None, low: float, high: float) -> None:
    assert low <= part("place", one(), other(spot=spot)) <= high


def test_a_country_is_weak_evidence() -> None:
    assert part("place", one(spot=SYRIA), other(spot=SYRIA)) < 0.3


def test_a_place_of_another_sentence_tells_less() -> None:
    assert 0 < part("place", one(), other(hold=CARRIED)) < part("place", one(), other())
    assert (
        0
        > part("place", one(), other(spot=HATRA, hold=CARRIED))
        > part("place", one(), other(spot=HATRA))
    )


def test_a_place_may_be_what_was_hit() -> None:
    assert part("place", one(spot=VILLAGE), other(spot=None, recipients={"=al qabu": 0.9})) > 0.3
    assert part("place", one(spot=VILLAGE), other(spot=None, recipients={"=homs": 0.9})) == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high"),
    [
        ({}, {"#Q1": 1.0}, 0, 0),
        ({"#Q1": 1.0, "SYR": 0.15}, {"#Q1": 1.0}, 1, 1),
        ({"=ann smith": 0.9, "~smith": 0.4}, {"=a. smith": 0.9, "~smith": 0.4}, 0.5, 0.9),
        # two ministers of one government are two people
        ({"#Q1": 1.0, "SYR GOV": 0.4}, {"#Q2": 1.0, "SYR GOV": 0.4}, -2, -0.5),
        ({"~soldier": 0.4, "SYR MIL": 0.4}, {"SYR MIL": 0.4, "~troop": 0.4}, 0.3, 0.5),
        ({"~soldier": 0.4, "SYR": 0.15}, {"~troop": 0.4, "TUR": 0.15}, -1, -0.9),
        ({"~soldier": 0.4}, {"~troop": 0.4}, -0.3, -0.1),
    ],
)
@pytest.mark.parametrize("feature", ["actor", "recipient"])
def test_parties(
    feature: str, ours: dict[str, float], theirs: dict[str, float], low: float, high: float
) -> None:
    assert (
        low <= part(feature, one(**{f"{feature}s": ours}), other(**{f"{feature}s": theirs})) <= high
    )


@pytest.mark.parametrize("type_", ["REQUEST", "ACCUSE", "CONCEDE", "SANCTION"])
def test_what_somebody_else_does_or_says_is_another_event(type_: str) -> None:
    ours, theirs = {"type": type_, "actors": {"#Q1": 1.0}}, {"type": type_, "actors": {"#Q2": 1.0}}
    assert part("actor", one(**ours), other(**theirs)) <= -2
    assert part("actor", one(actors={"#Q1": 1.0}), other(actors={"#Q2": 1.0})) > -2  # disputed


@pytest.mark.parametrize(
    ("more", "low", "high"),
    [
        ({"type": "ASSAULT"}, 1, 1),
        ({"type": "COERCE", "mode": "arrest"}, 0, 0),
        ({"type": "PROTEST", "mode": "demo"}, -3, -2),
        ({"type": "PROTEST", "mode": "demo", "outcome": True}, 0.3, 0.3),
    ],
)
def test_type(more: dict[str, Any], low: float, high: float) -> None:
    assert low <= part("type", one(), other(**more)) <= high


@pytest.mark.parametrize(
    ("deed", "fits"),
    [
        ({"mode": "crowd-control"}, True),
        ({"type": "COERCE", "mode": "arrest"}, True),
        ({"type": "COERCE", "mode": "arrest", "recipients": {"=aung san suu kyi": 0.9}}, False),
        ({"recipients": {"~crowd": 0.4}}, True),
        ({"actors": {"KEN OPP": 0.4}}, True),
        ({"recipients": {"~student": 0.4}}, True),  # it is students who march
        ({"recipients": {"~farmer": 0.4}}, False),
    ],
)
def test_sides_of_a_protest(deed: dict[str, Any], fits: bool) -> None:
    march = one(type="PROTEST", mode="demo", actors={"~student": 0.4})
    assert (part("type", march, other(**deed)) > 0) is fits


@pytest.mark.parametrize(
    ("type_", "ours", "theirs", "low", "high"),
    [
        ("ASSAULT", "aerial", "aerial", 1, 1), ("ASSAULT", "aerial", None, 0, 0),
        ("ASSAULT", "aerial", "explosives", -0.5, -0.1), ("REQUEST", "meet", "yield", -1, -1),
        ("RETREAT", "ceasefire", "resign", -6, -2),
    ],
)  # fmt: skip
def test_mode(type_: str, ours: str, theirs: str | None, low: float, high: float) -> None:
    assert low <= part("mode", one(type=type_, mode=ours), other(type=type_, mode=theirs)) <= high


@pytest.mark.parametrize(("number", "value"), [(4, 0.5), (60, 1.0), (43, 1.5), (44, 0.0)])
def test_figure(number: int, value: float) -> None:
    ours = frozenset({("killed", 4), ("killed", 60), ("killed", 43), ("injured", 44)})
    assert (
        part("figure", one(figures=ours), other(figures=frozenset({("killed", number)}))) == value
    )


@pytest.mark.parametrize(("trigger", "value"), [("shell", 1.0), ("raid", 0.0)])
def test_trigger(trigger: str, value: float) -> None:
    assert part("trigger", one(), other(trigger=trigger)) == value


def test_common_words_for_a_deed_tell_less() -> None:
    assert part("trigger", one(trigger="attack"), other(trigger="attack")) < 1.01
    assert part("trigger", one(trigger="attack"), profile_of([
        replace(CLAIM, article="a2", trigger=t) for t in ("attack", "raid", "siege", "fire")
    ])) < 0.3  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ("planned", "occurred", -1),
        ("occurred", "occurred", 0),
        ("planned", "planned", 0),
        ("hypothetical", "negated", -1),
    ],
)
def test_plan(ours: str, theirs: str, value: float) -> None:
    assert part("plan", one(status=ours), other(status=theirs)) == value


def test_outcome_fits_a_deed() -> None:
    assert part("outcome", one(), other(outcome=True)) == 1
    assert part("outcome", one(outcome=True), other(outcome=True)) == 0


def test_printed_again() -> None:
    assert part("echo", one(), other(echo="e1")) == 1
    assert part("echo", one(), other()) == 0


def test_words_and_context() -> None:
    said, unlike = (
        text_vector("Rockets hit the bakery in Homs"),
        text_vector("Ministers met bankers"),
    )
    assert part("words", one(words=said), other(words=said)) == 1
    assert part("words", one(words=said), other(words=unlike)) == 0
    ours, theirs = one(), other()
    ours.context, theirs.context = dict(said), dict(said)
    assert part("context", ours, theirs) == 1
    theirs.context = dict(unlike)
    assert -1 <= part("context", ours, theirs) < 0


def test_one_report_tells_its_own_events_apart() -> None:
    same = compare_across(one(), one(echo="e2"))
    assert same.features["report"] < 0
    assert "context" not in same.features


@pytest.mark.parametrize(
    ("gap", "near", "words"), [(0, 1.0, False), (120, 0.6, True), (900, 0.0, True)]
)
def test_nearness(gap: int, near: float, words: bool) -> None:
    said = {"bakery": 1.0}
    found = compare_within(one(words=said), one(words=said), gap=gap)
    assert round(found.features.get("nearness", 0.0) / WITHIN["nearness"], 2) == near
    assert ("words" in found.features) is words  # words of one sentence are the same anyway


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ({}, {}, 0), ({}, {"aside": True, "sentence": 300}, -1),
        ({}, {"aside": True, "sentence": 300, "outcome": True}, -1),
        ({"outcome": True}, {"aside": True, "sentence": 300}, -0.3),
        ({"aside": True, "sentence": 300}, {"aside": True, "sentence": 300}, 0),
    ],
)  # fmt: skip
def test_aside(ours: dict[str, Any], theirs: dict[str, Any], value: float) -> None:
    found = compare_within(one(**ours), one(**theirs), gap=300)
    assert round(found.features.get("aside", 0.0) / WITHIN["aside"], 2) == value


def test_the_parts_are_the_sum() -> None:
    found = compare_across(one(figures=frozenset({("killed", 43)})), other(mode="aerial"))
    assert found.score == pytest.approx(sum(found.features.values()), abs=0.05)
    assert set(found.features) == {"type", "date", "place", "trigger", "material"}


@pytest.mark.parametrize(
    ("theirs", "low", "high"),
    [
        ({"#Q2": 1.0}, -4, -2),
        ({"~student": 0.4}, -1, -0.5),
        ({"KEN OPP": 0.4, "~leader": 0.4}, 0.3, 0.5),
        ({"#Q1": 1.0}, 1, 1),
    ],
)
def test_whom_they_arrest_makes_an_arrest_what_it_is(
    theirs: dict[str, float], low: float, high: float
) -> None:
    ours = {"type": "COERCE", "mode": "arrest", "recipients": {"#Q1": 1.0, "KEN OPP": 0.4}}
    found = part("recipient", one(**ours), other(type="COERCE", mode="arrest", recipients=theirs))
    assert low <= found <= high


def test_the_same_day_tells_less_where_no_town_is_known() -> None:
    town, country = part("date", one(), other()), part("date", one(spot=SYRIA), other(spot=SYRIA))
    assert 0 < country < town


# What must hold whatever the numbers are: same deed told twice, and deeds that differ in one thing.
BOMB = {
    "trigger": "bomb",
    "mode": "explosives",
    "words": text_vector("A bomb went off at a market in Homs"),
}


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (BOMB, BOMB | {"words": text_vector("A bomb at a market killed people")}, True),
        (BOMB, BOMB | {"days": (DAY + 7, DAY + 7)}, False),
        (BOMB, BOMB | {"spot": HATRA}, False),
        (BOMB, BOMB | {"spot": HAMA, "words": {}}, False),
        (
            {"type": "REQUEST", "actors": {"#Q1": 1.0}},
            {"type": "REQUEST", "actors": {"#Q2": 1.0}},
            False,
        ),
    ],
)
def test_merges(ours: dict[str, Any], theirs: dict[str, Any], merged: bool) -> None:
    assert (compare_across(one(**ours), other(**theirs)).score >= 0) is merged


def test_two_attacks_in_a_country_on_a_day_are_told_apart_by_their_reports() -> None:
    ours, theirs = one(spot=SYRIA), other(spot=SYRIA)
    ours.context, theirs.context = (
        text_vector("Rockets hit a bakery"),
        text_vector("Drones fell on barracks"),
    )
    assert compare_across(ours, theirs).score < 0
    theirs.context = dict(ours.context)
    assert compare_across(ours, theirs).score >= 0


def test_weights_are_explained_and_sorted() -> None:
    rows = [row for _, row in read_rows("reconcile/weights.csv")]
    names = [row["feature"] for row in rows]
    assert names == sorted(set(names))
    assert all(row["meaning"] for row in rows)
    assert set(WITHIN) == set(ACROSS) == set(names)


def test_a_weight_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, {"feature": "date", "within": "1", "across": "much", "meaning": ""})]
    monkeypatch.setattr(module, "read_rows", lambda _: iter(rows))
    assert module._read_weights("within") == {"date": 1.0}
    with pytest.raises(DataError, match="'much' is no weight"):
        module._read_weights("across")
