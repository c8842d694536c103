from __future__ import annotations

from time import monotonic
from typing import Any

import pytest

from tocsin.reconcile.figure import list_figures, live_figures

MEASURES = {"killed": "killed", "injured": "wounded", "arrested": "arrested"}


def claim(text: str, *counts: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """Return a claim with figures (words, measure, low, high, of what); `by` says it."""
    start = more.get("start", 200)
    by, name = more.get("by"), more.get("name")
    report = more.get("report", "a")
    at = text.index(by) if by else 0
    source = {
        "start": start + at, "end": start + at + len(by or ""), "text": by, "name": name, "id": None,
        "kind": more.get("kind", "official"), "cue": None, "quote": "indirect",
    }  # fmt: skip
    return {
        "id": f"{report}-{start}-{more.get('n', 0)}",
        "article": {
            "id": report, "published": more.get("published", "2022-03-01T12:00:00Z"),
            "outlet": {"name": more.get("outlet", f"Outlet {report}"), "domain": None},
        },
        "sentence": {"start": start, "end": start + len(text), "text": text},
        "trigger": {"start": start, "end": start + 4, "text": text[:4]},
        "recipients": [], "actors": [], "stance": more.get("stance", "asserts"),
        "place": {"country": more["country"]} if "country" in more else None,
        "said_by": [source] if by else [],
        "figures": [_figure(text, start, *count) for count in counts],
    }  # fmt: skip


def _figure(
    text: str,
    start: int,
    words: str,
    measure: str,
    low: int | None,
    high: int | None,
    of: str | None = None,
) -> dict[str, Any]:
    at = text.index(words)
    where = text.find(of, at) if of else -1
    return {
        "start": start + at, "end": start + at + len(words), "text": words, "measure": measure,
        "low": low, "high": high, "approx": False, "vague": False, "implicit": False, "unit": None,
        "of": {"start": start + where, "end": start + where + len(of), "text": of} if of else None,
    }  # fmt: skip


def figures(*claims: dict[str, Any], copies: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    return list_figures(claims, copied=lambda c: c["article"]["id"] in copies)


def marks(figure: dict[str, Any]) -> set[str]:
    kind = figure["relation"]["kind"] if figure["relation"] else ""
    return {m for m in ("copy", "past", "rejected", "superseded") if figure[m]} | ({kind} - {""})


TOLL = "The ministry said 9 people were killed."


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The ministry put the toll at 12, up from 9 dead.", "9", {"past"}),
        ("The ministry put the toll at 12, up from 9 dead.", "12", set()),
        ("The toll rose from 9 to 12 dead, the ministry said.", "12", set()),
        ("The toll rose from 9 to 12 dead, the ministry said.", "9", {"past"}),
        ("The ministry raised its toll to 12 from 9.", "9", {"past"}),
        ("The ministry initially said 9 were dead; it now says 12.", "9", {"past"}),
        ("The ministry initially said 9 were dead; it now says 12.", "12", set()),
        (
            "The toll of 12 is higher than the 9 initially reported, the ministry said.",
            "9",
            {"past"},
        ),
        ("The ministry rejected reports that 9 people died; it counts 12.", "9", {"rejected"}),
        ("The ministry described reports of 9 deaths as a fabrication, not 12.", "9", {"rejected"}),
        ("The ministry wrongly gave the toll as 9, 12 being right.", "9", {"past", "rejected"}),
        ("Rejecting any blame, the ministry said 9 people and 12 dogs died.", "9", set()),
    ],
)
def test_earlier_withdrawn_and_rejected_values(text: str, words: str, expected: set[str]) -> None:
    values = [("12", "killed", 12, 12), ("9", "killed", 9, 9)]
    found = figures(claim(text, *(v for v in values if v[0] in text), by="ministry"))
    figure = next(f for f in found if f["span"]["text"] == words)
    assert marks(figure) & {"past", "rejected"} == expected


