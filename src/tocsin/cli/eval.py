"""Scoring tocsin on public gold data."""

from __future__ import annotations

import sys

import click

from tocsin import __version__
from tocsin.cli.group import JSON, cli, print_rows

SUITES = {  # suite: module of tocsin.evaluate and its function
    "actors": ("actor", "evaluate_actors"),
    "coreference": ("coreference", "evaluate_coreference"),
    "figures": ("figure", "evaluate_figures"),
    "places": ("place", "evaluate_places"),
}


@cli.command("eval")
@click.argument("suite", type=click.Choice(sorted(SUITES)), metavar="SUITE")
@click.option(
    "--data", "path", metavar="PATH", required=True, type=click.Path(exists=True), help="Gold data."
)
@JSON
def evaluate(suite: str, path: str, as_json: bool) -> None:
    """Score tocsin on public gold data.

    SUITE is one of actors, coreference, figures, places.

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
        print_rows(("MEASURE", "VALUE"), [(name, _value(v)) for name, v in scores.items()])


def _value(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
