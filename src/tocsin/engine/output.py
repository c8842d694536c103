"""Files that appear whole: written under another name, then renamed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO


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
        with (
            _unfinished(target.resolve()) as unfinished,  # a link stays a link
            unfinished.open("w", encoding="utf-8", newline="\n") as stream,
        ):
            yield stream
            _sync(stream)


@contextmanager
def open_binary(path: str) -> Iterator[BinaryIO]:
    """Open a file for bytes, as `open_output` does for text."""
    target = Path(path)
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
    else:
        with _unfinished(target.resolve()) as unfinished, unfinished.open("wb") as stream:
            yield stream
            _sync(stream)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Yield a path beside a target that takes its place when the block ends without error."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _sync(stream: IO[Any]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
