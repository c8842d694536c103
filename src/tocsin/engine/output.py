"""Files that appear whole: written under another name, then renamed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def open_output(path: str) -> Iterator[TextIO]:
    """Open a text file for writing; `-` is standard output.

    The file has its name only once the block has ended without an error. Pipes and
    devices are written to directly.
    """
    target = Path(path)
    if path == "-":
        yield sys.stdout
        sys.stdout.flush()
    elif target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    else:
        with _renamed(target.resolve()) as stream:  # a link stays a link
            yield stream


@contextmanager
def _renamed(target: Path) -> Iterator[TextIO]:
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
