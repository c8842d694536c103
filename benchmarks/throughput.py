"""Speed of `tocsin code` as a ratio to its language model alone, memory and start-up time.

Both run as whole processes over the same articles, in turn, several times; the ratio is
the median over the turns of the processor times, so that a busy machine disturbs it
little. The bare model is spaCy's `nlp.pipe` over the same story text, one document an
article, batches of 64. The articles are mixed from the paragraphs of the sample reports
and the golden stories: many distinct sentences, but names recur more than in a month of
news, which favours caches; measure on your own articles with --articles.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "fixtures" / "golden"
COUNT = 500
WORDS = 400  # an article, about what a news story has
BATCH = 64
TARGETS = {"ratio": 1.5, "worker_mib": 600.0, "help_seconds": 0.3}


class Cost(NamedTuple):
    """What a process took: seconds of wall clock and of processor, peak memory in MiB."""

    wall: float
    cpu: float
    mib: float


def story_text(article: Any) -> list[str]:
    """Return the paragraphs of an article that are story."""
    from tocsin.records import STORY_ZONES

    return [zone.text for zone in article.zones if zone.kind in STORY_ZONES]


def read(paths: Sequence[str]) -> Iterator[Any]:
    """Yield the articles that can be read."""
    from tocsin.ingest import read_articles
    from tocsin.records import Article

    return (found for found in read_articles(paths) if isinstance(found, Article))


def make_articles(count: int) -> Iterator[dict[str, str]]:
    """Yield articles of about WORDS words, each from paragraphs drawn without repetition."""
    with as_file(files("tocsin.data") / "samples") as samples:
        stories = [story_text(article) for article in read([str(samples), str(GOLDEN)])]
    headlines = [paragraphs[0] for paragraphs in stories]
    pool = [paragraph for paragraphs in stories for paragraph in paragraphs[1:]]
    draw = random.Random(0)
    for number in range(count):
        text = [draw.choice(headlines)]
        for paragraph in draw.sample(pool, len(pool)):
            if sum(len(part.split()) for part in text) >= WORDS:
                break
            text.append(paragraph)
        yield {
            "id": f"bench-{number}", "headline": text[0], "text": "\n\n".join(text),
            "published": "2024-03-23", "language": "en",
        }  # fmt: skip


def run_bare(path: str) -> None:
    """Parse the story text of articles with the bare model: the other side of the ratio."""
    from tocsin.parse import load_model

    texts = ["\n".join(story_text(article)) for article in read([path])]
    for _ in load_model().pipe(texts, batch_size=BATCH):
        pass


def measure(*command: str) -> Cost:
    """Run a command to its end.

    Raises: CalledProcessError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes there, KiB elsewhere
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def run(articles: str, repetitions: int) -> dict[str, Any]:
    """Measure everything on a file of articles; seconds, MiB and ratios by name."""
    tocsin = (sys.executable, "-m", "tocsin")
    coding = (*tocsin, "code", articles, "--quiet")
    bare = (sys.executable, __file__, "--bare", articles)
    ours, theirs = [], []
    for _ in range(repetitions):
        theirs.append(measure(*bare))
        ours.append(measure(*coding))
    starts = [measure(*tocsin, "--help") for _ in range(2 * repetitions + 1)]
    texts = [story_text(article) for article in read([articles])]
    words = sum(len(paragraph.split()) for text in texts for paragraph in text)
    wall = median(cost.wall for cost in ours)
    return {
        "articles": len(texts),
        "words": words,
        "repetitions": repetitions,
        "tocsin_seconds": wall,
        "tocsin_cpu_seconds": median(cost.cpu for cost in ours),
        "bare_seconds": median(cost.wall for cost in theirs),
        "bare_cpu_seconds": median(cost.cpu for cost in theirs),
        "ratio": median(a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True)),
        "wall_ratio": median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True)),
        "articles_per_second": len(texts) / wall,
        "words_per_second": words / wall,
        "worker_mib": max(cost.mib for cost in ours),
        "help_seconds": median(cost.wall for cost in starts),
    }


def print_table(found: dict[str, Any]) -> None:
    """Print what was measured beside what it should be at most."""
    for name, value in found.items():
        shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
        most = TARGETS.get(name)
        verdict = "" if most is None else f"  at most {most:g}: {'yes' if value <= most else 'NO'}"
        print(f"{name:22}{shown:>12}{verdict}")


def main() -> None:
    """Run the benchmark, or one side of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", metavar="FILE", help="measure on these instead")
    parser.add_argument("--count", type=int, default=COUNT, help="articles to make")
    parser.add_argument("--repetitions", type=int, default=3, help="turns of each side")
    parser.add_argument("--json", metavar="FILE", help="write the numbers here too")
    parser.add_argument("--make", metavar="FILE", help="only write the articles")
    parser.add_argument("--bare", metavar="FILE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare is not None:
        run_bare(asked.bare)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = asked.articles or asked.make or f"{folder}/articles.jsonl"
        if asked.articles is None:
            lines = (json.dumps(article) + "\n" for article in make_articles(asked.count))
            Path(path).write_text("".join(lines), encoding="utf-8")
        if asked.make is not None:
            return
        found = run(path, asked.repetitions)
    print_table(found)
    if asked.json is not None:
        Path(asked.json).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
