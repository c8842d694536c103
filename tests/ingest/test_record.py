from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from tocsin.errors import InputError
from tocsin.ingest import record
from tocsin.ingest.field import Known
from tocsin.ingest.record import read_document, read_records
from tocsin.records import Article, Completeness, Outlet

TEXT = "The army left the capital on Friday, the defence ministry said in a statement."


def one(value: object, **defaults: Any) -> Article | InputError:
    (found,) = read_document(json.dumps(value).encode(), "a.json", Known(**defaults))
    return found


def article(value: object, **defaults: Any) -> Article:
    found = one(value, **defaults)
    assert isinstance(found, Article), found
    return found


def error(value: object) -> InputError:
    found = one(value)
    assert isinstance(found, InputError), found
    return found


def lines(*rows: str | bytes) -> list[Article | InputError]:
    data = b"\n".join(row if isinstance(row, bytes) else row.encode() for row in rows)
    return list(read_records(BytesIO(data), "a.jsonl", Known()))


def test_our_own_fields_are_kept() -> None:
    value = {
        "id": 7, "uri": "https://example.org/7", "headline": "Army leaves", "text": TEXT, "language": "en-GB",
        "published": "2024-01-05", "outlet": {"name": "Wire", "domain": "example.org", "country": "KEN"},
        "byline": "The desk", "dateline": "CAIRO", "copy_of": "6", "rights": {"holder": "Wire Ltd", "tdm_reserved": True},
        "completeness": {"value": "partial", "reason": "told"},
    }  # fmt: skip
    found = article(value, published="2020-01-01", outlet=Outlet("Other"))
    assert (found.id, found.copy_of, found.uri) == ("7", "6", "https://example.org/7")
    assert found.outlet == Outlet("Wire", "example.org", "KEN")
    assert (found.headline, found.text, found.published) == ("Army leaves", TEXT, "2024-01-05")
    assert (found.byline, found.dateline, found.language) == ("The desk", "CAIRO", "en-GB")
    assert (found.rights.holder, found.rights.tdm_reserved, found.rights.signal) == (
        "Wire Ltd",
        True,
        "record",
    )
    assert found.completeness == Completeness("partial", "told")


def test_a_headline_outside_the_text_is_a_field_and_no_zone() -> None:
    found = article({"headline": "Army leaves", "text": TEXT})
    assert [zone.kind for zone in found.zones] == ["body"]
    assert found.text == TEXT


@pytest.mark.parametrize(
    "outlet",
    [
        {"outlet": "Wire", "domain": "example.org"},
        {"outlet": {"name": "Wire", "domain": "example.org"}},
    ],
)
def test_an_outlet_is_a_name_or_an_object(outlet: dict[str, Any]) -> None:
    assert article({"text": TEXT, **outlet}).outlet == Outlet("Wire", "example.org")


def test_ninjs_fields_are_read() -> None:
    value = {
        "uri": "urn:example:1", "standard": {"name": "ninjs", "version": "3.0"},
        "headlines": [{"role": "main", "value": "Army leaves"}],
        "bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p><p>It gave no <b>number</b>.</p><!-- x -->"}],
        "versioncreated": "2024-01-05T09:30:00Z", "contentcreated": "2024-01-04T09:30:00Z", "by": "The desk",
        "located": "Khartoum", "language": "en-US", "copyrightholder": "Wire Ltd", "copyrightnotice": "© Wire Ltd",
        "usageterms": "No archive.", "infosources": [{"name": "Wire"}],
    }  # fmt: skip
    found = article(value)
    assert found.text == f"{TEXT}\n\nIt gave no number."
    assert (found.headline, found.byline, found.dateline) == ("Army leaves", "The desk", "Khartoum")
    assert (found.uri, found.published) == ("urn:example:1", "2024-01-05T09:30:00Z")
    assert (found.rights.holder, found.rights.notice, found.rights.usage_terms) == (
        "Wire Ltd", "© Wire Ltd", "No archive.",
    )  # fmt: skip
    assert found.outlet.name == "Wire"


@pytest.mark.parametrize(
    "value",
    [
        {"body_text": TEXT},
        {"body_xhtml": f"<div><h1></h1><p>{TEXT}</p></div><script>x()</script>"},
        {"bodies": [{"role": "plain", "value": TEXT}]},
        {"text": " ", "content": TEXT},
    ],
)
def test_the_text_is_found_under_other_names(value: dict[str, Any]) -> None:
    assert article(value).text == TEXT


def test_the_text_is_normalised_like_that_of_files() -> None:
    assert article({"text": f"One.\r\n{TEXT}\0\ud800"}).text == f"One.\n{TEXT} \ufffd"


@pytest.mark.parametrize(
    ("value", "reason", "named"),
    [
        ({"headline": "x"}, "missing-text", "headline"),
        ({"text": None}, "missing-text", "text"),
        ({"text": 7}, "missing-text", "text"),
        ("text", "missing-text", "object"),
        ({"text": TEXT, "published": "2024-02-30"}, "bad-date", "2024-02-30"),
        ({"text": TEXT, "completeness": "whole"}, "bad-field", "whole"),
        ({"text": TEXT, "language": "ru"}, "language", "Russian"),
        ({"text": "…"}, "empty", "letter"),
        ([], "empty", "list"),
    ],
)
def test_records_without_an_article_say_why(value: object, reason: str, named: str) -> None:
    found = error(value)
    assert found.reason == reason
    assert named in found.detail


def test_a_broken_line_is_named_and_the_rest_goes_on() -> None:
    good = json.dumps({"text": TEXT})
    found = lines(good, '{"text": "cut off', "", good, '{"id": 4}', b'{"text": "\xff\xfe"', good)
    assert [f.uri if isinstance(f, Article) else (f.place, f.reason) for f in found] == [
        "a.jsonl#line=1", ("line 2", "broken-json"), "a.jsonl#line=4", ("line 5", "missing-text"),
        ("line 6", "broken-json"), "a.jsonl#line=7",
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["[" * 100_000, '{"text": ' + "9" * 5000 + "}", "nope", "NaN"])
def test_json_past_the_limits_is_set_aside(row: str) -> None:
    (found,) = lines(row)
    assert isinstance(found, InputError)
    assert found.reason in {"broken-json", "missing-text"}


def test_a_line_over_the_limit_is_skipped_without_reading_it_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record, "LIMIT", 1000)
    good = json.dumps({"text": TEXT})
    found = lines(good, json.dumps({"text": TEXT * 100}), good, "x" * 1001)
    reasons = [f.reason if isinstance(f, InputError) else f.uri for f in found]
    assert reasons == ["a.jsonl#line=1", "too-large", "a.jsonl#line=3", "too-large"]


def test_a_list_gives_an_article_for_each_item() -> None:
    data = json.dumps({"articles": [{"text": TEXT}, {"id": 2}, {"text": TEXT}]}).encode()
    found = list(read_document(data, "a.json", Known()))
    assert [getattr(f, "reason", "ok") for f in found] == ["ok", "missing-text", "ok"]
    assert isinstance(found[1], InputError)
    assert found[1].place == "item 2"


def test_json_lines_in_a_json_file_are_read() -> None:
    data = (json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT})).encode()
    assert all(isinstance(f, Article) for f in read_document(data, "a.json", Known()))


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_files_without_records_are_empty(data: bytes) -> None:
    (of_lines,) = read_records(BytesIO(data), "a.jsonl", Known())
    (of_document,) = read_document(data, "a.json", Known())
    assert isinstance(of_lines, InputError)
    assert isinstance(of_document, InputError)
    assert of_lines.reason == of_document.reason == "empty"
