from __future__ import annotations

from time import monotonic
from typing import Any

import pytest

from tocsin.reconcile.event import QUOTE, build_event, shorten

TEXT = "Police fired on marchers in Juliaca on Monday."


def claim(
    report: str = "a", text: str = TEXT, trigger: str = "fired", **more: Any
) -> dict[str, Any]:
    at = text.index(trigger)
    event = {"type": "ASSAULT", "mode": None, "contexts": [], "cameo": "190"} | more.pop(
        "event", {}
    )
    return {
        "id": more.pop("id", f"claim {report} {trigger}"),
        "article": {
            "id": report, "published": more.pop("published", "2023-01-09T12:00:00Z"),
            "outlet": {"name": f"Outlet {report}", "domain": None, "country": None},
        },
        "sentence": {"start": 0, "end": len(text), "text": text},
        "trigger": {"start": at, "end": at + len(trigger), "text": trigger},
        "event": event, "actors": [], "recipients": [], "status": "occurred", "stance": "asserts",
        "said_by": [], "date": None, "place": None, "figures": [], "cause": None, "score": 0.9, **more,
    }  # fmt: skip


def build(*claims: dict[str, Any], origins: dict[str, str] | None = None) -> dict[str, Any]:
    known = origins or {}
    return build_event(claims, origins=known, copied=lambda c: c["article"]["id"] in known)


def when(edtf: str, basis: str = "stated", granularity: str = "day") -> dict[str, Any]:
    return {"edtf": edtf, "granularity": granularity, "basis": basis}


def where(name: str, precision: str, ident: int = 1) -> dict[str, Any]:
    return {
        "name": name, "text": name, "geonameid": ident, "lat": 0.0, "lon": 0.0, "country": "PER",
        "admin1": None, "precision": precision,
    }  # fmt: skip


def said(name: str) -> dict[str, Any]:
    return {
        "start": 0, "end": 4, "text": name, "name": name, "id": None, "kind": "organization", "cue": None,
        "quote": "indirect",
    }  # fmt: skip


def test_copies_are_one_voice() -> None:
    origin = claim("a", event={"type": "COERCE"})
    copies = [claim(f"copy{k}", event={"type": "COERCE"}) for k in range(5)]
    others = [claim(report) for report in "bc"]
    event = build(origin, *copies, *others, origins={f"copy{k}": "a" for k in range(5)})
    assert (event["type"], event["independent_reports"]) == ("ASSAULT", 3)
    assert event["copies"] == [f"copy{k}" for k in range(5)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([when("2023-01-09"), when("2023-01-09"), when("2023-01-08")], "2023-01-09"),
        ([when("2023-01-09"), when("2023-01-12", "published"), when("2023-01-12", "published")], "2023-01-09"),
        ([when("2023-01", granularity="month"), when("2023-01", granularity="month"), when("2023-01-09")], "2023-01-09"),
        ([when("2023-01-12", "published"), None], "2023-01-12"),
        ([None], None),
    ],
)  # fmt: skip
def test_date_by_votes(dates: list[Any], expected: str | None) -> None:
    event = build(*(claim(f"r{k}", date=d) for k, d in enumerate(dates)))
    assert (event["date"] and event["date"]["edtf"]) == expected


def test_a_town_goes_before_the_country_around_it() -> None:
    places = [where("Peru", "country", 2), where("Peru", "country", 2), where("Juliaca", "city")]
    event = build(*(claim(f"r{k}", place=p) for k, p in enumerate(places)))
    assert event["place"]["name"] == "Juliaca"


def test_statuses_over_time() -> None:
    event = build(
        claim("a", status="planned", said_by=[said("Union")], published="2023-01-01"),
        claim("b", status="planned", said_by=[said("Union")], published="2023-01-02"),
        claim("c", status="occurred", said_by=[said("Union")], published="2023-01-05"),
        claim("d", stance="denies", said_by=[said("Ministry")], published="2023-01-06"),
    )
    assert [(s["status"], s["stance"], s["said_by"]) for s in event["statuses"]] == [
        ("planned", "asserts", ["Union"]), ("occurred", "asserts", ["Union"]),
        ("occurred", "denies", ["Ministry"]),
    ]  # fmt: skip


def test_parties_by_how_many_name_them() -> None:
    def police(name: str) -> dict[str, Any]:
        return {"name": name, "text": name, "id": None, "country": "PER", "sectors": ["COP"]}

    event = build(
        claim("a", actors=[police("Riot Police"), police("Army")]),
        claim("b", actors=[police("Army")]),
    )
    assert [p["name"] for p in event["actors"]] == ["Army", "Riot Police"]


def test_summary_is_short_and_leads_back() -> None:
    text = (
        " ".join(f"word{k}" for k in range(40))
        + " fired "
        + " ".join(f"more{k}" for k in range(40))
    )
    summary = build(claim(text=text))["summary"]
    assert len(summary["text"].split()) == QUOTE
    assert "fired" in summary["text"].split()
    assert text[summary["start"] : summary["end"]] == summary["text"]


def test_result_is_independent_of_order() -> None:
    claims = [
        claim(
            f"r{k}", date=when(f"2023-01-0{1 + k % 3}"), place=where(f"Town {k % 2}", "city", k % 2)
        )
        for k in range(8)
    ]
    assert build(*claims) == build(*reversed(claims))


def test_fifty_thousand_claims_take_seconds() -> None:
    claims = [
        claim(f"r{k % 20_000}", id=f"c{k}", said_by=[said(f"Union {k % 500}")], place=where(f"Town {k % 90}", "city", k % 90))
        for k in range(50_000)
    ]  # fmt: skip
    began = monotonic()
    assert len(build(*claims)["claims"]) == 50_000
    assert monotonic() - began < 40  # a quadratic loop takes hours


def test_shorten() -> None:
    assert shorten("a few words") == "a few words"
    assert len(shorten("word " * 60).split()) == QUOTE


def test_the_mode_is_one_of_the_type() -> None:
    """Claims of another type, however many, don't dress the event with their modes."""
    march = {"type": "PROTEST", "mode": "demo", "cameo": "141"}
    event = build(
        claim("a"), claim("b"), claim("c"), claim("d", event=march), claim("e", event=march)
    )
    assert (event["type"], event["mode"], event["cameo"]) == ("ASSAULT", None, "190")
