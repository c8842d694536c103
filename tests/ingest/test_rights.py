from __future__ import annotations

import pytest

from tocsin.ingest.rights import merge_rights, reserves_mining, text_completeness, text_rights
from tocsin.ingest.zone import label_zones
from tocsin.records import Completeness, Rights

STORY = "Troops leave\n\nThe army left the capital on Friday, the defence ministry said.\n\n"


def rights(notice: str) -> Rights:
    return text_rights(label_zones(STORY + notice))


@pytest.mark.parametrize(
    ("notice", "holder"),
    [
        ("© Example Wire® — All Rights Reserved.", "Example Wire"),
        ("© 2024 Example Wire. All rights reserved.", "Example Wire"),
        ("Copyright © 2019-2024 Example Post, all rights reserved", "Example Post"),
        ("Copyright 2018 by The Example Post", "The Example Post"),
        ("(c) 2020 Example-Post GmbH", "Example-Post GmbH"),
        ("© Example Wire 2024", "Example Wire"),
        ("All rights reserved.", None),
        ("© 2024", None),
    ],
)
def test_the_holder_is_read_from_the_notice(notice: str, holder: str | None) -> None:
    found = rights(notice)
    assert (found.holder, found.notice, found.signal) == (holder, notice, "text")


def test_usage_terms_are_the_notices_that_state_terms() -> None:
    found = rights("© 2024 Example Wire.\nThis material may not be copied, sold or broadcast.")
    assert found.usage_terms == "This material may not be copied, sold or broadcast."
    assert found.notice == f"© 2024 Example Wire. {found.usage_terms}"


@pytest.mark.parametrize(
    ("notice", "url"),
    [
        ("License: CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        (
            "This article is published under https://creativecommons.org/licenses/by/3.0/ by the institute.",
            "https://creativecommons.org/licenses/by/3.0",
        ),
        ("© 2024 Example Wire", None),
    ],
)
def test_the_licence_is_read_from_the_notice(notice: str, url: str | None) -> None:
    assert (rights(notice).license_url or "").rstrip("/") == (url or "").rstrip("/")


@pytest.mark.parametrize(
    ("notice", "reserved"),
    [
        ("Text and data mining of this site is not permitted.", True),
        ("All rights are reserved, including for text and data mining.", True),
        ("All rights reserved.", None),
    ],
)
def test_mining_is_reserved_only_where_it_is_said(notice: str, reserved: bool | None) -> None:
    assert reserves_mining(notice) is reserved
    assert rights(notice).tdm_reserved is reserved


def test_a_text_without_notices_says_nothing() -> None:
    assert rights("The rest.") == Rights()


def test_merge_takes_each_field_from_the_first_place_that_states_it() -> None:
    first = Rights(holder="A", tdm_reserved=False, signal="JSON-LD")
    second = Rights(holder="B", notice="© B", tdm_reserved=True, signal="text")
    assert merge_rights(first, Rights(), second) == Rights(
        holder="A", notice="© B", tdm_reserved=False, signal="JSON-LD, text"
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("The rest.", Completeness()),
        ("You have two free stories left.", Completeness("full", "metered notice")),
        ("Log in or subscribe for more access.", Completeness()),
        ("Subscribe to continue reading.", Completeness("partial", "paywall notice")),
        (
            "You have no free articles left. Sign in to continue reading.",
            Completeness("partial", "paywall notice"),
        ),
        ("The rest of the…", Completeness("partial", "text breaks off")),
        ("The rest [...]", Completeness("partial", "text breaks off")),
        ("The rest of … [+2131 chars]", Completeness("partial", "text breaks off")),
        ("The rest of...\n\n© 2024 Example Wire", Completeness("partial", "text breaks off")),
    ],
)
def test_completeness_is_read_from_what_ends_the_text(end: str, expected: Completeness) -> None:
    assert text_completeness(label_zones(STORY + end)) == expected
