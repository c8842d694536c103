from __future__ import annotations

import pytest

from tocsin.reconcile.group import part_named


@pytest.mark.parametrize(
    ("words", "kind", "label"),
    [
        ("people", "whole", None),
        ("bodies", "whole", None),
        ("Kenyan dead", "own", "Kenyans"),
        ("Kenyan soldiers", "own", "Kenyan soldiers"),
        ("its troops", "own", "soldiers"),
        ("law enforcement officers", "own", "police"),
        ("the group's fighters", "own", "fighters"),
        ("civilians", "own", "civilians"),
        ("citizens", "beside", "civilians"),
        ("bus passengers", "beside", "passengers"),
        ("members of the police", "own", "police"),
        ("people of one village", "whole", None),
    ],
)
def test_part_named(words: str, kind: str, label: str | None) -> None:
    part = part_named(words)
    assert (part.kind, part.label) == (kind, label)
