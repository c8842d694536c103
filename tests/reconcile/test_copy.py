from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reconcile import copy as module
from tocsin.reconcile.copy import (
    EVIDENCE,
    MOST,
    SHARE,
    Change,
    Head,
    Report,
    containment,
    find_copies,
    is_copy,
    new_text,
)
from tocsin.reconcile.shingle import RATE, sample_shingles

BLOCK = 24  # shingles: more than EVIDENCE


class Archive:
    """Reports kept in memory, as a store keeps them."""

    def __init__(self) -> None:
        self.reports: dict[int, Report] = {}
        self.origin: dict[int, int | None] = {}
        self.share: dict[int, float] = {}
        self.postings: dict[int, list[int]] = defaultdict(list)
        self.buried: set[int] = set()
        self.asked = 0  # keys given out by find_shingles

    def find_shingles(self, hashes: Collection[int], *, most: int) -> dict[int, list[int]]:
        found = {h: self.postings[h][:most] for h in hashes if h in self.postings}
        self.asked += sum(map(len, found.values()))
        return found

    def article_heads(self, keys: Collection[int]) -> dict[int, Head]:
        known = (self.reports[k] for k in keys if k in self.reports and k not in self.buried)
        return {r.key: Head(r.id, r.published, r.length, self.origin.get(r.key)) for r in known}

    def article_shingles(self, keys: Collection[int]) -> dict[int, frozenset[int]]:
        return {key: self.reports[key].shingles for key in keys}

    def copies_of(self, keys: Collection[int]) -> dict[int, list[int]]:
        found = defaultdict(list)
        for key, origin in self.origin.items():
            if origin in keys:
                found[origin].append(key)
        return found

    def add(self, reports: Sequence[Report], gone: Collection[int] = ()) -> list[Change]:
        changes = find_copies(iter(reports), self, gone=gone)
        self.buried.update(gone)
        for report in reports:
            self.reports[report.key] = report
            for shingle in report.shingles:
                self.postings[shingle].append(report.key)
        for change in changes:
            self.origin[change.article] = change.origin
            self.share[change.article] = change.share
        return changes

    def copies(self) -> dict[str, str]:
        """Ids of copies with the ids of their origins."""
        ids = {key: report.id for key, report in self.reports.items()}
        return {
            ids[key]: ids[origin]
            for key, origin in self.origin.items()
            if origin is not None and key not in self.buried
        }


def make_report(
    id: str = "a", *blocks: int, published: str | None = "2024-05-01", length: int = 100
) -> Report:
    shingles = frozenset(RATE * (1 + BLOCK * block + i) for block in blocks for i in range(BLOCK))
    return Report(0, id, published, length, shingles)


def arrive(
    reports: Iterable[Report], sizes: Iterable[int] = (), archive: Archive | None = None
) -> Archive:
    """Add reports in batches of the given sizes, the rest at once; keys count arrivals."""
    archive = archive or Archive()
    first = len(archive.reports) + 1
    queue = [report._replace(key=key) for key, report in enumerate(reports, first)]
    for size in sizes:
        batch, queue = queue[:size], queue[size:]
        archive.add(batch)
    archive.add(queue)
    return archive


def group_plainly(reports: Iterable[Report]) -> dict[str, str]:
    """The definition of the module, without an index."""
    origins: list[Report] = []
    copies = {}
    for report in sorted(reports, key=lambda r: (r.published or "~", -r.length, r.id)):
        near = (o for o in origins if is_copy(o.shingles, report.shingles))
        if origin := next(near, None):
            copies[report.id] = origin.id
        else:
            origins.append(report)
    return copies


