from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.reconcile.stream import Item, group_stream
from tocsin.reconcile.word import text_vector

COUP = (
    "Soldiers seized the presidential palace in Ouagadougou.",
    "The palace in Ouagadougou is held by soldiers.",
    "Soldiers who seized the palace in Ouagadougou closed the border.",
)
ROADS = ("Farmers blocked roads near Toulouse.", "Roads near Toulouse are blocked by farmers.")


def items(*dated: tuple[float, str]) -> list[Item]:
    return [Item(day, text_vector(text)) for day, text in dated]


def test_groups_by_words() -> None:
    given_items = items((1, COUP[0]), (1, ROADS[0]), (2, COUP[1]), (2, ROADS[1]), (3, COUP[2]))
    assert group_stream(given_items, window=3) == [[0, 2, 4], [1, 3]]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((1, 3, 5), [[0, 1, 2]]),  # open as long as reports come
        ((1, 3, 6), [[0, 1], [2]]),
        ((1, 3.5, 4), [[0], [1, 2]]),
        ((4, 3.5, 1), [[2], [1, 0]]),  # time decides, not the order given
        ((2, 2, 2), [[0, 1, 2]]),
    ],
)
def test_window(days: Sequence[float], expected: list[list[int]]) -> None:
    assert group_stream(items(*zip(days, COUP, strict=True)), window=2) == expected


@pytest.mark.parametrize(("threshold", "groups"), [(0.3, 2), (1.1, 5)])
def test_threshold(threshold: float, groups: int) -> None:
    given_items = items(*((0.0, text) for text in COUP + ROADS))
    assert len(group_stream(given_items, window=1, threshold=threshold)) == groups


def test_texts_without_words_stay_alone() -> None:
    assert group_stream(items((0, ""), (0, "the"), (0, "")), window=1) == [[0], [1], [2]]
    assert group_stream([], window=1) == []


WORDS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.sampled_from([0.513, 1.0, 2.107, 3.719]), max_size=5
)


@given(
    st.lists(st.tuples(st.integers(0, 6), WORDS), max_size=25),
    st.integers(0, 3),
    st.sampled_from([0.15, 0.35, 0.6]),
)
def test_finds_what_looking_at_every_group_finds(
    texts: list[tuple[int, dict[str, float]]], window: int, threshold: float
) -> None:
    given_items = [Item(day, unit(words)) for day, words in texts]
    found = group_stream(given_items, window=window, threshold=threshold)
    assert sorted(k for group in found for k in group) == list(range(len(texts)))
    assert found == plain(given_items, window, threshold)


def unit(words: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(x * x for x in words.values()))
    return {w: x / length for w, x in words.items()}


def plain(given_items: list[Item], window: float, threshold: float) -> list[list[int]]:
    groups: list[list[int]] = []
    for k in sorted(range(len(given_items)), key=lambda k: given_items[k].day):
        day, vector = given_items[k]
        scored = [
            (likeness(vector, [given_items[j].vector for j in group]), -n)
            for n, group in enumerate(groups)
            if given_items[group[-1]].day >= day - window
        ]
        best, second = sorted([*scored, (-1.0, 0), (-2.0, 0)], reverse=True)[:2]
        assume(best[0] - second[0] > 1e-6 and abs(best[0] - threshold) > 1e-6)  # no ties
        if vector and best[0] >= threshold:
            groups[-best[1]].append(k)
        else:
            groups.append([k])
    return groups


def likeness(vector: dict[str, float], members: list[dict[str, float]]) -> float:
    total: dict[str, float] = {}
    for member in members:
        for w, x in member.items():
            total[w] = total.get(w, 0.0) + x
    length = sqrt(sum(x * x for x in total.values()))
    if not length:
        return -1.0
    return sum(x * total.get(w, 0.0) for w, x in vector.items()) / length
