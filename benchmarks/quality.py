"""Codes suites of gold stories, has a scorer compare them, and tabulates the scores.

A suite is a folder of stories (NAME.txt) with their gold (NAME.json), or a crisis: reports.jsonl
with the events that they tell of (gold.json). The scorers are programs of the gold's own:
`SCORER FOLDER --meta` prints the stories as article JSON lines, `SCORER FOLDER CLAIMS --json`
one object of scores, and that of crises `SCORER FOLDER EVENTS --articles ARTICLES --json`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "quality" / "index.md"
BEGIN, END = "<!-- scores -->\n", "<!-- end of scores -->\n"
ROWS = (  # the scorer's name, ours
    ("stories", "stories"),
    ("required", "claims of the gold"),
    ("event_precision", "event precision"),
    ("event_recall", "event recall"),
    ("event_f1", "event F1"),
    ("status_accuracy", "status"),
    ("stance_accuracy", "stance"),
    ("source_accuracy", "nearest source"),
    ("chain_accuracy", "chain of sources"),
    ("actor_f1", "actor F1"),
    ("recipient_f1", "recipient F1"),
    ("date_accuracy", "date"),
    ("place_accuracy", "place"),
    ("place_country_accuracy", "country of the place"),
    ("figure_f1", "figure F1"),
    ("offset_validity", "offsets"),
    ("claims_in_zones", "claims in zones"),
)
CRISIS_ROWS = (
    ("mentions", "mentions of the gold"),
    ("mention_recall", "mentions found"),
    ("mention_b3_f1", "mentions grouped, B3"),
    ("violated_pairs", "distinct events merged"),
    ("figure_recall", "figures found"),
    ("figure_source_recall", "figures with their source"),
    ("consensus_accuracy", "consensus"),
    ("independent_accuracy", "independent reports"),
    ("copies_recall", "copies found"),
    ("copies_extra", "copies that are none"),
)


def score(scorer: str, suite: Path) -> dict[str, Any]:
    """Return the scores of the stories in a folder, as coded now.

    Raises: CalledProcessError: coding or scoring failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        articles, claims = f"{folder}/articles.jsonl", f"{folder}/claims.jsonl"
        Path(articles).write_text(_output(scorer, str(suite), "--meta"), encoding="utf-8")
        _output("-m", "tocsin", "code", articles, "--output", claims, "--quiet")
        found: dict[str, Any] = json.loads(_output(scorer, str(suite), claims, "--json"))
    return found


def score_crisis(scorer: str, suite: Path) -> dict[str, Any]:
    """Return the scores of the events of a crisis, as coded and reconciled now.

    Raises: CalledProcessError: coding, reconciling or scoring failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        reports, db = f"{folder}/reports.jsonl", f"{folder}/crisis.db"
        events, articles = f"{folder}/events.jsonl", f"{folder}/articles.jsonl"
        Path(reports).write_text(_output(scorer, str(suite), "--meta"), encoding="utf-8")
        _output("-m", "tocsin", "code", reports, "--db", db, "--quiet")
        told = _output("-m", "tocsin", "events", "--db", db, "--json", "--expand")
        Path(events).write_text(told, encoding="utf-8")
        read = _output("-m", "tocsin", "articles", "--db", db, "--json")
        Path(articles).write_text(read, encoding="utf-8")
        scored = _output(scorer, str(suite), events, "--articles", articles, "--json")
        found: dict[str, Any] = json.loads(scored)
    return found


def _output(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def make_table(
    rows: Sequence[tuple[str, str]], names: Sequence[str], scores: Sequence[dict[str, Any]]
) -> str:
    """Return the scores as a Markdown table, a column for each suite."""
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    lines += [
        f"| {label} | {' | '.join(_shown(found.get(name)) for found in scores)} |"
        for name, label in rows
    ]
    return "".join(f"{line}\n" for line in lines)


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def write_page(table: str) -> None:
    """Put the table in its place in docs/quality."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(head + BEGIN + table + END + tail, encoding="utf-8")


def main() -> None:
    """Score the suites named, print the table, and write it into the documentation if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("suites", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--scorer", required=True, metavar="FILE")
    parser.add_argument("--crisis-scorer", required=True, metavar="FILE")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/quality")
    asked = parser.parse_args()
    suites = [suite for suite in asked.suites if suite.is_dir()]
    crises = [suite for suite in suites if (suite / "reports.jsonl").is_file()]
    stories = [suite for suite in suites if suite not in crises]
    table = "\n".join((
        make_table(ROWS, [s.name for s in stories], [score(asked.scorer, s) for s in stories]),
        make_table(
            CRISIS_ROWS, [c.name for c in crises],
            [score_crisis(asked.crisis_scorer, c) for c in crises],
        ),
    ))  # fmt: skip
    print(table, end="")
    if asked.write:
        write_page(table)


if __name__ == "__main__":
    main()
