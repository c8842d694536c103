"""A process that codes batches, seen from both of its ends."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

from tocsin.engine.coding import Coding, Found, code_batch
from tocsin.errors import ModelError, TocsinError
from tocsin.records import Article, Coder

Batch = list[tuple[int, Article]]  # articles with their places in the input
_SPAWN = get_context("spawn")  # fork would copy the threads and files of the parent
GRACE = 2.0  # seconds a process may take to end before it is killed


class Worker:
    """The parent's end: one process, and the batch it is at work on."""

    def __init__(self, load: Callable[[], Coding]):
        self.connection, theirs = _SPAWN.Pipe()
        self.batch: Batch = []
        self._process = _SPAWN.Process(target=serve, args=(theirs, load), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe

    def ready(self) -> Coder:
        """Wait until its model is loaded; return the coder's version and model.

        Raises: ModelError: the model can't be loaded, or the process died over it.
        """
        try:
            found = self.connection.recv()
        except (EOFError, OSError) as error:
            raise ModelError(
                f"a worker died while it loaded the model ({self.ending()})"
            ) from error
        if isinstance(found, Coder):
            return found
        raise ModelError(str(found))

    def send(self, batch: Batch) -> None:
        """Give it a batch; a process that is dead shows it in `receive`."""
        self.batch = batch
        with suppress(OSError):
            self.connection.send([article for _, article in batch])

    def receive(self) -> list[Found] | None:
        """Return what it found in its batch, in order, or None when it died over it."""
        try:
            found: list[Found] | str = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(found, str):
            raise TocsinError(found)
        return found

    def ending(self) -> str:
        """Say how the process ended, e.g. "exit code -9"."""
        self._process.join(GRACE)
        return f"exit code {self._process.exitcode}"

    def stop(self) -> None:
        """End the process, at work or not."""
        self.connection.close()
        self._process.terminate()
        self._process.join(GRACE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def serve(connection: Connection, load: Callable[[], Coding]) -> None:
    """The child's end: load, then code batches until the parent closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    with suppress(EOFError, OSError):
        try:
            coding = load()
        except TocsinError as error:
            connection.send(str(error))
            return
        connection.send(coding.coder)
        while True:
            connection.send(_find(coding, connection.recv()))


def _find(coding: Coding, batch: Sequence[Article]) -> list[Found] | str:
    try:
        return list(code_batch(coding, batch))
    except TocsinError as error:  # these don't pickle: they carry data their message is made of
        return str(error)
