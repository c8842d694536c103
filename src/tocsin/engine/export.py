"""An export from the database into a file that appears whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tocsin.engine.known import find_events
from tocsin.engine.output import open_binary, open_output
from tocsin.export import FORMATS, Tally, write_export
from tocsin.reconcile.consensus import estimate
from tocsin.store import Query, Store

Record = dict[str, Any]
ESTIMATED = ("killed", "injured", "arrested", "participants")  # what formats have room for


def export_store(
    store: Store,
    query: Query,
    name: str,
    path: str,
    *,
    policy: str,
    texts: bool,
    reserved_too: bool,
) -> Tally:
    """Write what a query finds in one of FORMATS and return what was written.

    Args: path: "-" for standard output; policy: one of `reconcile.consensus.POLICIES`.
    Raises: ExportError: a library is missing, or texts are not to be had; OSError: the
    disk is full, and what stood at the path before stands there still.
    """
    chosen = FORMATS[name]
    records: Iterable[Record] = (
        store.find_claims(query) if chosen.unit == "claims" else _events(store, query, policy)
    )
    with (open_binary if chosen.binary else open_output)(path) as stream:
        return write_export(
            name, records, _Articles(store), stream, texts=texts, reserved_too=reserved_too
        )


def _events(store: Store, query: Query, policy: str) -> Iterator[Record]:
    for event in find_events(store, query, expand=True):
        estimates = {m: estimate(event["figures"], m, policy)._asdict() for m in ESTIMATED}
        yield event | {"estimates": estimates}


class _Articles(Mapping[str, Record]):
    """The articles of a database by id, read when asked for; the last ones are kept."""

    KEPT = 512

    def __init__(self, store: Store):
        self._store = store
        self._read: dict[str, Record] = {}

    def __getitem__(self, name: str) -> Record:
        if name not in self._read:
            if len(self._read) >= self.KEPT:
                self._read.clear()
            keys = self._store.article_keys([name])
            if name not in keys:
                raise KeyError(name)
            self._read[name] = next(iter(self._store.read_articles([keys[name]])))[1]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return (article["id"] for article in self._store.find_articles())

    def __len__(self) -> int:
        return self._store.counts()["articles"]
