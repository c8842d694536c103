"""What holds for every format: columns, nulls, counts, quotes, rights, hostile text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.engine.output import open_binary, open_output
from tocsin.errors import ExportError
from tocsin.export import FORMATS, load_columns, load_lacks, render_page, write_export
from tocsin.export.quote import WORDS

HOSTILE = '=cmd|"/c calc"!A1\r\n\tnext\x1b[2J\u202egnp\ud800'
LONG = " ".join(f"word{i}" for i in range(60))
EVENTS = [name for name, format in FORMATS.items() if format.unit == "events"]
TABLES = ["acled", "csv", "gdelt", "hxl", "polecat", "ucdp"]
JSON = ["claims", "events", "plover", "geojson"]
PATHS = (
    "id revision supersedes type mode contexts cameo status stance "
    "date.edtf date.granularity date.basis place.name place.geonameid place.lat place.lon "
    "place.country place.admin1 place.precision actors.name actors.id actors.country "
    "actors.sectors recipients.name recipients.id recipients.country recipients.sectors claims "
    "reports copies independent_reports figures consensus statuses causes trigger summary "
    "first_reported last_reported storyline score merges split_from estimates rights"
).split()


def read_rows(name: str, text: str) -> list[dict[str, str]]:
    """Rows of a text table, as a reader of that format takes them."""
    columns = [column.name for column in load_columns(name)]
    if name in ("gdelt", "polecat"):
        rows = [line.split("\t") for line in text.splitlines()]
    else:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    heads = {"gdelt": 0, "hxl": 2}.get(name, 1)
    assert not heads or rows[0] == columns
    return [dict(zip(columns, row, strict=True)) for row in rows[heads:]]


def read_any(name: str, content: Any) -> list[Any]:
    """Records of any format, as its users read it."""
    if name == "parquet":
        return pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(content)).to_pylist()
    if name == "stata":
        pandas = pytest.importorskip("pandas")
        return pandas.read_stata(io.BytesIO(content)).to_dict("records")
    if name == "geojson":
        return json.loads(content)["features"]
    if name in JSON:
        return [json.loads(line) for line in content.splitlines()]
    return read_rows(name, content)


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_in_a_record_out(name: str, export: Any, event: Any, claim: Any) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")
    record = claim() if FORMATS[name].unit == "claims" else event()
    content, tally = export(name, [record, record])
    assert len(read_any(name, content)) == tally.rows == tally.records == 2
    assert not tally.left_out


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_nothing_out(name: str, export: Any) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")
    content, tally = export(name, [])
    assert read_any(name, content) == []
    assert tally.rows == 0


@pytest.mark.parametrize(
    ("name", "count"), [("polecat", 40), ("gdelt", 61), ("acled", 31), ("ucdp", 49)]
)
def test_the_columns_of_the_standards(name: str, count: int) -> None:
    assert len(load_columns(name)) == count


@pytest.mark.parametrize("name", sorted({*EVENTS} - {"events"}))
def test_every_field_is_in_a_column_or_named_as_not_held(name: str) -> None:
    held = [s.strip() for c in load_columns(name) for s in c.source.split(",") if s]
    held += [field.strip() for lack in load_lacks(name) for field in lack.fields.split(",")]
    missing = [
        path
        for path in PATHS
        if not any(path == h or path.startswith(f"{h}.") or h.startswith(f"{path}.") for h in held)
    ]
    assert not missing


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_filled_as_the_table_says(
    name: str, export: Any, event: Any, article: Any
) -> None:
    reserved = article("r2", rights={"notice": "All rights reserved."})
    full = event(
        date={"edtf": "2022-09-01", "granularity": "day", "basis": "stated"},
        actors=[*event()["actors"], *event()["recipients"]],
        recipients=[*event()["recipients"], *event()["actors"]],
        causes=[{"text": "the advance", "article": "r1", "claim": "x", "event": None}],
    )
    full["claims"][0]["actors"] = [{**full["actors"][0], "start": 0, "end": 8, "text": "Russians"}]
    full["estimates"]["injured"] = {"best": 3, "low": 2, "high": 4}
    content, _ = export(name, [full], [article(), reserved])
    row = read_rows(name, content)[0]
    for column in load_columns(name):
        if not column.source:
            assert row[column.name] == "" or column.name == "id", column.name
        elif not any(part in column.name for part in ("Type2", "Type3", "gwnob", "istrict")) and (
            column.name not in ("admin2", "adm_2", "type_of_violence", "civilian_targeting")
        ):
            assert row[column.name] != "", column.name


@pytest.mark.parametrize("name", TABLES)
def test_an_event_of_which_nothing_is_known(name: str, export: Any, event: Any) -> None:
    bare = event(
        mode=None, contexts=[], cameo=None, date=None, place=None, actors=[], recipients=[],
        claims=["00000000000000a1"], copies=[], figures=[], consensus=[], statuses=[], causes=[],
        summary=None, storyline=None, first_reported=None, last_reported=None,
        estimates={"killed": {"best": 1, "low": 1, "high": None}},
    )  # fmt: skip
    content, tally = export(name, [bare])
    row = read_rows(name, content)[0]
    assert tally.rows == 1
    assert "None" not in row.values()
    assert "nan" not in row.values()


@pytest.mark.parametrize("name", ["geojson", "plover", "events", "stata", "parquet"])
def test_nothing_known_in_the_other_formats(name: str, export: Any, event: Any) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")
    bare = event(date=None, place=None, summary=None, actors=[], recipients=[], estimates={})
    content, _ = export(name, [bare])
    record = read_any(name, content)[0]
    if name == "geojson":
        assert record["geometry"] is None
    if name == "parquet":
        assert record["latitude"] is None
        assert record["killed_best"] is None
    if name == "stata":
        assert record["latitude"] != record["latitude"]  # missing
        assert record["country"] == ""
    if name == "plover":
        assert record["date"] is None
        assert record["event_loc"] is None


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula_or_steers_a_terminal(
    name: str, export: Any, event: Any, article: Any
) -> None:
    hostile = event(
        actors=[{**event()["actors"][0], "name": HOSTILE}],
        place={**event()["place"], "name": HOSTILE, "lon": -3.5},
        summary={**event()["summary"], "text": HOSTILE},
        trigger=HOSTILE,
        storyline="+1",
    )
    content, _ = export(name, [hostile], [article(headline=HOSTILE, outlet={"name": HOSTILE})])
    rows = read_rows(name, content)
    assert len(rows) == 1
    for column in load_columns(name):
        cell = rows[0][column.name]
        if column.type in ("str", "day"):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), column.name
        assert not set(cell) & set("\r\n\t\x1b\u202e\ud800"), column.name
    assert any(cell.startswith("'=cmd") for cell in rows[0].values())
    assert "-3.5" in rows[0].values() or name == "ucdp"  # numbers stay numbers


@pytest.mark.parametrize("name", ["claims", "events", "plover", "geojson"])
def test_json_keeps_every_character_and_steers_no_terminal(
    name: str, export: Any, event: Any, claim: Any
) -> None:
    hostile = {**claim()["place"], "name": HOSTILE}
    record = claim(place=hostile) if name == "claims" else event(place=hostile)
    content, _ = export(name, [record])
    assert not set(content) & set("\x1b\u202e\ud800\r\t")
    assert HOSTILE in texts_in(json.loads(content))


def test_binary_formats_take_hostile_text(export: Any, event: Any) -> None:
    pytest.importorskip("pyarrow", reason="extra parquet")
    record = event(trigger=HOSTILE, storyline=HOSTILE)
    for name in ("parquet", "stata"):
        content, _ = export(name, [record])
        assert read_any(name, content)[0]["trigger"].startswith("=cmd")


@pytest.mark.parametrize("name", FORMATS)
def test_no_quote_is_longer_than_allowed(
    name: str, export: Any, event: Any, claim: Any, article: Any
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")
    long = {"start": 0, "end": len(LONG), "text": LONG}
    trigger = {"start": LONG.index("word30"), "end": LONG.index(" word31"), "text": "word30"}
    told = claim(sentence=long, trigger=trigger, cause=long)
    record = (
        told
        if FORMATS[name].unit == "claims"
        else event(
            claims=[told],
            summary={"text": LONG, "article": "r1", "start": 0, "end": len(LONG)},
            causes=[{"text": LONG, "article": "r1", "claim": "x", "event": None}],
        )
    )
    content, _ = export(name, [record], [article(headline=LONG, text=LONG)])
    quoted = [text for text in texts_in(read_any(name, content)) if "word" in text]
    for text in quoted:
        assert sum("word" in word for word in text.split()) <= WORDS
    assert quoted or name in ("gdelt", "polecat")


def test_a_long_span_keeps_its_place(export: Any, claim: Any) -> None:
    text = f"Before. {LONG}"
    at = text.index("word50")
    told = claim(
        sentence={"start": 8, "end": len(text), "text": LONG},
        trigger={"start": at, "end": at + 6, "text": "word50"},
    )
    content, _ = export("claims", [told])
    line = json.loads(content)
    assert line["sentence"] == {"start": 8, "end": len(text), "text": None}
    quote = line["quote"]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert "word50" in quote["text"]
    assert len(quote["text"].split()) == WORDS


RESERVED = {"notice": "© 2024 Example Wire. All rights reserved.", "tdm_reserved": None}
FREE = {"license_url": "https://creativecommons.org/licenses/by/4.0/", "tdm_reserved": None}


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ([RESERVED, FREE, FREE], True),
        ([FREE, FREE, FREE], False),
        ([FREE, {}, FREE], None),
        ([{"tdm_reserved": True}, FREE, FREE], True),
        ([{"tdm_reserved": False}, FREE, FREE], False),
        ([{"usage_terms": "This material may not be rewritten or redistributed."}] * 3, True),
        ([{"usage_terms": "You may republish this story free of charge."}] * 3, None),
        ([FREE, FREE], None),  # of r3 nothing is known
    ],
)
def test_rows_of_reserved_articles_are_marked(
    rights: list[Any], expected: bool | None, export: Any, event: Any, article: Any
) -> None:
    articles = [article(f"r{i}", rights=r) for i, r in enumerate(rights, start=1)]
    lines = {}
    for name in ("events", "geojson", "plover", "csv", "hxl", "acled"):
        content, tally = export(name, [event()], articles)
        lines[name] = read_any(name, content)[0]
        assert tally.reserved == (expected is True)
    assert lines["events"]["rights_reserved"] is expected
    assert lines["plover"]["rights_reserved"] is expected
    assert lines["geojson"]["properties"]["rights_reserved"] is expected
    cell = {True: "true", False: "false", None: ""}[expected]
    assert lines["csv"]["rights_reserved"] == lines["hxl"]["rights_reserved"] == cell
    assert ("rights reserved" in lines["acled"]["tags"]) is (expected is True)


@pytest.mark.parametrize("name", ["claims", "events", "plover"])
def test_texts_are_written_when_asked_for(
    name: str, export: Any, event: Any, claim: Any, article: Any
) -> None:
    long = {"start": 0, "end": len(LONG), "text": LONG}
    told = claim(sentence=long)
    record = told if name == "claims" else event(claims=[told])
    content, _ = export(name, [record], [article(text=LONG)], texts=True)
    assert texts_in(json.loads(content)).count(LONG) == (1 if name == "plover" else 2)


@pytest.mark.parametrize("name", ["claims", "events", "plover"])
def test_texts_of_reserved_articles_are_refused(
    name: str, export: Any, event: Any, claim: Any, article: Any
) -> None:
    record = claim() if name == "claims" else event()
    reserved = [article(rights=RESERVED)]
    with pytest.raises(ExportError, match="article r1 reserve") as caught:
        export(name, [record], reserved, texts=True)
    assert caught.value.articles == ("r1",)
    _, tally = export(name, [record], reserved, texts=True, reserved_too=True)
    assert tally.reserved == tally.rows == 1


@pytest.mark.parametrize("name", sorted(n for n, f in FORMATS.items() if not f.texts))
def test_formats_without_room_for_texts_say_so(name: str, export: Any, event: Any) -> None:
    with pytest.raises(ExportError, match="no room for texts"):
        export(name, [event()], texts=True)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ExportError, match=r"xml: no such format; there are claims, events"):
        write_export("xml", [], {}, io.StringIO())


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, export: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install tocsin\[parquet\]"):
        export("parquet", [])


@pytest.mark.parametrize("name", ["polecat", "gdelt", "acled", "ucdp"])
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"status": "planned"}, "status planned"),
        ({"status": "negated"}, "status negated"),
        ({"stance": "denies"}, "denied"),
    ],
)
def test_what_did_not_happen_is_left_out_where_no_column_says_so(
    name: str, changed: dict[str, str], reason: str, export: Any, event: Any
) -> None:
    _, tally = export(name, [event(**changed)])
    assert tally.rows == 0
    assert tally.left_out == {reason: 1}


@pytest.mark.parametrize("name", FORMATS)
def test_a_failed_export_leaves_the_old_file(
    name: str, tmp_path: Path, event: Any, claim: Any
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="extra parquet")

    def broken() -> Any:
        yield claim() if FORMATS[name].unit == "claims" else event()
        raise OSError(28, "No space left on device")

    target = tmp_path / f"out{FORMATS[name].suffix}"
    target.write_text("old")

    def run() -> None:
        opened: Any = open_binary if FORMATS[name].binary else open_output
        with opened(str(target)) as stream:
            write_export(name, broken(), {}, stream)

    with pytest.raises(OSError, match="No space left"):
        run()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["csv", "stata"])
def test_a_file_appears_when_it_is_whole(name: str, tmp_path: Path, event: Any) -> None:
    target = tmp_path / "events"
    opened: Any = open_binary if FORMATS[name].binary else open_output
    with opened(str(target)) as stream:
        write_export(name, [event()], {}, stream)
        assert not target.exists()
    assert target.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [target]


def test_the_page_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "exports.md"
    text = page.read_text(encoding="utf-8")
    assert render_page(text) == text, "write render_page(text) to docs/exports.md"
    for name in FORMATS:
        assert f"\n| `{name}` |" in text
        assert name in ("claims", "events") or f"<!-- columns: {name} -->" in text