def test_a_source_supersedes_itself_alone() -> None:
    found = figures(
        claim(TOLL, ("9", "killed", 9, 9), by="The ministry", name="Health Ministry"),
        claim("Medics said 30 died.", ("30", "killed", 30, 30), by="Medics", start=400),
        claim("The ministry said 12 died.", ("12", "killed", 12, 12), by="The ministry",
              name="Health Ministry", report="b", published="2022-03-02T12:00:00Z"),
    )  # fmt: skip
    assert [(f["low"], marks(f)) for f in found] == [
        (9, {"superseded"}), (30, set()), (12, {"supersedes"}),
    ]  # fmt: skip
    assert found[2]["relation"] == {"kind": "supersedes", "low": 9, "high": 9, "claim": "a-200-0"}


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "kind"),
    [
        ("The ministry said 7 people were killed.", "7", 7, 7, "revises"),
        ("The ministry corrected its toll to 12 dead.", "12", 12, 12, "revises"),
        ("The ministry said 12 people were killed.", "12", 12, 12, "supersedes"),
        ("The ministry said 9 people were killed.", "9", 9, 9, None),
    ],
)
def test_how_a_later_value_bears_on_the_earlier(
    text: str, words: str, low: int, high: int, kind: str | None
) -> None:
    later = claim(text, (words, "killed", low, high), by="The ministry", report="b",
                  published="2022-03-02T12:00:00Z", name="Health Ministry")  # fmt: skip
    found = figures(
        claim(TOLL, ("9", "killed", 9, 9), by="The ministry", name="Health Ministry"), later
    )
    assert (found[1]["relation"] or {}).get("kind") == kind
    assert marks(found[0]) == {"superseded"}


def test_what_is_taken_back_is_gone_without_a_new_value() -> None:
    found = figures(
        claim(TOLL, ("9", "killed", 9, 9), by="The ministry", name="Health Ministry"),
        claim("The ministry took back its report of 9 deaths.", ("9", "killed", 9, 9), by="The ministry",
              name="Health Ministry", report="b", published="2022-03-02T12:00:00Z"),
    )  # fmt: skip
    assert live_figures(found) == []
    assert len(live_figures(found, as_of="2022-03-01T13:00:00Z")) == 1


def test_a_zero_denies_and_counts_a_quoted_value_does_not() -> None:
    found = figures(
        claim("Medics said 9 people were killed.", ("9", "killed", 9, 9), by="Medics"),
        claim("The army said nobody was killed.", ("nobody", "killed", 0, 0), by="The army", report="b"),
        claim("The army denied that 9 died.", ("9", "killed", 9, 9), by="The army", report="b", start=400,
              stance="denies"),
    )  # fmt: skip
    assert [(f["low"], marks(f)) for f in found] == [
        (9, set()), (0, {"denies"}), (9, {"rejected", "denies"}),
    ]  # fmt: skip


def test_headline_and_own_voice_restate() -> None:
    found = figures(
        claim("Blast kills 60", ("60", "killed", 60, 60), start=0),
        claim("At least 60 people died, medics said.", ("At least 60", "killed", 60, None), by="medics"),
        claim("The blast killed more than 50.", ("more than 50", "killed", 51, None), report="b",
              published="2022-03-03T12:00:00Z"),
        claim("The blast took 55 to 60 lives.", ("55 to 60", "killed", 55, 60), report="c",
              published="2022-03-04T12:00:00Z"),
    )  # fmt: skip
    assert [marks(f) for f in found] == [{"restates"}, set(), set(), set()]
    rounded = claim("The blast killed more than 55.", ("more than 55", "killed", 56, None), report="d",
                    published="2022-03-05T12:00:00Z")  # fmt: skip
    assert marks(
        figures(claim("Medics said 60 died.", ("60", "killed", 60, 60), by="Medics"), rounded)[1]
    ) == {"restates"}


def test_own_voice_yields_to_a_named_source_but_for_crowds() -> None:
    found = figures(
        claim("Nine people died.", ("Nine", "killed", 9, 9)),
        claim("Some 500 marched.", ("500", "participants", 500, 500), start=300),
        claim("Medics said 12 died.", ("12", "killed", 12, 12), by="Medics", report="b",
              published="2022-03-02T12:00:00Z"),
        claim("Police said 300 marched.", ("300", "participants", 300, 300), by="Police", report="b", start=300,
              published="2022-03-02T12:00:00Z"),
    )  # fmt: skip
    assert [f["low"] for f in live_figures(found)] == [500, 12, 300]


def test_copies_and_double_claims_count_once() -> None:
    one = claim("Medics said 9 died.", ("9", "killed", 9, 9), by="Medics")
    unsaid = claim("Medics said 9 died.", ("9", "killed", 9, 9), n=1)
    copy = claim("Medics said 9 died.", ("9", "killed", 9, 9), by="Medics", report="b")
    found = figures(unsaid, one, copy, copies=frozenset("b"))
    assert [(f["said_by"], marks(f)) for f in found] == [
        (["Medics"], set()),
        (["Medics"], {"copy"}),
    ]


def test_a_toll_shares_the_one_source_of_its_sentence() -> None:
    text = "Two men died, medics said, and 80 were held by 40 officers."
    found = figures(
        claim(text, ("Two", "killed", 2, 2), by="medics"),
        claim(text, ("80", "arrested", 80, 80), ("40", "troops", 40, 40), n=1),
    )
    assert [f["said_by"] for f in found] == [["medics"], ["medics"], []]


