"""The command line in processes of its own, and what it left behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tocsin

REAL = ("-m", "tocsin")
FAKE = (str(Path(__file__).with_name("fake_tocsin.py")),)


def start(
    *args: object, cwd: Path, command: tuple[str, ...] = FAKE, **known: Any
) -> subprocess.Popen[str]:
    """Start `tocsin`, by default with the coder that needs no model."""
    return subprocess.Popen(
        [sys.executable, *command, *map(str, args)], cwd=cwd, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(tocsin.__file__).parents[1])},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **known,
    )  # fmt: skip


def content(path: Path) -> list[tuple[Any, ...]]:
    """Everything in a database except when it was recorded."""
    connection = sqlite3.connect(path)
    names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    tables = [name for (name,) in connection.execute(names)]
    found: list[tuple[Any, ...]] = []
    for table in tables:
        columns = [
            row[1]
            for row in connection.execute(f"PRAGMA table_info({table})")
            if row[1] != "recorded"
        ]
        found.extend(
            (table, *row) for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
        )
    connection.close()
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError
