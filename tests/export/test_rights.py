"""What an article says of its rights, in the wordings notices come in."""

from __future__ import annotations

import pytest

from tocsin.export.rights import is_reserved

OPEN = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    "notice",
    [
        "All rights reserved.",
        "All\nrights reserved",
        "ALL\u00a0RIGHTS  RESERVED",
        "This report may not, in whole or in part, be reproduced.",
        "This report can’t be republished.",
        "Text and data mining is prohibited.",
        "Text and data mining: reserved",
        "Not for redistribution.",
    ],
)
def test_notices_that_reserve(notice: str) -> None:
    assert is_reserved({"rights": {"notice": notice}}) is True
    assert is_reserved({"rights": {"usage_terms": notice}}) is True
    assert is_reserved({"rights": {"license_url": OPEN, "notice": notice}}) is True


@pytest.mark.parametrize("notice", [None, "", "© 2024 Example Wire", "Some rights are ours."])
def test_notices_that_do_not(notice: str | None) -> None:
    assert is_reserved({"rights": {"notice": notice}}) is None
    assert is_reserved({"rights": {"license_url": OPEN, "notice": notice}}) is False
    assert is_reserved({"rights": None}) is None
