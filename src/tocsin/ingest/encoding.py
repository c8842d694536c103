"""Bytes to text, and the few characters that are changed on the way.

Knows byte order marks, UTF-8, UTF-16, what a web page declares, and windows-1252, in which
English was written before UTF-8; other legacy encodings are left to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from tocsin.errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!", b"RIFF", b"OggS",
    b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00 ftyp", b"\x28\xb5\x2f\xfd", b"PAR1",
)  # fmt: skip
SAMPLE = 65_536  # bytes looked at: enough to tell text from data
MAX_CONTROL = 0.1  # share of control bytes above which a file is data; text holds next to none
MAX_CHAOS = 0.1  # charset-normalizer's mess ratio; it accepts up to 0.2 by itself
CONTROL = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
SURROGATE = re.compile(r"[\ud800-\udfff]")
TYPOGRAPHIC = frozenset("‘’“”‚„‹›«»–—…•·€£¥§©®™°¡¿\xa0\xad´½¼¾†‰²")
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)


def decode(data: bytes, uri: str, *, markup: bool = False) -> str:
    r"""Return the text of a file, normalised (see `normalise`).

    Args: data: the whole file; uri: for the error; markup: believe a declared charset.
    Raises: InputError: "binary" (a known file type, or control bytes) or "encoding"
    (no encoding fits well enough).

    >>> decode("café".encode("cp1252"), "menu.txt")
    'café'
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return _strictly(data, name, uri)
    wide = _wide(data[:SAMPLE])
    if wide:
        return _strictly(data, wide, uri)
    if is_binary(data[:SAMPLE]):
        raise InputError(uri, reason="binary", detail="the file is not text")
    for name in ("utf-8", *(_declared(data) if markup else ())):
        try:
            return normalise(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return normalise(_damaged(data) or _legacy(data, uri))


def normalise(text: str) -> str:
    r"""Return text with "\n" line ends, no byte order mark, NUL, or lone surrogate.

    NUL becomes a space and a lone surrogate U+FFFD, so that offsets stay.

    >>> normalise("\ufeffone\r\ntwo\rthree\x00")
    'one\ntwo\nthree '
    """
    text = text.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    return SURROGATE.sub("\ufffd", text)


def is_binary(sample: bytes) -> bool:
    """Whether bytes are those of a program, picture, archive or the like.

    >>> is_binary(b"%PDF-1.7"), is_binary(b"Troops left.")
    (True, False)
    """
    if sample.startswith(MAGIC):
        return True
    kept = sample.translate(None, CONTROL)
    return len(sample) - len(kept) > MAX_CONTROL * len(sample)


def _strictly(data: bytes, name: str, uri: str) -> str:
    try:
        return normalise(data.decode(name))
    except UnicodeDecodeError as error:
        detail = f"the file starts as {name} but byte {error.start} is not"
        raise InputError(uri, reason="encoding", detail=detail) from error


def _wide(sample: bytes) -> str | None:
    """Name of UTF-16 without its mark: every other byte of Latin text is zero."""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.8 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.8 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> tuple[str, ...]:
    found = DECLARED.search(data[:2048])
    if found is None:
        return ()
    name = found[1].decode("ascii", "replace").lower()
    # browsers read pages that declare these as windows-1252 (WHATWG Encoding Standard)
    return ("cp1252",) if name in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else (name,)


def _damaged(data: bytes) -> str | None:
    """UTF-8 with stray bytes as U+FFFD; legacy text has next to no valid sequences."""
    text = data.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    valid = sum(c > "\x7f" for c in text) - stray
    return text if valid > 2 * stray else None


def _legacy(data: bytes, uri: str) -> str:
    text = data.decode("cp1252", "replace")
    if _is_plausible(text):
        return text
    from charset_normalizer import from_bytes  # slow to load, rarely needed

    best = from_bytes(data).best()
    if best is None or best.chaos > MAX_CHAOS:
        raise InputError(uri, reason="encoding", detail="no encoding fits the bytes; save as UTF-8")
    return str(best)


def _is_plausible(text: str) -> bool:
    """Whether non-ASCII characters are few, and are letters inside words or typography."""
    strange = [c for c in text if c > "\x7f"]
    if len(strange) > max(3, 0.1 * len(text)):  # English has next to none, French 4%, Cyrillic 80%
        return False
    return all(
        c in TYPOGRAPHIC or (unicodedata.category(c) in {"Ll", "Lu"} and c not in "ªº")
        for c in strange
    )
