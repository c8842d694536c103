"""Events of a database over time: joined, united, corrected, buried, asked as of a moment."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tocsin.engine.export import export_store
from tocsin.engine.known import find_changes, find_events, get_event
from tocsin.engine.reconcile import reconcile
from tocsin.store import Query, Store

HOMS = "Soldiers shelled the market in Homs on Monday, killing traders, witnesses said."


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    return import_module("fake_coder")


@pytest.fixture
def fill(fake: Any, tmp_path: Path) -> Callable[..., Path]:
    """Adds reports to a database in batches, reconciling after each; returns its path."""

    def fill_database(name: str, *batches: Iterable[Any], batch: int = 4_000) -> Path:
        path = tmp_path / name
        for reports in batches:
            with Store(path, write=True) as store:
                for article, claims in reports:
                    store.add(article, claims, fake.CODER)
                reconcile(store, batch=batch)
        return path

    return fill_database


def partition(path: Path) -> set[frozenset[str]]:
    with Store(path) as store:
        return {frozenset(event["claims"]) for event in store.find_events()}


def ids(path: Path) -> list[str]:
    with Store(path) as store:
        return sorted(event["id"] for event in store.find_events())


def homs(
    fake: Any, name: str, words: str = HOMS, *, killed: int | None = None, **known: Any
) -> Any:
    told = [fake.tell(words, "shelled", place="Homs", day="2023-05-01", recipient="market")]
    if killed is not None:
        toll = f"The hospital said that {killed} people were killed in Homs."
        told.append(fake.tell(toll, "killed", place="Homs", killed=killed, said_by="The hospital"))
    known.setdefault("published", "2023-05-01T18:00:00Z")
    return fake.make_report(name, *told, **known)


@pytest.mark.parametrize("batch", [1, 3, 4_000])
def test_batches_do_not_change_events(fake: Any, fill: Callable[..., Path], batch: int) -> None:
    crisis = fake.make_crisis()
    assert partition(fill("a.db", crisis, batch=batch)) == partition(fill("b.db", crisis))


@pytest.mark.parametrize("seed", range(3))
def test_order_of_arrival_does_not_change_events(
    fake: Any, fill: Callable[..., Path], seed: int
) -> None:
    crisis = fake.make_crisis()
    shuffled = list(crisis)
    random.Random(seed).shuffle(shuffled)
    chunks = [shuffled[k : k + 6] for k in range(0, len(shuffled), 6)]
    assert partition(fill("a.db", *chunks)) == partition(fill("b.db", crisis))


def test_ids_are_the_same_from_scratch(fake: Any, fill: Callable[..., Path]) -> None:
    crisis = fake.make_crisis()
    assert ids(fill("a.db", crisis)) == ids(fill("b.db", reversed(crisis)))


def test_a_rerun_writes_nothing(fake: Any, fill: Callable[..., Path]) -> None:
    path = fill("a.db", fake.make_crisis())
    with Store(path, write=True) as store:
        before = list(store.runs())
        assert str(reconcile(store)).startswith("0 reports")
        assert list(store.runs()) == before
        assert list(store.verify()) == []


def test_a_later_report_is_a_revision(fake: Any, fill: Callable[..., Path]) -> None:
    later = homs(fake, "b", HOMS.replace("witnesses", "residents"), killed=15,
                 published="2023-05-02T08:00:00Z")  # fmt: skip
    path = fill("a.db", [homs(fake, "a", killed=12)], [later])
    with Store(path) as store:
        (event,) = store.find_events()
        assert (event["revision"], event["supersedes"]) == (2, 1)
        assert event["reports"] == ["a", "b"]
        (row,) = event["consensus"]
        assert (row["low"], row["high"], row["sources"]) == (15, 15, ["The hospital"])
        assert [f["superseded"] for f in event["figures"]] == [True, False]
        _, history = get_event(store, event["id"])
    assert [r["consensus"][0]["low"] for r in history] == [12, 15]


def test_as_of_before_the_database_is_what_was_reported_by_then(
    fake: Any, fill: Callable[..., Path]
) -> None:
    later = homs(fake, "b", HOMS.replace("witnesses", "residents"), killed=15,
                 published="2023-05-02T08:00:00Z")  # fmt: skip
    path = fill("a.db", [homs(fake, "a", killed=12), later])
    with Store(path) as store:
        (event,) = find_events(store, Query(as_of="2023-05-01T20:00:00Z"))
        assert (event["reports"], event["consensus"][0]["low"]) == (["a"], 12)
        assert list(find_events(store, Query(as_of="2023-04-30"))) == []
        (change,) = find_changes(store, "2023-05-01T20:00:00Z")
    fields = {row["field"]: (row["before"], row["after"]) for row in change["changes"]}
    assert change["kind"] == "revised"
    assert fields["independent_reports"] == (1, 2)


def test_a_corrected_article_replaces_its_claims(fake: Any, fill: Callable[..., Path]) -> None:
    path = fill("a.db", [homs(fake, "a", killed=12)], [homs(fake, "a", killed=9)])
    with Store(path) as store:
        (event,) = store.find_events()
        assert [f["low"] for f in event["figures"]] == [9]
        assert event["revision"] == 2


def test_a_buried_article_leaves_its_event(fake: Any, fill: Callable[..., Path]) -> None:
    second = homs(fake, "b", HOMS.replace("witnesses", "residents"))
    path = fill("a.db", [homs(fake, "a"), second])
    (name,) = ids(path)
    with Store(path, write=True) as store:
        store.bury("a", "a hoax")
        reconcile(store)
        (event,) = store.find_events()
        assert (event["id"], event["reports"]) == (name, ["b"])
        store.bury("b", "a hoax too")
        reconcile(store)
        assert list(store.find_events()) == []
        assert get_event(store, name)[0]["successors"] == []
        assert list(store.verify()) == []


def test_copies_are_one_voice_and_name_their_origin(fake: Any, fill: Callable[..., Path]) -> None:
    more = fake._fill(random.Random(1))
    wire = homs(fake, "wire", killed=12, more=more)
    copies = [
        homs(fake, f"copy{k}", killed=12, more=more, published="2023-05-01T20:00:00Z")
        for k in range(3)
    ]
    path = fill("a.db", [*copies, wire])
    with Store(path) as store:
        (event,) = store.find_events()
        assert (event["independent_reports"], len(event["copies"])) == (1, 3)
        assert [f["copy"] for f in event["figures"]] == [False, True, True, True]
        origins = {a["id"]: a["copy_of"] for a in store.find_articles()}
    assert origins == {"wire": None, "copy0": "wire", "copy1": "wire", "copy2": "wire"}


@pytest.mark.parametrize("published", ["1970-01-01T00:00:00Z", "2999-01-01", None])
def test_clocks_that_disagree(fake: Any, fill: Callable[..., Path], published: str | None) -> None:
    odd = homs(fake, "odd", HOMS.replace("witnesses", "residents"), killed=40, published=published)
    path = fill("a.db", [homs(fake, "a", killed=12), odd])
    with Store(path) as store:
        (event,) = store.find_events()
    assert event["last_reported"] == "2023-05-01T18:00:00Z"
    assert event["reports"] == ["odd", "a"]


def test_merges_say_why(fake: Any, fill: Callable[..., Path]) -> None:
    path = fill("a.db", fake.make_crisis())
    with Store(path) as store:
        for event in store.find_events():
            for merge in event["merges"]:
                assert set(merge["claims"]) <= set(event["claims"])
                assert merge["score"] == pytest.approx(sum(merge["features"].values()), abs=0.1)


def test_storylines_hold_events_that_are_there(fake: Any, fill: Callable[..., Path]) -> None:
    crisis = fake.make_crisis()
    path = fill("a.db", crisis[:20], crisis[20:])
    with Store(path) as store:
        known = {event["id"] for event in store.find_events()}
        lines = list(store.find_storylines())
        assert lines
        told = [name for line in lines for name in line["events"]]
        assert len(told) == len(set(told)), "an event is in one storyline at most"
        assert set(told) <= known
        shown = {event["id"]: event["storyline"] for event in find_events(store, Query())}
    assert all(shown[name] == line["id"] for line in lines for name in line["events"])


def test_an_export_appears_whole_or_not_at_all(
    fake: Any, fill: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = fill("a.db", fake.make_crisis()), tmp_path / "out.csv"
    out.write_text("old")

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    with Store(path) as store:
        with monkeypatch.context() as patched:
            patched.setattr("tocsin.engine.export.write_export", full)
            with pytest.raises(OSError, match="No space left"):
                _export(store, out)
        assert out.read_text() == "old"
        assert [p.name for p in tmp_path.glob(".out*")] == []
        tally = _export(store, out)
    assert tally.rows == len(out.read_text().splitlines()) - 1 > 3


def _export(store: Store, out: Path) -> Any:
    return export_store(
        store, Query(), "csv", str(out), policy="median", texts=False, reserved_too=False
    )


def test_exports_carry_the_number_of_the_policy(
    fake: Any, fill: Callable[..., Path], tmp_path: Path
) -> None:
    rival = fake.tell("The army said that 4 people were killed in Homs.", "killed", place="Homs",
                      killed=4, said_by="The army", day=None)  # fmt: skip
    story = fake.tell(HOMS, "shelled", place="Homs", day="2023-05-01", recipient="market")
    second = fake.make_report("b", story, rival, published="2023-05-01T19:00:00Z")
    path = fill("a.db", [homs(fake, "a", killed=12), second])
    found = {}
    for policy in ("lowest", "highest"):
        out = tmp_path / f"{policy}.geojson"
        with Store(path) as store:
            export_store(store, Query(), "geojson", str(out), policy=policy, texts=False,
                         reserved_too=False)  # fmt: skip
        found[policy] = json.dumps(json.loads(out.read_text()))
    assert found["lowest"] != found["highest"]