EARLY, LATE = "2024-05-01T06:00Z", "2024-05-01T09:00Z"


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([make_report("a", 1, 2), make_report("b", 3, 4)], {}, id="nothing shared"),
        pytest.param([make_report("a", 1, 2), make_report("b", 1, 3)], {}, id="half shared"),
        pytest.param(
            [make_report("a", 1, 2, 3), make_report("b", 1, 2, 4)], {"b": "a"}, id="more shared"
        ),
        pytest.param(
            [make_report("a", 1, 2, 3, 4, length=900), make_report("b", 2, length=90)],
            {"b": "a"},
            id="truncated",
        ),
        pytest.param(
            [make_report("a", 1, published=LATE), make_report("b", 1, published=EARLY)],
            {"a": "b"},
            id="the earlier is the origin",
        ),
        pytest.param(
            [make_report("a", 1, published=None), make_report("b", 1, published=LATE)],
            {"a": "b"},
            id="an unknown time comes last",
        ),
        pytest.param(
            [make_report("a", 1, length=90), make_report("b", 1, length=100)],
            {"a": "b"},
            id="then the longer",
        ),
        pytest.param([make_report("b", 1), make_report("a", 1)], {"b": "a"}, id="then the id"),
        pytest.param(
            [
                make_report("a", 1, published="2024-05-01"),
                make_report("b", 2, published="2024-05-02"),
                make_report("digest", 1, 2, published="2024-05-03"),
            ],
            {"digest": "a"},
            id="a digest joins no two stories",
        ),
        pytest.param(
            [
                make_report("v1", 1, 2, 3, published="2024-05-01"),
                make_report("v2", 2, 3, 4, published="2024-05-02"),
                make_report("v3", 3, 4, 5, published="2024-05-03"),
            ],
            {"v2": "v1"},
            id="updates are no chain",
        ),
    ],
)
@pytest.mark.parametrize("sizes", [(), (1, 1, 1)])
@pytest.mark.parametrize("backwards", [False, True])
def test_groups(reports, expected, sizes, backwards):
    ordered = reports[::-1] if backwards else reports
    assert arrive(ordered, sizes).copies() == expected


def test_an_earlier_original_takes_over_the_copies():
    archive = arrive([
        make_report("short", 1, published=EARLY, length=50),
        make_report("same", 1, 2, published=LATE),
    ])  # fmt: skip
    assert archive.copies() == {"same": "short"}
    changes = archive.add([make_report("wire", 1, 2, 3, published="2024-04-30")._replace(key=3)])
    assert changes == [Change(1, 3, 1.0), Change(2, 3, 1.0)]


def test_copies_that_the_new_origin_does_not_have_find_another():
    archive = arrive([
        make_report("a", 1, 2, published="2024-05-02"),
        make_report("b", 2, published="2024-05-03"),
        make_report("c", 2, published="2024-05-04"),
    ])  # fmt: skip
    assert archive.copies() == {"b": "a", "c": "a"}
    changes = archive.add([make_report("first", 1, published="2024-05-01")._replace(key=4)])
    assert changes == [Change(1, 4, 1.0), Change(2, None, 0.0), Change(3, 2, 1.0)]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ([1], {"c": "b", "d": "b", "e": "b"}),
        ([2], {"c": "a", "d": "a", "e": "a"}),
        ([1, 2], {"d": "c", "e": "c"}),
        ([2, 3, 4], {"e": "a"}),
        ([1, 2, 3, 4], {}),
    ],
)
def test_gone_reports_leave_their_copies(gone, expected):
    archive = arrive(make_report(id, 1, published=f"2024-05-0{i}") for i, id in enumerate("abcd"))
    archive.add([], gone)
    archive.add([make_report("e", 1, published="2024-05-09")._replace(key=9)])
    assert archive.copies() == expected


def test_nothing_to_say_of_what_stays_as_it_was():
    archive = arrive([make_report("a", 1), make_report("b", 1)])
    assert archive.add([make_report("z", 2)._replace(key=3)]) == []
    assert find_copies([], archive) == []


moments = st.sampled_from([None, "2024-05-01", "2024-05-02", "2024-05-02T10:00Z", "2024-05-03"])
stories = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, 5), max_size=4), moments, st.sampled_from([60, 80, 100])
    ),
    min_size=1,
    max_size=9,
)


def make_reports(drawn) -> list[Report]:
    return [
        make_report(f"r{i}", *blocks, published=published, length=length)
        for i, (blocks, published, length) in enumerate(drawn)
    ]


