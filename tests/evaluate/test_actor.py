from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate.actor import COLUMNS, evaluate_actors, read_actors

TABLE = Path(__file__).parents[1] / "fixtures" / "actors.csv"
SHA256 = "5f852e7ae2131089dd4699888249ae60adccbeac06fc105de42c0cc762265e97"
# 0.01 below what was measured on this table; to be raised, never lowered silently.
FLOORS = {"country_accuracy": 0.98, "sector_accuracy": 0.98, "id_accuracy": 0.98}
ROW = {
    "id": "m1", "published": "2022-01-06", "context": "Kazakh police fired.", "mention": "Kazakh police",
    "home": "KAZ", "scene": "KAZ", "country": "KAZ", "sectors": "COP", "entity_id": "none",
    "kind": "role",
}  # fmt: skip


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_floors() -> None:
    found = evaluate_actors(TABLE)
    assert found["data_sha256"] == SHA256, "another table: measure again, then set floors and hash"
    assert {key: found[key] for key in FLOORS if float(found[key]) < FLOORS[key]} == {}


def test_table_is_what_it_should_be() -> None:
    rows = read_actors(TABLE)
    assert len(rows) >= 400
    assert len({row.id for row in rows}) == len(rows)
    hard = [row for row in rows if row.kind in ("variant", "former", "role")]
    assert len(hard) >= len(rows) / 3


@pytest.mark.parametrize(
    ("changes", "country", "sectors", "ids"),
    [
        ({}, 1.0, 1.0, 1.0),
        ({"country": "RUS"}, 0.0, 1.0, 1.0),
        ({"sectors": "MED|REL"}, 1.0, 0.0, 1.0),
        ({"entity_id": "Q1"}, 1.0, 1.0, 0.0),
        ({"entity_id": ""}, 1.0, 1.0, 0.0),  # not judged: no ids to be right about
    ],
)
def test_scores(
    tmp_path: Path, changes: dict[str, str], country: float, sectors: float, ids: float
) -> None:
    found = evaluate_actors(write(tmp_path / "t.csv", ROW | changes))
    assert (found["country_accuracy"], found["sector_accuracy"]) == (country, sectors)
    assert (found["id_accuracy"], found["n"]) == (ids, 1)


def test_bad_tables(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no rows"):
        evaluate_actors(write(tmp_path / "empty.csv"))
    with pytest.raises(InputError, match="line 2"):
        evaluate_actors(write(tmp_path / "t.csv", ROW | {"mention": "Uzbek police"}))
    (tmp_path / "columns.csv").write_text("id,mention\n1,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="published"):
        evaluate_actors(tmp_path / "columns.csv")
