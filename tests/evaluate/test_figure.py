"""Figures by incident: what one report says together, and what several agree on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import InputError
from tocsin.evaluate.figure import (
    COUNTED,
    STATED,
    Account,
    Tally,
    evaluate_figures,
    incident_figure,
    largest_number,
    outlet_key,
    read_account,
    read_incidents,
    report_figure,
)
from tocsin.ingest import read_input
from tocsin.pipeline import Coder
from tocsin.records import Article, to_dict


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture
def claims_of(coder: Coder, tmp_path: Path) -> Any:
    """Return the claims of a report, published on a Monday, as dicts."""

    def code(text: str) -> list[dict[str, Any]]:
        path = tmp_path / "report.jsonl"
        record = {
            "id": "a",
            "uri": "https://news.example/a",
            "published": "2016-03-07",
            "text": text,
        }
        path.write_text(json.dumps(record), encoding="utf-8")
        articles = [a for a in read_input(str(path)) if isinstance(a, Article)]
        return [to_dict(claim) for _, claims in coder.code(articles) for claim in claims]

    return code


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Two men were killed and five others were wounded in a shooting on Sunday.", 2, 5),
        ("Police said four people were shot on Sunday, and one of them died.", 1, 3),
        ("Gunmen shot four people at a market on Sunday.", None, 4),
        ("A woman and her brother were at home. A policeman was shot dead on Sunday.", 1, None),
        ("A woman and child were killed in a shooting on Sunday.", 2, None),
        ("A gunman killed three people on Sunday and then killed himself.", 4, None),
        ("Two people, including a child, were killed in a shooting on Sunday.", 2, None),
        ("The gunman shot the victims of a triple homicide on Sunday.", 3, None),
        ("The deadly shooting of a shopkeeper on Sunday shocked the town.", 1, None),
        ("The parliament met on Sunday.", None, None),
    ],
)  # fmt: skip
def test_report(claims_of: Any, text: str, killed: int | None, injured: int | None) -> None:
    claims = claims_of(text)
    assert report_figure(claims, "killed") == killed
    assert report_figure(claims, "injured") == injured


@pytest.mark.parametrize(
    "aside",
    [
        "In March 2014, eight people were killed at the same club.",
        "He said that somebody could have been killed.",
        "Nobody was killed.",
        "They are charged with attempting to kill six people.",
        "Twelve people were killed in unrelated shootings.",
        "Fire kills nine in tower block\n\nThe mayor came.",
    ],
)
def test_other_harm_is_left_out(claims_of: Any, aside: str) -> None:
    lead = "A gunman wounded three students at a dance on Sunday. The police closed the road. "
    story = lead + "The school will stay closed until the end of the week. " * 5
    claims = claims_of(f"{story}\n\n{aside}")
    assert report_figure(claims, "killed") in {None, 0}
    assert report_figure(claims, "injured") == 3


def test_what_a_figure_rests_on(claims_of: Any) -> None:
    account = read_account(claims_of("A man was killed on Sunday and two others were wounded."))
    assert account == Account("news.example", "2016-03-07", Tally(1, COUNTED), Tally(2, STATED))


def test_no_claims() -> None:
    assert read_account([]) == Account("", "", None, None)


def account(
    killed: int | None, injured: int | None = None, *, outlet: str = "", day: int = 1, told: float = STATED
) -> Account:  # fmt: skip
    tallies = (None if n is None else Tally(n, told) for n in (killed, injured))
    return Account(outlet or f"{day}.example", f"2016-03-{day:02d}", *tallies)


@pytest.mark.parametrize(
    ("accounts", "killed", "injured"),
    [
        ([], 0, 0),
        ([account(None)], 0, 0),
        ([account(2, 3, day=1), account(2, 3, day=2), account(4, 1, day=3)], 2, 3),
        ([account(1, outlet="a"), account(3, outlet="a", day=2), account(1, outlet="a")], 3, 0),
        ([account(1, day=1), account(2, day=2)], 2, 0),  # a tie: the larger
        ([account(None, 1, told=COUNTED), account(1, told=COUNTED, day=2)], 1, 0),  # died since
        ([account(None, 4), account(1, 3, day=2)], 1, 3),
        ([account(1, told=0.9), account(None, 2, day=2)], 0, 2),  # doubtful, and later not told
        ([account(1, told=0.9, day=3), account(None, 2, day=2)], 1, 2),
    ],
)
def test_several_reports(accounts: Sequence[Account], killed: int, injured: int) -> None:
    assert incident_figure(accounts, "killed") == killed
    assert incident_figure(accounts, "injured") == injured
    assert incident_figure(accounts[::-1], "killed") == killed


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("Three of 12 men were killed.", "killed", 12),
        ("A man, 24, was killed in 2015.", "killed", 1),
        ("The 24-year-old was wounded.", "injured", 1),
        ("Seven men met.", "killed", 0),
    ],
)
def test_baseline(text: str, measure: str, number: int) -> None:
    assert largest_number(text, measure) == number


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("https://www.news.example/a", "news.example"),
        ("http://archive.example/web/2016/http://news.example:80/a", "news.example"),
        ("report 7", "report 7"),
        ("", ""),
    ],
)
def test_outlet(uri: str, key: str) -> None:
    assert outlet_key(uri) == key


def incident(killed: int, injured: int, *texts: str) -> str:
    reports = [
        {
            "uri": f"https://{i}.example/a",
            "title": "Shooting at market",
            "published": "2016-03-07",
            "text": text,
        }
        for i, text in enumerate(texts)
    ]
    return json.dumps({"num_killed": killed, "num_injured": injured, "reports": reports})


def test_scores(tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    first = "Gunmen killed two people and wounded 3 at a market on Sunday, the police said."
    path.write_text(
        incident(2, 3, first, "The market was closed on Monday.")
        + "\n"
        + incident(1, 0, "A man was shot dead at a market on Sunday.", "Ein Mann ist auf dem Markt erschossen worden, sagte die Polizei."),
        encoding="utf-8",
    )  # fmt: skip
    scores = evaluate_figures(path)
    digest = scores.pop("data_sha256")
    assert isinstance(digest, str)
    assert len(digest) == 64
    assert scores == {
        "killed_exact": 1.0, "killed_exact_report": 0.5,
        "killed_exact_largest": 0.5, "killed_exact_check": 1.0,
        "injured_exact": 1.0, "injured_exact_report": 0.75,
        "injured_exact_largest": 1.0, "injured_exact_check": 1.0,
        "n": 2, "reports": 4,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[1]", '{"num_killed": 1}', "no json"])
def test_what_is_no_incident(tmp_path: Path, text: str) -> None:
    path = tmp_path / "incidents.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_incidents(path)