@given(stories, st.randoms(use_true_random=False), st.lists(st.integers(1, 4), max_size=9))
def test_order_of_arrival_does_not_matter(drawn, rng, sizes):
    reports = make_reports(drawn)
    expected = group_plainly(reports)
    rng.shuffle(reports)
    archive = arrive(reports, sizes)
    assert archive.copies() == expected
    for key, origin in archive.origin.items():
        if origin is not None:
            samples = archive.reports[key].shingles, archive.reports[origin].shingles
            assert archive.share[key] == containment(*samples)


@given(stories, st.sets(st.integers(1, 9), min_size=1), st.lists(st.integers(1, 4), max_size=9))
def test_what_is_gone_leaves_no_trace(drawn, gone, sizes):
    reports = make_reports(drawn)
    gone = {key for key in gone if key <= len(reports)}
    archive = arrive(reports, sizes)
    late = make_report("late", 1, 2, published="2024-05-01T12:00Z")
    archive.add([late._replace(key=99)], gone)
    left = [report for key, report in enumerate(reports, 1) if key not in gone]
    assert archive.copies() == group_plainly([*left, late])


def count_comparisons(monkeypatch) -> list[int]:
    calls = [0]
    compare = module._compare

    def counted(a, b):
        calls[0] += 1
        return compare(a, b)

    monkeypatch.setattr(module, "_compare", counted)
    return calls


@pytest.mark.parametrize("sizes", [[500] * 20, [10_000]])
def test_ten_thousand_copies_of_one_story(monkeypatch, sizes):
    rng = random.Random(4)
    reports = [
        make_report(f"r{i:05}", *rng.sample(range(5), 3), published=f"2024-05-01T{i:05}")
        for i in range(10_000)
    ]
    reports[0] = make_report("r00000", *range(5), published="2024-05-01T00000")
    rng.shuffle(reports)
    calls = count_comparisons(monkeypatch)
    archive = arrive(reports, sizes)
    assert archive.copies() == {f"r{i:05}": "r00000" for i in range(1, 10_000)}
    assert archive.asked <= 10_000 * 3 * BLOCK * MOST
    assert calls[0] <= 10_000 * 2 * MOST


def test_an_origin_that_comes_last_takes_over_thousands(monkeypatch):
    copies = [make_report(f"r{i:04}", 1, 2, published=f"2024-05-02T{i:04}") for i in range(3_000)]
    archive = arrive(copies)
    calls = count_comparisons(monkeypatch)
    changes = archive.add([make_report("wire", 1, 2, 3, published=EARLY)._replace(key=9_999)])
    assert len(changes) == 3_000
    assert {change.origin for change in changes} == {9_999}
    assert calls[0] <= 3_000 + 2 * MOST


def test_boilerplate_of_thousands_is_no_copy_and_hides_none(monkeypatch):
    boilerplate = [make_report(f"r{i:04}", 0, i, i + 3_000) for i in range(1, 3_000)]
    calls = count_comparisons(monkeypatch)
    archive = arrive([*boilerplate, make_report("z", 0, 2_990, 5_990)], [700] * 5)
    assert archive.copies() == {"z": "r2990"}
    assert calls[0] <= 3_000 * 2 * MOST


@pytest.mark.parametrize(
    ("crowd", "last", "found"), [(MOST - 1, True, True), (MOST, True, False), (MOST, False, True)]
)
def test_older_groups_can_crowd_out_a_pair(crowd, last, found):
    """The one way in which order shows: all that the pair shares is common, and it comes last."""
    common = [
        make_report(f"r{block}{i:02}", block, 10 * i + block + 10, 10 * i + block + 1000)
        for block in range(3)
        for i in range(crowd)
    ]
    pair = [make_report(id, 0, 1, 2, published=LATE) for id in "xy"]
    archive = arrive([*common, *pair] if last else [*pair, *common], [1] * (3 * crowd + 2))
    assert group_plainly([*common, *pair]) == {"y": "x"}
    assert archive.copies() == ({"y": "x"} if found else {})


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ({4, 8, 12}, {4, 8, 12, 16}, 1.0),
        ({4, 8}, {8, 12}, 0.5),
        ({4, 8}, set(), 0.0),
        (set(), set(), 0.0),
        # a short story is held against what a long one would have kept of it
        ({1, 2, 3, 4}, {4, 8, 12}, 1.0),
        ({1, 2, 3}, {4, 8, 12}, 0.0),
    ],
)
def test_containment(a, b, share):
    assert containment(frozenset(a), frozenset(b)) == share
    assert containment(frozenset(b), frozenset(a)) == share


