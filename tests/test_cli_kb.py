"""`tocsin kb …` and `tocsin eval` as a user meets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from tocsin import __version__
from tocsin.cli import SUITES, cli


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_HOME", str(tmp_path / "home"))
    return tmp_path


def tocsin(*arguments: object) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_lookup() -> None:
    result = tocsin("kb", "lookup", "Knesset")
    assert result.exit_code == 0
    assert "organization" in result.stdout
    assert "ISR" in result.stdout


def test_lookup_json() -> None:
    result = tocsin("kb", "lookup", "the Knesset", "--country", "isr", "--json")
    (found,) = (
        r for r in map(json.loads, result.stdout.splitlines()) if r["kind"] == "organization"
    )
    assert found["sectors"] == ["LEG"]
    assert set(found) == {"kind", "name", "id", "country", "sectors", "score", "reasons"}


@pytest.mark.parametrize("name", ["Qwertyuiop", "x" * 5_000, "'; DROP TABLE name; --"])
def test_lookup_of_nothing(name: str) -> None:
    result = tocsin("kb", "lookup", name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "nothing bears this name\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--country", "XX"), ("--country", ""), ("--date", "2021-02-29"), ("--date", "soon")],
)
def test_lookup_options_are_checked(option: str, value: str) -> None:
    result = tocsin("kb", "lookup", "Kabul", option, value)
    assert result.exit_code == 2
    assert option in result.stderr


def test_info(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text("name,lat,lon\nCamp Nine,9.5,31.7\n", encoding="utf-8")
    assert tocsin("kb", "add", table).exit_code == 0
    found = json.loads(tocsin("kb", "info", "--json").stdout)
    assert found["user"] == [{"file": "mine.csv", "kind": "place", "rows": 1}]
    assert found["rows"]["organization"] > 1_000
    assert all(s["licence"] and s["retrieved"] for s in found["sources"])
    assert found["digest"] in tocsin("kb", "info").stdout


def test_add_and_look_up(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text("name,sectors,country\nRiverside Guard,REB,SSD\n", encoding="utf-8")
    assert tocsin("kb", "add", table).stdout.startswith("1 rows added: ")
    first = json.loads(tocsin("kb", "lookup", "Riverside Guard", "--json").stdout.splitlines()[0])
    assert "your mine.csv, line 2" in " ".join(first["reasons"])


def test_add_names_line_and_column(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text("name,sectors,country\nHillside Guard,REB,SSD\nC D,REB,XX\n", encoding="utf-8")
    result = tocsin("kb", "add", table)
    assert result.exit_code == 2
    assert "line 3: column country" in result.stderr
    assert tocsin("kb", "lookup", "Hillside Guard").exit_code == 1


@pytest.mark.parametrize("command", [("kb", "add"), ("eval", "places", "--data")])
def test_missing_file(command: tuple[str, ...], home: Path) -> None:
    result = tocsin(*command, home / "none.csv")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("tocsin.evaluate.sample")
    module.evaluate_sample = lambda path: {"n": 3, "accuracy": 2 / 3, "data_sha256": path.name}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tocsin.evaluate.sample", module)
    monkeypatch.setitem(SUITES, "places", ("sample", "evaluate_sample"))


@pytest.mark.usefixtures("suite")
def test_eval(home: Path) -> None:
    data = home / "gold.xml"
    data.touch()
    scores = json.loads(tocsin("eval", "places", "--data", data, "--json").stdout)
    assert scores == {
        "suite": "places", "version": __version__, "n": 3, "accuracy": 2 / 3,
        "data_sha256": "gold.xml",
    }  # fmt: skip
    assert "0.667" in tocsin("eval", "places", "--data", data).stdout


def test_unknown_suite(home: Path) -> None:
    result = tocsin("eval", "weather", "--data", home)
    assert result.exit_code == 2
    assert "'weather' is not one of 'actors', 'coreference', 'figures', 'places'" in result.stderr
