from __future__ import annotations

import pytest

from tocsin.data import read_rows
from tocsin.ingest.notice import TABLE, find_cut, find_kind, load_rules

ROWS = [row for _, row in read_rows(TABLE)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"][:40])
def test_each_pattern_finds_its_example_as_its_kind(row: dict[str, str]) -> None:
    assert find_kind(row["example"], row["where"]) == row["kind"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["cut"]], ids=lambda row: row["example"][:40])
def test_each_paywall_example_tells_what_its_row_says(row: dict[str, str]) -> None:
    assert find_cut(row["example"]) == row["cut"]


def test_rows_are_sorted_and_unique() -> None:
    keys = [(r["kind"], r["where"], r["pattern"]) for r in ROWS]
    assert keys == sorted(set(keys))
    assert len(ROWS) >= 70


@pytest.mark.parametrize(
    "sentence",
    [
        "He said all rights reserved to the people must be respected.",
        "The ministry said the report may not be published before Friday.",
        "The report may not be published before the election, officials said.",
        "Copyright law was at the centre of the dispute between the two governments.",
        "Subscribers to the state newspaper were told to collect it in person.",
        "Subscribe or be cut off, the ministry told the customers of the state network.",
        "By Tuesday, the crowd had left the square.",
        "By the end of the week 40 people had been arrested in Minsk",
        "Reporting by the broadcaster found that police had fired first.",
        "The mission said several states contributed to this report's findings.",
        "Officials said the staff of two agencies contributed to the report.",
        "Follow the law, the president told protesters on Friday.",
        "Files from the ministry show that the order came from the palace.",
        "Photographs of the detained were held up by the crowd.",
        "Video of the attack, posted by residents, showed soldiers firing into the air.",
        "Related charges against the minister were dropped in May.",
        "More stories of abuse came from the camps, the agency said.",
        "Read out by the general, the statement said the army had taken power.",
        "You have three days left, the commander told the rebels.",
        "Sign in sheets showed that 40 deputies were in the chamber when it was stormed.",
        "Register of voters burned in the north, the commission said.",
        "Join us, the protesters shouted to the soldiers at the gate.",
        "Edited by the censors, the speech left out the dead.",
        "Reproduction of the map by state media angered the neighbouring government.",
        "This story is not over, the opposition leader told supporters.",
        "The article was originally published under his name, prosecutors said.",
        "Redistribution of land without the consent of farmers led to the revolt.",
        "Watch towers along the border were attacked by militants on Sunday.",
        "Support for the junta is falling, according to a survey.",
        "Published figures show that 300 people have died.",
        "Use of force against the marchers is prohibited under the accord.",
        "The Reuters news agency reported that two soldiers were killed.",
        "Getty is a village in the north where troops clashed with rebels.",
        "(c) The parties shall release all detainees within ten days.",
        "Explainer videos were blocked in the country from Monday.",
        "Click farms run by the ministry spread the claim, researchers said.",
        "Reuters staff in Kabul were detained for two hours, the agency said.",
        "Contact with the rebels was lost on Sunday, mediators said.",
    ],
)
def test_story_sentences_are_no_notices(sentence: str) -> None:
    assert find_kind(sentence, "head", "line", "sentence") is None


def test_long_lines_are_story() -> None:
    assert find_kind("© " + "word " * 300, "line", "sentence") is None


def test_rules_are_loaded_once() -> None:
    assert load_rules() is load_rules()
