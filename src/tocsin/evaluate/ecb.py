"""Reads ECB+ (Cybulska and Vossen 2014): reports of 43 topics with marked, linked events.

Each topic has two subtopics: reports on one event, and on another one of its kind. Only
mentions of actions in the sentences that the corpus names as checked count, as in the
work of others on it: 6,833 of all topics, 1,780 of the test topics 36 to 45.
"""

from __future__ import annotations

import csv
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from tocsin.errors import InputError

ARCHIVE = "ECBplus_LREC2014.tar.gz"
TEST = range(36, 46)  # topics kept for testing in the work of others
_NAME = re.compile(r"(?:.*/)?(\d+)_(\d+)(ecb(?:plus)?)\.xml")
_CHECKED = "ECBplus_coreference_sentences.csv"
_CLOSING = re.compile(r"[.,;:!?%)\]’”]+|'s|n't|'(?:re|ve|ll|d|m)|’s")
_OPENING = frozenset("([$£€“‘#")
_QUOTES = {"``": "“", "''": "”"}


class GoldMention(NamedTuple):
    """A marked event: its characters, and the event it is a mention of."""

    start: int
    end: int
    event: str


class GoldReport(NamedTuple):
    """A report; one sentence a line. `checked`: start and end of the sentences that were checked."""

    id: str
    topic: int
    subtopic: str
    text: str
    checked: tuple[tuple[int, int], ...]
    mentions: tuple[GoldMention, ...]


def read_ecb(path: Path) -> list[GoldReport]:
    """Return the reports of ECB+, by topic and number.

    Args: path: the archive as its authors publish it, or the folder it lies in.
    Raises: InputError: no such archive, or nothing of ECB+ in it.
    """
    archive = find_archive(path)
    checked: dict[str, set[int]] = defaultdict(set)
    pages: dict[tuple[int, str, int], bytes] = {}
    for name, data in _files(archive):
        match = _NAME.fullmatch(name)
        if match:
            pages[int(match[1]), match[3], int(match[2])] = data
        elif name.endswith(_CHECKED):
            for row in csv.DictReader(data.decode("utf-8").splitlines()):
                checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    if not pages or not checked:
        raise InputError(str(archive), reason="format", detail="no reports of ECB+ in it")
    return [
        _report(topic, half, f"{topic}_{number}{half}", data, checked[f"{topic}_{number}{half}"])
        for (topic, half, number), data in sorted(pages.items())
    ]


def find_archive(path: Path) -> Path:
    """Return the archive at a path or in the folder there.

    Raises: InputError: there is none.
    """
    archive = path / ARCHIVE if path.is_dir() else path
    if not archive.is_file():
        raise InputError(str(archive), reason="missing", detail="no such file")
    return archive


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(archive) as files:
            for member in files:
                file = files.extractfile(member)
                if file is not None:
                    yield member.name, file.read()
    except (tarfile.TarError, EOFError) as error:
        raise InputError(str(archive), reason="format", detail=str(error)) from error


def _report(topic: int, half: str, id_: str, data: bytes, checked: set[int]) -> GoldReport:
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise InputError(id_, reason="format", detail="no XML")
    lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        sentence = int(token.get("sentence") or 0)
        if sentence or half == "ecb":  # line 0 of the newer half is the address of the page
            lines[sentence].append((token.get("t_id") or "", token.text or ""))
    text, spans, within = _join(lines.values())
    inside = [span for number, span in zip(lines, within, strict=True) if number in checked]
    mentions = [
        GoldMention(start, end, event)
        for tokens, event in _mentions(root, id_)
        if (start := min((spans[t][0] for t in tokens if t in spans), default=None)) is not None
        and any(first <= start < last for first, last in inside)
        and (end := max(spans[t][1] for t in tokens if t in spans))
    ]
    return GoldReport(id_, topic, f"{topic}{half}", text, tuple(inside), tuple(sorted(mentions)))


def _mentions(root: Any, id_: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words of each marked action, and the key of the event it is linked to."""
    events: dict[str, str] = {}
    for link in root.iter("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
        across = link.tag == "CROSS_DOC_COREF"
        event = link.get("note") if across else f"{id_} {link.get('r_id')}"
        for source in link.iter("source"):
            events.setdefault(source.get("m_id"), event)
    for mark in root.find("Markables"):
        tokens = [anchor.get("t_id") for anchor in mark.iter("token_anchor")]
        if tokens and "ACTION" in mark.tag:
            yield tokens, events.get(mark.get("m_id"), f"{id_} {mark.get('m_id')} alone")


def _join(
    lines: Iterable[list[tuple[str, str]]],
) -> tuple[str, dict[str, tuple[int, int]], list[tuple[int, int]]]:
    """Return running text of tokens, where each token stands in it, and each line."""
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    within: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        start, glue = at, True
        for id_, written in line:
            token = _QUOTES.get(written, written)
            if not (glue or _CLOSING.fullmatch(token)):
                pieces.append(" ")
                at += 1
            spans[id_] = at, at + len(token)
            pieces.append(token)
            at += len(token)
            glue = token in _OPENING
        within.append((start, at))
        pieces.append("\n")
        at += 1
    return "".join(pieces), spans, within
