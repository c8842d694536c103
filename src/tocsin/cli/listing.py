"""Listing what a database holds: events, claims, articles."""

from __future__ import annotations

import sys
from typing import Any

import click

from tocsin.cli.group import DB, JSON, cli, filtered, make_query, read_moment


@cli.command()
@filtered
@click.option("--expand", is_flag=True, help="With --json: claims in full, not their ids.")
def events(db: str, as_json: bool, expand: bool, **asked: Any) -> None:
    """List events: what happened by all reports together, one line each, by date.

    REPORTS is how many independent reports tell of it, of how many in all; figures
    are the range that the latest figure of each source spans.
    """
    from tocsin import show
    from tocsin.engine.known import find_events
    from tocsin.store import Store

    with Store(db) as store:
        if store.is_waiting():
            click.echo(f"new reports are not reconciled yet: tocsin reconcile --db {db}", err=True)
        found = find_events(store, make_query(asked), expand=expand)
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.EVENTS, sys.stdout)


@cli.command()
@click.argument("event_id", metavar="ID")
@click.option("--as-of", metavar="MOMENT", callback=read_moment, help="What was known then.")
@DB
@JSON
def event(event_id: str, as_of: str | None, db: str, as_json: bool) -> None:
    """Show one event: who says what, every rival figure, and its history.

    ID may be the start of an id; that of an event which went into another one leads
    to its successor.
    """
    from tocsin import show
    from tocsin.engine.known import get_event
    from tocsin.store import Store

    with Store(db) as store:
        found, history = get_event(store, event_id, as_of=as_of)
    if as_json:
        show.print_lines([found | {"history": history}], sys.stdout)
    else:
        show.print_event(found, history, sys.stdout)


@cli.command()
@filtered
def storylines(db: str, as_json: bool, **asked: Any) -> None:
    """List storylines: the events of one crisis together; filters ask for one such event."""
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_storylines(make_query(asked))
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.STORYLINES, sys.stdout)


@cli.command()
@click.option(
    "--since",
    metavar="MOMENT",
    required=True,
    callback=read_moment,
    help="UTC unless it says otherwise.",
)
@DB
@JSON
def diff(since: str, db: str, as_json: bool) -> None:
    """Show what changed since a moment: articles and events, new, revised, gone.

    For moments before the database began: what reports published since then changed.
    """
    from tocsin import show
    from tocsin.engine.known import find_changes
    from tocsin.store import Store

    with Store(db) as store:
        found = find_changes(store, since)
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.CHANGES, sys.stdout)


@cli.command()
@filtered
def claims(db: str, as_json: bool, **asked: Any) -> None:
    """List claims: which outlet has it from whom, and the sentence it stands in."""
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_claims(make_query(asked))
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.CLAIMS, sys.stdout)


@cli.command()
@filtered
def articles(db: str, as_json: bool, **asked: Any) -> None:
    """List the articles in the database; --date is the day of publication.

    --type, --country, --source and --box ask for a claim that has them.
    """
    from tocsin import show
    from tocsin.store import Store

    with Store(db) as store:
        found = store.find_articles(make_query(asked))
        if as_json:
            show.print_lines(found, sys.stdout)
        else:
            show.print_table(found, show.ARTICLES, sys.stdout)


@cli.command()
@click.argument("article_id", metavar="ID")
@DB
@JSON
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
