"""Reads users' CSV files of actors or places, strictly: a file is right as a whole or refused.

A file with a column `sectors` holds actors, one with `lat` and `lon` places. Its columns
are those of ACTOR or PLACE, in any order; all but the first of each may be left out.
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tocsin.data import read_rows, split_cell
from tocsin.errors import DataError
from tocsin.kb.country import countries_by_code
from tocsin.kb.fold import fold

T = TypeVar("T")
Period = tuple[str, str | None, str | None, str | None]  # id, role, start, end

ACTOR = ("name", "sectors", "aliases", "id", "country", "kind", "role", "start", "end")
PLACE = ("name", "lat", "lon", "aliases", "geonameid", "country", "admin1", "precision")
REQUIRED = {"actor": ("name", "sectors"), "place": ("name", "lat", "lon")}
KINDS = (
    "person", "agency", "alliance", "armed_group", "company", "government", "igo", "movement",
    "ngo", "outlet", "party",
)  # fmt: skip
PRECISIONS = ("point", "city", "admin2", "admin1", "country")
MAX_NAME = 200  # characters
MAX_ROWS = 100_000
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9:._-]{0,99}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_LETTER = re.compile(r"\w")


class Record(NamedTuple):
    """A row as it is stored: `cells` follow the columns of the table it goes into."""

    line: int
    name: str
    aliases: tuple[str, ...]
    cells: tuple[Any, ...]


class _Cells:
    """The cells of one row; a wrong one is refused with its line and column."""

    def __init__(self, path: Path, line: int, row: dict[str, str]):
        self.path, self.line, self.row = path, line, row

    def get(self, column: str) -> str:
        return self.row.get(column, "").strip()

    def take(self, column: str, read: Callable[[str], T]) -> T | None:
        """Return what a cell says, or None when it is empty."""
        return self.need(column, read) if self.get(column) else None

    def need(self, column: str, read: Callable[[str], T]) -> T:
        """Return what a cell says that must not be empty."""
        try:
            return read(self.get(column))
        except ValueError as error:
            raise wrong(self.path, self.line, column, str(error)) from error


def wrong(path: Path, line: int, column: str | None, detail: str) -> DataError:
    """Return the error that names the place in a file."""
    return DataError(str(path), f"column {column}: {detail}" if column else detail, line=line)


def read_table(path: Path) -> tuple[str, list[Record]]:
    """Return "actor" or "place" and the rows of a CSV file.

    Raises: DataError: the first thing that is wrong, with line and column; OSError.
    """
    rows = _read_rows(path)
    line, header = next(rows, (1, []))
    kind = _check_header(path, line, header)
    read = _read_actor if kind == "actor" else _read_place
    records = []
    for line, cells in rows:
        if len(cells) != len(header):
            raise wrong(path, line, None, f"{len(cells)} cells, not {len(header)}")
        records.append(read(_Cells(path, line, dict(zip(header, cells, strict=True)))))
        if len(records) > MAX_ROWS:
            raise wrong(path, line, None, f"more than {MAX_ROWS:,} rows")
    return kind, records


def check_periods(records: Iterable[Record], *, path: Path, known: Iterable[Period]) -> None:
    """Refuse an actor that holds the same role twice at one time.

    Args: known: id, role, start and end of rows that are stored already.
    """
    spells: dict[tuple[str, str | None], list[tuple[str, str, str]]] = {}
    for id_, role, start, end in known:
        spells.setdefault((id_, role), []).append((*_bounds(start, end), "a row added before"))
    for record in records:
        id_, _, _, _, role, start, end = record.cells
        first, last = _bounds(start, end)
        others = spells.setdefault((id_, role), [])
        for began, ended, where in others:
            if first <= ended and began <= last:
                raise wrong(path, record.line, "start", f"overlaps {where} of {id_!r}")
        others.append((first, last, f"line {record.line}"))


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank with the line each begins on."""
    reader = csv.reader(io.StringIO(_decode(path), newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise wrong(path, begins, None, f"no CSV: {error}") from error


def _decode(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise wrong(path, line, None, f"not UTF-8: {error.reason}") from error


def _check_header(path: Path, line: int, header: list[str]) -> str:
    header[:] = [column.strip() for column in header]
    kind = "place" if "lat" in header or "lon" in header else "actor"
    known = PLACE if kind == "place" else ACTOR
    for column in header:
        if column not in known:
            raise wrong(path, line, column, f"no such column; known are {', '.join(known)}")
        if header.count(column) > 1:
            raise wrong(path, line, column, "stands twice")
    for column in REQUIRED[kind]:
        if column not in header:
            raise wrong(path, line, column, "is missing")
    return kind


def _read_actor(cells: _Cells) -> Record:
    name, aliases = _names(cells)
    start, end = cells.take("start", _date), cells.take("end", _date)
    first, last = _bounds(start, end)
    if last < first:
        raise wrong(cells.path, cells.line, "end", f"{end} is before {start}")
    country = cells.take("country", _country)
    kind = cells.take("kind", lambda cell: _one_of(cell, KINDS)) or "person"
    id_ = cells.take("id", _id) or _own_id(name)
    sectors = cells.need("sectors", _sectors)
    role = cells.take("role", _name)
    return Record(cells.line, name, aliases, (id_, country, sectors, kind, role, start, end))


def _read_place(cells: _Cells) -> Record:
    name, aliases = _names(cells)
    return Record(cells.line, name, aliases, (
        cells.take("geonameid", _number),
        cells.need("lat", lambda cell: _degrees(cell, 90)),
        cells.need("lon", lambda cell: _degrees(cell, 180)),
        cells.take("country", _country),
        cells.take("admin1", _name),
        cells.take("precision", lambda cell: _one_of(cell, PRECISIONS)) or "point",
    ))  # fmt: skip


def _names(cells: _Cells) -> tuple[str, tuple[str, ...]]:
    name = cells.need("name", _name)
    return name, cells.take("aliases", lambda cell: tuple(map(_name, split_cell(cell)))) or ()


def _name(cell: str) -> str:
    if len(cell) > MAX_NAME:
        raise ValueError(f"{len(cell):,} characters, more than {MAX_NAME}")
    if not _LETTER.search(cell) or not fold(cell):
        raise ValueError(f"{cell!r} is no name")
    if "|" in cell or _CONTROL.search(cell):
        raise ValueError("a name has no line breaks, control characters or |")
    return cell


def _country(cell: str) -> str:
    if cell not in countries_by_code():
        raise ValueError(f"no country code of ISO 3166 alpha-3: {cell[:20]!r}")
    return cell


def _sectors(cell: str) -> str:
    known = [row["sector"] for _, row in read_rows("ontology/sectors.csv")]
    for sector in split_cell(cell) or ("",):
        _one_of(sector, known)
    return "|".join(split_cell(cell))


def _one_of(cell: str, known: Iterable[str]) -> str:
    if cell not in known:
        raise ValueError(f"{cell[:20]!r} is none of {', '.join(known)}")
    return cell


def _id(cell: str) -> str:
    if not _ID.fullmatch(cell):
        raise ValueError("an id is a letter and up to 99 letters, digits and : . _ -")
    return cell


def _own_id(name: str) -> str:
    return "user:" + re.sub(r"\W+", "-", fold(name))


def _number(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit() or not 0 < len(cell) < 12:
        raise ValueError(f"no GeoNames id: {cell[:20]!r}")
    return int(cell)


def _degrees(cell: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:  # also refuses nan
        raise ValueError(f"no degrees from -{most} to {most}: {cell[:20]!r}")
    return value


def _date(cell: str) -> str:
    match = _DATE.fullmatch(cell)
    if match is None:
        raise ValueError(f"no date like 2019, 2019-03 or 2019-03-20: {cell[:20]!r}")
    year, month, day = (int(part or 1) for part in match.groups())
    if not (year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"no such day: {cell}")
    return cell


def _bounds(start: str | None, end: str | None) -> tuple[str, str]:
    """Return the first and last day of a period as strings that sort; an open end is far off."""
    first, last = start or "0000", end or "9999"
    return first + "-01-01"[len(first) - 4 :], last + "-99-99"[len(last) - 4 :]
