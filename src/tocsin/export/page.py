"""The tables of docs/exports.md, from the same data the exports are written with."""

from __future__ import annotations

import re

from tocsin.data import read_rows
from tocsin.export.column import load_columns, load_lacks

_BLOCK = re.compile(
    r"^<!-- (?P<kind>columns|table): (?P<name>\w+) -->\n.*?^<!-- end -->$",
    re.MULTILINE | re.DOTALL,
)


def render_page(text: str) -> str:
    """Return a page with its tables as they are now.

    A table stands between `<!-- columns: FORMAT -->`, or `<!-- table: NAME -->` for a table
    of data/export, and `<!-- end -->`.
    """

    def shown(block: re.Match[str]) -> str:
        kind, name = block["kind"], block["name"]
        body = describe_format(name) if kind == "columns" else _table(name)
        return f"<!-- {kind}: {name} -->\n{body}<!-- end -->"

    return _BLOCK.sub(shown, text)


def describe_format(name: str) -> str:
    """Return the columns of a format and what it does not hold, as Markdown.

    >>> describe_format("hxl").splitlines()[0]
    '| column | HXL tag | our field | how |'
    """
    columns = load_columns(name)
    tagged = any(column.tag for column in columns)
    head = ["column", *(["HXL tag"] if tagged else []), "our field", "how"]
    rows = [
        [f"`{c.name}`", *([f"`{c.tag}`"] if tagged else []), _code(c.source), c.how]
        for c in columns
    ]
    lacks = "".join(f"- {_code(lack.fields)}: {lack.why}\n" for lack in load_lacks(name))
    return _markdown(head, rows) + (f"\nNot held:\n\n{lacks}" if lacks else "")


def _table(name: str) -> str:
    rows = [row for _, row in read_rows(f"export/{name}.csv")]
    return _markdown(list(rows[0]), [list(row.values()) for row in rows])


def _code(fields: str) -> str:
    names = [field.strip() for field in fields.split(",") if field.strip()]
    return ", ".join(f"`{name}`" if " " not in name else name for name in names) or "–"


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
