"""Writing what a database holds in the formats of others."""

from __future__ import annotations

import sys
from typing import Any

import click

from tocsin.cli.group import cli, filtered, make_query

POLICIES = ("latest", "lowest", "highest", "median", "acled")


def _format(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    from tocsin.export import FORMATS

    if value not in FORMATS:
        raise click.BadParameter(f"{value!r} is none of {', '.join(FORMATS)}")
    return value


@cli.command()
@click.option(
    "--format",
    "name",
    metavar="NAME",
    required=True,
    callback=_format,
    help="claims, events, csv, parquet, geojson, polecat, plover, gdelt, acled, ucdp, "
    "hxl or stata; see docs/exports.md.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where to; - is standard output.",
)
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default="median",
    show_default=True,
    help="How rival figures become one number where the format has room for one.",
)
@click.option(
    "--with-text", is_flag=True, help="Whole texts; refused for articles whose rights reserve it."
)
@click.option(
    "--reserved-too", is_flag=True, help="With --with-text: you have the right to those too."
)
@filtered
def export(
    name: str,
    output: str,
    policy: str,
    with_text: bool,
    reserved_too: bool,
    db: str,
    as_json: bool,
    **asked: Any,
) -> None:
    """Export events or claims in a format of the field; the options filter as in `events`.

    Facts, offsets and quotes of at most 25 words go out, no texts, unless you say so.
    What was left out is told on standard error. --json: what was written, as JSON.
    """
    from tocsin.engine.export import export_store
    from tocsin.show import print_lines
    from tocsin.store import Store

    with Store(db) as store:
        tally = export_store(
            store,
            make_query(asked),
            name,
            output,
            policy=policy,
            texts=with_text,
            reserved_too=reserved_too,
        )
    told = {
        "format": name,
        "records": tally.records,
        "rows": tally.rows,
        "reserved": tally.reserved,
        "left_out": dict(tally.left_out),
    }
    if as_json:
        print_lines([told], sys.stderr)
        return
    click.echo(f"{tally.rows} rows of {tally.records} records", err=True)
    if tally.reserved:
        click.echo(f"{tally.reserved} rows rest on articles whose rights are reserved", err=True)
    for reason, count in sorted(tally.left_out.items()):
        click.echo(f"left out: {count} {reason}", err=True)
