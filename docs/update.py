"""Runs the commands shown in README.md and docs/ and puts their output under them.

A page marks what is run by a comment before a fenced block:

    <!-- run: tocsin events --type PROTEST -->
    ```text
    (output)
    ```

Of a long output, `<!-- run from "Figures" to "Status": tocsin … -->` shows the lines from
the first that begins with the one to before the next that begins with the other; either may
be left out. Commands run in a folder where `tocsin demo` has been run, with TOCSIN_DB naming
its database and tables WIDTH characters wide; each command sees the one `tocsin` of this
environment. In a block of `json`, every line is laid out to be read. The tables of columns in
docs/exports.md come from `tocsin.export`. Without --check the pages are rewritten; with it,
nothing is, and pages that are out of date are named.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.export import render_page

ROOT = Path(__file__).parent.parent
WIDTH = 118  # characters a line of output
_BLOCK = re.compile(
    r'^<!-- run(?: from "(?P<first>[^"\n]+)")?(?: to "(?P<end>[^"\n]+)")?: (?P<command>tocsin .*?) -->\n'
    r"```(?P<language>\w+)\n(?P<output>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def list_pages() -> list[Path]:
    """Return the pages for users: README, CONTRIBUTING and everything in docs/."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def render(text: str, folder: Path) -> str:
    """Return a page with the output of its commands, and its tables, as they are now.

    Args: folder: where `prepare` has put the results of the demo.
    Raises: CalledProcessError: a command fails; LookupError: lines to show are not in its output.
    """

    def shown(block: re.Match[str]) -> str:
        output = run(block["command"], folder)
        if block["language"] == "json":
            output = "\n".join(lay_out(json.loads(line)) for line in output.splitlines())
        lines = [line.rstrip() for line in output.strip().splitlines()]
        marker = block[0].partition("\n")[0]
        body = "\n".join(cut(lines, block["first"], block["end"])).strip("\n")
        return f"{marker}\n```{block['language']}\n{body}\n```"

    return render_page(_BLOCK.sub(shown, text))


def cut(lines: list[str], first: str | None, end: str | None) -> list[str]:
    """Return the lines from one that begins with `first` to before one that begins with `end`.

    Raises: LookupError: no line begins so.
    """
    start = 0 if first is None else find_line(lines, first, after=0)
    return lines[start:] if end is None else lines[start : find_line(lines, end, after=start + 1)]


def find_line(lines: list[str], words: str, *, after: int) -> int:
    """Return the number of the first line from `after` on that begins with some words."""
    for at in range(after, len(lines)):
        if lines[at].startswith(words):
            return at
    raise LookupError(f"no line begins with {words!r}")


def run(command: str, folder: Path) -> str:
    """Run `tocsin …` in a folder and return its standard output."""
    _, *arguments = shlex.split(command)
    known = os.environ | {"COLUMNS": str(WIDTH), "TOCSIN_DB": "tocsin-demo/tocsin.db"}
    return subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments],
        cwd=folder, env=known, stdout=subprocess.PIPE, encoding="utf-8", check=True,
    ).stdout  # fmt: skip


def prepare(folder: Path) -> None:
    """Run the demo in a folder, quietly."""
    subprocess.run(
        [sys.executable, "-m", "tocsin", "demo"], cwd=folder, check=True, capture_output=True
    )


def lay_out(value: Any, *, indent: int = 0, column: int = 0) -> str:
    """Return JSON with an item a line, except that what fits on one line stays on one.

    Args: indent: of the line it begins on; column: where in that line it begins.
    """
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or column + len(line) < WIDTH:
        return line
    inner = indent + 2
    if isinstance(value, dict):
        keys = [f"{json.dumps(key)}: " for key in value]
        parts: list[Any] = list(value.values())
        opening, closing = "{}"
    else:
        keys, parts = [""] * len(value), value
        opening, closing = "[]"
    items = (
        " " * inner + key + lay_out(part, indent=inner, column=inner + len(key))
        for key, part in zip(keys, parts, strict=True)
    )
    return opening + "\n" + ",\n".join(items) + "\n" + " " * indent + closing


def stale_pages() -> Iterator[tuple[Path, str]]:
    """Yield the pages whose shown output is not what the commands print, with the text due."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for page in list_pages():
            text = page.read_text(encoding="utf-8")
            due = render(text, Path(folder))
            if due != text:
                yield page, due


def main() -> None:
    """Rewrite the pages, or with --check say which are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if out of date"
    )
    check = parser.parse_args().check
    stale = 0
    for page, due in stale_pages():
        stale += 1
        sys.stdout.write(f"{'out of date' if check else 'updated'}: {page.relative_to(ROOT)}\n")
        if not check:
            page.write_text(due, encoding="utf-8")
    if check and stale:
        sys.exit(1)


if __name__ == "__main__":
    main()
