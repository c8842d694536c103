from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

import tocsin
from tocsin.cli import cli
from tocsin.engine.reconcile import reconcile
from tocsin.store import Store

Run = Callable[..., Result]
STORMED = (
    "Police said on Tuesday that rebels had stormed the airport and the town hall of the capital."
)
QUIET = (
    "The minister said that the talks with the delegation would go on for another week in the city."
)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The coder without a model, in the pipeline's place."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import fake_coder

    pipeline = ModuleType("tocsin.pipeline")
    pipeline.Coder = fake_coder.FakeCoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tocsin.pipeline", pipeline)
    return fake_coder


@pytest.fixture
def process(fake: Any) -> ModuleType:
    return import_module("process")


@pytest.fixture
def run(fake: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it
    return lambda *args, **known: CliRunner().invoke(cli, list(map(str, args)), **known)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "a.txt").write_text(STORMED)
    records = [
        {
            "id": f"r{i}",
            "text": f"{QUIET} {STORMED} {i}",
            "outlet": "Wire",
            "published": "2022-01-06",
        }
        for i in range(3)
    ]
    (folder / "b.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return folder


@pytest.fixture
def db(fake: Any, tmp_path: Path) -> Path:
    """A database with one full claim, and another of an outlet's own voice."""
    path = tmp_path / "tocsin.db"
    first = fake.make_article(
        "abc1",
        "Beat\x1b[31m them [bold]now[/bold].",
        published="2022-01-31",
        headline="\x1b]0;owned\x07 News",
    )
    second = fake.make_article("xyz1", STORMED, published="2023-05-01")
    with Store(path, write=True) as store:
        store.add(first, [fake.make_full_claim(first)], fake.CODER)
        at = STORMED.index("stormed")
        store.add(second, [fake.make_claim(second, at, at + 7)], fake.CODER)
    with Store(path, write=True) as store:
        reconcile(store)
    return path


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"tocsin {tocsin.__version__}\n"
    for command in (
        (),
        ("code",),
        ("events",),
        ("claims",),
        ("articles",),
        ("article",),
        ("demo",),
    ):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout


def test_help_imports_nothing_heavy() -> None:
    script = "import sys, tocsin.cli; print({'spacy', 'rich', 'trafilatura', 'sqlite3', 'lxml'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_claims_go_to_standard_output(run: Run, stories: Path) -> None:
    result = run("code", stories)
    assert result.exit_code == 0
    found = lines(result.stdout)
    assert [claim["article"]["id"][:2] for claim in found][1:] == ["r0", "r1", "r2"]
    for claim in found:
        assert claim["trigger"]["text"] == "stormed"
    assert result.stderr == "4 articles, 4 claims, 0 set aside\n"


def test_files_and_database(run: Run, stories: Path, tmp_path: Path) -> None:
    result = run(
        "code", stories, "--db", "x.db", "-o", "claims.jsonl", "--articles", "articles.jsonl", "-q"
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    claims, articles = (Path(f"{name}.jsonl").read_text() for name in ("claims", "articles"))
    with Store("x.db") as store:
        assert sorted(lines(claims), key=str) == sorted(store.find_claims(), key=str)
        found = list(store.find_articles())
    assert lines(articles) == [article | {"copy_of": None} for article in found]
    assert {article["copy_of"] for article in found} == {None, "r0"}, "found later, by comparison"
    assert {p.name for p in tmp_path.iterdir()} == {
        "stories",
        "x.db",
        "claims.jsonl",
        "articles.jsonl",
    }


def test_a_database_silences_standard_output(run: Run, stories: Path) -> None:
    assert run("code", stories, "--db", "x.db").stdout == ""
    assert len(lines(run("code", stories, "--db", "y.db", "-o", "-").stdout)) == 4


def test_a_second_run_changes_nothing(run: Run, process: Any, stories: Path) -> None:
    first = run("code", stories, "--db", "x.db", "-o", "1.jsonl")
    before = process.content(Path("x.db"))
    second = run("code", stories, "--db", "x.db", "-o", "2.jsonl")
    assert first.exit_code == second.exit_code == 0
    assert process.content(Path("x.db")) == before
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes(), (
        "stored claims are written too"
    )
    assert second.stderr == "0 articles, 0 claims, 4 stored before, 0 set aside\n"


def test_standard_input(run: Run) -> None:
    result = run("code", "-", "--outlet", "Wire", "--published", "2022-01-06", input=STORMED)
    (claim,) = lines(result.stdout)
    assert claim["article"]["outlet"]["name"] == "Wire"
    assert claim["article"]["published"] == "2022-01-06"


def test_what_is_set_aside_is_said_and_the_rest_goes_on(run: Run, stories: Path) -> None:
    (stories / "c.jsonl").write_text(
        '{"text": broken}\n' + json.dumps({"id": "ok", "text": STORMED}) + "\n"
    )
    (stories / "\x1b[2Jd.txt").write_text("")
    (stories / "e.txt").write_text(f"{STORMED} RAISE")
    result = run("code", stories, "missing.txt", "-o", "claims.jsonl")
    assert result.exit_code == 1
    assert len(lines(Path("claims.jsonl").read_text())) == 5
    *aside, summary = result.stderr.splitlines()
    assert len(aside) == 4
    assert all(line.startswith("set aside: ") for line in aside)
    assert "\x1b" not in result.stderr
    assert "crash: ValueError: odd story" in result.stderr
    assert summary.startswith("5 articles, 5 claims, 4 set aside (")


@pytest.mark.parametrize(
    "args",
    [
        ("code",),
        ("code", "a.txt", "--published", "yesterday"),
        ("code", "a.txt", "--published", "2022-02-30"),
        ("code", "a.txt", "--workers", "0"),
        ("code", "a.txt", "-o", "-", "--articles", "-"),
        ("claims", "--date", "soon"),
        ("claims", "--date", "2022", "--since", "2021"),
        ("claims", "--box", "1,2,3"),
        ("claims", "--type", "WAR"),
        ("claims", "--as-of", "then"),
        ("nonsense",),
    ],
)
def test_usage(run: Run, db: Path, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_no_database(run: Run) -> None:
    result = run("claims")
    assert result.exit_code == 2
    assert result.stderr.startswith("tocsin: tocsin.db: no such database")


def test_an_output_that_cannot_be_written(run: Run, stories: Path) -> None:
    result = run("code", stories, "-o", "none/claims.jsonl")
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        ((), ["abc1", "xyz1"]),
        (("--type", "assault", "--country", "kaz"), ["abc1"]),
        (("--date", "2022-01-01..2022-06"), ["abc1"]),
        (("--since", "2022-02"), []),
        (("--until", "2022-01-31"), ["abc1"]),
        (("--source", "ministry"), ["abc1"]),
        (("--search", "airport"), ["xyz1"]),
        (("--limit", "1"), ["abc1"]),
        (("--as-of", "2020-01-01T00:00+02:00"), []),
        (("--as-of", "9000-01-01"), ["abc1", "xyz1"]),
    ],
)
@pytest.mark.parametrize("command", ["claims", "events"])
def test_filters(run: Run, db: Path, command: str, args: tuple[str, ...], ids: list[str]) -> None:
    result = run(command, "--json", *args)
    assert result.exit_code == 0
    found = lines(result.stdout)
    told = [e["claims"] for e in found] if command == "events" else [[c["id"]] for c in found]
    assert [[claim.split(":")[0] for claim in claims] for claims in told] == [[i] for i in ids]


def test_tables_show_what_counts(run: Run, db: Path) -> None:
    events, claims = run("events").stdout, run("claims").stdout
    for shown in (
        "ASSAULT beat",
        "Police (KAZ)",
        "Almaty (KAZ)",
        "killed 8+",
        "1 of 1",
    ):
        assert shown in events
    for shown in ("Example Wire", "asserts", "0.50", "Interior Ministry ← Interfax"):
        assert shown in claims
    assert run("articles", "--limit", "0").stdout == "nothing found\n"


@pytest.mark.parametrize(
    "command",
    [("events",), ("claims",), ("articles",), ("article", "abc1"), ("articles", "--json")],
)
def test_nothing_in_a_story_steers_the_terminal(
    run: Run, db: Path, command: tuple[str, ...]
) -> None:
    out = run(*command).stdout
    assert out
    assert not {"\x1b", "\x07", "\x9b"} & set(out)


def test_database_from_the_environment(run: Run, db: Path) -> None:
    db.rename(db.with_name("other.db"))
    assert len(lines(run("articles", "--json", env={"TOCSIN_DB": "other.db"}).stdout)) == 2


def test_a_story_with_its_claims_marked(run: Run, db: Path) -> None:
    out = run("article", "xyz").stdout
    assert "rebels had [ASSAULT: stormed] the airport" in out
    assert "2023-05-01" in out
    assert "[bold]now[/bold]" in run("article", "abc").stdout, "markup in a story is text"
    story = json.loads(run("article", "abc", "--json").stdout)
    assert story["id"] == "abc1"
    assert len(story["claims"]) == 1
    missing = run("article", "none")
    assert missing.exit_code == 2
    assert "no article has an id that starts with 'none'" in missing.stderr


def test_demo(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--out", "shown")
    assert result.exit_code == 0
    assert {p.name for p in (tmp_path / "shown").iterdir()} == {
        "claims.jsonl",
        "articles.jsonl",
        "tocsin.db",
    }
    assert lines((tmp_path / "shown" / "articles.jsonl").read_text())
    assert "shown/tocsin.db" in result.stdout
    assert run("demo", "--out", "shown").exit_code == 0, "it can be shown again"


def test_rights_stand_above_the_story(run: Run, fake: Any, tmp_path: Path) -> None:
    from tocsin.records import Rights

    rights = Rights(holder="Example Wire", notice="All rights reserved.", tdm_reserved=True)
    article = fake.make_article("r1", STORMED, rights=rights)
    with Store("tocsin.db", write=True) as store:
        store.add(article, [], fake.CODER)
    out = run("article", "r1").stdout
    notice = "Rights: Example Wire · All rights reserved. · text and data mining reserved"
    assert 0 < out.index(notice) < out.index("Police said")


def test_a_broken_pipe_ends_quietly(db: Path, tmp_path: Path, fake: Any, process: Any) -> None:
    with Store(db, write=True) as store:
        for i in range(3000):
            article = fake.make_article(f"n{i}", STORMED)
            store.add(article, [fake.make_claim(article)], fake.CODER)
    for args in (("claims", "--json"), ("claims",), ("articles", "--json")):
        with process.start(*args, cwd=tmp_path) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            assert running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == ""


def _interrupt(running: Any) -> str:
    """Press Ctrl-C, and again where Python swallowed it in a destructor; return stderr."""
    for _ in range(3):
        running.send_signal(signal.SIGINT)
        try:
            return str(running.communicate(timeout=8)[1])
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("three interrupts did not end it")


def test_interrupting_leaves_whole_articles(tmp_path: Path, process: Any) -> None:
    with (tmp_path / "many.jsonl").open("w") as stream:
        for i in range(500):
            stream.write(
                json.dumps({"id": f"n{i}", "text": f"{STORMED} SLOW {i}", "language": "en"}) + "\n"
            )
    with process.start(
        "code", "many.jsonl", "--db", "x.db", "-o", "c.jsonl", "--workers", 2, cwd=tmp_path
    ) as running:
        process.wait_for(lambda: (tmp_path / "x.db").exists())
        time.sleep(2)
        errors = _interrupt(running)
    assert running.returncode == 130
    assert errors == "interrupted; every article stored so far is whole\n"
    assert not (tmp_path / "c.jsonl").exists()
    with Store(tmp_path / "x.db") as store:
        counts = store.counts()
    assert counts["articles"] == counts["claims"] < 500
