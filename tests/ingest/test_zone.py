from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.zone import label_zones

LEAD = "The army began to withdraw from the capital on Friday, the defence ministry said."
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def kinds(text: str, headline: str | None = None) -> list[tuple[str, str]]:
    return [(zone.kind, zone.text) for zone in label_zones(text, headline=headline)]


@pytest.mark.parametrize(
    "first",
    [
        "Troops leave the capital",
        "Who rules Sudan?",
        "Truce holds, says U.N.",
        "Sudan: what next",
        "Explainer: who are the rebels?",
        "Live: army enters the capital",
        "عاجل Troops leave",
    ],
)
def test_a_short_first_line_is_the_headline(first: str) -> None:
    assert kinds(f"{first}\n\n{LEAD}") == [("headline", first), ("body", LEAD)]
    assert kinds(f"{first}\n{LEAD}")[0] == ("headline", first)


@pytest.mark.parametrize(
    "first", ["Troops left on Friday.", "Present were:", "w" * 300, "One line and no more"]
)
def test_other_first_lines_are_body(first: str) -> None:
    following = "" if first.startswith("One") else f"\n\n{LEAD}"
    assert kinds(first + following)[0] == ("body", first)


def test_a_known_headline_is_found_whatever_it_looks_like() -> None:
    assert kinds(f"It is over.\n{LEAD}", headline="It  is over.")[0] == ("headline", "It is over.")


def test_a_headline_follows_a_caption() -> None:
    text = f"FILE - A tank guards the palace.\n\nTroops leave\n\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["caption", "headline", "body"]


def test_subheadings_are_body() -> None:
    found = kinds(f"Troops leave\n\n{LEAD}\n\nWhat comes next\n\n{LEAD}")
    assert found[2] == ("body", "What comes next")


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("KHARTOUM (Reuters) -", LEAD),
        ("KHARTOUM, Sudan (AP) —", LEAD),
        ("KHARTOUM, Jan 6 (Reuters) -", LEAD),
        ("Khartoum (AFP) –", "the army left."),
        ("PORT-AU-PRINCE, Haiti —", LEAD),
        ("ST. PETERSBURG —", LEAD),
        ("NEW DELHI/ISLAMABAD (Reuters) -", LEAD),
        ("MOSCOW. Jan 6 (Interfax) -", LEAD),
        ("Beirut, Lebanon –", LEAD),
        ("GENEVA, 5 May 2023 –", LEAD),
        ("(CNN) —", LEAD),
        ("BRUSSELS—", LEAD),
        ("N'DJAMENA (AFP) -", LEAD),
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(dateline: str, rest: str) -> None:
    glue = "" if dateline.endswith("—") and dateline == "BRUSSELS—" else " "
    text = f"Troops leave\n\n{dateline}{glue}{rest}\n\nThe rest."
    assert kinds(text)[1:3] == [("dateline", dateline), ("body", rest)]


def test_a_dateline_may_stand_on_its_own_line() -> None:
    assert kinds(f"TEHRAN, August 8 (Xinhua) --\n{LEAD}")[0][0] == "dateline"
    assert [kind for kind, _ in kinds(f"Troops leave\n\nTEHRAN (AFP) -\n{LEAD}")] == [
        "headline",
        "dateline",
        "body",
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "UPDATE - Troops have left the city.",
        "EXCLUSIVE — The army said it had left.",
        "Kazakhstan, Russia and China – all neighbours – agreed.",
        "NATO-led troops left the city.",
        "AFL-CIO members marched in Ohio.",
        "Russia - a member of the council - used its veto.",
    ],
)
def test_other_dashes_make_no_dateline(paragraph: str) -> None:
    assert kinds(f"Troops leave\n\n{paragraph}\n\n{LEAD}")[1] == ("body", paragraph)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("byline", "The Associated Press contributed to this report."),
        ("byline", "(Reporting by Nairobi bureau; Editing by Cairo desk)"),
        (
            "caption",
            "FILE PHOTO: A tank guards the palace in Khartoum, June 3, 2019. REUTERS/Stringer",
        ),
        ("rights_notice", "© 2024 Example Wire. All rights reserved."),
        ("rights_notice", "This material may not be copied, broadcast, or resold."),
        ("rights_notice", "(c) 2020, Example Post"),
        ("paywall_notice", "You've read your last free article. Subscribe to continue reading."),
        ("newsletter", "Sign up here for our daily newsletter."),
        ("newsletter", "Follow us on Twitter, Facebook and Telegram"),
        ("related", "READ ALSO: What the truce means for the north"),
        ("related", "• Read more: Who are the rebels?"),
    ],
)
@pytest.mark.parametrize("glue", ["\n\n", "\n"])
def test_boilerplate_lines_are_zoned(kind: str, line: str, glue: str) -> None:
    assert kinds(glue.join(["Troops leave", LEAD, line, LEAD]))[2] == (kind, line)


