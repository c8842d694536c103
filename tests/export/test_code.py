from __future__ import annotations

import pytest

from tocsin.data import read_rows
from tocsin.export.code import (
    cameo_code,
    cameo_quad,
    country_code,
    country_name,
    goldstein_score,
    plover_quad,
    plover_score,
    sector_code,
)
from tocsin.ontology import MODES, SECTORS, TYPES


def rows(table: str) -> list[dict[str, str]]:
    return [row for _, row in read_rows(f"export/{table}.csv")]


def test_every_country_sector_and_type_is_there() -> None:
    ours = [row["alpha3"] for _, row in read_rows("countries.csv")]
    assert [row["alpha3"] for row in rows("countries")] == ours
    assert {row["sector"] for row in rows("sectors")} == SECTORS
    assert {row["armed"] for row in rows("sectors")} == {"state", "group", "no", ""}
    for kind in TYPES:
        assert goldstein_score(cameo_code(kind, None)) is not None
        assert 1 <= plover_quad(kind) <= 4
    known = {(kind, mode) for kind, modes in MODES.items() for mode in {*modes, ""}}
    scored = {(row["type"], row["mode"]) for row in rows("plover_score")}
    assert {pair for pair in scored if pair[1]} <= known
    assert TYPES - {kind for kind, mode in scored if not mode} == {"ACCUSE"}


@pytest.mark.parametrize("scheme", ["numeric", "fips", "cameo", "cow", "gw"])
def test_no_two_countries_share_a_code(scheme: str) -> None:
    codes = [row[scheme] for row in rows("countries") if row[scheme]]
    assert len(codes) == len(set(codes))
    assert len(codes) > 190


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [("numeric", "887"), ("cow", "679"), ("gw", "678"), ("region", "Middle East"), ("fips", "YM")],
)
def test_country_codes(scheme: str, expected: str) -> None:
    assert country_code("YEM", scheme) == expected


def test_what_has_no_code() -> None:
    assert country_code(None, "cow") is None
    assert country_code("XXX", "cow") is None
    assert country_code("ABW", "cow") is None
    assert country_name(None) is None
    assert plover_score("ACCUSE", None) is None
    assert sector_code("REL", "cameo") is None
    assert goldstein_score("99") is None


@pytest.mark.parametrize(("code", "quad"), [("057", 1), ("0874", 2), ("094", 3), ("145", 4)])
def test_quad_classes(code: str, quad: int) -> None:
    assert cameo_quad(code) == quad


def test_scores_lie_between_their_ends() -> None:
    for table in ("goldstein", "plover_score"):
        assert all(-10 <= float(row["score"]) <= 10 for row in rows(table))
    assert goldstein_score("1822") == -9
    assert goldstein_score("1823") == -10
