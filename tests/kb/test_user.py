from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.kb.user import add_table, user_actors, user_files, user_kb_path, user_places

ACTORS = """name,sectors,aliases,id,country,kind,role,start,end
Riverside Guard,REB|CRM,the Guard|RG,x:rg,SSD,armed_group,,2019,
"Okello, James",GOV,,x:jo,UGA,person,governor,2019-03-01,2021-06
"Okello, James",GOV|LEG,,x:jo,UGA,person,senator,2020,
"""
PLACES = """name,lat,lon,country,precision,aliases,geonameid,admin1
Camp Nine,9.5,31.7,SSD,point,Camp 9|Ninth Camp,,Upper Nile
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_HOME", str(tmp_path / "home"))
    return tmp_path


def write(folder: Path, text: str | bytes, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_nothing_added() -> None:
    assert user_actors("Riverside Guard") == ()
    assert user_places("Camp Nine") == ()
    assert user_files() == ()
    assert not user_kb_path().exists()


def test_actors(home: Path) -> None:
    assert add_table(write(home, ACTORS)) == (3, 0)
    (guard,) = user_actors("RIVERSIDE guard")
    assert (guard.id, guard.country, guard.sectors) == ("x:rg", "SSD", ("REB", "CRM"))
    assert (guard.kind, guard.file, guard.line) == ("armed_group", "own.csv", 2)
    assert user_actors("RG") == (guard,)
    roles = {a.role: a.holds("2020-05-01") for a in user_actors("Okello, James")}
    assert roles == {"governor": True, "senator": True}


@pytest.mark.parametrize(
    ("date", "holds"),
    [("2019-02-28", False), ("2019-03-01", True), ("2021-06-30", True), ("2021-07-01", False)],
)
def test_time(home: Path, date: str, holds: bool) -> None:
    add_table(write(home, ACTORS))
    (governor,) = (a for a in user_actors("Okello, James") if a.role == "governor")
    assert governor.holds(date) == holds


def test_places(home: Path) -> None:
    assert add_table(write(home, PLACES)) == (1, 0)
    (camp,) = user_places("camp 9")
    assert (camp.name, camp.lat, camp.lon, camp.country) == ("Camp Nine", 9.5, 31.7, "SSD")
    assert (camp.admin1, camp.precision, camp.geonameid) == ("Upper Nile", "point", None)


def test_same_name_replaces_and_a_bare_header_removes(home: Path) -> None:
    add_table(write(home, ACTORS))
    assert add_table(write(home, ACTORS)) == (3, 3)
    assert add_table(write(home, PLACES, "places.csv")) == (1, 0)
    assert user_files() == (("own.csv", "actor", 3), ("places.csv", "place", 1))
    assert add_table(write(home, "name,sectors\n")) == (0, 3)
    assert user_actors("RG") == ()
    assert user_files() == (("places.csv", "place", 1),)


def test_byte_order_mark_blank_lines_and_few_columns(home: Path) -> None:
    add_table(write(home, "\ufeffname,sectors\r\n\r\nHill Council, GOV\r\n"))
    (council,) = user_actors("hill council")
    assert (council.id, council.kind, council.country) == ("user:hill-council", "person", None)
    assert council.line == 3


WRONG = {
    "no column of that name": ("name,sectors,colour\nA B,GOV,red\n", 1, "colour"),
    "column twice": ("name,sectors,name\nA,GOV,B\n", 1, "name"),
    "column missing": ("name,country\nA B,KAZ\n", 1, "sectors"),
    "longitude missing": ("name,lat\nA B,1\n", 1, "lon"),
    "empty file": ("", 1, "name"),
    "too few cells": ("name,sectors,country\nA B,GOV,KAZ\nC D,GOV\n", 3, None),
    "too many cells": ("name,sectors\nA B,GOV,KAZ\n", 2, None),
    "open quote": ('name,sectors\nA B,GOV\n"C D,GOV\n', 3, None),
    "quote inside": ('name,sectors\n"A" B,GOV\n', 2, None),
    "not UTF-8": (b"name,sectors\nA B,GOV\nJos\xe9,GOV\n", 3, None),
    "no name": ("name,sectors\n,GOV\n", 2, "name"),
    "name of signs": ("name,sectors\n---,GOV\n", 2, "name"),
    "line break in a name": ('name,sectors\n"A\nB",GOV\n', 2, "name"),
    "name of 5,000 characters": (f"name,sectors\n{'x' * 5_000},GOV\n", 2, "name"),
    "cell beyond all limits": (f"name,sectors\n{'x' * 200_000},GOV\n", 2, None),
    "alias too long": (f"name,sectors,aliases\nA B,GOV,C|{'x' * 201}\n", 2, "aliases"),
    "unknown country": ("name,sectors,country\nA B,GOV,XX\n", 2, "country"),
    "country in small letters": ("name,sectors,country\nA B,GOV,kaz\n", 2, "country"),
    "unknown sector": ("name,sectors\nA B,GOV|XYZ\n", 2, "sectors"),
    "no sector": ("name,sectors\nA B,\n", 2, "sectors"),
    "unknown kind": ("name,sectors,kind\nA B,GOV,club\n", 2, "kind"),
    "odd id": ("name,sectors,id\nA B,GOV,a b\n", 2, "id"),
    "no such day": ("name,sectors,start\nA B,GOV,2021-02-29\n", 2, "start"),
    "no date": ("name,sectors,end\nA B,GOV,soon\n", 2, "end"),
    "reversed": ("name,sectors,start,end\nA B,GOV,2021-05,2021-04\n", 2, "end"),
    "overlap": ("name,sectors,start,end\nA B,GOV,2019,2021\nA B,GOV,2021-06,\n", 3, "start"),
    "twice without dates": ("name,sectors\nA B,GOV\nA B,LEG\n", 3, "start"),
    "latitude": ("name,lat,lon\nA B,91,0\n", 2, "lat"),
    "not a number": ("name,lat,lon\nA B,1,nan\n", 2, "lon"),
    "no number": ("name,lat,lon\nA B,1,\n", 2, "lon"),
    "GeoNames id": ("name,lat,lon,geonameid\nA B,1,1,-5\n", 2, "geonameid"),
    "precision": ("name,lat,lon,precision\nA B,1,1,exact\n", 2, "precision"),
}


@pytest.mark.parametrize(("text", "line", "column"), WRONG.values(), ids=WRONG)
def test_wrong_files_name_line_and_column_and_add_nothing(
    home: Path, text: str | bytes, line: int, column: str | None
) -> None:
    add_table(write(home, ACTORS))
    with pytest.raises(DataError) as caught:
        add_table(write(home, text))
    assert caught.value.line == line
    assert caught.value.detail.startswith(f"column {column}: " if column else "")
    assert len(str(caught.value)) < 400
    assert user_files() == (("own.csv", "actor", 3),)


def test_overlap_with_another_file(home: Path) -> None:
    add_table(write(home, ACTORS))
    more = "name,sectors,id,role,start\nJames Okello,GOV,x:jo,governor,2021-06-15\n"
    with pytest.raises(DataError, match="overlaps a row added before"):
        add_table(write(home, more, "more.csv"))
    assert add_table(write(home, more.replace("06-15", "07-01"), "more.csv")) == (1, 0)


@pytest.mark.parametrize("name", ["x'); DROP TABLE actor; --", 'a" OR "1"="1', "%", "O'Brien"])
def test_sql_in_a_name(home: Path, name: str) -> None:
    cell = name.replace('"', '""')
    text = f'name,sectors\n"{cell}",GOV\n'
    if name == "%":
        with pytest.raises(DataError, match="is no name"):
            add_table(write(home, text))
        return
    add_table(write(home, text))
    assert [a.name for a in user_actors(name)] == [name]
    assert len(user_files()) == 1


def test_damaged_and_foreign_files(home: Path) -> None:
    path = user_kb_path()
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(DataError, match="delete it and add your files again"):
        user_actors("RG")
    with pytest.raises(DataError, match="delete it"):
        add_table(write(home, ACTORS))


def test_missing_file(home: Path) -> None:
    with pytest.raises(FileNotFoundError):
        add_table(home / "none.csv")
