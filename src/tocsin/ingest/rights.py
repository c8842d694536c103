"""What a text says about its rights and whether it is all there.

Reads the words alone; what the markup of a web page says is read in `markup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from tocsin.ingest.notice import find_cut
from tocsin.ingest.zone import split_sentences
from tocsin.records import STORY_ZONES, Completeness, Rights, Zone

HOLDER = re.compile(
    r"""(?:©|\(c\)|\bcopyright\b)(?:\s|©|\(c\)|copyright|by\b|:|,|\d{4}(?:\s*[-–—]\s*\d{2,4})?)*
    (?P<holder>(?!\d{4}\b)[^\s.,;:|()–—©-].*?)
    \s*(?:[®™]|\.(?:\s|$)|[,;|()–—]|\s-\s|\bAll\s+rights\b|\b\d{4}\b|$)""",
    re.IGNORECASE | re.VERBOSE,
)
LICENSE_URL = re.compile(r"(?:https?://)?(?:www\.)?(creativecommons\.org/[\w./-]*[\w/])", re.I)
CREATIVE_COMMONS = re.compile(r"\bCC[ -](BY(?:-(?:NC|ND|SA)){0,2})[ -]([1-4]\.\d)\b", re.I)
TERMS = re.compile(
    r"\b(?:may|must|can)(?:not| not)\b|\bpermi(?:ssion|tted)\b|\bprohibited\b|\blicen[cs]ed?\b"
    r"|\bpublic domain\b|\bre(?:use|publish|print)\b|\bterms\b|\bcreative commons\b",
    re.I,
)
MINING = re.compile(
    r"\btext[ -]and[ -]data[ -]mining\b|\bTDM\b|\btrain(?:ing)? .{0,40}\b(?:AI|models?)\b", re.I
)
RESERVED = re.compile(
    r"\breserve[sd]?\b|\bprohibited\b|\bnot\b|\bwithout\b|\bno\b|\bexcluded\b", re.I
)
BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.{3})\]|\[\+\d+ chars\])\s*$")


def text_rights(zones: Iterable[Zone]) -> Rights:
    """Return what the rights notices among an article's zones say.

    >>> text_rights([Zone(0, 27, "© 2024 Example Wire. Reuse.", "rights_notice")]).holder
    'Example Wire'
    """
    notices = [zone.text for zone in zones if zone.kind == "rights_notice"]
    if not notices:
        return Rights()
    notice = " ".join(notices)
    holder = HOLDER.search(notice)
    terms = [text for text in notices if TERMS.search(text)]
    return Rights(
        holder=holder["holder"].strip(" ®™") if holder else None,
        notice=notice,
        usage_terms=" ".join(terms) or None,
        license_url=license_url(notice),
        tdm_reserved=reserves_mining(notice),
        signal="text",
    )


def license_url(notice: str) -> str | None:
    """Return the address of the Creative Commons licence a notice names, or None.

    >>> license_url("Published under CC BY-SA 4.0.")
    'https://creativecommons.org/licenses/by-sa/4.0/'
    """
    stated = LICENSE_URL.search(notice)
    if stated:
        return f"https://{stated[1]}"
    named = CREATIVE_COMMONS.search(notice)
    if named:
        return f"https://creativecommons.org/licenses/{named[1].lower()}/{named[2]}/"
    return None


def reserves_mining(notice: str) -> bool | None:
    """Whether a notice reserves text and data mining; None where it says nothing of it."""
    if MINING.search(notice) and RESERVED.search(notice):
        return True
    return None


def merge_rights(*found: Rights) -> Rights:
    """Return the fields stated by several places, the first that states one winning."""
    merged: dict[str, object] = {}
    for name in (f.name for f in fields(Rights) if f.name != "signal"):
        values = (getattr(rights, name) for rights in found)
        merged[name] = next((v for v in values if v is not None), None)
    signals = dict.fromkeys(rights.signal for rights in found if rights.signal)
    return Rights(**merged, signal=", ".join(signals) or None)  # type: ignore[arg-type]


def text_completeness(zones: Iterable[Zone]) -> Completeness:
    """Return whether the words show that a story is all there.

    A notice that bars further reading, or a text that breaks off, makes it partial; a
    count of free articles left is shown under whole stories. Otherwise unknown.
    """
    zones = tuple(zones)
    signs = {
        find_cut(zone.text[slice(*span)])
        for zone in zones
        if zone.kind == "paywall_notice"
        for span in split_sentences(zone.text, 0, len(zone.text))
    }
    if "partial" in signs:
        return Completeness("partial", "paywall notice")
    story = [zone for zone in zones if zone.kind in STORY_ZONES]
    if story and BROKEN_OFF.search(story[-1].text):
        return Completeness("partial", "text breaks off")
    if "full" in signs:
        return Completeness("full", "metered notice")
    return Completeness()
