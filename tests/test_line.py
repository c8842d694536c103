from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.line import UNSAFE, to_line


@given(st.text(st.characters(exclude_categories=())))
def test_round_trip_is_exact_and_safe(text: str) -> None:
    line = to_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert not UNSAFE.search(line)
    assert line.encode()


def test_numbers_json_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_line({"score": float("nan")})