@pytest.mark.parametrize(
    ("text", "counts", "groups"),
    [
        ("In all 20 Kenyans were killed and 35 wounded.",
         [("20", "killed", 20, 20, "Kenyans"), ("35", "injured", 35, 35)], ["Kenyans", "Kenyans"]),
        ("It counts 87 wounded, of whom seven were hospitalised and 80 sent home.",
         [("87", "injured", 87, 87), ("seven", "injured", 7, 7), ("80", "injured", 80, 80)],
         [None, "in hospital", "sent home"]),
        ("It said 51 people were hurt and that 14 of them were in a critical state.",
         [("51", "injured", 51, 51, "people"), ("14", "injured", 14, 14)], [None, "in critical condition"]),
        ("Some 45 wounded had arrived at the clinic.", [("45", "injured", 45, 45)], ["in hospital"]),
        ("It said 19 people were injured and taken to hospital.",
         [("19", "injured", 19, 19, "people")], [None]),
        ("Some 30 citizens and 8 police officers were hurt.",
         [("30", "injured", 30, 30, "citizens"), ("8", "injured", 8, 8, "police officers")],
         ["civilians", "police"]),
        ("Some 30 citizens were hurt.", [("30", "injured", 30, 30, "citizens")], [None]),
        ("Fifteen villagers, four of them women, died.",
         [("Fifteen", "killed", 15, 15, "villagers"), ("four", "killed", 4, 4, "women")], [None, "women"]),
        ("Police held 2,500 people nationwide, including 700 in the capital.",
         [("2,500", "arrested", 2500, 2500, "people"), ("700", "arrested", 700, 700)],
         [None, "in the capital"]),
        ("Police held 600 people in Lima and other cities; lawyers named 90 people held in Lima.",
         [("600", "arrested", 600, 600, "people"), ("90", "arrested", 90, 90, "people")], [None, "in Lima"]),
        ("Police held 90 people in Lima.", [("90", "arrested", 90, 90, "people")], [None]),
        ("It said 23 bodies were recovered from the rubble.",
         [("23", "killed", 23, 23, "bodies")], ["bodies found"]),
        ("The number of Kenyans killed rose to 44.", [("44", "killed", 44, 44)], ["Kenyans"]),
        ("The clinic said it had treated 45 wounded.", [("45", "injured", 45, 45)], ["in hospital"]),
        ("Lawyers named 70 detainees, 12 of whom were held in Lima.",
         [("70", "arrested", 70, 70), ("12", "arrested", 12, 12)], [None, "in Lima"]),
        ("It cut its count of militants killed to 11.", [("11", "killed", 11, 11)], ["fighters"]),
        ("Eleven Kenyan soldiers and later six troops died.",
         [("Eleven", "killed", 11, 11, "Kenyan soldiers"), ("six", "killed", 6, 6, "troops")],
         ["Kenyan soldiers", "Kenyan soldiers"]),
    ],
)  # fmt: skip
def test_parts(text: str, counts: list[tuple[Any, ...]], groups: list[str | None]) -> None:
    assert [f["group"] for f in figures(claim(text, *counts, by=text.split()[0]))] == groups


def test_own_people_of_a_force() -> None:
    text = "The police buried two of their men and said 25 others were hurt."
    found = figures(claim(text, ("25", "injured", 25, 25, "others"), by="The police"))
    assert [f["group"] for f in found] == ["police"]


@pytest.mark.parametrize(("country", "group"), [("KEN", None), ("SOM", "Kenyans")])
def test_people_of_the_country_itself_are_everybody(country: str, group: str | None) -> None:
    found = figures(
        claim("Nine Kenyans died.", ("Nine", "killed", 9, 9, "Kenyans"), country=country)
    )
    assert found[0]["group"] == group


def test_result_is_independent_of_order() -> None:
    claims = [
        claim(f"Source{k % 5} said {k} people died.", (f"{k}", "killed", k, k), by=f"Source{k % 5}",
              report=f"r{k:02}", published=f"2022-03-{1 + k % 9:02}T00:00:00Z")
        for k in range(10, 40)
    ]  # fmt: skip
    assert figures(*claims) == figures(*reversed(claims))


def test_an_event_of_fifty_thousand_claims_takes_seconds() -> None:
    claims = [
        claim(f"Source{k % 3000} said {k % 4000} people died.", (f"{k % 4000}", "killed", k % 4000, None),
              by=f"Source{k % 3000}" if k % 3 else None, report=f"r{k}",
              published=f"2022-03-{1 + k % 28:02}T00:00:00Z")
        for k in range(50_000)
    ]  # fmt: skip
    began = monotonic()
    assert len(figures(*claims)) == 50_000
    assert monotonic() - began < 40  # a quadratic loop takes hours