def test_a_few_words_are_no_evidence():
    few, enough = frozenset(range(1, EVIDENCE)), frozenset(range(1, EVIDENCE + 1))
    assert containment(few, few) == 1.0
    assert (is_copy(few, few), is_copy(enough, enough)) == (False, True)
    assert 0.5 < SHARE < 1


ORIGIN = """PORT CITY (Wire) — At least 12 people were hurt when a bomb went off near the port on
Monday, police said. The harbour has been closed since then, and ferries were told to wait at sea.

"We heard a blast and ran," said a docker who was unloading a ship. He did not want to be named.
Nobody has claimed the attack."""

STORY = ORIGIN.replace("on\nMonday", "on Monday").replace("named.\nNobody", "named. Nobody")


@pytest.mark.parametrize(
    ("before", "after", "added"),
    [
        pytest.param("", "", [], id="verbatim"),
        pytest.param("12 people", "twelve people", [], id="house style"),
        pytest.param('"We heard a blast and ran,"', "“We heard a blast and ran,”", [], id="quotes"),
        pytest.param("PORT CITY (Wire) — ", "", [], id="no dateline"),
        pytest.param("on Monday, police said.", "on Monday, said the police.", [], id="edited"),
        pytest.param(" Nobody has claimed the attack.", "", [], id="truncated"),
        pytest.param(
            "Nobody has claimed the attack.",
            "The Interior Ministry blamed separatists.",
            ["The Interior Ministry blamed separatists."],
            id="new sentence",
        ),
        pytest.param(
            "He did not", "Ten fled. He did not", ["Ten fled."], id="new, shorter than a shingle"
        ),
        pytest.param(
            "At least 12 people",
            "At least 15 people",
            [STORY[: STORY.index(" The harbour")].replace("12", "15")],
            id="new figure in an old sentence",
        ),
        pytest.param(
            "near the port", "1.5 km from the port", [], id="a number where there was none"
        ),
    ],
)
def test_new_text(before, after, added):
    copied = STORY.replace(before, after)
    assert [copied[start:end] for start, end in new_text(copied, STORY)] == added


@pytest.mark.parametrize(
    ("copied", "origin", "spans"),
    [
        ("", STORY, []),
        ("\n \n", STORY, []),
        ("Ten died.", "", [(0, 9)]),
        ("  Ten died.\n\n\tGen. Li fled. ", "", [(2, 11), (14, 27)]),
        ("Ten died\nin the port.", "In the port ten died", []),
        ("𝄞 Ten died. Six fled.", "Ten died.", [(12, 21)]),
    ],
)
def test_new_text_is_counted_in_code_points(copied, origin, spans):
    assert new_text(copied, origin) == spans


@given(st.text(alphabet="ab 1.\n“é𝄞", max_size=80), st.text(alphabet="ab 1.\n", max_size=80))
def test_new_text_lies_in_order_in_the_copy(copied, origin):
    spans = new_text(copied, origin)
    assert all(copied[start:end] == copied[start:end].strip() != "" for start, end in spans)
    assert [edge for span in spans for edge in span] == sorted({e for s in spans for e in s})
    assert new_text(copied, copied) == []


def test_a_truncated_story_is_a_copy():
    head = STORY[: STORY.index("He did not")]
    assert is_copy(sample_shingles(STORY), sample_shingles("Blast in port\n" + head + "…"))
