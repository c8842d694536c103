from __future__ import annotations

import os
from pathlib import Path

import pytest

from tocsin.engine.output import open_output


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    with open_output(str(target)) as stream:
        stream.write("ü\n")
        stream.flush()
        assert not target.exists()
    assert target.read_bytes() == "ü\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_run_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    target.write_text("old\n")

    def interrupted_run() -> None:
        with open_output(str(target)) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted_run()
    assert target.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_not_replaced() -> None:
    with open_output(os.devnull) as stream:
        stream.write("x")
    assert not Path(os.devnull).is_file()


def test_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with open_output("-") as stream:
        stream.write("x\n")
    assert capsys.readouterr().out == "x\n"
