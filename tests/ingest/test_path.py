from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tocsin.errors import InputError
from tocsin.ingest import list_inputs, read_articles, read_input
from tocsin.ingest.path import sniff
from tocsin.records import Article

STORY = (
    "Troops leave the capital\n\nThe army left the capital on Friday, the defence ministry said."
)
RECORD = json.dumps({"text": STORY})
PAGE = (
    "<!DOCTYPE html><html><body><article><h1>Troops leave the capital</h1>"
    "<p>The army left the capital on Friday, the defence ministry said in a statement.</p>"
    "<p>It gave no number of the soldiers who would stay behind in the barracks.</p></article>"
)
Write = Callable[[str, str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, data: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return write


def reasons(paths: list[str], **options: str) -> list[str]:
    return [
        f.reason if isinstance(f, InputError) else "ok" for f in read_articles(paths, **options)
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", STORY, "ok"),
        ("a.TXT", STORY, "ok"),
        ("a.md", STORY, "ok"),
        ("a", RECORD, "ok"),
        ("a.html", PAGE, "ok"),
        ("a.log", PAGE, "ok"),
        ("a.json", RECORD, "ok"),
        ("a.jsonl", RECORD, "ok"),
        ("a.jsonl", RECORD.encode("utf-16"), "ok"),
        ("a.jsonl", b"\xef\xbb\xbf" + RECORD.encode(), "ok"),
        ("a.txt", STORY.replace("army", "armée").encode("latin-1"), "ok"),
        ("a.txt", "", "empty"),
        ("a.jsonl", "", "empty"),
        ("a.txt", "\n \t\r\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "binary"),
        ("a.docx", b"PK\x03\x04" + bytes(500), "binary"),
        ("a.json", "{", "broken-json"),
        ("a.html", "<html><body></body></html>", "no-article"),
        ("a.txt", "Войска покинули столицу в пятницу, сообщило министерство обороны.", "language"),
    ],
)
def test_a_file_gives_an_article_or_says_why_not(
    write: Write, name: str, data: str | bytes, reason: str
) -> None:
    path = write(name, data)
    found = list(read_input(path))
    assert [f.reason if isinstance(f, InputError) else "ok" for f in found] == [reason]
    assert all((f.uri or "").startswith(path) for f in found)


def test_a_bad_input_does_not_stop_the_run(write: Write) -> None:
    paths = [write("a.txt", STORY), "missing.txt", write("b.txt", ""), write("c.txt", STORY)]
    assert reasons(paths) == ["ok", "missing", "empty", "ok"]


def test_reading_is_lazy(write: Write) -> None:
    found = read_articles([write("a.txt", STORY), write("b.txt", STORY)])
    assert isinstance(next(found), Article)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.bin"])
def test_a_huge_file_is_set_aside(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(50 * 1024**2)
    assert reasons([str(path)]) == ["too-large"]


def test_json_lines_may_be_of_any_size(tmp_path: Path, write: Write) -> None:
    path = Path(write("a.jsonl", RECORD + "\n"))
    with path.open("ab") as stream:
        stream.write((b" " * 1023 + b"\n") * 1024 * 12 + RECORD.encode())
    assert path.stat().st_size > 12 * 1024**2
    assert reasons([str(path)]) == ["ok", "ok"]


def test_folders_are_walked_in_order_for_known_suffixes(write: Write, tmp_path: Path) -> None:
    names = ["b/2.txt", "b/1.html", "b/photo.jpg", "a.json", "c/.keep"]
    paths = {name: write(name, "x") for name in names}
    folder = str(tmp_path)
    expected = [paths[name] for name in ("a.json", "b/1.html", "b/2.txt")]
    assert list_inputs([folder]) == expected
    assert list_inputs(["-", folder, "missing", paths["b/photo.jpg"]]) == [
        "-", *expected, "missing", paths["b/photo.jpg"],
    ]  # fmt: skip


def test_a_folder_without_articles_says_so(write: Write, tmp_path: Path) -> None:
    write("photo.jpg", "x")
    (found,) = read_articles([str(tmp_path)])
    assert isinstance(found, InputError)
    assert (found.uri, found.reason) == (str(tmp_path), "empty")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file it may not read")
def test_a_file_it_may_not_read_is_unreadable(write: Write) -> None:
    path = write("a.txt", STORY)
    os.chmod(path, 0)
    assert reasons([path]) == ["unreadable"]


def test_a_path_the_system_refuses_is_unreadable() -> None:
    assert reasons(["x" * 5000 + ".txt"]) == ["unreadable"]


@pytest.mark.parametrize(
    "data", [STORY, RECORD, f"[{RECORD}]", json.dumps({"text": STORY}, indent=1), PAGE]
)
def test_standard_input_is_recognised(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    assert reasons(["-"]) == ["ok"]


def test_defaults_fill_what_the_input_lacks(write: Write) -> None:
    stated = write(
        "a.json", json.dumps({"text": STORY, "published": "2024-01-05", "outlet": "Wire"})
    )
    lacking = write("b.txt", STORY)
    found = list(
        read_articles([stated, lacking], published="2020-02-02", outlet="Post", language="en")
    )
    assert [(f.published, f.outlet.name) for f in found if isinstance(f, Article)] == [
        ("2024-01-05", "Wire"), ("2020-02-02", "Post"),
    ]  # fmt: skip


def test_a_default_date_that_does_not_exist_is_refused(write: Write) -> None:
    assert reasons([write("a.txt", STORY)], published="2023-02-29") == ["bad-date"]


def test_odd_characters_and_line_ends_break_nothing(write: Write) -> None:
    odd = (
        f"Zero\u200bwidth in Tel Aviv\r\n\r\n\u202bשלום\u202c {STORY}\0\rThe\u2028rest of it.\n\n\n"
    )
    (found,) = read_input(write("a.txt", odd))
    assert isinstance(found, Article)
    assert "\r" not in found.text
    assert all(found.text[z.start : z.end] == z.text for z in found.zones)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b'\xef\xbb\xbf {"text": 1}\n{', "records"),
        ('{"text": 1}'.encode("utf-16"), "records"),
        (b'{\n "text": 1}', "document"),
        (b'[{"text": 1}]', "document"),
        (b"[Update] Troops left.", "text"),
        (b"{brackets}", "text"),
        (b"<?xml version='1.0'?><html>", "page"),
        (b"< 30 people were hurt", "text"),
        (b"", "text"),
    ],
)
def test_sniff_tells_the_format_by_its_start(start: bytes, expected: str) -> None:
    assert sniff(start) == expected


def test_slow_libraries_are_loaded_only_when_needed() -> None:
    code = (
        "import sys, tocsin.ingest; slow = {'trafilatura', 'htmldate', 'lxml', 'py3langid', 'numpy', 'babel', "
        "'charset_normalizer'}; print(sorted(slow & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
