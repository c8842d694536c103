from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.evaluate.place import evaluate_places, homes, read_places, score

TEXT = "Police in Almaty clashed with crowds. Others met in Springfield, Ohio."
LGL = f"""<articles><article docid="1"><domain>example.org</domain>
<dltime>2009-03-20 12:24:52-05</dltime><text><![CDATA[{TEXT}]]></text><toponyms>
<toponym><start>10</start><end>16</end><phrase>Almaty</phrase><gaztag geonameid="1526384">
<name>Almaty</name><lat>43.25</lat><lon>76.95</lon><country geonameid="1">Kazakhstan</country></gaztag></toponym>
<toponym><start>52</start><end>63</end><phrase>Springfield</phrase><gaztag geonameid="4525353">
<name>Springfield</name><lat>39.92</lat><lon>-83.81</lon><country geonameid="2">United States</country></gaztag></toponym>
<toponym><start>65</start><end>69</end><phrase>Ohio</phrase></toponym>
</toponyms></article></articles>"""
GWN = f"""<articles><article file="0"><text>{TEXT}</text><toponyms>
<toponym><extractedName>Almaty</extractedName><start>10</start><end>16</end>
<geonamesID>1526384</geonamesID><latitude>43.25</latitude><longitude>76.95</longitude></toponym>
<toponym><extractedName>crowds</extractedName><start>31</start><end>37</end></toponym>
</toponyms></article></articles>"""
GEOVIRUS = f"""<articles><article><source>x</source><text>{TEXT}</text><locations>
<location><name>Almaty</name><start>10</start><end>16</end><lat>43.25</lat><lon>76.95</lon></location>
</locations></article></articles>"""


@pytest.fixture
def write(tmp_path: Path) -> object:
    def make(text: str) -> Path:
        path = tmp_path / "set.xml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.mark.parametrize(("text", "n", "ids"), [(LGL, 2, 2), (GWN, 1, 1), (GEOVIRUS, 1, 0)])
def test_reads_the_three_formats(write, text: str, n: int, ids: int) -> None:  # type: ignore[no-untyped-def]
    (story,) = read_places(write(text))
    assert len(story.toponyms) == n
    assert sum(t.geonameid is not None for t in story.toponyms) == ids
    assert all(story.text[t.start : t.end] == t.text for t in story.toponyms)


@pytest.mark.parametrize("text", [LGL, GWN, GEOVIRUS])
def test_scores(write, text: str) -> None:  # type: ignore[no-untyped-def]
    found = evaluate_places(write(text))
    assert found["accuracy_161km"] == found["country_accuracy"] == 1.0
    assert found["median_error_km"] < 20
    assert found["e2e_recall"] == 1.0
    assert len(found["data_sha256"]) == 64
    assert ("accuracy_161km_home" in found) is (text == LGL)


def test_a_wrong_place_is_wrong(write) -> None:  # type: ignore[no-untyped-def]
    stories = read_places(write(GEOVIRUS.replace("43.25", "-43.25")))
    found = score(stories)
    assert found["accuracy_161km"] == 0.0
    assert found["mean_error_km"] > 5_000


def test_homes_are_guessed_from_the_stories(write) -> None:  # type: ignore[no-untyped-def]
    found = homes(read_places(write(LGL)))
    assert found["example.org"].precision == "city"


@pytest.mark.parametrize("text", ["", "no xml", "<articles/>", "<html><p>x</p></html>"])
def test_no_test_set(write, text: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="format"):
        read_places(write(text))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_places(tmp_path / "none.xml")


DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "places"
FLOORS = {"lgl.xml": 0.82, "GWN.xml": 0.78, "GeoVirus.xml": 0.72}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_floors(name: str) -> None:
    path = DATA / name
    if not path.is_file():
        pytest.skip("the test sets are not here")
    found = score(read_places(path))
    assert found["accuracy_161km"] >= FLOORS[name]
    assert found["country_accuracy"] >= 0.90
