"""The `tocsin` command itself, and the options that several commands share.

Everything heavy is imported inside the commands, so that `--help` is instant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin import __version__
from tocsin.errors import TocsinError

if TYPE_CHECKING:
    from tocsin.store import Query

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
SET_ASIDE = 1
UNUSABLE = 2
NOT_SOUND = 3

F = TypeVar("F", bound=Callable[..., Any])


class Commands(click.Group):
    """A group whose commands end with the exit codes the help promises."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of this package and of files become one line and exit code 2."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted; every article stored so far is whole", err=True)
            ctx.exit(INTERRUPTED)
        except (TocsinError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise  # click ends quietly: the reader has seen enough
            from tocsin.show import one_line

            click.echo(f"tocsin: {one_line(str(error))}", err=True)
            ctx.exit(UNUSABLE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="tocsin %(version)s")
def cli() -> None:
    """Read news of political crises as sourced claims.

    Who did what to whom, where, when and how many, according to whom, and
    whether it happened, is planned, alleged or denied.

    Exit codes: 0 done, 1 some inputs were set aside, 2 wrong usage or nothing
    could be done, 3 a database that does not hold what was written, 130 interrupted.
    """


def read_period(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    """Read a period of days from an option."""
    if value is None:
        return None
    from tocsin.store import parse_period

    try:
        return parse_period(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def read_moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Read a moment from an option, as UTC."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no moment like 2024-02-29T10:00") from error
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC).isoformat(timespec="microseconds")


def _type(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from tocsin.ontology import TYPES

    if value is not None and value.upper() not in TYPES:
        raise click.BadParameter(f"{value!r} is none of {', '.join(sorted(TYPES))}")
    return value


def _box(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    if value is None:
        return None
    try:
        west, south, east, north = map(float, value.split(","))
    except ValueError as error:
        raise click.BadParameter("type four numbers: WEST,SOUTH,EAST,NORTH") from error
    return west, south, east, north


DB = click.option("--db", metavar="FILE", envvar="TOCSIN_DB", default="tocsin.db",
                   show_default=True, show_envvar=True, help="The database.")  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="JSON lines instead of a table.")
_FILTERS = (
    DB,
    click.option("--type", metavar="TYPE", callback=_type, help="PLOVER type, e.g. ASSAULT."),
    click.option("--country", metavar="CODE", help="Alpha-3 of an actor, a recipient or the place."),
    click.option("--date", "period", metavar="FROM[..TO]", callback=read_period,
                 help="Days, months or years, e.g. 2022-01-04..2022-02."),
    click.option("--since", metavar="DATE", callback=read_period, help="The same as --date DATE.. "),
    click.option("--until", metavar="DATE", callback=read_period, help="The same as --date ..DATE"),
    click.option("--source", metavar="TEXT", help="Part of the name of somebody who said it."),
    click.option("--box", metavar="W,S,E,N", callback=_box, help="Places inside these degrees."),
    click.option("--search", "words", metavar="WORDS", help="Words in the story, all of them."),
    click.option("--as-of", metavar="MOMENT", callback=read_moment,
                 help="What was known then, in UTC unless it says otherwise; before the database "
                      "began, what the reports published by then say."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many."),
    JSON,
)  # fmt: skip


def filtered(command: F) -> F:
    """Give a command the options that filter listings."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def make_query(asked: dict[str, Any]) -> Query:
    """Return what the options of `filtered` ask for."""
    from tocsin.store import Period, Query

    period, since, until = (asked.pop(name) for name in ("period", "since", "until"))
    if period is not None and (since is not None or until is not None):
        raise click.UsageError("--date can't be combined with --since or --until")
    if since is not None or until is not None:
        period = Period(since and since.first, until and until.last)
    return Query(period=period, **asked)


def print_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table on standard output."""
    from rich.table import Table

    from tocsin.show import make_console, one_line

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(one_line, row))
    make_console(sys.stdout).print(table)
