from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tocsin.export import FORMATS, Tally, write_export

Record = dict[str, Any]
Export = Callable[..., tuple[Any, Tally]]

SENTENCE = "At least 12 people were killed in shelling of Sumy, the Ukrainian police said."


def span(text: str, inside: str = SENTENCE) -> Record:
    start = inside.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def entity(name: str | None, country: str, *sectors: str, id: str | None = None) -> Record:
    return {"name": name, "id": id, "country": country, "sectors": list(sectors)}


def make_claim(**changed: Any) -> Record:
    """A claim of SENTENCE, coded by hand."""
    return {
        "id": "00000000000000a1",
        "article": {
            "id": "r1",
            "uri": "https://wire.example.org/1",
            "outlet": {"name": "Example Wire", "domain": "wire.example.org", "country": "GBR"},
            "published": "2022-09-01T18:00:00+03:00",
            "completeness": {"value": "full", "reason": None},
        },
        "sentence": span(SENTENCE),
        "trigger": span("shelling"),
        "event": {"type": "ASSAULT", "mode": "heavy-weapons", "contexts": [], "cameo": "194"},
        "actors": [],
        "recipients": [{**span("people"), **entity(None, "UKR", "CVL")}],
        "status": "occurred",
        "stance": "asserts",
        "said_by": [],
        "date": None,
        "place": {**span("Sumy"), **make_place()},
        "figures": [],
        "cause": None,
        "score": 0.9,
        "coder": {"version": "0.2.0", "model": "en_core_web_sm-3.8.0"},
    } | changed


def make_place(**changed: Any) -> Record:
    return {
        "name": "Sumy", "geonameid": 692194, "lat": 50.9216, "lon": 34.80029,
        "country": "UKR", "admin1": "Sumy Oblast", "precision": "city",
    } | changed  # fmt: skip


def make_figure(**changed: Any) -> Record:
    return {
        "measure": "killed", "low": 12, "high": None, "approx": False, "vague": False,
        "implicit": False, "unit": None, "of": "people", "group": None,
        "said_by": ["the Ukrainian police"], "source": "police", "article": "r1",
        "outlet": "Example Wire", "published": "2022-09-01T18:00:00+03:00",
        "claim": "00000000000000a1", "span": span("At least 12"), "copy": False,
        "past": False, "rejected": False, "relation": None, "superseded": False,
    } | changed  # fmt: skip


def make_event(**changed: Any) -> Record:
    """An event with something in every field."""
    return {
        "id": "9f00d048cc3c62d5",
        "revision": 2,
        "supersedes": 1,
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "contexts": ["military"],
        "cameo": "194",
        "status": "occurred",
        "stance": "asserts",
        "date": {"edtf": "2022-09-01", "granularity": "day", "basis": "stated"},
        "place": make_place(),
        "actors": [entity("Armed Forces of Russia", "RUS", "MIL", id="Q277476")],
        "recipients": [entity("people", "UKR", "CVL")],
        "claims": [make_claim()],
        "reports": ["r1", "r2", "r3"],
        "copies": ["r3"],
        "independent_reports": 2,
        "figures": [make_figure()],
        "consensus": [
            {
                "measure": "killed", "group": None, "unit": None, "low": 12, "high": None,
                "stated": [12, 14], "as_of": "2022-09-01T15:00:00Z", "sources": ["police"],
            }
        ],
        "statuses": [
            {
                "published": "2022-09-01T18:00:00+03:00", "status": "occurred",
                "stance": "asserts", "said_by": ["the Ukrainian police"], "article": "r1",
                "claim": "00000000000000a1",
            }
        ],
        "causes": [
            {"text": "the advance", "article": "r1", "claim": "00000000000000a1", "event": None}
        ],
        "trigger": "shelling",
        "summary": {"text": SENTENCE, "article": "r1", "start": 0, "end": len(SENTENCE)},
        "first_reported": "2022-09-01T15:00:00Z",
        "last_reported": "2022-09-02T09:30:00Z",
        "storyline": "s1",
        "score": 0.93,
        "merges": [],
        "estimates": {
            "killed": {"best": 12, "low": 12, "high": 14},
            "injured": {"best": None, "low": None, "high": None},
            "participants": {"best": 0, "low": 0, "high": 0},
        },
    } | changed  # fmt: skip


def make_article(id: str = "r1", **changed: Any) -> Record:
    return {
        "id": id,
        "uri": f"https://wire.example.org/{id}",
        "headline": "Shelling kills 12 in Sumy",
        "text": SENTENCE,
        "language": "en",
        "published": "2022-09-01T18:00:00+03:00",
        "outlet": {"name": "Example Wire", "domain": "wire.example.org", "country": "GBR"},
        "rights": {
            "holder": None, "notice": None, "usage_terms": None, "license_url": None,
            "tdm_reserved": None, "signal": None,
        },
    } | changed  # fmt: skip


@pytest.fixture
def export() -> Export:
    """Write records in a format: what came out, as text or bytes, and the tally."""

    def write(
        format: str, records: Iterable[Record], articles: Iterable[Record] = (), **options: bool
    ) -> tuple[Any, Tally]:
        stream = io.BytesIO() if FORMATS[format].binary else io.StringIO(newline="\n")
        known = {article["id"]: article for article in articles}
        tally = write_export(format, records, known, stream, **options)
        return stream.getvalue(), tally

    return write


@pytest.fixture
def event() -> Callable[..., Record]:
    return make_event


@pytest.fixture
def claim() -> Callable[..., Record]:
    return make_claim


@pytest.fixture
def article() -> Callable[..., Record]:
    return make_article
