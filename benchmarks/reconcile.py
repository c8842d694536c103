"""Reconciling at scale: how long, how much memory, and whether the cost per claim stays flat.

Databases of any size are generated, with a seed, from claims that tocsin coded in the sample
stories: made-up events, each with a day, a town, parties and words of its own, told by
one to thirty reports of several claims each; every tenth report is a copy. Days are
added with size, so that the news of a day stays as dense as it is.

    python benchmarks/reconcile.py 10000 100000 1000000
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from tocsin.data import read_rows
from tocsin.engine.known import find_events
from tocsin.engine.reconcile import reconcile
from tocsin.ingest import read_articles
from tocsin.kb.file import open_kb
from tocsin.period import Period
from tocsin.pipeline import Coder
from tocsin.records import Article, Claim, Date, Entity, Outlet, Place, Span, Zone
from tocsin.store import Query, Store

A_DAY = 2_700  # claims of a day: a million a year
START = date(2015, 1, 1)
TOWNS = 3_000
OUTLETS = [f"Outlet {k}" for k in range(200)]


class World:
    """Makes reports of made-up events from real claims; the same for the same seed."""

    def __init__(self, claims: Sequence[Claim], seed: int):
        self.chance = random.Random(seed)
        self.templates = [c for c in claims if c.place is not None] or list(claims)
        self.words = [
            row["stem"] for _, row in read_rows("lexicon/word_weight.csv") if row["stem"].isalpha()
        ]
        self.towns = _towns(self.chance)
        self.number = 0

    def reports(
        self, total: int, *, days: int, first: date = START
    ) -> Iterator[tuple[Article, list[Claim]]]:
        """Yield articles with their claims until there are `total` claims."""
        made = 0
        while made < total:
            for article, claims in self._event(first + timedelta(days=self.chance.randrange(days))):
                if made >= total:
                    return
                made += len(claims)
                yield article, claims

    def _event(self, day: date) -> Iterator[tuple[Article, list[Claim]]]:
        chance = self.chance
        kind = chance.choice(self.templates)
        town = chance.choices(self.towns, weights=[1 / (k + 3) for k in range(len(self.towns))])[0]
        topic = [chance.choice(self.words).title() for _ in range(3)] + chance.sample(
            self.words, 12
        )
        reports = min(30, int(chance.paretovariate(0.9)))
        text = ""
        for _ in range(reports):
            later = day + timedelta(days=int(chance.expovariate(1.0)))
            if not text or chance.random() > 0.1:
                text = self._text(topic)
            yield self._report(kind, town, topic, day, later, text)

    def _text(self, topic: Sequence[str]) -> str:
        sentences = []
        for _ in range(10):
            words = self.chance.sample(topic, 4) + self.chance.choices(self.words, k=14)
            self.chance.shuffle(words)
            sentences.append(" ".join(words).capitalize() + ".")
        return "\n\n".join(sentences)

    def _report(
        self, kind: Claim, town: Place, topic: Sequence[str], day: date, published: date, text: str
    ) -> tuple[Article, list[Claim]]:
        chance = self.chance
        self.number += 1
        article = Article(
            id=f"r{self.number:08}", text=text, sha256=sha256(text.encode()).hexdigest(),
            uri=f"https://example.org/{self.number}", headline=" ".join(topic[:5]), language="en",
            published=f"{published}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
            outlet=Outlet(chance.choice(OUTLETS)), zones=(Zone(0, len(text), text, "body"),),
        )  # fmt: skip
        lines, at = [], 0
        for line in text.split("\n\n"):
            lines.append(Span(at, at + len(line), line))
            at += len(line) + 2
        toll = chance.randrange(1, 60)
        return article, [
            self._claim(kind, article, lines[k], town, topic, day, toll)
            for k in range(chance.randrange(3, 9))
        ]

    def _claim(
        self, kind: Claim, article: Article, line: Span, town: Place, topic: Sequence[str],
        day: date, toll: int,
    ) -> Claim:  # fmt: skip
        word = line.text.split(" ")[0]
        figures = tuple(
            replace(
                f,
                low=toll,
                high=toll,
                start=line.start,
                end=line.start + len(word),
                text=word,
                of=None,
            )
            for f in kind.figures
        )
        ref = replace(
            kind.article,
            id=article.id,
            uri=article.uri,
            outlet=article.outlet,
            published=article.published,
        )
        party = Entity(
            line.start,
            line.start + len(word),
            word,
            name=topic[0],
            country=town.country,
            sectors=("GOV",),
        )
        return replace(
            kind,
            id=sha256(f"{article.id} {line.start}".encode()).hexdigest()[:16],
            article=ref, sentence=line, trigger=Span(line.start, line.start + len(word), word),
            actors=(party,), recipients=(), said_by=kind.said_by[:1] and (),
            date=Date(None, None, None, day.isoformat(), "day", "stated"),
            place=replace(town, start=line.start, end=line.start + len(word), text=word),
            figures=figures, cause=None,
        )  # fmt: skip


def _towns(chance: random.Random) -> list[Place]:
    rows = (
        open_kb()
        .execute(
            "SELECT id, name, lat, lon, country FROM place WHERE population > 20000 AND id > 0 ORDER BY id"
        )
        .fetchall()
    )
    return [
        Place(0, 0, "", name, number, lat, lon, country, None, "city")
        for number, name, lat, lon, country in chance.sample(rows, min(TOWNS, len(rows)))
    ]


def main() -> None:
    """Generate, reconcile and measure databases of the sizes asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="+", type=int, help="claims")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", help="where databases are kept; a temporary one otherwise")
    asked = parser.parse_args()
    coder = Coder()
    articles = [
        a for a in read_articles([str(files("tocsin.data") / "samples")]) if isinstance(a, Article)
    ]
    claims = [claim for _, found in coder.code(articles) for claim in found]
    with tempfile.TemporaryDirectory() as temporary:
        for size in asked.sizes:
            measure(
                Path(asked.folder or temporary) / f"{size}.db",
                size,
                World(claims, asked.seed),
                coder,
            )


def measure(path: Path, size: int, world: World, coder: Coder) -> None:
    """Print one line of measurements for a database of a size."""
    days = max(7, size // A_DAY)
    with Store(path, write=True) as store:
        for article, claims in world.reports(size, days=days):
            store.add(article, claims, coder.coder)
    with Store(path, write=True) as store:
        started = perf_counter()
        tally = reconcile(store)
        whole = perf_counter() - started
        for article, claims in world.reports(1_000, days=7, first=START + timedelta(days=days - 7)):
            store.add(article, claims, coder.coder)
        started = perf_counter()
        reconcile(store)
        more = perf_counter() - started
    with Store(path) as store:
        day = (START + timedelta(days=days // 2)).isoformat()
        country = next(find_events(store, Query(period=Period(day, day))))["place"]["country"]
        times = []
        for _ in range(20):
            started = perf_counter()
            list(find_events(store, Query(country=country, period=Period(day, day))))
            times.append(perf_counter() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9,} claims: {whole:7.1f} s, {1e6 * whole / size:6.0f} µs a claim, {tally.new:,} events; "
        f"1,000 more {more:5.1f} s; country and day {1000 * sorted(times)[18]:5.1f} ms; {memory:,.0f} MB at most"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
