"""Counts that tell of an event no other word tells, and tolls that go on from one to the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Document, Draft

Code = Callable[[str], list[Draft]]
ATTACK = "Gunmen attacked the market of a village.\n"


@pytest.fixture(scope="session")
def drafts(document: Callable[..., Document]) -> Code:
    return lambda text: draft_claims(document(text))


@pytest.mark.parametrize(
    ("sentence", "trigger", "kind", "figure"),
    [
        ("Elders said 17 people were buried by Tuesday.", "buried", "ASSAULT", ("killed", 17, 17)),
        ("An official said 28 of its fighters were among the dead.", "dead", "ASSAULT",
         ("killed", 28, 28)),
        ("A neighbour helped collect the remains of nine people.", "remains", "ASSAULT",
         ("killed", 9, 9)),
        ("About 3,000 people landed in jail.", "landed", "COERCE", ("arrested", 3000, 3000)),
    ],
)  # fmt: skip
def test_a_count_is_a_claim_in_a_story_of_violence(
    drafts: Code, sentence: str, trigger: str, kind: str, figure: tuple[str, int, int]
) -> None:
    found = [
        (d.trigger.text, d.event.type, [(f.measure, f.low, f.high) for f in d.figures])
        for d in drafts(ATTACK + sentence)
        if d.figures
    ]
    assert found == [(trigger, kind, [figure])]


@pytest.mark.parametrize(
    "text",
    [
        "A ferry sank in a storm.\nElders said 17 people were buried by Tuesday.",
        "The team won the cup.\nAbout 30 fans landed in jail.",
    ],
)
def test_a_count_is_no_claim_in_other_stories(drafts: Code, text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("By Friday the count had reached 113.", [("killed", 113, 113)]),
        ("Doctors said their own tally stood at 80.", [("killed", 80, 80)]),
        ("The number of cases had reached 113.", []),
    ],
)
def test_a_bare_toll_counts_what_the_last_one_counted(
    drafts: Code, sentence: str, expected: list[tuple[str, int, int]]
) -> None:
    text = f"Gunmen attacked a town and killed 60 people.\n{sentence}"
    found = [(f.measure, f.low, f.high) for d in drafts(text) for f in d.figures if f.low != 60]
    assert found == expected
