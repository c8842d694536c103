"""Articles through the pipeline on this machine, in input order, with bounded memory.

One worker is this process itself; more are processes of their own, each with its
own model, fed in batches (spaCy's own `n_process` gains far less). A process
that dies costs the one article it can't survive: its batch is coded again article by
article, and that article is set aside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Self, TypeVar

from tocsin.engine.coding import Coded, Coding, code_batch, load_coder, to_outcome
from tocsin.engine.worker import Batch, Worker
from tocsin.errors import InputError
from tocsin.records import Article, Coder

T = TypeVar("T")
BATCH = 32  # items: about two seconds of work, so that processes end together
AHEAD = 4  # batches a worker may be ahead of the slowest one


class LocalEngine:
    """Loaded workers; a context manager that ends them.

    Attributes: coder: version and model of what codes.
    Raises: ModelError: on entering, when the model can't be loaded.
    """

    coder: Coder

    def __init__(self, *, workers: int = 1, load: Callable[[], Coding] = load_coder):
        self._load = load
        self._size = workers
        self._coding: Coding | None = None
        self._pool: list[Worker] = []

    def __enter__(self) -> Self:
        if self._size == 1:
            self._coding = self._load()
            self.coder = self._coding.coder
            return self
        try:
            for _ in range(self._size):
                self._pool.append(Worker(self._load))
            coders = [worker.ready() for worker in self._pool]
            self.coder = coders[0]
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker processes, at work or not."""
        while self._pool:
            self._pool.pop().stop()

    def code(self, items: Iterable[Article | T]) -> Iterator[Coded | InputError | T]:
        """Code the articles among the items; everything else passes through in its place."""
        if self._coding is not None:
            return _code_here(self._coding, items)
        return _Spread(self._pool, self._load, items).run()


def _code_here(coding: Coding, items: Iterable[Any]) -> Iterator[Any]:
    source = iter(items)
    while chunk := list(islice(source, BATCH)):
        found = code_batch(coding, [item for item in chunk if isinstance(item, Article)])
        for item in chunk:
            yield to_outcome(item, next(found)) if isinstance(item, Article) else item


class _Spread:
    """One pass over items by a pool: numbers them, hands them out, puts them in order again."""

    def __init__(self, pool: list[Worker], load: Callable[[], Coding], items: Iterable[Any]):
        self._pool = pool
        self._load = load
        self._source = enumerate(items)
        self._again: deque[Batch] = deque()  # articles of batches whose process died
        self._done: dict[int, Any] = {}
        self._read = 0
        self._ended = False
        self._yielded = 0

    def run(self) -> Iterator[Any]:
        while True:
            self._feed()
            while self._yielded in self._done:
                yield self._done.pop(self._yielded)
                self._yielded += 1
            if busy := [worker for worker in self._pool if worker.batch]:
                self._collect(busy)
            elif self._ended and not self._again and self._yielded == self._read:
                return

    def _feed(self) -> None:
        for worker in self._pool:
            if not worker.batch and (batch := self._next()):
                worker.send(batch)

    def _next(self) -> Batch:
        if self._again:
            return self._again.popleft()
        most = BATCH * AHEAD * len(self._pool)
        while not self._ended and self._read - self._yielded < most:
            chunk = list(islice(self._source, BATCH))
            self._ended = len(chunk) < BATCH
            self._read += len(chunk)
            self._done.update((i, item) for i, item in chunk if not isinstance(item, Article))
            if batch := [(i, item) for i, item in chunk if isinstance(item, Article)]:
                return batch
        return []

    def _collect(self, busy: list[Worker]) -> None:
        ready = wait([worker.connection for worker in busy])
        for worker in busy:
            if worker.connection not in ready:
                continue
            found = worker.receive()
            if found is None:
                self._bury(worker)
                continue
            for (i, article), claims in zip(worker.batch, found, strict=True):
                self._done[i] = to_outcome(article, claims)
            worker.batch = []

    def _bury(self, worker: Worker) -> None:
        if len(worker.batch) == 1:
            ((i, article),) = worker.batch
            reason = f"the process coding it died ({worker.ending()})"
            self._done[i] = to_outcome(article, reason)
        else:
            self._again.extend([one] for one in worker.batch)
        worker.stop()
        self._pool[self._pool.index(worker)] = heir = Worker(self._load)
        heir.ready()
