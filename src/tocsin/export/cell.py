"""Cells of text tables: on one line, harmless in a spreadsheet and on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tocsin.line import UNSAFE

_SPACE = re.compile(r"[\s\x85\u2028\u2029]+")
# Where a spreadsheet may see a formula begin: at the start of a cell, and after a semicolon,
# which parts cells where the comma is the decimal sign.
_FORMULA = re.compile(r"(?:^|(?<=;)) *(?=[=+\-@＝＋－＠])")
MOST = 2**63  # whole numbers from here on have no room in a column of 64 bits
SEPARATOR = "; "


def clean(text: str) -> str:
    r"""Return a text on one line without characters that steer a terminal.

    Line ends, tabs and runs of spaces become one space; control characters, marks of
    writing direction and halves of surrogate pairs become U+FFFD.

    >>> clean("a\r\n\tb\x1b[2J")
    'a b�[2J'
    """
    return UNSAFE.sub("\ufffd", _SPACE.sub(" ", text)).strip(" ")


def neutralize(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: numbers are left as they are.

    >>> neutralize("=1+1"), neutralize("a; =1"), neutralize(-3)
    ("'=1+1", "a; '=1", -3)
    """
    if not isinstance(value, str):
        return value
    return _FORMULA.sub(r"\g<0>'", clean(value))


def fits(value: Any) -> bool:
    """Whether a value is no whole number, or one that a column of 64 bits can hold.

    >>> fits(10**18), fits(10**19), fits("10")
    (True, False, True)
    """
    return not isinstance(value, int) or -MOST <= value < MOST


def join(values: Iterable[Any], separator: str = SEPARATOR) -> str | None:
    """Return the values in one cell, an unknown one empty; None when none is known.

    >>> join(["NATO", None]), join([])
    ('NATO; ', None)
    """
    parts = ["" if value is None else clean(str(value)) for value in values]
    return separator.join(parts) if any(parts) else None


def join_known(values: Iterable[Any], separator: str = SEPARATOR) -> str | None:
    """Return the values that are known in one cell, each once; None when there are none."""
    return join(dict.fromkeys(value for value in values if value not in (None, "")), separator)
