from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tocsin.store import Reconciliation, Store

Tamper = Callable[..., None]
Make = Callable[..., dict[str, Any]]


@pytest.fixture
def whole(version_1: Path, make_event: Make) -> Path:
    """A database with something of everything in it, all of it true."""
    place = {"name": "Almaty", "country": "KAZ", "lat": 43.25, "lon": 76.92}
    with Store(version_1, write=True) as store:
        new = list(store.read_new())
        members = [(key, "e") for _, _, claims in new for key, _ in claims]
        store.add_reconciliation(
            Reconciliation(
                0,
                [key for key, _, _ in new],
                shingles=[(7, 1)],
                copies=[(3, 1, 1), (1, None, 0.0)],
                members=members,
                events=[(make_event("e", place=place), ["x"]), (make_event("f"), ["x"])],
                storylines=[{"id": "s", "revision": 1, "first": None, "events": ["e"]}],
                version="0.test",
            )
        )
        after = store.last_reconciliation()
        store.add_reconciliation(Reconciliation(after, retired=[("f", ["e"])]))
        store.bury("report-2", "taken back")
    return version_1


def problems(path: Path) -> list[tuple[str, str, str]]:
    with Store(path) as store:
        return [tuple(problem) for problem in store.verify()]


def test_all_holds(whole: Path) -> None:
    assert problems(whole) == []
    with Store(whole) as store:
        runs = list(store.runs())
    assert [run["kind"] for run in runs] == ["add", "reconcile", "reconcile", "bury"]
    assert [run["previous"] for run in runs] == ["", *(run["digest"] for run in runs[:-1])]
    assert runs[1]["counts"] == {
        "reconciled": 2, "copy": 2, "member": 3, "event": 2, "storyline": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            "UPDATE article SET text = replace(text, 'Thursday', 'Tuesday!') WHERE key = 1",
            {("text", "article report-1, revision 1"), ("record", "article report-1, revision 1"),
             ("span", "claim report-1:7 of article report-1, revision 1"),
             ("span", "article report-1, revision 1")},
        ),
        ("UPDATE article SET headline = 'x' WHERE key = 1", {("record", "article report-1, revision 1")}),
        ("UPDATE article SET published_utc = NULL WHERE key = 2", {("record", "article report-2, revision 1")}),
        ("UPDATE article SET record = '{' WHERE key = 1", {("record", "article report-1, revision 1")}),
        (
            "UPDATE article SET record = replace(record, 'example.org', 'example.com') WHERE key = 1",
            {("record", "article report-1, revision 1")},
        ),
        ("UPDATE article SET content = 'x' WHERE key = 1",
         {("record", "article report-1, revision 1"), ("chain", "run 1")}),
        ("UPDATE article SET recorded = '2001' WHERE key = 3", {("moment", "article row 3")}),
        ("UPDATE claim SET type = 'AID' WHERE key = 1", {("record", "claim report-1:7")}),
        ("UPDATE claim SET record = '[]' WHERE key = 1",
         {("record", "claim report-1:7"), ("record", "article report-1, revision 1")}),
        ("DELETE FROM claim_country WHERE role = 'actor'", {("record", "claim report-1:7")}),
        ("UPDATE claim_source SET name = 'x'", {("record", "claim report-1:7")}),
        ("DELETE FROM claim WHERE key = 4", {
            ("record", "article report-2, revision 2"), ("file", "member row 3")}),
        ("UPDATE event SET status = 'planned' WHERE id = 'e'", {("record", "event e, revision 1")}),
        ("UPDATE event SET record = replace(record, 'KAZ', 'RUS'), country = 'RUS' WHERE id = 'e'",
         {("record", "event e, revision 1"), ("chain", "run 2")}),
        ("DELETE FROM event_country WHERE country = ''", {("record", "event e, revision 1"), ("record", "event f, revision 1")}),
        ("UPDATE event SET successors = '[]' WHERE successors IS NOT NULL", {("chain", "run 3")}),
        ("UPDATE storyline SET first = '2000'", {("record", "storyline s, revision 1")}),
        ("UPDATE member SET event = 'gone' WHERE key = 1", {("record", "event gone"), ("chain", "run 2")}),
        ("DELETE FROM member WHERE key = 3", {("chain", "run 2")}),
        ("INSERT INTO member (claim, event, run) VALUES (1, 'e', 3)", {("chain", "run 3")}),
        ("UPDATE copy SET origin = 2 WHERE origin = 1", {("chain", "run 2")}),
        ("UPDATE tombstone SET reason = 'x'", {("chain", "run 4")}),
        ("UPDATE run SET digest = 'x' WHERE key = 2", {("chain", "run 2"), ("chain", "run 3")}),
        ("DELETE FROM run WHERE key = 3", {("chain", "event, run 3"), ("chain", "run 4")}),
        ("UPDATE run SET recorded = '2001' WHERE key = 3", {("moment", "run row 3")}),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said(
    whole: Path, tamper: Tamper, sql: str, expected: set[tuple[str, str]]
) -> None:
    tamper(sql)
    found = problems(whole)
    said = {
        (kind, prefix)
        for kind, where, _ in found
        for wanted, prefix in expected
        if wanted == kind and where.startswith(prefix)
    }
    assert said == expected
    stray = [p for p in found if not any(p[0] == k and p[1].startswith(w) for k, w in expected)]
    assert stray == []


def test_a_span_that_is_not_in_the_text(whole: Path, tamper: Tamper) -> None:
    connection = sqlite3.connect(whole)
    (record,) = connection.execute("SELECT record FROM claim WHERE key = 1").fetchone()
    connection.close()
    claim = json.loads(record)
    claim["said_by"][0]["cue"]["start"] -= 1
    tamper("UPDATE claim SET record = ? WHERE key = 1", json.dumps(claim, ensure_ascii=False))
    (span,) = (problem for problem in problems(whole) if problem[0] == "span")
    assert span[2] == "said_by[0].cue says 'said', the text has ' said' there"


def test_a_killed_run_is_not_sealed_and_not_wrong(whole: Path, fake: Any) -> None:
    killed = Store(whole, write=True)
    killed.add(fake.make_article("late", "x"), [], fake.CODER)
    killed._connection.close()  # as after SIGKILL: nobody seals
    assert problems(whole) == [("unsealed", "article row 4", "no run covers it yet")]
    Store(whole, write=True).close()
    assert problems(whole) == []


def test_a_run_for_each_coder(path: Path, fake: Any) -> None:
    from tocsin.records import Coder

    with Store(path, write=True) as store:
        for i, model in enumerate(("small", "small", "large")):
            store.add(fake.make_article(str(i), "x"), [], Coder("0.test", model))
    with Store(path) as store:
        runs = [(run["model"], run["counts"]["article"]) for run in store.runs()]
    assert runs == [("small", 2), ("large", 1)]
    assert problems(path) == []


def test_the_same_work_has_the_same_digest(tmp_path: Path, fake: Any) -> None:
    digests = []
    for name, stops in (("whole", 1), ("interrupted", 3)):
        for _ in range(stops):
            with Store(tmp_path / name, write=True) as store:
                for i in range(3):
                    store.add(fake.make_article(str(i), "x"), [], fake.CODER)
                digests.append([run["digest"] for run in store.runs()])
    with Store(tmp_path / "whole") as one, Store(tmp_path / "interrupted") as other:
        assert [r["digest"] for r in one.runs()] == [r["digest"] for r in other.runs()]
