"""The command line: options to one call each; the work is done elsewhere.

Importing it imports every command, and nothing that takes time.
"""

from __future__ import annotations

from tocsin.cli import code, eval, export, kb, listing, reconcile
from tocsin.cli.eval import SUITES
from tocsin.cli.group import cli

__all__ = ["SUITES", "cli", "code", "eval", "export", "kb", "listing", "main", "reconcile"]


def main() -> None:
    """Run the command line."""
    cli(prog_name="tocsin")
