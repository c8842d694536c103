"""Killing a run at any moment leaves whole articles, and a rerun completes it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tocsin.store import Store

SENTENCES = (
    "Police said on Tuesday that rebels had stormed the airport of the capital.",
    "At least twelve soldiers were killed in the north, according to the ministry.",
    "The president ordered troops into the city after protesters stormed the town hall.",
    "Union leaders called for a general strike, and hundreds of people marched on Friday.",
)


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return import_module("process")


def write_stories(path: Path, count: int) -> None:
    chance = random.Random(7)
    with path.open("w") as stream:
        for i in range(count):
            text = "\n\n".join([f"Report {i}.", *chance.sample(SENTENCES, 3)])
            record = {"id": f"n{i}", "text": text, "published": "2022-01-06", "language": "en"}
            stream.write(json.dumps(record) + "\n")


def check_whole(path: Path) -> int:
    """Check a database left by a killed run; return how many articles it holds."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    (count,) = connection.execute("SELECT count(*) FROM article").fetchone()
    connection.close()
    return int(count)


def claims_by_article(rows: Sequence[tuple[Any, ...]]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for table, _, article, *_ in (row for row in rows if row[0] == "claim"):
        found[article] = found.get(article, 0) + (table == "claim")
    return found


def run_killed(process: Any, folder: Path, after: float, *options: object, **known: Any) -> None:
    running = process.start(
        "code", "news.jsonl", "--db", "killed.db", "-q", *options, cwd=folder, **known
    )
    time.sleep(after)
    running.kill()
    running.communicate()


def run_whole(process: Any, folder: Path, db: str, *options: object, **known: Any) -> float:
    started = time.monotonic()
    with process.start(
        "code", "news.jsonl", "--db", db, "-q", *options, cwd=folder, **known
    ) as running:
        output = running.communicate(timeout=300)
    assert (running.returncode, *output) == (0, "", "")
    return time.monotonic() - started


@pytest.mark.parametrize("workers", [1, 2])
def test_ten_kills_each_of_a_new_database(process: Any, tmp_path: Path, workers: int) -> None:
    write_stories(tmp_path / "news.jsonl", 400)
    options = ("--workers", workers)
    seconds = run_whole(process, tmp_path, "whole.db", *options)
    whole = process.content(tmp_path / "whole.db")
    chance = random.Random()
    partial = 0
    for _ in range(10 if workers == 1 else 3):
        killed = tmp_path / "killed.db"
        run_killed(process, tmp_path, chance.uniform(0, seconds), *options)
        count = check_whole(killed)
        if count:
            found = claims_by_article(process.content(killed))
            expected = claims_by_article(whole)
            assert found == {key: n for key, n in expected.items() if key <= count}
            partial += count < 400
        run_whole(process, tmp_path, "killed.db", *options)
        assert process.content(killed) == whole
        for file in tmp_path.glob("killed.db*"):
            file.unlink()


@pytest.mark.slow
def test_ten_kills_of_one_database_with_the_real_pipeline(process: Any, tmp_path: Path) -> None:
    write_stories(tmp_path / "news.jsonl", 300)
    known = {"command": process.REAL}
    seconds = run_whole(process, tmp_path, "whole.db", **known)
    again = run_whole(process, tmp_path, "whole.db", **known)  # mostly loading the model
    chance = random.Random()
    counts = [0]
    for _ in range(10):
        run_killed(process, tmp_path, chance.uniform(again / 2, (again + seconds) / 2), **known)
        counts.append(check_whole(tmp_path / "killed.db"))
    assert counts == sorted(counts)
    run_whole(process, tmp_path, "killed.db", **known)
    assert process.content(tmp_path / "killed.db") == process.content(tmp_path / "whole.db")


def test_kills_of_reconcile_and_export(process: Any, tmp_path: Path) -> None:
    fake, chance = import_module("fake_coder"), random.Random()
    with Store(tmp_path / "new.db", write=True) as store:
        for seed in range(6):
            for article, claims in fake.make_crisis(seed=seed):
                name = f"{seed}-{article.id}"
                own = [
                    replace(c, id=f"{seed}-{c.id}", article=replace(c.article, id=name))
                    for c in claims
                ]
                store.add(replace(article, id=name), own, fake.CODER)
    seconds = finish(process, tmp_path, "whole.db", "reconcile")
    whole = process.content(tmp_path / "whole.db")
    for _ in range(4):
        shutil.copy(tmp_path / "new.db", tmp_path / "killed.db")
        kill(process, tmp_path, chance.uniform(0, seconds), "reconcile", "--db", "killed.db")
        with Store(tmp_path / "killed.db") as store:
            assert [p for p in store.verify() if p.kind != "unsealed"] == []
        finish(process, tmp_path, "killed.db", "reconcile", again=True)
        assert process.content(tmp_path / "killed.db") == whole
    out, export = tmp_path / "out.csv", ("export", "--format", "csv", "-o", "out.csv")
    seconds = finish(process, tmp_path, "whole.db", *export, again=True)
    exported = out.read_bytes()
    for _ in range(4):
        out.write_text("old")
        kill(process, tmp_path, chance.uniform(0, seconds), *export, "--db", "whole.db")
        assert out.read_bytes() in (b"old", exported)


def finish(process: Any, folder: Path, db: str, *args: object, again: bool = False) -> float:
    if not again:
        shutil.copy(folder / "new.db", folder / db)
    started = time.monotonic()
    with process.start(*args, "--db", db, cwd=folder) as running:
        told = running.communicate(timeout=300)
    assert running.returncode == 0, told
    return time.monotonic() - started


def kill(process: Any, folder: Path, after: float, *args: object) -> None:
    running = process.start(*args, cwd=folder)
    time.sleep(after)
    running.kill()
    running.communicate()
