from __future__ import annotations

import pytest

from tocsin.kb.role import find_role


@pytest.mark.parametrize(
    ("phrase", "sectors"),
    [
        ("policemen", ("COP",)),
        ("security forces", ("MIL", "COP")),
        ("judges", ("JUD",)),
        ("deputies", ("LEG",)),
        ("protesters", ("CVL", "OPP")),
        ("refugees", ("REF",)),
        ("Prime Minister", ("GOV",)),
        ("junta", ("GOV", "MIL")),
    ],
)
def test_sectors(phrase: str, sectors: tuple[str, ...]) -> None:
    role = find_role(phrase)
    assert role is not None
    assert role.sectors == sectors


@pytest.mark.parametrize("phrase", ["table", "pass", "", "yesterday"])
def test_no_role(phrase: str) -> None:
    assert find_role(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "local"), [("police", True), ("ambassador", False), ("rebels", False)]
)
def test_local(phrase: str, local: bool) -> None:
    role = find_role(phrase)
    assert role is not None
    assert role.local is local
