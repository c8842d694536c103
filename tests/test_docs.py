"""Holds README, CONTRIBUTING and docs/ true: commands, options, output, links, targets."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
import pytest

from tocsin.cli import cli

ROOT = Path(__file__).parent.parent
IN_PROSE = re.compile(r"`(tocsin(?: [^`]*)?)`|^<!-- run[^:\n]*: (tocsin .*?) -->$", re.MULTILINE)
IN_SHELL = re.compile(r"(?:^|\| |bin/)(tocsin(?: [^|\n]*)?)", re.MULTILINE)
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def load_update() -> ModuleType:
    spec = spec_from_file_location("update", ROOT / "docs" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


UPDATE = load_update()
PAGES: list[Path] = UPDATE.list_pages()


def shown_commands(page: Path) -> Iterator[list[str]]:
    """The `tocsin …` commands of a page as arguments; output and code are left out."""
    text = page.read_text(encoding="utf-8")
    shell = "".join(f["block"] for f in FENCE.finditer(text) if f["language"] == "sh")
    for found in [*IN_PROSE.finditer(FENCE.sub("", text)), *IN_SHELL.finditer(shell)]:
        yield shlex.split(next(filter(None, found.groups())))[1:]


def unknown_parts(arguments: list[str]) -> list[str]:
    """Subcommands and options that `tocsin --help` and the like do not list."""
    command: click.Command = cli
    for name in (a for a in arguments if not a.startswith("-")):
        if not isinstance(command, click.Group):
            break
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {o for p in command.get_params(click.Context(command)) for o in p.opts}
    known |= {"--help", "-h"}
    return [a for a in arguments if a.startswith("-") and a != "-" and a not in known]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    for arguments in shown_commands(page):
        assert not unknown_parts(arguments), " ".join(arguments)


def test_commands_are_found() -> None:
    assert len(list(shown_commands(ROOT / "README.md"))) >= 6
    assert unknown_parts(["cod"]) == ["cod"]
    assert unknown_parts(["code", "--colour"]) == ["--colour"]


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert f"<!-- run: tocsin {name} --help -->" in page


@pytest.mark.parametrize(
    ("first", "end", "shown"),
    [
        (None, None, ["Summary", "Figures", "killed 9", "Status"]),
        ("Figures", "Status", ["Figures", "killed 9"]),
        (None, "Figures", ["Summary"]),
    ],
)
def test_part_of_an_output_can_be_shown(
    first: str | None, end: str | None, shown: list[str]
) -> None:
    assert UPDATE.cut(["Summary", "Figures", "killed 9", "Status"], first, end) == shown


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(LookupError, match="Figures"):
        UPDATE.cut(["Summary"], "Figures", None)


def test_tables_of_exports_are_made_anew(tmp_path: Path) -> None:
    stale = "<!-- columns: hxl -->\n| column |\n<!-- end -->\n"
    assert "| column | HXL tag |" in UPDATE.render(stale, tmp_path)


def test_every_page_is_in_the_navigation() -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    linked = re.findall(r"^  - [^:]+: (\S+\.md)$", config, re.MULTILINE)
    docs = ROOT / "docs"
    assert sorted(linked) == sorted(p.relative_to(docs).as_posix() for p in docs.rglob("*.md"))


def test_shown_output_is_what_is_printed_now() -> None:
    stale = [page.name for page, _ in UPDATE.stale_pages()]
    assert not stale, "out of date; `make docs` or `python docs/update.py` brings them up to date"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    shown = re.findall(r"^make ([a-z]+)|`make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    assert {first or second for first, second in shown} <= targets


def test_dependencies_have_a_reason_and_a_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    groups = project["dependency-groups"]
    asked = {
        "run": [*project["project"]["dependencies"], *groups["build"]],
        "dev": [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
    }
    assert set(project["build-system"]["requires"]) <= set(groups["build"])
    extras = project["project"]["optional-dependencies"]
    for requirement in (r for extra in extras.values() for r in extra):
        name = re.split(r"[<>=\[ ]", requirement)[0]
        assert f"`{name}`" in reasons, name
    for lock, requirements in asked.items():
        locked = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        for requirement in requirements:
            name = re.split(r"[<>=\[ ]", requirement)[0]
            assert f"`{name}`" in reasons, name
            assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), (lock, name)


def test_every_table_has_its_origin() -> None:
    data = ROOT / "src" / "tocsin" / "data"
    sources = (data / "SOURCES.md").read_text(encoding="utf-8")
    tables = [path.name for path in data.rglob("*.*") if path.suffix in (".csv", ".jsonl")]
    assert tables
    assert [name for name in tables if name not in sources] == []


def test_the_table_of_scores_has_its_place() -> None:
    page = (ROOT / "docs" / "quality" / "index.md").read_text(encoding="utf-8")
    assert page.index("<!-- scores -->") < page.index("<!-- end of scores -->")
