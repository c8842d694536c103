"""Keeping a database: reconciling its reports, checking it, hiding an article."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tocsin.cli.group import DB, JSON, NOT_SOUND, cli

if TYPE_CHECKING:
    from tocsin.engine.reconcile import Reconciled


@cli.command()
@DB
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def reconcile(db: str, quiet: bool) -> None:
    """Join the claims of all reports into events, with every rival figure.

    Reads what was added since the last time; events that new reports bear on get a new
    revision, all others stay. A database of an earlier version is brought up to date.
    """
    reconcile_file(db, quiet=quiet, aloud=not quiet)


def reconcile_file(db: str, *, quiet: bool, aloud: bool = False) -> None:
    """Reconcile a database and say what was done; `aloud`: also when nothing was."""
    from tocsin.engine.reconcile import reconcile as run
    from tocsin.show import Meter
    from tocsin.store import Store

    with Meter(sys.stderr, visible=not quiet) as meter, Store(db, write=True) as store:

        def watch(tally: Reconciled) -> None:
            meter.update(tally.articles, str(tally))

        tally = run(store, watch=watch)
    if tally.articles or tally.retired or tally.revised:
        if not quiet:
            meter.say(str(tally))
    elif aloud:
        meter.say("nothing new to reconcile")


@cli.command()
@DB
@JSON
def verify(db: str, as_json: bool) -> None:
    """Check every text, span, record and run against what was written.

    Says what does not hold, one line each; the exit code is 3 when something does not.
    Rows that no run covers yet, as after a killed run, are told and are no fault.
    """
    from tocsin.show import one_line, print_lines
    from tocsin.store import Store

    broken = 0
    with Store(db) as store:
        for problem in store.verify():
            broken += problem.kind != "unsealed"
            if as_json:
                print_lines([problem._asdict()], sys.stdout)
            else:
                click.echo(one_line(f"{problem.kind}: {problem.where}: {problem.detail}"))
        last = list(store.runs())[-1:]
    if not as_json:
        click.echo(f"{broken} problems" if broken else "everything holds")
        for run in last:
            click.echo(f"last run {run['key']}: digest {run['digest']}")
    if broken:
        sys.exit(NOT_SOUND)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--reason", metavar="TEXT", required=True, help="Why; kept in the database.")
@DB
def bury(article_id: str, reason: str, db: str) -> None:
    """Hide an article and its claims from every listing, from now on.

    Nothing is erased: listings as of an earlier moment show it. Its claims leave their
    events at once. ID may be the start of an id.
    """
    from tocsin.store import Store

    with Store(db, write=True) as store:
        click.echo(f"hidden: {store.bury(article_id, reason)}")
    reconcile_file(db, quiet=True)
