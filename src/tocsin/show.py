"""Records for people to read: tables, a story with its claims marked, progress.

News text is hostile: whatever comes from a story is shown as plain characters,
with anything that could steer a terminal escaped (`safe`), and never read as
rich's markup. Knows the dicts of docs/record-format.md, not where they come from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from types import TracebackType
from typing import Any, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tocsin.data import read_rows
from tocsin.line import UNSAFE, to_line

Record = dict[str, Any]
WIDE = 200  # columns of a table that goes to a file or a pipe
QUOTE = 160  # characters shown of a sentence
COLOURS = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
STYLES = {row["type"]: COLOURS[row["quad"]] for _, row in read_rows("ontology/types.csv")}


def safe(text: str, *, keep: str = "") -> str:
    r"""Return text with characters that could steer a terminal shown as escapes.

    Args: keep: control characters that stay, e.g. line ends.

    >>> print(safe("a\x1b[31mb"))
    a\x1b[31mb
    """

    def shown(found: re.Match[str]) -> str:
        character = found[0]
        return character if character in keep else ascii(character)[1:-1]

    return UNSAFE.sub(shown, text)


def one_line(text: str, *, most: int | None = None) -> str:
    r"""Return text on one line, safe, cut with "…" when longer than `most` characters.

    >>> one_line("at  the\nsquare", most=7)
    'at the…'
    """
    line = safe(" ".join(text.split()))
    return line if most is None or len(line) <= most else line[: most - 1].rstrip() + "…"


def make_console(stream: TextIO) -> Console:
    """Return a console on a stream; wide when nobody sees its edges."""
    wide = None if stream.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(
        file=stream, width=wide, markup=False, emoji=False, highlight=False, legacy_windows=False
    )


def make_table(records: Iterable[Record], columns: Sequence[str]) -> Table:
    """Return a table of records; `columns` are keys of COLUMNS."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, overflow="fold", max_width=_WIDEST.get(name))
    for record in records:
        table.add_row(*(_cell(name, record) for name in columns))
    return table


def _cell(name: str, record: Record) -> Text:
    text = one_line(COLUMNS[name](record))
    return Text(text, style=_style(record) if name == "type" else "")


def _style(record: Record) -> str:
    return STYLES.get(record.get("event", record)["type"], "")


def _change(change: Record) -> str:
    before, after = (_state(change[side]) for side in ("before", "after"))
    return f"{change['field'].replace('_', ' ')}: {before} → {after}"


def _state(value: Any) -> str:
    """Return a field of an event in short."""
    match value:
        case None | []:
            return "–"
        case {"edtf": edtf}:
            return str(edtf)
        case {"name": name}:
            return str(name)
        case list():
            return ", ".join(map(range_text, value))
    return str(value)


def _named(entities: Iterable[Record]) -> str:
    return ", ".join(
        f"{e['name'] or e['text']} ({e['country']})" if e["country"] else e["name"] or e["text"]
        for e in entities
    )


def _kind(record: Record) -> str:
    event = record.get("event", record)
    return f"{event['type']} {event['mode']}" if event["mode"] else str(event["type"])


def _where(claim: Record) -> str:
    place = claim["place"]
    if place is None:
        return ""
    name = place["name"] or place.get("text", "")
    return f"{name} ({place['country']})" if place["country"] else str(name)


def figure_text(figure: Record) -> str:
    """Return a figure in short.

    >>> figure_text({"measure": "killed", "low": 8, "high": None, "approx": False, "unit": None})
    'killed ≥ 8'
    """
    low, high, about = figure["low"], figure["high"], "~" if figure["approx"] else ""
    if low is None and high is None:
        amount = "?"
    elif high is None:
        amount = f"≥ {low:,}"
    elif low is None:
        amount = f"≤ {high:,}"
    else:
        amount = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    unit = f" {figure['unit']}" if figure["unit"] else ""
    return f"{figure['measure']} {about}{amount}{unit}"


def _chain(claim: Record) -> str:
    return " ← ".join(source["name"] or source["text"] for source in claim["said_by"])


def range_text(row: Record) -> str:
    """Return a row of the consensus in short.

    >>> range_text({"measure": "killed", "low": 52, "high": None, "stated": [52, 118],
    ...             "unit": None, "group": None})
    'killed 52–118+'
    """
    low, high = row["stated"]
    more, less = "+" if row["high"] is None else "", "≤ " if row["low"] is None else ""
    amount = "?" if low is None else f"{low:,}" if low == high else f"{low:,}–{high:,}"
    part = f" ({row['group']})" if row["group"] else ""
    unit = f" {row['unit']}" if row["unit"] else ""
    return f"{row['measure']} {less}{amount}{more}{unit}{part}"


def _amounts(record: Record) -> str:
    if "consensus" in record:
        return ", ".join(map(range_text, record["consensus"]))
    return ", ".join(map(figure_text, record["figures"]))


def _short(name: str) -> str:
    """A name as given, a digest by its start."""
    return name[:12] if _DIGEST.fullmatch(name) else name


_DIGEST = re.compile(r"[0-9a-f]{32,}")
COLUMNS: dict[str, Callable[[Record], str]] = {
    "id": lambda record: _short(record["id"]),
    "when": lambda record: record["date"]["edtf"] if record["date"] else "",
    "first": lambda record: record["first"] or "",
    "last": lambda record: record["last"] or "",
    "type": _kind,
    "status": lambda record: str(record["status"]),
    "stance": lambda claim: str(claim["stance"]),
    "who": lambda claim: _named(claim["actors"]),
    "to whom": lambda claim: _named(claim["recipients"]),
    "where": _where,
    "figures": _amounts,
    "said by": _chain,
    "outlet": lambda claim: claim["article"]["outlet"]["name"] or "",
    "sentence": lambda claim: one_line(claim["sentence"]["text"], most=QUOTE),
    "score": lambda claim: f"{claim['score']:.2f}",
    "published": lambda article: (article["published"] or "")[:10],
    "source": lambda article: article["outlet"]["name"] or article["outlet"]["domain"] or "",
    "headline": lambda article: article["headline"] or one_line(article["text"], most=60),
    "complete": lambda article: article["completeness"]["value"],
    "reports": lambda event: f"{event['independent_reports']} of {len(event['reports'])}",
    "title": lambda record: one_line(record["title"], most=QUOTE),
    "events": lambda storyline: str(len(storyline["events"])),
    "countries": lambda storyline: " ".join(storyline["countries"]),
    "what": lambda change: f"{change['what']} {change['kind']}",
    "moment": lambda change: change["moment"][:16],
    "changed": lambda change: "; ".join(map(_change, change["changes"])),
    "copy of": lambda article: _short(article["copy_of"] or ""),
}
COLUMNS |= {
    "time": lambda row: (row["published"] or "")[:16],
    "figure": figure_text,
    "part": lambda figure: figure["group"] or "",
    "by": lambda row: " ← ".join(row["said_by"]) or "the outlet",
    "in": lambda figure: figure["outlet"],
    "marks": lambda figure: _marks_of(figure),
    "revision": lambda row: str(row["revision"]),
    "recorded": lambda row: row["recorded"][:19],
    "state": lambda row: row.get("status") or "went into " + ", ".join(row.get("successors", ())),
    "range": lambda row: ", ".join(map(range_text, row.get("consensus", ()))),
}
FIGURES = ("time", "figure", "part", "by", "in", "marks")
STATUSES = ("time", "status", "stance", "by")
REVISIONS = ("revision", "recorded", "state", "range")
_WIDEST = {
    "sentence": 60,
    "title": 60,
    "changed": 60,
    "range": 60,
    "who": 30,
    "to whom": 30,
    "said by": 30,
    "where": 24,
    "figures": 24,
}
EVENTS = ("id", "when", "type", "status", "who", "to whom", "where", "figures", "reports")
STORY = ("when", "type", "status", "who", "to whom", "where", "figures", "said by")
STORYLINES = ("id", "first", "last", "countries", "events", "title")
CHANGES = ("moment", "what", "id", "title", "changed")
CLAIMS = ("id", "outlet", "said by", "stance", "type", "when", "sentence", "score")
ARTICLES = ("id", "published", "source", "headline", "complete", "copy of")
DEMO = ("when", "type", "who", "to whom", "where", "figures", "status", "said by", "outlet")


def print_lines(records: Iterable[Record], stream: TextIO) -> None:
    """Print records as JSON lines."""
    stream.writelines(to_line(record) + "\n" for record in records)
    stream.flush()


def print_table(records: Iterable[Record], columns: Sequence[str], stream: TextIO) -> None:
    """Print a table of records, or a line that says there are none."""
    table = make_table(records, columns)
    make_console(stream).print(table if table.row_count else "nothing found")


def print_story(article: Record, claims: Sequence[Record], stream: TextIO) -> None:
    """Print an article with the claims marked in its text and listed under it."""
    console = make_console(stream)
    console.print(Text(one_line(article["headline"] or article["id"]), style="bold"))
    for line in _facts(article):
        console.print(Text(one_line(line), style="dim"))
    console.print()
    colour = console.is_terminal and not console.no_color and console.color_system is not None
    console.print(mark_claims(article["text"], claims, colour=colour), soft_wrap=not colour)
    console.print()
    if claims:
        console.print(make_table(claims, (*STORY, "stance")))
    else:
        console.print("no claims")


def print_event(event: Record, history: Sequence[Record], stream: TextIO) -> None:
    """Print one event: what is known, every figure beside its rivals, every claim, its past."""
    console = make_console(stream)
    if "successors" in event:
        into = ", ".join(event["successors"]) or "nothing: its reports were withdrawn"
        console.print(
            Text(one_line(f"event {event['id']} is no more; its claims went into {into}"))
        )
        return
    console.print(Text(one_line(event["summary"]["text"]), style="bold"))
    console.print(make_table([event], EVENTS))
    for title, rows, columns in (
        ("Figures", event["figures"], FIGURES),
        ("Status over time", event["statuses"], STATUSES),
        ("Claims", event["claims"], CLAIMS),
        ("Revisions", history, REVISIONS),
    ):
        if rows:
            console.print(Text(f"\n{title}", style="bold"))
            console.print(make_table(rows, columns))


def _marks_of(figure: Record) -> str:
    marks = [name for name in ("copy", "past", "rejected", "superseded") if figure[name]]
    relation = figure["relation"]
    if relation is not None:
        bounds = {"measure": "", "approx": False, "unit": None, **relation}
        marks.append(f"{relation['kind']}{figure_text(bounds)}")
    return ", ".join(marks)


def _facts(article: Record) -> Iterator[str]:
    outlet, rights, whole = article["outlet"], article["rights"], article["completeness"]
    known = (outlet["name"] or outlet["domain"], article["byline"], article["published"])
    yield " · ".join(fact for fact in (*known, article["uri"], f"id {article['id']}") if fact)
    stated = [rights[key] for key in ("holder", "notice", "usage_terms", "license_url")]
    if rights["tdm_reserved"]:
        stated.append("text and data mining reserved")
    if any(stated):
        yield "Rights: " + " · ".join(words for words in stated if words)
    if whole["value"] == "partial":
        yield f"Not the whole story: {whole['reason'] or 'partial'}"


def mark_claims(text: str, claims: Iterable[Record], *, colour: bool) -> Text:
    """Return a story with each claim's trigger in colour, or in brackets with its type.

    >>> claim = {"trigger": {"start": 7, "end": 14, "text": "stormed"}, "event": {"type": "ASSAULT"}}
    >>> mark_claims("Rebels stormed the base.", [claim], colour=False).plain
    'Rebels [ASSAULT: stormed] the base.'
    """
    marked, at = Text(), 0
    for start, end, types in _marks(claims):
        if start < at:
            continue  # inside a trigger already marked
        marked.append(safe(text[at:start], keep="\n\t"))
        words = safe(text[start:end], keep="\n\t")
        if colour:
            marked.append(words, style=f"underline {STYLES.get(types[0], 'bold')}")
        else:
            marked.append(f"[{'|'.join(types)}: {words}]")
        at = end
    return marked.append(safe(text[at:], keep="\n\t"))


def _marks(claims: Iterable[Record]) -> list[tuple[int, int, list[str]]]:
    found: dict[tuple[int, int], list[str]] = {}
    for claim in claims:
        types = found.setdefault((claim["trigger"]["start"], claim["trigger"]["end"]), [])
        if claim["event"]["type"] not in types:
            types.append(claim["event"]["type"])
    return sorted((start, end, types) for (start, end), types in found.items())


class Meter:
    """A progress line on a terminal, and lines above it; only the lines elsewhere."""

    def __init__(self, stream: TextIO, *, visible: bool):
        self._console = make_console(stream)
        self._visible = visible and self._console.is_terminal
        self._started = monotonic()

    def __enter__(self) -> Self:
        if self._visible:
            self._bar = Progress(
                BarColumn(bar_width=20),
                TextColumn("{task.description}", markup=False),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("loading the language model", total=None)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._visible:
            self._bar.stop()

    def update(self, done: int, counts: str) -> None:
        """Show the counts and how many articles a second that is."""
        if self._visible:
            rate = done / max(monotonic() - self._started, 0.001)
            self._bar.update(self._task, description=f"{counts}, {rate:.1f} articles/s")

    def say(self, line: str) -> None:
        """Print one line that stays."""
        self._console.print(Text(one_line(line)), soft_wrap=True)
