from __future__ import annotations

import pytest

from tocsin.kb.fold import fold


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zürich", "zurich"),
        ("N'Djamena", "N’Djaména"),
        ("Tillabéri", "TILLABERI"),
        ("al-Hasakah", "Al Hasakah"),
        ("St. Louis", "Saint Louis"),
        ("Łódź", "Lodz"),
        ("Iğdır", "Igdir"),
    ],
)
def test_variants_meet(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize("text", ["İstanbul", "  A--b ", "", "St. Pölten"])
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
