from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.export.cell import clean, join, join_known, neutralize


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\x00=1", "\ufffd=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("a;=1", "a;'=1"),
        ("a; +1; @b", "a; '+1; '@b"),
        ("a; b", "a; b"),
        ("", ""),
        (-1, -1),
        (-1.5, -1.5),
        (0, 0),
    ],
)
def test_formulas(value: Any, expected: Any) -> None:
    assert neutralize(value) == expected


@given(st.text())
def test_a_cell_is_one_harmless_line(text: str) -> None:
    cell = neutralize(text)
    parts = cell.split(";")  # as a spreadsheet does where the comma is the decimal sign
    assert not any(part.lstrip(" ").startswith(("=", "+", "-", "@")) for part in parts)
    assert len(cell.splitlines()) <= 1
    assert cell.isprintable() or not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in cell)
    assert cell.encode().decode() == cell
    assert clean(clean(text)) == clean(text)


def test_lists() -> None:
    assert join(["a", None, "b"]) == "a; ; b"
    assert join([None, None]) is None
    assert join_known(["a", None, "", "a", "b"]) == "a; b"
    assert join_known([]) is None
