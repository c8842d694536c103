from __future__ import annotations

import codecs
import random

import pytest

from tocsin.errors import InputError
from tocsin.ingest.encoding import decode, is_binary, normalise

STORY = (
    "The café owner said “we are staying” – and São Paulo’s mayor agreed. "
    "Police in the city of Málaga reported 12 arrests on Friday after the march."
)


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_decode_reads_the_encodings_news_comes_in(name: str) -> None:
    assert decode(STORY.encode(name), "a.txt") == STORY


def test_decode_reads_latin_1() -> None:
    assert decode("Málaga y Orléans".encode("latin-1"), "a.txt") == "Málaga y Orléans"


def test_decode_reads_other_alphabets_in_legacy_encodings() -> None:
    story = "Президент заявил в пятницу, что войска покинут столицу до конца месяца."
    assert decode(story.encode("cp1251"), "a.txt") == story


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta charset="iso-8859-2"><p>Wałęsa</p>'.encode("iso-8859-2"), "Wałęsa"),
        ('<meta charset="latin1"><p>“Orléans”</p>'.encode("cp1252"), "“Orléans”"),
        ('<meta charset="no-such-code"><p>Orléans</p>'.encode("latin-1"), "Orléans"),
        ('<meta charset="latin1"><p>Orléans</p>'.encode(), "Orléans"),  # wrongly declared
    ],
)
def test_decode_believes_pages_unless_the_bytes_say_otherwise(page: bytes, expected: str) -> None:
    assert f"<p>{expected}</p>" in decode(page, "a.html", markup=True)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 text", b"PK\x03\x04word/document.xml", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 4],
)
def test_decode_refuses_files_that_are_not_text(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert (caught.value.reason, caught.value.uri) == ("binary", "a.txt")


def test_decode_names_the_byte_that_breaks_a_marked_encoding() -> None:
    with pytest.raises(InputError) as caught:
        decode(codecs.BOM_UTF8 + b"caf\xe9", "a.txt")
    assert caught.value.reason == "encoding"
    assert "byte 6" in caught.value.detail


def test_decode_shows_stray_bytes_in_utf_8_as_such() -> None:
    data = STORY.encode() + b"\xe9"
    assert decode(data, "a.txt") == f"{STORY}\ufffd"


def test_decode_refuses_bytes_no_encoding_explains() -> None:
    noise = bytes(random.Random(7).choices(range(128, 256), k=2000))
    with pytest.raises(InputError) as caught:
        decode(noise, "a.txt")
    assert caught.value.reason == "encoding"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\0b", "a b"),
        ("\ufeffa\ufeffb", "a\ufeffb"),
        ("a\ud800b", "a\ufffdb"),
        ("zero\u200bwidth \u202bעברית\u202c", "zero\u200bwidth \u202bעברית\u202c"),
    ],
)
def test_normalise_changes_as_little_as_it_can(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_a_few_control_bytes_do_not_make_a_file_binary() -> None:
    assert not is_binary(b"Troops left\x00 the town.\x0c" * 3)
