from __future__ import annotations

from typing import Any

import pytest

from tocsin.reconcile.source import Sources, chain_of, is_outlet


def claim(
    text: str,
    *chain: str,
    name: str | None = None,
    kind: str | None = "official",
    report: str = "a",
) -> dict[str, Any]:
    def link(words: str) -> dict[str, Any]:
        at = text.index(words)
        return {
            "start": at, "end": at + len(words), "text": words, "name": name, "id": None, "kind": kind,
            "cue": {"start": text.find(" said") + 1, "end": text.find(" said") + 5, "text": "said"} if " said" in text else None,
        }  # fmt: skip

    return {
        "article": {"id": report},
        "sentence": {"start": 0, "end": len(text), "text": text},
        "said_by": [link(words) for words in chain],
    }


def names(*claims: dict[str, Any]) -> list[str]:
    sources = Sources(claims)
    return [sources.name(chain_of(c), c["article"]["id"], "Wire") for c in claims]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("National Union of Kenyan Nurses", "the nurses' union", True),
        ("National Union of Kenyan Nurses", "two nurses", False),
        ("Armed Conflict Survey", "ACS", True),
        ("the health ministry", "health officials", True),
        ("a Kenyan health official", "officials of the health service", True),
        ("the health ministry", "local health workers", False),
        ("the Kenyan army", "Uganda's military", False),
        ("the interior ministry", "the health ministry", False),
        ("Kenyatta National Hospital", "Aga Khan Hospital", False),
        ("a surgeon", "a surgeon", True),
        ("civil defence workers", "the defence ministry", False),
        ("relatives", "the family", True),
    ],
)
def test_one_source_or_two(first: str, second: str, same: bool) -> None:
    one, two = names(
        claim(f"{first} said so.", first), claim(f"{second} said so.", second, report="b")
    )
    assert (one == two) is same


def test_a_title_tells_whose_voice_a_person_is() -> None:
    text = "South Africa's minister of health, Dr Joe Phaahla, said nine died."
    found = names(
        claim(text, "Joe Phaahla", name="Joe Phaahla"),
        claim("The health ministry said 12 died.", "The health ministry", report="b"),
    )
    assert found[0] == found[1]


def test_words_after_a_source_tell_its_office() -> None:
    found = names(
        claim("a planner at the health office said nine died.", "a planner"),
        claim("health officials said 12 died.", "health officials", report="b"),
    )
    assert found[0] == found[1]


def test_an_unknown_state_is_joined_only_where_there_is_one() -> None:
    one = claim("the Kenyan army said so.", "the Kenyan army")
    two = claim("Uganda's army said so.", "Uganda's army", report="b")
    bare = claim("the army said so.", "the army", report="c")
    assert len(set(names(one, bare))) == 1
    assert len(set(names(one, two, bare))) == 3


def test_the_ministry_is_that_of_its_report() -> None:
    found = names(
        claim("the Interior Ministry said so.", "the Interior Ministry"),
        claim("the ministry said so.", "the ministry"),
        claim("the Health Ministry said so.", "the Health Ministry", report="b"),
        claim("the ministry said so.", "the ministry", report="b"),
    )
    assert found[0] == found[1] != found[2] == found[3]


@pytest.mark.parametrize("word", ["one", "They", "it", "others"])
def test_who_is_nobody_is_skipped(word: str) -> None:
    text = f"{word} the mayor said"
    assert [s["text"] for s in chain_of(claim(text, word, "the mayor"))] == ["the mayor"]


def test_the_outlet_stands_in() -> None:
    assert names(claim("Nine died.")) == ["outlet:Wire"]
    assert is_outlet(
        claim("An earlier version of this article gave 9.", "An earlier version of this article")
    )
    assert not is_outlet(claim("The report by the ministry gave 9.", "the ministry"))
