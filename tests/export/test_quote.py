from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.export.quote import WORDS, is_long, quote_claim, shorten, shorten_record

WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9)


@given(
    words=st.lists(WORD, min_size=1, max_size=80), at=st.integers(0, 79), base=st.integers(0, 99)
)
def test_a_quote_is_short_verbatim_and_has_the_trigger(
    words: list[str], at: int, base: int
) -> None:
    at %= len(words)
    text = " ".join(words)
    start = len(" ".join(words[:at])) + (at > 0)
    claim = {
        "sentence": {"start": base, "end": base + len(text), "text": text},
        "trigger": {"start": base + start, "end": base + start + len(words[at]), "text": words[at]},
    }
    quote = quote_claim(claim)
    assert text[quote["start"] - base : quote["end"] - base] == quote["text"]
    assert quote["start"] <= claim["trigger"]["start"]
    assert quote["end"] >= claim["trigger"]["end"]
    assert len(quote["text"].split()) == min(WORDS, len(words))


@pytest.mark.parametrize("count", [0, 1, WORDS, WORDS + 1, 200])
def test_no_text_of_a_record_is_long(count: int) -> None:
    text = "w " * count
    record = {"a": [text], "span": {"start": 0, "end": 9, "text": text}, "n": 1, "none": None}
    short = shorten_record(record)
    assert short["span"]["text"] == (text if count <= WORDS else None)
    assert short["a"] == [text if count <= WORDS else shorten(text)]
    assert not is_long(short["a"][0].removesuffix(" …"))
    assert (short["n"], short["none"]) == (1, None)


def test_dashes_part_words() -> None:
    assert len(shorten("word—" * 60).replace("—", " ").split()) == WORDS + 1  # and the ellipsis
    assert shorten("one — two") == "one — two"
