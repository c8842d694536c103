"""One run of `tocsin code`: inputs in, database rows and files of JSON lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, TextIO

from tocsin.engine.coding import Coded, Coding, load_coder
from tocsin.engine.local import LocalEngine
from tocsin.engine.output import open_output
from tocsin.errors import InputError
from tocsin.line import to_line
from tocsin.records import Article, to_dict
from tocsin.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """What to code and where to put it; None where it is not wanted.

    Attributes: paths: files, folders, "-" for standard input; published, outlet,
    language: stand in where an input does not say; claims, articles: files of JSON
    lines, "-" for standard output; db: the database.
    """

    paths: tuple[str, ...]
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    workers: int = 1
    claims: str | None = None
    articles: str | None = None
    db: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that the database has already, coded by the same coder."""

    article: Article


Outcome = Coded | Stored | InputError


@dataclass(slots=True)
class Tally:
    """What a run did so far. `stored`: articles that were in the database before it."""

    articles: int = 0
    claims: int = 0
    stored: int = 0
    aside: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        match outcome:
            case Coded(claims=claims):
                self.articles += 1
                self.claims += len(claims)
            case Stored():
                self.stored += 1
            case InputError(reason=reason):
                self.aside[reason] += 1

    def __str__(self) -> str:
        parts = [_plural(self.articles, "article"), _plural(self.claims, "claim")]
        if self.stored:
            parts.append(f"{self.stored} stored before")
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(self.aside.items()))
        parts.append(f"{self.aside.total()} set aside" + (f" ({reasons})" if reasons else ""))
        return ", ".join(parts)


def run_job(
    job: Job,
    *,
    watch: Callable[[Outcome, Tally], None] = lambda outcome, tally: None,
    load: Callable[[], Coding] = load_coder,
) -> Tally:
    """Code a job's inputs in order and return what was done.

    Args: watch: called after each outcome with the tally so far; load: makes the coder.
    Raises: ModelError, StoreError: the run can't go on; files don't appear, what the
    database got stays.
    """
    tally = Tally()
    with ExitStack() as stack:
        store = stack.enter_context(Store(job.db, write=True)) if job.db is not None else None
        claims = stack.enter_context(open_output(job.claims)) if job.claims is not None else None
        articles = (
            stack.enter_context(open_output(job.articles)) if job.articles is not None else None
        )
        engine = stack.enter_context(LocalEngine(workers=job.workers, load=load))
        for outcome in _outcomes(job, engine, store):
            if not isinstance(outcome, InputError):
                if claims is not None:
                    _write(claims, _claims(outcome, engine, store))
                if articles is not None:
                    _write(articles, [to_dict(outcome.article)])
            tally.add(outcome)
            watch(outcome, tally)
    return tally


def _outcomes(job: Job, engine: LocalEngine, store: Store | None) -> Iterator[Outcome]:
    outcomes: Iterator[Outcome] = engine.code(_items(job, engine, store))
    for outcome in outcomes:
        if isinstance(outcome, Coded) and store is not None:
            store.add(outcome.article, outcome.claims, engine.coder)
        yield outcome


def _items(
    job: Job, engine: LocalEngine, store: Store | None
) -> Iterator[Article | Stored | InputError]:
    from tocsin.ingest import read_articles  # its libraries take a second

    known = {"published": job.published, "outlet": job.outlet, "language": job.language}
    for item in read_articles(job.paths, **known):
        if isinstance(item, Article) and store is not None and store.has(item, engine.coder):
            yield Stored(item)
        else:
            yield item


def _claims(outcome: Coded | Stored, engine: LocalEngine, store: Store | None) -> Iterable[Any]:
    if isinstance(outcome, Coded):
        return map(to_dict, outcome.claims)
    return store.claims_of(outcome.article, engine.coder) if store is not None else []


def _write(stream: TextIO, records: Iterable[Any]) -> None:
    stream.writelines(to_line(record) + "\n" for record in records)
    stream.flush()


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