def test_boilerplate_sentences_are_cut_from_a_line() -> None:
    text = f"{LEAD} He left. © 2024 Example Wire. All rights reserved. Sign up for our newsletter."
    assert kinds(text) == [
        ("body", f"{LEAD} He left."),
        ("rights_notice", "© 2024 Example Wire. All rights reserved."),
        ("newsletter", "Sign up for our newsletter."),
    ]


def test_links_under_a_related_heading_are_related() -> None:
    links = ["Who are the rebels?", "What the truce means for the north", "Timeline of the war"]
    text = "\n".join(["Troops leave", LEAD, "Related stories", *links[1:], LEAD])
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", *["related"] * 3, "body"]


def test_a_byline_above_the_story_is_one_and_below_it_is_not() -> None:
    above = kinds(f"Troops leave\n\nBy our staff in Nairobi\n\n{LEAD}")
    below = kinds(f"Troops leave\n\n{LEAD}\n\nBy Land and Sea\n\n{LEAD}")
    assert (above[1][0], below[2][0]) == ("byline", "body")


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\u2028\n\x1c"])
def test_white_space_has_no_zones(text: str) -> None:
    assert label_zones(text) == ()


def test_a_very_long_sentence_is_one_body_zone() -> None:
    sentence = "The minister said that " + "the war would go on and " * 500 + "end."
    assert len(sentence) > 10_000
    assert kinds(f"War goes on\n\n{sentence}")[1] == ("body", sentence)


PHRASES = st.sampled_from(
    [LEAD, "KHARTOUM (Reuters) - ", "© 2024 Wire.", "Related:", "By Our Staff", "Subscribe now.", "\u200f", "\r", "\0",
     "\n", "\n\n", " ", "\u2028", "Read more: x", "FILE - ", "e\u0301", "\U0001f600"]
)  # fmt: skip


@given(
    st.lists(st.one_of(PHRASES, st.text(max_size=20))).map("".join), st.none() | st.text(max_size=9)
)
def test_zones_cover_the_text_in_order_without_overlap(text: str, headline: str | None) -> None:
    zones = label_zones(text, headline=headline)
    assert all(text[zone.start : zone.end] == zone.text for zone in zones)
    assert all(a.end <= b.start for a, b in itertools.pairwise(zones))
    assert sum(zone.kind == "headline" for zone in zones) <= 1
    covered = {i for zone in zones for i in range(zone.start, zone.end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())


@pytest.mark.skipif(not GOLD.is_dir(), reason="gold stories are kept apart")
def test_gold_zones_are_found_and_nothing_else_is_zoned_away() -> None:
    stories = sorted(GOLD.glob("*/*.txt"))
    assert stories
    for path in stories:
        text = path.read_text(encoding="utf-8")
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["zones"]
        found = [z for z in label_zones(text) if z.kind not in ("headline", "body")]
        assert [(z.kind, z.text) for z in found] == [(z["kind"], z["text"]) for z in gold], (
            path.name
        )
