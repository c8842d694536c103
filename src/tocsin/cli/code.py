"""Coding stories, and the demonstration."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tocsin.cli.group import SET_ASIDE, cli
from tocsin.cli.reconcile import reconcile_file
from tocsin.errors import InputError

if TYPE_CHECKING:
    from tocsin.engine import Job, Outcome, Tally


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
@click.option("--no-reconcile", is_flag=True, help="Leave the events of --db as they are.")
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
    no_reconcile: bool,
    quiet: bool,
) -> None:
    """Code stories: text, HTML, JSON and JSON lines, folders, - for standard input.

    Claims go to standard output, or to FILE with -o, or to a database with --db
    (then to standard output only with -o -). Articles that a database has already
    are not coded again. An input that can't be read is set aside with one line on
    standard error, and the rest goes on. At the end the claims of a database are
    joined into events, as `tocsin reconcile` does.
    """
    from tocsin.engine import Job

    if output is None and db is None:
        output = "-"
    if output == articles == "-":
        raise click.UsageError("claims and articles can't both go to standard output")
    job = Job(paths, published, outlet, lang, workers, claims=output, articles=articles, db=db)
    tally = _run(job, quiet=quiet)
    if db is not None and not no_reconcile:
        reconcile_file(db, quiet=quiet)
    if tally.aside:
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
    reconcile_file(results[2], quiet=False)
    with Store(results[2]) as store:
        show.print_table(store.find_claims(), show.DEMO, sys.stdout)
    click.echo("\nWritten: " + ", ".join(results))
    click.echo(f"To read on: tocsin events --db {results[2]}, then tocsin event ID --db …")
