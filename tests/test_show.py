from __future__ import annotations

import io
from typing import Any

import pytest

from tocsin.ontology import TYPES
from tocsin.show import COLUMNS, STYLES, Meter, figure_text, mark_claims, one_line, safe


def claim(start: int, end: int, kind: str) -> dict[str, Any]:
    return {"trigger": {"start": start, "end": end}, "event": {"type": kind}}


@pytest.mark.parametrize(
    "character", ["\x1b", "\x07", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800"]
)
def test_characters_that_steer_are_shown(character: str) -> None:
    assert safe(f"a{character}b") == f"a{ascii(character)[1:-1]}b"
    assert safe(f"a{character}b", keep=character) == f"a{character}b"


def test_other_writing_stays() -> None:
    assert one_line("Алматы  «خبر»\n₸") == "Алматы «خبر» ₸"


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ([], "They stormed it."),
        ([claim(5, 12, "ASSAULT")], "They [ASSAULT: stormed] it."),
        ([claim(5, 12, "ASSAULT"), claim(5, 12, "COERCE")], "They [ASSAULT|COERCE: stormed] it."),
        ([claim(5, 12, "ASSAULT"), claim(5, 12, "ASSAULT")], "They [ASSAULT: stormed] it."),
        ([claim(5, 12, "ASSAULT"), claim(8, 15, "AID")], "They [ASSAULT: stormed] it."),
        ([claim(13, 15, "AID"), claim(0, 4, "AID")], "[AID: They] stormed [AID: it]."),
    ],
)
def test_marks(claims: list[dict[str, Any]], shown: str) -> None:
    assert mark_claims("They stormed it.", claims, colour=False).plain == shown
    coloured = mark_claims("They stormed it.", claims, colour=True)
    assert coloured.plain == "They stormed it."
    assert bool(coloured.spans) is bool(claims)


@pytest.mark.parametrize(
    ("low", "high", "approx", "shown"),
    [
        (8, None, False, "killed ≥ 8"),
        (None, 30, False, "killed ≤ 30"),
        (2000, 2000, True, "killed ~2,000"),
        (12, 14, False, "killed 12–14"),
        (None, None, False, "killed ?"),
    ],
)
def test_figures(low: int | None, high: int | None, approx: bool, shown: str) -> None:
    figure = {"measure": "killed", "low": low, "high": high, "approx": approx, "unit": None}
    assert figure_text(figure) == shown


def test_money_has_its_unit() -> None:
    figure = {"measure": "money", "low": 5, "high": 5, "approx": False, "unit": "USD"}
    assert figure_text(figure) == "money 5 USD"


def test_ids_given_are_whole_and_digests_short() -> None:
    assert COLUMNS["id"]({"id": "agency-2022-01-06-protests"}) == "agency-2022-01-06-protests"
    assert COLUMNS["id"]({"id": "ab" * 32}) == "ab" * 6


def test_every_type_has_a_colour() -> None:
    assert set(STYLES) == TYPES


def test_no_progress_where_nobody_watches() -> None:
    stream = io.StringIO()
    with Meter(stream, visible=True) as meter:
        meter.update(1, "1 article")
        meter.say("set aside: \x1b[2J[bold]")
    assert stream.getvalue() == "set aside: \\x1b[2J[bold]\n"
