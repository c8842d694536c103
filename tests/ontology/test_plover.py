"""The code lists are PLOVER's, whole and consistent."""

from __future__ import annotations

import pytest

from tocsin.errors import OntologyError
from tocsin.ontology import (
    CONTEXTS,
    MEASURES,
    MODES,
    SECTORS,
    TYPES,
    check_event,
    check_sectors,
)


def test_sixteen_types() -> None:
    assert set(
        "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT "
        "REQUEST RETREAT SANCTION SUPPORT THREATEN".split()
    ) == set(TYPES)


def test_measures_and_sectors() -> None:
    assert set(MEASURES) == set(
        "killed injured arrested missing displaced hostages participants troops money other".split()
    )
    assert set(SECTORS) >= set(
        "GOV MIL COP JUD LEG OPP REB CVL MED BUS EDU REL IGO NGO PTY SPY CRM LAB REF ELI JRN UNS"
        .split()
    )  # fmt: skip


def test_contexts_and_modes() -> None:
    assert {"peacekeeping", "human_rights", "military"} <= CONTEXTS
    assert set(MODES) <= TYPES
    assert {"demo", "riot", "strike", "boycott", "obstruct"} <= MODES["PROTEST"]


@pytest.mark.parametrize(
    ("kind", "mode"), [("PROTEST", "riot"), ("PROTEST", None), ("ASSAULT", ""), ("AID", None)]
)
def test_known_events_pass(kind: str, mode: str | None) -> None:
    check_event(kind, mode, source="table.csv")


@pytest.mark.parametrize(
    ("kind", "mode"), [("ATTACK", None), ("protest", None), ("PROTEST", "arrest"), ("AID", "riot")]
)
def test_unknown_events_raise(kind: str, mode: str | None) -> None:
    with pytest.raises(OntologyError) as caught:
        check_event(kind, mode, source="table.csv", line=4)
    assert (caught.value.source, caught.value.line) == ("table.csv", 4)


def test_sectors_are_checked() -> None:
    check_sectors(["GOV", "MIL"], source="table.csv")
    check_sectors([], source="table.csv")
    with pytest.raises(OntologyError, match="'XYZ'"):
        check_sectors(["GOV", "XYZ"], source="table.csv", line=2)
