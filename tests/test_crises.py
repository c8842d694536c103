"""Floors on crises: sets of reports with the events they tell of, coded and reconciled whole.

The sets of tests/fixtures ship with the source; those of the shared gold, and the scorer,
lie beside it and are skipped where they are not at hand (TOCSIN_SHARED names the folder).
A floor belongs to the data it was measured on: other data fails by its hash.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tocsin.engine.known import find_events
from tocsin.engine.reconcile import reconcile
from tocsin.ingest import read_input
from tocsin.line import to_line
from tocsin.pipeline import Coder
from tocsin.records import Article
from tocsin.store import Query, Store

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(os.environ.get("TOCSIN_SHARED", Path(__file__).parents[2] / "shared")).resolve()
SCORER = SHARED / "score" / "score_events.py"
FOLDERS = {
    **{name: SHARED / "gold" / "crises" / name for name in ("khartoum2019", "kabul2021")},
    **{
        name: FIXTURES / "crises" / name
        for name in ("beirut2020", "minsk2020", "tigray2021", "mosul2017", "bishkek2010")
    },
    "lagos2020": FIXTURES / "crises-heldout" / "lagos2020",
}
MEASURES = (
    "mention_recall", "mention_b3_f1", "figure_recall", "figure_source_recall",
    "consensus_accuracy", "independent_accuracy", "copies_recall",
)  # fmt: skip

# The data that the floors were measured on.
HASHES: dict[str, str] = {
    "khartoum2019": "9d295bfbc98afec6493f5612429db27cbdd6a753352370f9c984707f562564ca",
    "kabul2021": "d4823ed09e10ccf9d1385fa6fdb2bd7aa36ea9ecd151d2bc3ed3e16537f8c251",
    "beirut2020": "18728b94c4fbf03b218b6eec1c8fcf2d96eb1d6a874af9dde757a3be1f2d0c2c",
    "minsk2020": "b7acb3f0948212d49e5059f8a1b8d87bc055938a56e5c947f69e6d5136ae5a29",
    "tigray2021": "3001b77d9e25ce072fa18674ca70ad2df5b44b32340a25826caee7e88763e4dc",
    "mosul2017": "901a2896f20d18652115679a3d94c420d4b98ab258f53edae416556db6a8e7b0",
    "bishkek2010": "3f727bc00a68273665bd3e280ea383da38d30ff6c395a2ece888317f25825902",
    "lagos2020": "a34ce616113ba3f5d6ad55c04d69e7d199a2c8ba261926fa8a454b6d6bd9c092",
}
# Measured, by MEASURES in their order, less 0.02; then pairs of distinct events merged and
# copies that are none, at most. To be raised with the numbers, never lowered silently.
FLOORS: dict[str, tuple[tuple[float, ...], int, int]] = {
    "khartoum2019": ((0.98, 0.98, 0.98, 0.98, 0.98, 0.86, 0.98), 0, 0),
    "kabul2021": ((0.98, 0.93, 0.73, 0.68, 0.64, 0.73, 0.98), 0, 0),
    "beirut2020": ((0.91, 0.73, 0.86, 0.86, 0.98, 0.64, 0.98), 3, 0),
    "minsk2020": ((0.93, 0.85, 0.98, 0.84, 0.38, 0.88, 0.98), 2, 0),
    "tigray2021": ((0.91, 0.86, 0.74, 0.74, 0.98, 0.74, 0.98), 1, 0),
    "mosul2017": ((0.75, 0.84, 0.40, 0.12, 0.18, 0.60, 0.98), 0, 0),
    "bishkek2010": ((0.79, 0.65, 0.29, 0.29, 0.48, 0.45, 0.98), 3, 0),
    "lagos2020": ((0.83, 0.69, 0.61, 0.55, 0.31, 0.58, 0.98), 4, 0),
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def hash_of(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.glob("*.json*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def output(*arguments: str) -> str:
    command = [sys.executable, str(SCORER), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def score(coder: Coder, folder: Path, scratch: Path) -> dict[str, Any]:
    reports, events, articles = (scratch / f"{n}.jsonl" for n in ("reports", "events", "articles"))
    reports.write_text(output(str(folder), "--meta"), encoding="utf-8")
    read = [a for a in read_input(str(reports)) if isinstance(a, Article)]
    with Store(scratch / "crisis.db", write=True) as store:
        for article, claims in coder.code(read):
            store.add(article, claims, coder.coder)
        reconcile(store)
        assert list(store.verify()) == []
        told = map(to_line, find_events(store, Query(), expand=True))
        events.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
        found = map(to_line, store.find_articles())
        articles.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    scored = output(str(folder), str(events), "--articles", str(articles), "--json")
    result: dict[str, Any] = json.loads(scored)
    return result


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of crises is not at hand")
@pytest.mark.parametrize("name", FOLDERS)
def test_floors(name: str, coder: Coder, tmp_path: Path) -> None:
    if not FOLDERS[name].is_dir():
        pytest.skip(f"no {FOLDERS[name]}")
    assert hash_of(FOLDERS[name]) == HASHES[name], (
        f"{FOLDERS[name]} is not what the floors of {name!r} were measured on: measure again, "
        "then set floors and hash in tests/test_crises.py."
    )
    found = score(coder, FOLDERS[name], tmp_path)
    floors, merged, extra = FLOORS[name]
    short = {
        measure: (found[measure], floor)
        for measure, floor in zip(MEASURES, floors, strict=True)
        if found[measure] is not None and found[measure] < floor
    }
    assert short == {}
    assert found["violated_pairs"] <= merged
    assert found["copies_extra"] <= extra
